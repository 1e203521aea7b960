import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { localDay } from "#src/platform/clock.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Act } from "../act.ts";
import { readLastDay } from "../retention/due.ts";
import { erase } from "../retention/erase.ts";
import { type KeepGroup, keepGroups } from "../retention/keep-of.ts";
import type { Erasure } from "../retention/ledger.ts";
import { getSubject, type Subject } from "../subject.ts";
import { type FoundRow, findPersonRows } from "./find-rows.ts";

/** What happens to some fields of a person when they ask for deletion. */
export interface DeletionItem {
  readonly dataset: string;
  readonly fields: readonly string[];
  readonly rows: number;
  /**
   * - `erase`: no purpose needs it, or its time is over
   * - `keep`: law or a task still needs it, until {@link until} or, without a day, for good or until it is decided
   */
  readonly action: "erase" | "keep";
  readonly rule: string | null;
  readonly legalBasis: string | null;
  readonly permanent: boolean;
  readonly until: string | null;
}

interface Planned {
  readonly item: DeletionItem;
  readonly group: KeepGroup;
  readonly keys: readonly (readonly string[])[];
}

/** What a request for deletion may do, and what law keeps and why; the person is told both. */
export async function planDeletion(db: Db, named: Subject, day: string): Promise<readonly DeletionItem[]> {
  return (await plan(db, named, day)).map(({ item }) => item);
}

/** Erases what the plan says may go, in the caller's transaction. Append the lines to the ledger's file afterwards. */
export async function eraseByRequest(
  client: Client,
  named: Subject,
  requestId: string,
  key: Buffer,
  act: Act,
): Promise<{ readonly items: readonly DeletionItem[]; readonly erasures: readonly Erasure[] }> {
  const planned = await plan(client, named, localDay(act.at));
  const erasures: Erasure[] = [];
  for (const { item, group, keys } of planned) {
    if (item.action !== "erase") continue;
    const done = await erase(client, { ...group, keys, reason: `request:${requestId}` }, act, key);
    erasures.push(...done.erasures);
  }
  return { items: planned.map(({ item }) => item), erasures };
}

async function plan(db: Db, named: Subject, day: string): Promise<readonly Planned[]> {
  const subject = await getSubject(db, named);
  const { found } = await findPersonRows(db, subject);
  const planned: Planned[] = [];
  for (const { dataset, rows } of found) {
    // Rows about two people, or about how the program works, are no data the person gave: they go with the record.
    if (dataset.origin !== "vendor" || dataset.fields[dataset.distributedBy]?.refersTo !== subject.entity)
      continue;
    for (const group of keepGroups(dataset.id, day)) {
      const filled = rows.filter((row) => group.fields.some((field) => isFilled(row, field)));
      if (filled.length === 0) continue;
      const last = group.ends === undefined ? null : await lastDayOf(db, group, subject.ids);
      // Without a purpose there is no day to wait for.
      const isOver = group.rule === null || (last !== null && last < day);
      planned.push({
        group,
        keys: filled.map((row) => dataset.key.map((name) => String(row[name]))),
        item: {
          dataset: dataset.id,
          fields: group.fields,
          rows: filled.length,
          action: isOver ? "erase" : "keep",
          rule: group.rule?.ruleId ?? null,
          legalBasis: group.rule?.legalBasis ?? null,
          permanent: group.rule?.params.period === "permanent",
          until: isOver ? null : last,
        },
      });
    }
  }
  return planned;
}

const isFilled = (row: FoundRow, field: string): boolean => row[field] !== null && row[field] !== undefined;

function lastDayOf(db: Db, group: KeepGroup, ids: readonly string[]): Promise<string | null> {
  const column = toSnakeCase(group.dataset.distributedBy);
  return readLastDay(db, group, { sql: `t.${column} = any ($1::uuid[])`, values: [ids] });
}
