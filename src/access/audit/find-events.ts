import { calledBy } from "#src/access/accounts/search-accounts.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { type Place, placeText, readPlace } from "./place.ts";

export interface EventFilter {
  /** ISO times; `from` included, `to` not. */
  readonly from?: string;
  readonly to?: string;
  readonly accountId?: string;
  /** Who did it, by words of the name (accents optional) or the beginning of the user name. */
  readonly who?: string;
  /** Id of a record that events are about. */
  readonly subject?: string;
  readonly action?: string;
  readonly result?: string;
}

export interface FoundEvent extends Place {
  readonly day: string;
  readonly accountId: string | null;
  /** Of the account, as it is called now. */
  readonly displayName: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly object: string | null;
  readonly purpose: string | null;
  readonly from: string | null;
  readonly requestId: string | null;
  readonly result: string;
  readonly detail: unknown;
  readonly subjects: readonly string[];
}

/**
 * Events for who audits, newest first. Each of account, subject and time finds by an index of its own.
 * @param db the owner's, or a transaction in the role of an auditor
 */
export async function findEvents(
  db: Db,
  filter: EventFilter,
  page: { readonly size: number; readonly after?: string },
): Promise<{ readonly events: readonly FoundEvent[]; readonly next: string | null }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const after = page.after === undefined ? undefined : readPlace(page.after);
  const called = filter.who === undefined ? undefined : calledBy(filter.who);
  const conditions = [
    ...(filter.from === undefined ? [] : [`at >= ${bind(filter.from)}::timestamptz`]),
    ...(filter.to === undefined ? [] : [`at < ${bind(filter.to)}::timestamptz`]),
    ...(filter.accountId === undefined ? [] : [`account_id = ${bind(filter.accountId)}::uuid`]),
    ...(called === undefined
      ? []
      : [
          `account_id = any (array(select access.actors_called(${bind(called.names ?? null)}::tsquery, ${bind(called.userNameLike ?? null)})))`,
        ]),
    ...(filter.subject === undefined ? [] : [`subjects @> array[${bind(filter.subject)}::uuid]`]),
    ...(filter.action === undefined ? [] : [`action = ${bind(filter.action)}`]),
    ...(filter.result === undefined ? [] : [`result = ${bind(filter.result)}`]),
    ...(after === undefined
      ? []
      : [
          `(at, lane, seq) < (${bind(after.at)}::timestamptz, ${bind(after.lane)}::bigint, ${bind(after.seq)}::integer)`,
        ]),
  ];
  const { rows } = await db.query<Omit<FoundEvent, "displayName">>(
    `select day, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, lane::text, seq,
       account_id as "accountId", role, unit, action, object, purpose, address as "from", request_id as "requestId",
       result, detail, coalesce(subjects, '{}') as subjects
     from access.audit_event ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`}
     order by audit_event.at desc, audit_event.lane desc, seq desc limit ${bind(page.size)}`,
    values,
  );
  const names = await db.query<{ account_id: string; display_name: string }>(
    "select account_id, display_name from access.actor_names($1)",
    [[...new Set(rows.flatMap(({ accountId }) => accountId ?? []))]],
  );
  const nameOf = new Map(names.rows.map((row) => [row.account_id, row.display_name]));
  const last = rows.at(-1);
  const events = rows.map((row) => ({ ...row, displayName: nameOf.get(row.accountId ?? "") ?? null }));
  return { events, next: last === undefined || rows.length < page.size ? null : placeText(last) };
}
