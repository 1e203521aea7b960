import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { readLogoutToken } from "./logout-token.ts";

export interface RelyingPartyOptions {
  /** The city's provider. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Its own address. */
  readonly baseUrl: string;
  /** `acr_values` it asks for. */
  readonly acrValues?: string;
}

interface Waiting {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody signed in here. */
interface Visitor {
  readonly sub: string;
  readonly sid: string | undefined;
  readonly name: string;
  readonly role: string;
  readonly acr: string;
  readonly idToken: string;
}

const cookieName = "rp_visit";

/**
 * Another vendor's application as an HTTP server, not listening yet: a library that knows nobody itself and lets
 * people sign in through the city's provider, and out again both ways.
 */
export function createRelyingParty(options: RelyingPartyOptions): Server {
  const { baseUrl, clientId, clientSecret } = options;
  const redirectUri = `${baseUrl}/callback`;
  const waiting = new Map<string, Waiting>();
  const visitors = new Map<string, Visitor>();
  const usedTokens = new Set<string>();
  const stats = { signIns: 0, refused: 0, signedOutByProvider: 0, logoutTokensRefused: 0 };
  let configuration: Promise<Configuration> | undefined;

  const configured = (): Promise<Configuration> => {
    configuration ??= discovery(
      new URL(options.issuer),
      clientId,
      { id_token_signed_response_alg: "ES256" },
      clientSecret === undefined ? None() : ClientSecretBasic(clientSecret),
      { execute: [enableNonRepudiationChecks, allowInsecureRequests] },
    );
    configuration.catch(() => {
      configuration = undefined;
    });
    return configuration;
  };

  async function logIn(response: ServerResponse, url: URL): Promise<void> {
    const visit = randomBytes(18).toString("base64url");
    const sent: Waiting = {
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
    };
    waiting.set(visit, sent);
    const prompt = url.searchParams.get("prompt");
    const target = buildAuthorizationUrl(await configured(), {
      redirect_uri: redirectUri,
      scope: "openid profile role",
      state: sent.state,
      nonce: sent.nonce,
      code_challenge: await calculatePKCECodeChallenge(sent.verifier),
      code_challenge_method: "S256",
      ...(prompt === null ? {} : { prompt }),
      ...(options.acrValues === undefined ? {} : { acr_values: options.acrValues }),
    });
    redirect(response, target.href, visit);
  }

  async function comeBack(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const visit = visitOf(request);
    const sent = waiting.get(visit);
    waiting.delete(visit);
    if (sent === undefined) return show(response, 400, "Lượt đăng nhập không phải của trình duyệt này.");
    try {
      const tokens = await authorizationCodeGrant(await configured(), url, {
        expectedState: sent.state,
        expectedNonce: sent.nonce,
        pkceCodeVerifier: sent.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("no claims");
      const acting = claims.acting_role as { role?: string } | undefined;
      const signedIn = randomBytes(18).toString("base64url");
      visitors.set(signedIn, {
        sub: claims.sub,
        sid: claims.sid as string | undefined,
        name: String(claims.name ?? ""),
        role: acting?.role ?? "",
        acr: String(claims.acr ?? ""),
        idToken: tokens.id_token ?? "",
      });
      stats.signIns += 1;
      redirect(response, `${baseUrl}/`, signedIn);
    } catch (error) {
      stats.refused += 1;
      show(response, 403, `Chưa đăng nhập: ${(error as { error?: string }).error ?? "lỗi"}`);
    }
  }

  /** Out here, and then out everywhere. */
  async function logOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visitor = visitors.get(visitOf(request));
    visitors.delete(visitOf(request));
    const target = buildEndSessionUrl(await configured(), {
      post_logout_redirect_uri: `${baseUrl}/signed-out`,
      ...(visitor === undefined ? {} : { id_token_hint: visitor.idToken }),
    });
    redirect(response, target.href, "");
  }

  /** The provider says that somebody left. */
  async function backChannelLogOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const server = (await configured()).serverMetadata();
    try {
      const token = new URLSearchParams(await readBody(request)).get("logout_token") ?? "";
      const expected = { issuer: server.issuer, clientId, jwksUri: server.jwks_uri ?? "" };
      const notice = await readLogoutToken(token, expected, usedTokens);
      for (const [visit, { sub, sid }] of visitors) {
        const isMeant = notice.sid === undefined ? sub === notice.sub : sid === notice.sid;
        if (!isMeant) continue;
        visitors.delete(visit);
        stats.signedOutByProvider += 1;
      }
      response.writeHead(200, { "cache-control": "no-store" }).end();
    } catch {
      stats.logoutTokensRefused += 1;
      response.writeHead(400, { "cache-control": "no-store" }).end();
    }
  }

  function home(request: IncomingMessage, response: ServerResponse): void {
    const visitor = visitors.get(visitOf(request));
    if (visitor === undefined) {
      show(response, 200, `Chưa đăng nhập. <a href="/login">Đăng nhập qua Hoa Phượng</a>`);
      return;
    }
    const text = [visitor.name, visitor.role, visitor.acr, visitor.sub].map(escapeHtml).join(" · ");
    show(response, 200, `Đã đăng nhập: ${text}. <a href="/logout">Đăng xuất</a>`);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", baseUrl);
    switch (`${request.method} ${url.pathname}`) {
      case "GET /":
        return home(request, response);
      case "GET /login":
        return logIn(response, url);
      case "GET /callback":
        return comeBack(request, response, url);
      case "GET /logout":
        return logOut(request, response);
      case "POST /backchannel-logout":
        return backChannelLogOut(request, response);
      case "GET /signed-out":
        return show(response, 200, "Đã đăng xuất khỏi mọi ứng dụng.");
      case "GET /control/stats":
        return void response.end(JSON.stringify({ ...stats, visitors: visitors.size }));
      default:
        return show(response, 404, "Không có trang này.");
    }
  }

  return createServer((request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) show(response, 502, "Nhà cung cấp đăng nhập không trả lời.");
    });
  });
}

const visitOf = (request: IncomingMessage): string =>
  new RegExp(`(?:^|; )${cookieName}=([\\w-]+)`).exec(request.headers.cookie ?? "")?.[1] ?? "";

function redirect(response: ServerResponse, location: string, visit: string): void {
  const cookie = `${cookieName}=${visit}; Path=/; HttpOnly; SameSite=Lax`;
  response.writeHead(303, { location, "set-cookie": cookie, "cache-control": "no-store" }).end();
}

function show(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(
    `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Thư viện số (ứng dụng mẫu)</title><body><h1>Thư viện số (ứng dụng mẫu)</h1><p>${body}</p></body></html>`,
  );
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.length > 64 * 1024) throw new Error("too much");
  }
  return text;
}
