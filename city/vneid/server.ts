import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { FaultPlan, Faults, type Mishap } from "#city/registry/faults.ts";
import { hashFraction } from "#city/world/random.ts";
import { type Citizen, passcodeOf } from "./citizens.ts";
import { loginPage, refusalPage } from "./login-page.ts";
import { challengeOf, Signer } from "./signer.ts";

const MOST_BYTES = 64 * 1024;
const CODE_SECONDS = 60;
const SAMPLES = 12;

/** What the simulator can be told to do wrong, beside what the registry's faults say. */
export const VneidFaults = Faults.extend({
  /** Share of sign-ins the citizen declines. */
  declineShare: z.number().min(0).max(1).default(0),
  /** Share of sign-ins that end in `server_error`. */
  failShare: z.number().min(0).max(1).default(0),
});
export type VneidFaults = z.infer<typeof VneidFaults>;

export interface VneidOptions {
  /** Its own address, as it stands in its tokens. */
  readonly issuer: string;
  readonly citizens: readonly Citizen[];
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Addresses it sends browsers back to; empty: any on loopback. */
  readonly redirectUris: readonly string[];
  readonly levels?: Readonly<Record<1 | 2, string>>;
  readonly seed?: number;
  readonly faults?: VneidFaults;
}

interface Code {
  readonly citizen: Citizen;
  readonly request: Readonly<Record<string, string>>;
  readonly untilMs: number;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
  readonly location?: string;
}

/** VNeID as an HTTP server, not listening yet: OpenID Connect with PKCE, two levels, a page to sign in at. */
export function createVneidServer(options: VneidOptions): Server {
  const { issuer, citizens, seed = 1 } = options;
  const levels = options.levels ?? { 1: "urn:vneid:level:1", 2: "urn:vneid:level:2" };
  const byNumber = new Map(citizens.map((citizen) => [citizen.citizenNumber, citizen]));
  const samples = citizens.slice(0, SAMPLES);
  const signer = new Signer();
  const codes = new Map<string, Code>();
  const stats = { requests: 0, pages: 0, signIns: 0, declined: 0, tokens: 0, refused: 0 };
  let faults = options.faults ?? VneidFaults.parse({});
  let plan = planOf(seed, faults);

  const redirectsTo = (uri: string | null): uri is string =>
    uri !== null &&
    (options.redirectUris.length === 0
      ? ["127.0.0.1", "localhost"].includes(URL.parse(uri)?.hostname ?? "")
      : options.redirectUris.includes(uri));

  function configuration(): Answer {
    return json(200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["ES256"],
      code_challenge_methods_supported: ["S256"],
      acr_values_supported: [levels[1], levels[2]],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "none"],
      authorization_response_iss_parameter_supported: true,
    });
  }

  /** What is wrong with a request that can't be sent back, for the page; else undefined. */
  function faultOf(request: URLSearchParams): string | undefined {
    if (request.get("client_id") !== options.clientId) return "Ứng dụng chưa đăng ký.";
    if (!redirectsTo(request.get("redirect_uri"))) return "Địa chỉ trả về chưa đăng ký.";
    return undefined;
  }

  function authorize(request: URLSearchParams): Answer {
    const fault = faultOf(request);
    if (fault !== undefined) return html(400, refusalPage(fault));
    const wrong =
      request.get("response_type") !== "code" ||
      request.get("code_challenge_method") !== "S256" ||
      (request.get("code_challenge") ?? "") === "";
    if (wrong) return back(request, { error: "invalid_request" });
    stats.pages += 1;
    return html(200, loginPage(request, samples, undefined));
  }

  function signIn(form: URLSearchParams): Answer {
    const fault = faultOf(form);
    if (fault !== undefined) return html(400, refusalPage(fault));
    const { citizen_number: number = "", passcode, decision, ...request } = Object.fromEntries(form);
    if (decision === "deny") return decline(form);
    const citizen = byNumber.get(number);
    if (citizen?.level === undefined || passcode !== passcodeOf(number)) {
      const again = new URLSearchParams(request);
      return html(200, loginPage(again, samples, "Số định danh hoặc mật mã không đúng."));
    }
    stats.signIns += 1;
    const drawn = (which: string): number => hashFraction(seed, which, number, stats.signIns);
    if (drawn("decline") < faults.declineShare) return decline(form);
    if (drawn("fail") < faults.failShare) return back(form, { error: "server_error" });
    const asked = (request.acr_values ?? "").split(" ").filter((value) => value !== "");
    if (asked.length > 0 && !asked.includes(levels[citizen.level]))
      return back(form, { error: "unmet_authentication_requirements" });
    for (const [old, { untilMs }] of codes) if (untilMs < Date.now()) codes.delete(old);
    const code = randomBytes(24).toString("base64url");
    codes.set(code, { citizen, request, untilMs: Date.now() + CODE_SECONDS * 1000 });
    return back(form, { code });
  }

  function decline(request: URLSearchParams): Answer {
    stats.declined += 1;
    return back(request, { error: "access_denied" });
  }

  /** Back to the application, with the issuer's name against mix-ups (RFC 9207). */
  function back(request: URLSearchParams, answer: Readonly<Record<string, string>>): Answer {
    const url = new URL(request.get("redirect_uri") ?? "");
    for (const [name, value] of Object.entries({ ...answer, iss: issuer })) url.searchParams.set(name, value);
    const state = request.get("state");
    if (state !== null) url.searchParams.set("state", state);
    return { status: 303, body: "", location: url.href };
  }

  function token(request: IncomingMessage, form: URLSearchParams): Answer {
    const refuse = (error: string, status = 400): Answer => {
      stats.refused += 1;
      return json(status, { error });
    };
    if (!isClient(request, form, options)) return refuse("invalid_client", 401);
    if (form.get("grant_type") !== "authorization_code") return refuse("unsupported_grant_type");
    const code = form.get("code") ?? "";
    const found = codes.get(code);
    codes.delete(code);
    if (
      found === undefined ||
      found.untilMs < Date.now() ||
      found.request.redirect_uri !== form.get("redirect_uri") ||
      found.request.code_challenge !== challengeOf(form.get("code_verifier") ?? "")
    )
      return refuse("invalid_grant");
    stats.tokens += 1;
    const { citizen, request: asked } = found;
    const now = Math.floor(Date.now() / 1000);
    return json(200, {
      access_token: randomBytes(24).toString("base64url"),
      token_type: "Bearer",
      expires_in: 300,
      id_token: signer.sign({
        iss: issuer,
        aud: options.clientId,
        sub: challengeOf(`${options.clientId} ${citizen.citizenNumber}`),
        iat: now,
        exp: now + 300,
        auth_time: now,
        ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
        acr: levels[citizen.level ?? 1],
        name: citizen.fullName,
        citizen_id: citizen.citizenNumber,
      }),
    });
  }

  async function answerTo(request: IncomingMessage, url: URL): Promise<Answer> {
    const told = `${request.method} ${url.pathname}`;
    switch (told) {
      case "GET /.well-known/openid-configuration":
        return configuration();
      case "GET /jwks":
        return json(200, signer.jwks);
      case "GET /authorize":
        return authorize(url.searchParams);
      case "POST /authorize":
        return signIn(new URLSearchParams(await readBody(request)));
      case "POST /token":
        return token(request, new URLSearchParams(await readBody(request)));
      case "GET /control/stats":
        return json(200, { citizens: citizens.length, ...stats });
      case "POST /control/rotate":
        signer.rotate();
        return json(200, {});
      case "POST /control": {
        const parsed = VneidFaults.safeParse(JSON.parse(await readBody(request)));
        if (!parsed.success) return json(400, { error: z.prettifyError(parsed.error) });
        faults = parsed.data;
        plan = planOf(seed, faults);
        return json(200, faults);
      }
      default:
        return json(404, { error: "no such address" });
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname.startsWith("/control")) return send(response, await answerTo(request, url), undefined);
    stats.requests += 1;
    const refusal = plan.admit();
    if (refusal?.kind === "outage") return void request.socket.destroy();
    if (refusal !== undefined) return send(response, json(refusal.kind, { error: "not now" }), undefined);
    const { latencyMs, mishap } = plan.draw(url.pathname);
    if (latencyMs > 0) await wait(latencyMs);
    if (mishap === "silence") return;
    if (mishap === "http500") return send(response, json(500, { error: "an error" }), undefined);
    send(response, await answerTo(request, url), mishap);
  }

  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      send(response, json(400, { error: error instanceof Error ? error.message : "failed" }), undefined);
    });
  });
}

/** The registry's plan knows nothing of the two shares that are ours. */
function planOf(
  seed: number,
  { declineShare: _decline, failShare: _fail, ...faults }: VneidFaults,
): FaultPlan {
  return new FaultPlan(seed, faults);
}

function isClient(request: IncomingMessage, form: URLSearchParams, options: VneidOptions): boolean {
  const { clientId, clientSecret } = options;
  if (clientSecret === undefined) return form.get("client_id") === clientId;
  const [id, secret] = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /i, ""), "base64")
    .toString("utf8")
    .split(":")
    .map(decodeURIComponent);
  return id === clientId && secret === clientSecret;
}

function send(response: ServerResponse, answer: Answer, mishap: Mishap | undefined): void {
  const { status, type = "application/json", body, location } = answer;
  const headers = {
    "content-type": type,
    "cache-control": "no-store",
    ...(location === undefined ? {} : { location }),
  };
  response.writeHead(status, headers);
  if (mishap === "reset")
    return void response.write(body.slice(0, body.length / 2), () => response.destroy());
  response.end(mishap === "malformed" ? `${body.slice(0, -2)}<html>` : body);
}

const json = (status: number, value: object): Answer => ({ status, body: JSON.stringify(value) });
const html = (status: number, body: string): Answer => ({ status, type: "text/html; charset=utf-8", body });

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error("too much");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
