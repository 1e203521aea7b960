import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { beginAttempt, rememberUpstream, takeUpstream } from "#src/access/provider/attempts.ts";
import type { Factor, SignInProgress } from "#src/access/provider/directory.ts";
import { finishConsent, refuseInteraction } from "#src/access/provider/interaction.ts";
import { signOutOfApplications } from "#src/access/provider/logout.ts";
import { originsOf, withSources } from "#src/access/provider/pages.ts";
import { HpError } from "#src/platform/errors.ts";
import { declareAccess } from "../access/request-access.ts";
import { htmlType } from "../etag.ts";
import { languageOf, localised } from "../language.ts";
import { loggable, toHpError } from "../problems/problem.ts";
import { clearCookie, readCookie } from "./cookies.ts";
import {
  advance,
  afterSession,
  attemptPath,
  browserToken,
  keepSession,
  type SignInParts,
  sendPage,
  sessionOf,
  show,
  type Visit,
  visit,
  visitOf,
} from "./flow.ts";
import { whenceOf } from "./mount-provider.ts";
import { choosePage, factorPage, newPasswordPage, refusedPage } from "./pages.ts";
import { beginPasskey, provePasskeyOf } from "./passkey.ts";
import { signedOutPage } from "./provider-pages.ts";
import { signOutPage } from "./sign-out-page.ts";

type Form = Readonly<Record<string, string>>;
type Handler = (parts: SignInParts, at: Visit, form: Form) => Promise<FastifyReply>;

/** A form of ours has a few hundred bytes. */
const bodyLimit = 16 * 1024;

/** Sign-in and sign-out for people: plain pages under `/sign-in` and `/sign-out`. */
export function registerSignIn(app: FastifyInstance, parts: SignInParts): void {
  app.register(async (scope) => {
    declareAccess(scope, "public");
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook("onRequest", async (_request, reply) => {
      // With no referrer at all a browser posts our own forms with `Origin: null`, which the guard refuses.
      reply.header("referrer-policy", "same-origin");
    });
    scope.setErrorHandler((error, request, reply) => refuse(parts, error, request, reply));
    const hidden = { schema: { hide: true } as object };

    scope.get("/sign-in", hidden, async (request, reply) => {
      const { pool, clock } = parts.city.parts;
      const { next, again, user } = request.query as Readonly<Record<string, unknown>>;
      const browser = browserToken(parts, request, reply);
      const attempt = await beginAttempt(pool, clock, browser, { returnTo: ownPath(next) });
      const query = new URLSearchParams({
        ...(again === undefined ? {} : { again: "1" }),
        ...(typeof user === "string" ? { user: user.slice(0, 64) } : {}),
      }).toString();
      const path = `${attemptPath(attempt.attemptId)}${query === "" ? "" : `?${query}`}`;
      return reply.redirect(localised(path, languageOf(request)), 303);
    });
    scope.get("/sign-in/vneid/callback", hidden, (request, reply) => comeBack(parts, request, reply));
    scope.get("/sign-in/:attempt", hidden, async (request, reply) =>
      show(parts, await visit(parts, request, reply)),
    );
    for (const [step, handler] of Object.entries(steps)) {
      scope.post(`/sign-in/:attempt/${step}`, hidden, async (request, reply) =>
        handler(parts, await visit(parts, request, reply), (request.body ?? {}) as Form),
      );
    }
    scope.get("/sign-out", hidden, async (request, reply) =>
      reply
        .header("cache-control", "no-store")
        .type(htmlType)
        .send(signOutPage(languageOf(request), (await sessionOf(parts, request)) !== undefined)),
    );
    scope.post("/sign-out", hidden, (request, reply) => signOut(parts, request, reply));
  });
}

const steps: Readonly<Record<string, Handler>> = {
  vneid: async (parts, at) => {
    const { vneid } = parts;
    if (vneid === undefined) throw new HpError("vneid-not-connected");
    const { url, request } = await vneid.begin(at.interaction?.demanded ?? 1);
    await rememberUpstream(parts.city.parts.pool, at.attempt.attemptId, request);
    return at.reply.redirect(url.href, 303);
  },
  password: (parts, at, { userName = "", password = "" }) =>
    tryAgain(
      parts,
      at,
      () => {
        const deviceToken = readCookie(at.request, parts.cookies.device);
        const known = deviceToken === undefined ? {} : { deviceToken };
        return parts.directory.beginPassword({ userName, password, ...known }, whenceOf(at.request));
      },
      (complaint) => choosePage({ ...at.page, complaint }, parts.vneid !== undefined, parts.passkeySite),
    ),
  "passkey-begin": (parts, at) => beginPasskey(parts, at),
  passkey: (parts, at, form) => {
    const { page } = at;
    const isFirst = readCookie(at.request, parts.cookies.proof) === undefined;
    return tryAgain(
      parts,
      at,
      () => provePasskeyOf(parts, at, form),
      (complaint) =>
        isFirst
          ? choosePage({ ...page, complaint }, parts.vneid !== undefined, parts.passkeySite)
          : factorPage({ ...page, complaint }, "totp", true, parts.passkeySite),
    );
  },
  factor: (parts, at, { kind = "", code = "" }) => {
    const token = proofOf(parts, at);
    const factor: Factor = { kind: kind === "recovery" || kind === "newTotp" ? kind : "totp", code };
    return tryAgain(
      parts,
      at,
      () => parts.directory.proveFactor(token, factor, whenceOf(at.request)),
      // Which other factors there are the page says when it is asked for anew.
      (complaint) => factorPage({ ...at.page, complaint }, factor.kind, true),
    );
  },
  "new-password": (parts, at, { password = "", again = "" }) => {
    const token = proofOf(parts, at);
    return tryAgain(
      parts,
      at,
      async () => {
        if (password !== again) throw new HpError("passwords-differ");
        return parts.directory.choosePassword(token, password, whenceOf(at.request));
      },
      (complaint) => newPasswordPage({ ...at.page, complaint }),
    );
  },
  role: async (parts, at, { grantId = "" }) => {
    const cookie = readCookie(at.request, parts.cookies.session);
    if (cookie === undefined) throw new HpError("sign-in-attempt-lost");
    const opened = await parts.directory.chooseGrant(cookie, grantId, whenceOf(at.request));
    keepSession(parts, at.reply, opened);
    const session = await parts.directory.findSession(opened.cookie);
    if (session === undefined) throw new HpError("sign-in-expired");
    return afterSession(parts, at, session);
  },
  consent: async (parts, at) => {
    const session = await sessionOf(parts, at.request);
    if (session === undefined || session.accountId !== at.interaction?.accountId)
      throw new HpError("sign-in-attempt-lost");
    const next = await finishConsent(parts.city, at.attempt.attemptId);
    if (next === undefined) throw new HpError("sign-in-attempt-lost");
    await parts.record({
      action: "consent.application",
      result: "ok",
      accountId: session.accountId,
      clientId: at.interaction.clientId,
      where: whenceOf(at.request),
    });
    return at.reply.redirect(next, 303);
  },
  cancel: async (parts, at) => {
    const next = at.attempt.isInteraction
      ? await refuseInteraction(parts.city, at.attempt.attemptId)
      : (at.attempt.returnTo ?? "/");
    if (next === undefined) throw new HpError("sign-in-attempt-lost");
    return at.reply.redirect(next, 303);
  },
};

/** A factor that was wrong is asked for again on the same page; the directory has counted and recorded it. */
async function tryAgain(
  parts: SignInParts,
  at: Visit,
  prove: () => Promise<SignInProgress>,
  page: (complaint: string) => string,
): Promise<FastifyReply> {
  let progress: SignInProgress;
  try {
    progress = await prove();
  } catch (error) {
    if (!(error instanceof HpError) || error.status >= 500 || error.code === "sign-in-expired") throw error;
    return sendPage(parts, at, page(error.sentence(at.page.language)), error.status);
  }
  return advance(parts, at, progress);
}

/** @throws HpError `sign-in-attempt-lost` */
function proofOf({ cookies }: SignInParts, { request }: Visit): string {
  const proof = readCookie(request, cookies.proof);
  if (proof === undefined) throw new HpError("sign-in-attempt-lost");
  return proof;
}

/** VNeID sent the browser back. Whatever it brings that is not what was asked for is refused and put on record. */
async function comeBack(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { pool, clock } = parts.city.parts;
  const { state } = request.query as { state?: unknown };
  const url = new URL(request.url, parts.city.parts.issuer);
  try {
    if (parts.vneid === undefined) throw new HpError("vneid-not-connected");
    const browser = browserToken(parts, request, reply);
    const taken = typeof state === "string" ? await takeUpstream(pool, clock, state, browser) : undefined;
    if (taken === undefined) throw new HpError("sign-in-attempt-lost");
    const at = await visitOf(parts, request, reply, taken.attempt);
    const person = await parts.vneid.complete(url, taken.request);
    return await advance(parts, at, await parts.directory.beginVouched(person, whenceOf(request)));
  } catch (error) {
    if (error instanceof HpError)
      await parts.record({
        action: "session.signIn",
        result: "refused",
        accountId: null,
        where: whenceOf(request),
        detail: { upstream: "vneid", code: error.code, ...error.facts },
      });
    throw error;
  }
}

/** Ends this session and, with it, those of every application it signed in to. */
async function signOut(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const where = whenceOf(request);
  const session = await sessionOf(parts, request);
  let frames: readonly string[] = [];
  if (session !== undefined) {
    await parts.directory.endSession(session.sessionId, where);
    frames = await signOutOfApplications(parts.city, session.sessionId, where);
  }
  clearCookie(reply, parts.cookies, parts.cookies.session, "/");
  const policy = String(reply.getHeader("content-security-policy") ?? "");
  if (frames.length > 0 && policy !== "")
    reply.header("content-security-policy", withSources(policy, "frame-src", originsOf(frames)));
  // The next person at this computer finds nothing. Cookies stay: the browser is known, and theirs are gone already.
  return reply
    .header("clear-site-data", '"cache", "storage"')
    .header("cache-control", "no-store")
    .type(htmlType)
    .send(signedOutPage(frames, undefined, languageOf(request)));
}

function refuse(
  _parts: SignInParts,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = toHpError(error, request);
  const facts = { requestId: request.id, code: known.code, route: request.routeOptions.url };
  if (known.status >= 500) request.log.error({ ...facts, error: loggable(error) }, known.code);
  else request.log.info(facts, known.code);
  const language = languageOf(request);
  const page = refusedPage({
    language,
    sentence: known.sentence(language),
    code: known.code,
    requestId: request.id,
    retry: "/sign-in",
  });
  return reply.code(known.status).header("cache-control", "no-store").type(htmlType).send(page);
}

/** A path of this site and nothing else: `//elsewhere` and `/\elsewhere` are addresses of other hosts to a browser. */
function ownPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2_000) return "/";
  const base = "http://here.invalid";
  const url = URL.parse(next, base);
  if (url?.origin !== base || url.pathname.startsWith("/sign-in")) return "/";
  return `${url.pathname}${url.search}`;
}
