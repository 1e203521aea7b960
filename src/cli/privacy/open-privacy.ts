import { userInfo } from "node:os";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { type Act, machineAct } from "#src/access/privacy/act.ts";
import { isPersonEntity, personEntities, type Subject } from "#src/access/privacy/subject.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { type Call, type CommandOption, findString } from "../command.ts";
import { erasureLedger } from "./erase-again.ts";

/** What the commands of this folder work with. Who may run `hp` on the machine acts under the machine's name. */
export interface PrivacyTools {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly keysDir: string;
  readonly erasureKey: Buffer;
  readonly ledgerFile: string;
  readonly act: Act;
  readonly today: string;
  /** All of it or nothing. */
  readonly tx: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
}

export async function withPrivacy(
  call: Call,
  work: (tools: PrivacyTools) => Promise<number>,
): Promise<number> {
  const folders = foldersOf(call.config.dataDir);
  const database = await openDatabase(call.config);
  try {
    useAuditKey(getOrCreateKey(folders.keys, "audit"));
    const act = machineAct(userInfo().username, systemClock.now());
    return await work({
      pool: database.pool,
      keyring: openKeyring(folders.keys),
      keysDir: folders.keys,
      erasureKey: getOrCreateKey(folders.keys, "erasure"),
      ledgerFile: erasureLedger(call.config),
      act,
      today: localDay(act.at),
      tx: (body) => inTransaction(database.pool, body),
    });
  } finally {
    await database.close();
  }
}

/** @throws HpError `argument-missing` naming what stands at the place */
export function operandAt(call: Call, at: number, name: Text): string {
  const value = call.operands[at];
  if (value === undefined) throw new HpError("argument-missing", { name: call.say(name) });
  return value;
}

/** @throws HpError `argument-missing` */
export function needed(call: Call, name: string): string {
  const value = findString(call, name)?.trim();
  if (value === undefined || value === "") throw new HpError("argument-missing", { name: `--${name}` });
  return value;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function uuidAt(call: Call, at: number): string {
  return asUuid(operandAt(call, at, { vi: "<mã>", en: "<id>" }), "id");
}

function asUuid(text: string, name: string): string {
  if (!uuid.test(text)) throw new HpError("argument-invalid", { name, reason: shownBack(text) });
  return text.toLowerCase();
}

/** `learner 5b0c…`: the person by the record that is theirs. */
export function subjectAt(call: Call, at: number): Subject {
  const entity = operandAt(call, at, { vi: "<loại>", en: "<entity>" });
  if (!isPersonEntity(entity))
    throw new HpError("argument-invalid", { name: entity, reason: personEntities.join(", ") });
  return { entity, recordId: uuidAt(call, at + 1) };
}

/** @throws HpError `argument-invalid` naming what there is */
export function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new HpError("argument-invalid", { name, reason: allowed.join(", ") });
  return found;
}

export function listOf(call: Call, name: string): readonly string[] {
  return (findString(call, name) ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** `self` or `guardian:<id>`. */
export function spokenBy(call: Call): "self" | { readonly guardianId: string } {
  const by = findString(call, "by") ?? "self";
  if (by === "self") return "self";
  return { guardianId: asUuid(by.replace(/^guardian:/, ""), "--by") };
}

export const textOption = (vi: string, en: string, value: Text): CommandOption => ({
  type: "string",
  value,
  help: { vi, en },
});

/** No such word after the command's name. */
export function unknownAction(call: Call, known: readonly string[]): HpError {
  return new HpError("argument-invalid", { name: call.operands.join(" "), reason: known.join(", ") });
}
