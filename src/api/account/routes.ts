import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { removePasskey, removeTotp } from "#src/access/accounts/change-factors.ts";
import { findCredential } from "#src/access/accounts/credential.ts";
import { beginPasskeyRegistration, finishPasskeyRegistration } from "#src/access/accounts/passkey.ts";
import { changePassword } from "#src/access/accounts/password-sign-in.ts";
import { renewRecoveryCodes } from "#src/access/accounts/recovery-code.ts";
import { beginTotp, confirmTotp } from "#src/access/accounts/totp.ts";
import { totpIssuer } from "#src/access/provider/account-directory.ts";
import { withdrawConsent } from "#src/access/provider/consents.ts";
import { signOutOfEndedSessions } from "#src/access/provider/logout.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { revokeSession, revokeSessions } from "#src/access/sessions/list-sessions.ts";
import { HpError } from "#src/platform/errors.ts";
import { htmlType } from "../etag.ts";
import { languageOf, localised } from "../language.ts";
import { framed } from "../pages/frame.ts";
import { clearCookie, readCookie } from "../sign-in/cookies.ts";
import { keepSession, type SignInParts, withPasskeyScript } from "../sign-in/flow.ts";
import { whenceOf } from "../sign-in/mount-provider.ts";
import { parseResponse } from "../sign-in/passkey.ts";
import { accountPage, type Outcome, type Section } from "./account-page.ts";
import { deviceWords } from "./device-words.ts";
import { proveAgainPath, recoveryPage, totpPage } from "./factor-sections.ts";
import { registerMe } from "./me-routes.ts";
import { ownActor, ownSession } from "./own-session.ts";
import { readAccount } from "./read-account.ts";
import { registerReviews } from "./review-routes.ts";

type Form = Readonly<Record<string, string>>;
/** A page of its own, or where to go; by itself back to the form's place in the account. */
type Answer = { readonly page: string } | { readonly next: string };
type Work = (
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
) => Promise<Answer | undefined>;

/** `/tai-khoan`: one's own account; only a signed-in browser has one. JSON of the same under `/api/v1/me`. */
export function registerAccount(app: FastifyInstance, parts: SignInParts): void {
  registerMe(app, parts);
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 16 * 1024 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook("onRequest", async (_request, reply) => {
      // With no referrer at all a browser posts the forms with `Origin: null`, which the guard refuses.
      reply.header("referrer-policy", "same-origin");
    });
    registerReviews(scope, parts.accounts);
    const own = { config: { access: "signedIn" as const }, schema: { hide: true } };
    scope.get("/tai-khoan", own, async (request, reply) => {
      const { xong } = request.query as { xong?: unknown };
      const section = sections.find((one) => one === xong);
      return sendAccount(parts, request, reply, section === undefined ? undefined : { section });
    });
    scope.post("/tai-khoan/khoa/bat-dau", own, async (request, reply) =>
      reply.header("cache-control", "no-store").send(await askForPasskey(parts, request)),
    );
    for (const [path, section, work] of changes) {
      scope.post(`/tai-khoan/${path}`, own, async (request, reply) => {
        ownSession(request);
        return change(parts, request, reply, section, work);
      });
    }
  });
}

const sections: readonly Section[] = ["vai-tro", "phien", "mat-khau", "hai-lop", "khoa", "ung-dung"];

const changes: readonly (readonly [path: string, section: Section, work: Work])[] = [
  [
    "vai-tro",
    "vai-tro",
    async (parts, request, reply, { grantId = "" }) => {
      const cookie = readCookie(request, parts.cookies.session);
      if (cookie === undefined) throw new HpError("sign-in-needed");
      keepSession(parts, reply, await parts.directory.chooseGrant(cookie, grantId, whenceOf(request)));
      return undefined;
    },
  ],
  [
    "phien/ket-thuc",
    "phien",
    async ({ accounts, city }, request, _reply, { sessionId = "" }) => {
      const { accountId } = ownSession(request);
      if (!uuid.test(sessionId)) throw new HpError("session-not-found");
      await revokeSession(accounts, accountId, sessionId, ownActor(request));
      await signOutOfEndedSessions(city, whenceOf(request), accountId);
      return undefined;
    },
  ],
  [
    "phien/ket-thuc-het",
    "phien",
    async (parts, request, reply, { which }) => {
      const { accountId, sessionId } = ownSession(request);
      const keep = which === "all" ? undefined : sessionId;
      await revokeSessions(parts.accounts, accountId, ownActor(request), keep);
      await signOutOfEndedSessions(parts.city, whenceOf(request), accountId);
      if (which !== "all") return undefined;
      clearCookie(reply, parts.cookies, parts.cookies.session, "/");
      return { next: "/" };
    },
  ],
  [
    "mat-khau",
    "mat-khau",
    async ({ accounts, city, cookies }, request, _reply, { current = "", password = "", again = "" }) => {
      if (password !== again) throw new HpError("passwords-differ");
      const { accountId, sessionId } = ownSession(request);
      const deviceToken = readCookie(request, cookies.device);
      const known = deviceToken === undefined ? {} : { deviceToken };
      const next = { accountId, sessionId, current, next: password, ...known };
      await changePassword(accounts, next, ownActor(request));
      await signOutOfEndedSessions(city, whenceOf(request), accountId);
      return undefined;
    },
  ],
  [
    "ung-dung-xac-thuc",
    "hai-lop",
    async ({ accounts }, request) => {
      const { accountId, proofs, displayName } = ownSession(request);
      const label = (await readAccount(accounts, request)).userName ?? displayName;
      const made = await beginTotp(accounts, { accountId, proofs, label }, totpIssuer);
      return { page: totpPage(made, languageOf(request)) };
    },
  ],
  [
    "ung-dung-xac-thuc/xac-nhan",
    "hai-lop",
    async ({ accounts }, request, _reply, { code = "" }) => {
      await confirmTotp(accounts, ownSession(request), code, ownActor(request));
      return undefined;
    },
  ],
  [
    "ung-dung-xac-thuc/bo",
    "hai-lop",
    async ({ accounts }, request) => {
      await removeTotp(accounts, ownSession(request), ownActor(request));
      return undefined;
    },
  ],
  [
    "ma-khoi-phuc",
    "hai-lop",
    async ({ accounts }, request) => {
      const codes = await renewRecoveryCodes(accounts, ownSession(request), ownActor(request));
      return { page: recoveryPage(codes, languageOf(request)) };
    },
  ],
  [
    "khoa",
    "khoa",
    async ({ accounts, passkeySite }, request, _reply, { challengeId = "", response }) => {
      const label = deviceWords(request.headers["user-agent"] ?? null, "vi");
      const answer = { challengeId, label, response: parseResponse<RegistrationResponseJSON>(response) };
      const own = ownSession(request);
      await finishPasskeyRegistration(accounts, passkeySite, own, answer, ownActor(request));
      return undefined;
    },
  ],
  [
    "khoa/bo",
    "khoa",
    async ({ accounts }, request, _reply, { credentialId = "" }) => {
      await removePasskey(accounts, ownSession(request), credentialId, ownActor(request));
      return undefined;
    },
  ],
  [
    "ung-dung/rut",
    "ung-dung",
    async ({ accounts, record }, request, _reply, { clientId = "" }) => {
      const { accountId } = ownSession(request);
      if (!(await withdrawConsent(accounts.pool, accounts.clock, accountId, clientId))) return undefined;
      const where = whenceOf(request);
      await record({ action: "consent.withdrawApplication", result: "ok", accountId, clientId, where });
      return undefined;
    },
  ],
];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the page's script asks the authenticator for. @throws HpError `step-up-needed` */
async function askForPasskey(
  { accounts, passkeySite }: SignInParts,
  request: FastifyRequest,
): Promise<object> {
  const { accountId, proofs, displayName } = ownSession(request);
  const credential = await findCredential(accounts.pool, { accountId });
  const userName = credential?.userName ?? displayName;
  return beginPasskeyRegistration(accounts, passkeySite, { accountId, proofs, userName, displayName });
}

/** Does it and goes back; what was wrong is said where the form stands. */
async function change(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
  section: Section,
  work: Work,
): Promise<FastifyReply> {
  const language = languageOf(request);
  let answer: Answer | undefined;
  try {
    answer = await work(parts, request, reply, (request.body ?? {}) as Form);
  } catch (error) {
    if (!(error instanceof HpError) || error.status >= 500 || error.code === "sign-in-needed") throw error;
    if (error.code === "step-up-needed") return reply.redirect(localised(proveAgainPath, language), 303);
    const complaint = error.sentence(language);
    return sendAccount(parts, request, reply.code(error.status), { section, complaint });
  }
  if (answer !== undefined && "page" in answer) return send(request, reply, answer.page);
  const next = answer?.next ?? `/tai-khoan?xong=${section}#${section}`;
  return reply.redirect(localised(next, language), 303);
}

async function sendAccount(
  { accounts, passkeySite }: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Outcome | undefined,
): Promise<FastifyReply> {
  const story = await readAccount(accounts, request);
  const maySeeReviews =
    request.principal !== undefined && getRole(request.principal.grant.role).may.includes("account.manage");
  const policy = String(reply.getHeader("content-security-policy") ?? "");
  if (policy !== "") reply.header("content-security-policy", withPasskeyScript(policy));
  const language = languageOf(request);
  return send(request, reply, accountPage(story, passkeySite, outcome, maySeeReviews, language));
}

/** Not kept anywhere: secrets stand on some of these pages. */
const send = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply =>
  reply.header("cache-control", "no-store").type(htmlType).send(framed(request, page));
