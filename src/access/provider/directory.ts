import type { Grant } from "../principal.ts";

/**
 * What the provider and the sign-in pages ask of accounts and sessions. `account-directory.ts` answers it from
 * `src/access/accounts` and `src/access/sessions`; nothing else here knows how a password is kept. What goes wrong is
 * thrown as HpError, whose Vietnamese sentence the page shows.
 */
export interface SignInDirectory {
  /** First factor: user name and password. */
  beginPassword(given: PasswordEntry, where: Whence): Promise<SignInProgress>;
  /**
   * First factor: VNeID vouches for a citizen, whose account is made at their first sign-in.
   * @throws HpError `vneid-level-too-low` when a role of theirs asks for level 2
   */
  beginVouched(person: VouchedPerson, where: Whence): Promise<SignInProgress>;
  /** How far a sign-in is; its token stays. */
  getProgress(token: string): Promise<SignInProgress>;
  /** One more factor; the old token is used up. */
  proveFactor(token: string, factor: Factor, where: Whence): Promise<SignInProgress>;
  /** A secret to put into an authenticator app, for who must set one up before anything opens. */
  beginTotp(token: string): Promise<TotpSecret>;
  /** A password of the person's own in place of one that was handed out. */
  choosePassword(token: string, password: string, where: Whence): Promise<SignInProgress>;
  /** Ends a sign-in of which nothing is left to ask, and opens a session in place of the browser's former one. */
  complete(token: string, browser: KnownBrowser, where: Whence): Promise<OpenedSession>;
  /** The roles of an account that hold now. */
  listGrants(accountId: string): Promise<readonly Grant[]>;
  /** Acts in a role from now on, under a new cookie. */
  chooseGrant(cookie: string, grantId: string, where: Whence): Promise<OpenedSession>;
  /** The session of a cookie; one that ended or was idle for too long is not there. */
  findSession(cookie: string): Promise<CitySession | undefined>;
  getSessionById(sessionId: string): Promise<CitySession | undefined>;
  endSession(sessionId: string, where: Whence): Promise<void>;
  /** An active account. */
  findAccount(accountId: string): Promise<SignInAccount | undefined>;
  /** A machine was given a token: it is in use. */
  noteMachine(clientId: string): Promise<void>;
}

/** Where a request comes from. */
export interface Whence {
  readonly address: string | null;
  readonly requestId: string | null;
  /** What the browser calls itself, so that a person knows their sessions apart. */
  readonly device: string | null;
}

export interface PasswordEntry {
  readonly userName: string;
  readonly password: string;
  /** The browser is known: it has a count of failures of its own. */
  readonly deviceToken?: string;
}

/** What the browser brought along. */
export interface KnownBrowser {
  readonly sessionCookie?: string;
  readonly deviceToken?: string;
}

export interface VouchedPerson {
  /** Twelve digits; goes no further than the HMAC that is made of it. */
  readonly citizenNumber: string;
  readonly displayName: string;
  readonly level: VneidLevel;
}

/** Level 1: registered on the telephone. Level 2: after the person was seen with their card (NĐ 69/2024). */
export type VneidLevel = 1 | 2;

export interface Factor {
  readonly kind: "totp" | "recovery" | "newTotp";
  readonly code: string;
}

export interface TotpSecret {
  readonly secret: string;
  /** `otpauth:` address of the same. */
  readonly uri: string;
}

/** How sure sign-in is who it was: 1 = one factor or VNeID level 1, 2 = two factors or VNeID level 2. */
export type Assurance = 1 | 2;

export interface SignInProgress {
  readonly token: string;
  readonly accountId: string;
  readonly step: "secondFactor" | "newPassword" | "enrolSecondFactor" | "done";
  /** Second factors there are. */
  readonly factors: readonly ("totp" | "passkey" | "recovery")[];
  readonly assurance: Assurance;
}

export interface SignInAccount {
  readonly accountId: string;
  readonly displayName: string;
}

export interface CitySession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly assurance: Assurance;
  /** RFC 8176 names, and `vneid1`, `vneid2`. */
  readonly amr: readonly string[];
  readonly signedInAt: Date;
  /** After a pause what is known of people is closed until they prove again who they are. */
  readonly isOpenForSensitive?: boolean;
  /** The role acted in; absent when the person has none or several and has not chosen. */
  readonly grant?: Grant;
}

export interface OpenedSession {
  readonly sessionId: string;
  /** What the browser's session cookie holds. */
  readonly cookie: string;
  /** What the cookie of a known browser holds from now on. */
  readonly device?: { readonly token: string; readonly expiresAt: Date };
}

/** Something about sign-in that goes on record. `detail` holds codes, never a name, a number or a token. */
export interface SignInEvent {
  readonly action: string;
  readonly result: "ok" | "refused" | "failed";
  readonly accountId: string | null;
  /** The application, where one is concerned. */
  readonly clientId?: string;
  readonly where: Whence;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes an event into the audit. What can't be recorded must not go on: callers wait for it. */
export type RecordSignIn = (event: SignInEvent) => Promise<void>;
