import { createPublicKey, type JsonWebKey, verify } from "node:crypto";

/** Who is to be signed out. */
export interface LogoutNotice {
  readonly sub: string | undefined;
  readonly sid: string | undefined;
}

interface Jwk extends JsonWebKey {
  readonly kid?: string;
  readonly alg?: string;
}

const event = "http://schemas.openid.net/event/backchannel-logout";

/**
 * Reads a logout token (OpenID Connect Back-Channel Logout §2.6), signed by ES256.
 * @param seen ids of tokens that were used; one that comes twice is refused
 * @throws Error when anything is not as it must be
 */
export async function readLogoutToken(
  token: string,
  expected: { readonly issuer: string; readonly clientId: string; readonly jwksUri: string },
  seen: Set<string>,
): Promise<LogoutNotice> {
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = parse(head);
  if (header.alg !== "ES256") throw new Error("another algorithm than ES256");
  const { keys } = (await (await fetch(expected.jwksUri)).json()) as { keys: Jwk[] };
  const key = keys.find((one) => one.kid === header.kid && one.alg === "ES256");
  if (key === undefined) throw new Error("no such key");
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) throw new Error("not signed by the provider");
  const claims = parse(body);
  const now = Date.now() / 1000;
  if (claims.iss !== expected.issuer) throw new Error("another issuer");
  if (![claims.aud].flat().includes(expected.clientId)) throw new Error("for somebody else");
  if (typeof claims.iat !== "number" || Math.abs(now - claims.iat) > 120) throw new Error("not of now");
  if (claims.nonce !== undefined) throw new Error("an ID token is no logout token");
  if ((claims.events as Record<string, unknown> | undefined)?.[event] === undefined)
    throw new Error("no event");
  if (typeof claims.jti !== "string" || seen.has(claims.jti)) throw new Error("used before");
  seen.add(claims.jti);
  return { sub: textOf(claims.sub), sid: textOf(claims.sid) };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const parse = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
