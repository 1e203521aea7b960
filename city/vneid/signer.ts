import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
} from "node:crypto";

/** Signs as one issuer: ES256 (RFC 7518 §3.4), the key of the day first, former ones still published. */
export class Signer {
  #keys: { readonly kid: string; readonly privateKey: KeyObject; readonly jwk: JsonWebKey }[] = [];

  constructor() {
    this.rotate();
  }

  rotate(): void {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#keys.unshift({ kid: randomUUID(), privateKey, jwk: publicKey.export({ format: "jwk" }) });
  }

  get jwks(): object {
    return { keys: this.#keys.map(({ kid, jwk }) => ({ ...jwk, kid, alg: "ES256", use: "sig" })) };
  }

  sign(claims: object): string {
    const [key] = this.#keys;
    if (key === undefined) throw new Error("no key");
    const head = encode({ alg: "ES256", kid: key.kid, typ: "JWT" });
    const input = `${head}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(input), {
      key: key.privateKey,
      dsaEncoding: "ieee-p1363",
    });
    return `${input}.${signature.toString("base64url")}`;
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** PKCE (RFC 7636 §4.6). */
export const challengeOf = (verifier: string): string =>
  createHash("sha256").update(verifier).digest("base64url");
