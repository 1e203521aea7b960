import { userInfo } from "node:os";
import {
  type AccountContext,
  type Actor,
  createAccountContext,
  openAccountKeys,
} from "#src/access/accounts/context.ts";
import { findCredential, foldUserName } from "#src/access/accounts/credential.ts";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { recordAudit } from "#src/access/audit/record.ts";
import type { NewGrant } from "#src/access/grants/give-grant.ts";
import type { Unit, UnitKind } from "#src/access/principal.ts";
import { type RoleId, roles } from "#src/access/roles/roles.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { type Call, findString } from "../command.ts";
import { needed, oneOf, operandAt } from "../privacy/open-privacy.ts";

/** What the commands of this folder work with. */
export interface AccountTools {
  /** Over the owner's connections: whoever may run `hp` on the machine is its administrator. */
  readonly context: AccountContext;
  readonly actor: Actor;
}

/** Opens, works, closes. Each event names the user of the operating system: nobody has signed in. */
export async function withAccounts(
  call: Call,
  work: (tools: AccountTools) => Promise<number>,
): Promise<number> {
  const folders = foldersOf(call.config.dataDir);
  const database = await openDatabase(call.config);
  try {
    useAuditKey(getOrCreateKey(folders.keys, "audit"));
    const by = userInfo().username;
    const context = createAccountContext(
      database.pool,
      systemClock,
      openAccountKeys(folders.keys),
      (client, event) => recordAudit(client, { ...event, detail: { ...event.detail, by } }),
    );
    const actor = { accountId: null, role: null, unit: null, from: "cli", requestId: null };
    return await work({ context, actor });
  } finally {
    await database.close();
  }
}

/** Answers with one object for machines, or with lines for people. */
export function answer(call: Call, value: object, lines: readonly string[]): number {
  if (call.json) call.print(JSON.stringify(value));
  else for (const line of lines) call.print(line);
  return 0;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The account somebody names by its user name or id. @throws HpError `account-not-found` */
export async function accountIdOf({ context }: AccountTools, named: string): Promise<string> {
  if (uuid.test(named)) return named.toLowerCase();
  const userName = foldUserName(named);
  const found = userName === undefined ? undefined : await findCredential(context.pool, { userName });
  if (found === undefined) throw new HpError("account-not-found");
  return found.accountId;
}

export const accountIdAt = (call: Call, tools: AccountTools, at: number): Promise<string> =>
  accountIdOf(tools, operandAt(call, at, { vi: "<tài khoản>", en: "<account>" }));

const unitKinds: readonly UnitKind[] = [
  "city",
  "commune",
  "school",
  "class",
  "learner",
  "guardian",
  "staff",
  "none",
];

/** `school:31313…`, `commune:11335`, `class:<school>/<year>/<class>`, `city`, `none`. */
export function unitFrom(text: string): Unit {
  const at = text.indexOf(":");
  const kind = oneOf(at < 0 ? text : text.slice(0, at), unitKinds, "--unit");
  return at < 0 ? { kind } : { kind, id: text.slice(at + 1) };
}

export function roleNamed(call: Call, name: string): RoleId {
  return oneOf(
    needed(call, name),
    roles.map((role) => role.id),
    `--${name}`,
  );
}

/** Midnight in Hải Phòng of a day. @throws HpError `argument-invalid` */
function startOfDay(text: string, name: string): Date {
  const at = new Date(`${text}T00:00:00+07:00`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime());
  if (!isDay) throw new HpError("argument-invalid", { name, reason: `${shownBack(text)} (yyyy-mm-dd)` });
  return at;
}

/** The day after the last one: a grant until the 30th holds on the 30th. */
function endOfDay(text: string, name: string): Date {
  return new Date(startOfDay(text, name).getTime() + 24 * 3_600_000);
}

/** `--role --unit --from --to --reason` as a grant. */
export function grantFrom(call: Call, now: Date): NewGrant {
  const role = roleNamed(call, "role");
  const from = findString(call, "from");
  const to = findString(call, "to");
  const units = roles.find(({ id }) => id === role)?.units ?? [];
  // A role that works in one place needs none named.
  const [only] = units.length === 1 ? units : [];
  const unit = findString(call, "unit") ?? (only === "city" || only === "none" ? only : needed(call, "unit"));
  return {
    role,
    unit: unitFrom(unit),
    from: from === undefined ? now : startOfDay(from, "--from"),
    ...(to === undefined ? {} : { to: endOfDay(to, "--to") }),
    reason: needed(call, "reason"),
  };
}

/** `yyyy-mm-dd hh:mm` in Hải Phòng. */
export const instantText = (at: Date | null): string =>
  at === null ? "" : new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
