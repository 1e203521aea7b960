import type { FastifyReply, FastifyRequest } from "fastify";
import type { AccountContext } from "#src/access/accounts/context.ts";
import type { PasskeySite } from "#src/access/accounts/passkey.ts";
import {
  type Attempt,
  beginAttempt,
  endAttempt,
  findAttempt,
  newBrowserToken,
} from "#src/access/provider/attempts.ts";
import type {
  CitySession,
  OpenedSession,
  RecordSignIn,
  SignInDirectory,
  SignInProgress,
} from "#src/access/provider/directory.ts";
import { findInteraction, finishSignIn, type WaitingInteraction } from "#src/access/provider/interaction.ts";
import { signOutOfApplications } from "#src/access/provider/logout.ts";
import { originsOf, withSources } from "#src/access/provider/pages.ts";
import type { CityProvider } from "#src/access/provider/provider.ts";
import type { Vneid } from "#src/access/upstream/vneid.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { HpError } from "#src/platform/errors.ts";
import { htmlType } from "../etag.ts";
import { languageOf, localised } from "../language.ts";
import { type CookieJar, clearCookie, readCookie, writeCookie } from "./cookies.ts";
import { whenceOf } from "./mount-provider.ts";
import { offeredRoles } from "./offered-roles.ts";
import {
  choosePage,
  consentPage,
  enrolPage,
  factorPage,
  newPasswordPage,
  type PageOf,
  rolePage,
} from "./pages.ts";
import { passkeyScript } from "./passkey.ts";

export interface SignInParts {
  readonly accounts: AccountContext;
  readonly passkeySite: PasskeySite;
  readonly city: CityProvider;
  readonly directory: SignInDirectory;
  readonly record: RecordSignIn;
  /** Absent: people sign in by name and password only. */
  readonly vneid?: Vneid;
  readonly cookies: CookieJar;
}

/** One request of an attempt, with what it belongs to. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly attempt: Attempt;
  readonly interaction: WaitingInteraction | undefined;
  readonly page: PageOf;
}

export const attemptPath = (attemptId: string): string => `/sign-in/${attemptId}`;

/**
 * The attempt of a request. The first visit of an interaction is adopted when the browser brings the provider's own
 * cookie for it: a link to somebody else's sign-in leads nowhere.
 * @throws HpError `sign-in-attempt-lost`
 */
export async function visit(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit> {
  const { attempt: attemptId } = request.params as { attempt: string };
  const browser = browserToken(parts, request, reply);
  const { pool, clock } = parts.city.parts;
  const attempt =
    (await findAttempt(pool, clock, attemptId, browser)) ??
    (await adopt(parts, request, reply, attemptId, browser));
  if (attempt === undefined) throw new HpError("sign-in-attempt-lost");
  return visitOf(parts, request, reply, attempt);
}

export async function visitOf(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
  attempt: Attempt,
): Promise<Visit> {
  const interaction = attempt.isInteraction
    ? await findInteraction(parts.city, attempt.attemptId)
    : undefined;
  if (attempt.isInteraction && interaction === undefined) throw new HpError("sign-in-attempt-lost");
  const { lang, user } = request.query as { lang?: unknown; user?: unknown };
  const language: Language = lang === undefined ? (interaction?.language ?? "vi") : languageOf(request);
  const clientName = interaction?.clientName;
  return {
    request,
    reply,
    attempt,
    interaction,
    page: {
      language,
      attemptId: attempt.attemptId,
      clientName,
      ...(typeof user === "string" ? { userName: user } : {}),
    },
  };
}

async function adopt(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
  attemptId: string,
  browser: string,
): Promise<Attempt | undefined> {
  const { pool, clock } = parts.city.parts;
  const provider = parts.city.current();
  const owned = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
  if (owned?.uid !== attemptId) return undefined;
  await beginAttempt(pool, clock, browser, { interactionUid: attemptId });
  return findAttempt(pool, clock, attemptId, browser);
}

/** The browser's own token, given at its first visit. */
export function browserToken(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): string {
  const { cookies } = parts;
  const known = readCookie(request, cookies.browser);
  if (known !== undefined) return known;
  const token = newBrowserToken();
  writeCookie(reply, cookies, cookies.browser, token, { path: "/sign-in" });
  return token;
}

/** Shows where the attempt stands: what is asked next, or the way on. */
export async function show(parts: SignInParts, at: Visit): Promise<FastifyReply> {
  const { request, interaction } = at;
  const proof = readCookie(request, parts.cookies.proof);
  const progress = proof === undefined ? undefined : await progressOf(parts, at, proof);
  if (progress !== undefined) return showStep(parts, at, progress);
  const { again } = request.query as { again?: unknown };
  // Somebody signed in proves once more who they are; whether that is fresh enough is asked where it matters.
  if (again !== undefined && interaction === undefined)
    return sendPage(parts, at, choosePage(at.page, parts.vneid !== undefined, parts.passkeySite));
  const session = await sessionOf(parts, request);
  if (interaction?.prompt === "consent") {
    if (session?.accountId !== interaction.accountId) throw new HpError("sign-in-attempt-lost");
    return sendPage(parts, at, consentPage(at.page, interaction.scopes));
  }
  if (session !== undefined && suffices(session, interaction)) return afterSession(parts, at, session);
  return sendPage(parts, at, choosePage(at.page, parts.vneid !== undefined, parts.passkeySite));
}

/** A sign-in that expired is forgotten, and the person chooses again. */
async function progressOf(parts: SignInParts, at: Visit, proof: string): Promise<SignInProgress | undefined> {
  try {
    return await parts.directory.getProgress(proof);
  } catch (error) {
    if (!(error instanceof HpError) || error.code !== "sign-in-expired") throw error;
    clearCookie(at.reply, parts.cookies, parts.cookies.proof, attemptPath(at.attempt.attemptId));
    return undefined;
  }
}

/** Goes on after a factor was proved. */
export async function advance(
  parts: SignInParts,
  at: Visit,
  progress: SignInProgress,
): Promise<FastifyReply> {
  const { cookies } = parts;
  const path = attemptPath(at.attempt.attemptId);
  if (progress.step !== "done") {
    writeCookie(at.reply, cookies, cookies.proof, progress.token, { path });
    return at.reply.redirect(localised(path, at.page.language), 303);
  }
  return complete(parts, at, progress);
}

async function showStep(parts: SignInParts, at: Visit, progress: SignInProgress): Promise<FastifyReply> {
  const { factor } = at.request.query as { factor?: unknown };
  switch (progress.step) {
    case "secondFactor": {
      const hasTotp = progress.factors.includes("totp");
      const kind = factor === "recovery" || !hasTotp ? "recovery" : "totp";
      const site = progress.factors.includes("passkey") ? parts.passkeySite : undefined;
      return sendPage(parts, at, factorPage(at.page, kind, progress.factors.includes("recovery"), site));
    }
    case "newPassword":
      return sendPage(parts, at, newPasswordPage(at.page));
    case "enrolSecondFactor":
      return sendPage(parts, at, enrolPage(at.page, await parts.directory.beginTotp(progress.token)));
    case "done":
      return complete(parts, at, progress);
  }
}

async function complete(parts: SignInParts, at: Visit, progress: SignInProgress): Promise<FastifyReply> {
  const { directory, cookies } = parts;
  const { request, reply, interaction, attempt } = at;
  if (progress.assurance < (interaction?.demanded ?? 1)) throw new HpError("sign-in-too-weak");
  const former = await sessionOf(parts, request);
  const sessionCookie = readCookie(request, cookies.session);
  const deviceToken = readCookie(request, cookies.device);
  const opened = await directory.complete(
    progress.token,
    {
      ...(sessionCookie === undefined ? {} : { sessionCookie }),
      ...(deviceToken === undefined ? {} : { deviceToken }),
    },
    whenceOf(request),
  );
  // Somebody else sat here before: their applications learn that they left.
  if (former !== undefined && former.accountId !== progress.accountId)
    await signOutOfApplications(parts.city, former.sessionId, whenceOf(request));
  clearCookie(reply, cookies, cookies.proof, attemptPath(attempt.attemptId));
  keepSession(parts, reply, opened);
  const session = await directory.findSession(opened.cookie);
  if (session === undefined) throw new HpError("sign-in-expired");
  return afterSession(parts, at, session);
}

export function keepSession({ cookies }: SignInParts, reply: FastifyReply, opened: OpenedSession): void {
  writeCookie(reply, cookies, cookies.session, opened.cookie, { path: "/" });
  if (opened.device !== undefined) {
    const { token, expiresAt } = opened.device;
    writeCookie(reply, cookies, cookies.device, token, { path: "/sign-in", expires: expiresAt });
  }
}

/** A session stands: in which role, if there are several, and then on to where the person was going. */
export async function afterSession(
  parts: SignInParts,
  at: Visit,
  session: CitySession,
): Promise<FastifyReply> {
  if (session.grant === undefined) {
    const grants = await parts.directory.listGrants(session.accountId);
    if (grants.length > 0)
      return sendPage(parts, at, rolePage(at.page, await offeredRoles(at.request.reader, grants)));
  }
  return finish(parts, at, session);
}

async function finish(parts: SignInParts, at: Visit, session: CitySession): Promise<FastifyReply> {
  const { attempt, reply } = at;
  await endAttempt(parts.city.parts.pool, attempt.attemptId);
  if (!attempt.isInteraction) return reply.redirect(attempt.returnTo ?? "/", 303);
  const next = await finishSignIn(parts.city, attempt.attemptId, session);
  if (next === undefined) throw new HpError("sign-in-attempt-lost");
  return reply.redirect(next, 303);
}

export async function sessionOf(
  { directory, cookies }: SignInParts,
  request: FastifyRequest,
): Promise<CitySession | undefined> {
  const cookie = readCookie(request, cookies.session);
  return cookie === undefined ? undefined : directory.findSession(cookie);
}

/** Our own pages send people here when something is missing: after a pause that is a fresh proof. */
const suffices = (session: CitySession, interaction: WaitingInteraction | undefined): boolean =>
  interaction === undefined
    ? session.isOpenForSensitive === true
    : !interaction.mustSignInAnew && session.assurance >= interaction.demanded;

/**
 * Sends a page. After a form is posted a browser follows redirects only to origins the page named: VNeID's, and the
 * application's at the end of the chain.
 */
export function sendPage(
  parts: SignInParts,
  at: Pick<Visit, "reply" | "interaction">,
  page: string,
  status = 200,
): FastifyReply {
  const { reply, interaction } = at;
  const origins = originsOf([parts.vneid?.issuer, interaction?.redirectUri]);
  const policy = String(reply.getHeader("content-security-policy") ?? "");
  if (policy !== "") {
    const going = withSources(policy, "form-action", origins);
    reply.header("content-security-policy", page.includes(passkeyScript) ? withPasskeyScript(going) : going);
  }
  return reply.code(status).header("cache-control", "no-store").type(htmlType).send(page);
}

/** Only pages with the passkey form run a script, and that one alone. */
const withPasskeyScript = (policy: string): string =>
  withSources(withSources(policy, "script-src", ["'self'"]), "connect-src", ["'self'"]);
