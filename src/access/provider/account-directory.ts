import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { getOrCreatePersonAccount } from "../accounts/account.ts";
import { findClient } from "../accounts/client.ts";
import { noteClientUse } from "../accounts/client-secret.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { continueWithFactor } from "../accounts/factor-sign-in.ts";
import { isKnownDevice, rememberDevice } from "../accounts/known-device.ts";
import { beginPasswordSignIn, continueWithNewPassword } from "../accounts/password-sign-in.ts";
import { amrOf, lastProofAt, type Proof, provesTwoFactors } from "../accounts/proof.ts";
import {
  beginFederatedSignIn,
  completeSignIn,
  getSignIn,
  getSignInProgress,
  type SignIn,
} from "../accounts/sign-in.ts";
import { beginTotp } from "../accounts/totp.ts";
import type { Citizen } from "../records/find-record-grants.ts";
import { listGrants } from "../sessions/acting-grant.ts";
import { findSession, findSessionById, isOpenForSensitive, type Session } from "../sessions/find-session.ts";
import { signOut } from "../sessions/list-sessions.ts";
import { chooseGrant } from "../sessions/renew-session.ts";
import { startSession } from "../sessions/start-session.ts";
import { highestLevelOf } from "../upstream/levels.ts";
import type {
  Assurance,
  CitySession,
  RecordSignIn,
  SignInDirectory,
  SignInProgress,
  Whence,
} from "./directory.ts";

/** The name authenticator apps show beside a code. */
export const totpIssuer = "Hoa Phượng Hải Phòng";

/** Gives an account the roles that its person's records say: children, classes. The number goes no further. */
export type BindRecords = (accountId: string, citizen: Citizen, actor: Actor) => Promise<void>;

/** The directory over the program's own accounts and sessions. */
export function createAccountDirectory(context: AccountContext, bindRecords?: BindRecords): SignInDirectory {
  const { pool, clock } = context;

  return {
    beginPassword: async (given, where) =>
      toProgress(await beginPasswordSignIn(context, given, actorOf(where))),
    beginVouched: async ({ citizenNumber, displayName, level }, where) => {
      const actor = actorOf(where);
      const account = await getOrCreatePersonAccount(context, { citizenNumber, displayName }, actor);
      await bindRecords?.(account.accountId, { citizenNumber, displayName }, actor);
      const held = await listGrants(pool, account.accountId, clock.now());
      if (level < highestLevelOf(held.map((grant) => grant.role))) throw new HpError("vneid-level-too-low");
      const method = level === 2 ? "vneid2" : "vneid1";
      return toProgress(await beginFederatedSignIn(context, account.accountId, method));
    },
    getProgress: async (token) => toProgress(await getSignInProgress(context, token)),
    proveFactor: async (token, factor, where) =>
      toProgress(await continueWithFactor(context, token, factor, actorOf(where))),
    beginTotp: async (token) => {
      const signIn = await getSignIn(pool, token, clock.now());
      const { rows } = await pool.query<{ label: string }>(
        `select coalesce(c.user_name, a.display_name) as label
         from access.account a left join access.credential c using (account_id) where a.account_id = $1`,
        [signIn.accountId],
      );
      return beginTotp(context, { ...signIn, label: rows[0]?.label ?? "" }, totpIssuer);
    },
    choosePassword: async (token, password, where) =>
      toProgress(await continueWithNewPassword(context, token, password, actorOf(where))),
    complete: async (token, browser, where) => {
      const actor = actorOf(where);
      const signedIn = await completeSignIn(context, token, actor);
      const previous = browser.sessionCookie === undefined ? {} : { previousToken: browser.sessionCookie };
      const session = await startSession(context, signedIn, { device: where.device, ...previous }, actor);
      const usedPassword = signedIn.proofs.some((proof) => proof.method === "pwd");
      const device =
        usedPassword && !(await isKnownDevice(pool, browser.deviceToken, signedIn.accountId, clock.now()))
          ? await rememberDevice(context, signedIn.accountId)
          : undefined;
      return {
        sessionId: session.sessionId,
        cookie: session.token,
        ...(device === undefined
          ? {}
          : { device: { token: device.deviceToken, expiresAt: device.expiresAt } }),
      };
    },
    listGrants: (accountId) => listGrants(pool, accountId, clock.now()),
    chooseGrant: async (cookie, grantId, where) => {
      const session = await chooseGrant(context, cookie, grantId, actorOf(where));
      return { sessionId: session.sessionId, cookie: session.token };
    },
    findSession: async (cookie) => {
      const now = clock.now();
      const session = await findSession(pool, cookie, now);
      return session === undefined
        ? undefined
        : {
            ...toCitySession(session),
            isOpenForSensitive: isOpenForSensitive(session, now, context.policyAt(now)),
          };
    },
    getSessionById: async (sessionId) => {
      const session = await findSessionById(pool, sessionId, clock.now());
      return session === undefined ? undefined : toCitySession(session);
    },
    endSession: async (sessionId, where) => {
      await signOut(context, { sessionId }, actorOf(where));
    },
    findAccount: async (accountId) => {
      const { rows } = await pool.query<{ accountId: string; displayName: string }>({
        name: "sign-in-account",
        text: `select account_id as "accountId", display_name as "displayName"
               from access.account where account_id = $1 and state = 'active'`,
        values: [accountId],
      });
      return rows[0];
    },
    noteMachine: async (clientId) => {
      const client = await findClient(pool, clientId);
      if (client !== undefined) await noteClientUse(context, client.accountId);
    },
  };
}

/** Sign-in's own events into the audit, each in a transaction of its own. */
export function createRecorder(context: AccountContext): RecordSignIn {
  return ({ action, result, accountId, clientId, where, detail }) =>
    inTransaction(context.pool, (client) =>
      context.audit(
        client,
        eventOf({ ...actorOf(where), accountId }, context.clock.now(), {
          action,
          object: clientId === undefined ? null : `client/${clientId}`,
          result,
          ...(detail === undefined ? {} : { detail: { ...detail } }),
        }),
      ),
    );
}

export const actorOf = ({ address, requestId }: Whence): Actor => ({
  accountId: null,
  role: null,
  unit: null,
  from: address,
  requestId,
});

const assuranceOf = (proofs: readonly Proof[]): Assurance => (provesTwoFactors(proofs) ? 2 : 1);

export function toProgress({ token, accountId, proofs, step, factors }: SignIn): SignInProgress {
  return { token, accountId, step, factors, assurance: assuranceOf(proofs) };
}

function toCitySession({ sessionId, accountId, proofs, grant }: Session): CitySession {
  return {
    sessionId,
    accountId,
    assurance: assuranceOf(proofs),
    amr: amrOf(proofs),
    signedInAt: lastProofAt(proofs) ?? new Date(0),
    ...(grant === undefined ? {} : { grant }),
  };
}
