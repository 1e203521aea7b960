import type { Db } from "#src/platform/postgres/pool.ts";
import { placeText, readPlace } from "./place.ts";

/** One look at a record, or one change of it, as the person concerned is told. */
export interface Look {
  readonly at: string;
  readonly accountId: string | null;
  readonly displayName: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly purpose: string | null;
  readonly result: string;
  /** Classes of the fields that were shown. */
  readonly classes: readonly string[];
}

export interface LookPage {
  readonly looks: readonly Look[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

interface LookRow {
  readonly at: string;
  readonly lane: string;
  readonly seq: number;
  readonly account_id: string | null;
  readonly display_name: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly purpose: string | null;
  readonly result: string;
  readonly classes: readonly string[] | null;
}

/**
 * Who looked at a record, newest first; as far back as the database holds events (12 months).
 * @param db inside a transaction that has taken on the caller's scope: who is not concerned gets nothing
 * @param page `after` is `next` of the page before
 */
export async function whoLooked(
  db: Db,
  subject: string,
  page: { readonly size: number; readonly after?: string },
): Promise<LookPage> {
  const after = page.after === undefined ? undefined : readPlace(page.after);
  const { rows } = await db.query<LookRow>(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, lane::text, seq, account_id,
       display_name, role, unit, action, purpose, result, classes
     from access.looks($1, $2, $3, $4, $5)`,
    [subject, after?.at ?? null, after?.lane ?? null, after?.seq ?? null, page.size],
  );
  const last = rows.at(-1);
  return {
    looks: rows.map((row) => ({
      at: row.at,
      accountId: row.account_id,
      displayName: row.display_name,
      role: row.role,
      unit: row.unit,
      action: row.action,
      purpose: row.purpose,
      result: row.result,
      classes: row.classes ?? [],
    })),
    next: last === undefined || rows.length < page.size ? null : placeText(last),
  };
}

export interface LookCount {
  /** `2026-11`. */
  readonly month: string;
  readonly role: string | null;
  readonly action: string;
  readonly looks: number;
}

/** How often a record was looked at, by month, role and action, newest month first; to who is concerned, as {@link whoLooked}. */
export async function howOften(db: Db, subject: string): Promise<readonly LookCount[]> {
  const { rows } = await db.query<{ month: string; role: string | null; action: string; looks: string }>(
    "select month, role, action, looks::text from access.look_counts($1) order by month desc, looks desc, role, action",
    [subject],
  );
  return rows.map((row) => ({ ...row, looks: Number(row.looks) }));
}
