import { localDay } from "#src/platform/clock.ts";

/**
 * One thing that somebody did, or was refused: who, in which role, what, why, from where, and how it ended. Codes, ids
 * and counts only: no name, no number of a person, no text of a search.
 */
export interface AuditEvent {
  readonly at: Date;
  readonly accountId: string | null;
  readonly role: string | null;
  /** `kind/id`: `school/311…`. */
  readonly unit: string | null;
  /** `session.signIn`, `learner.read`, `learner.list` … */
  readonly action: string;
  /** `dataset/id`, or a dataset alone. */
  readonly object: string | null;
  readonly purpose: string | null;
  /** Network address. */
  readonly from: string | null;
  readonly requestId: string | null;
  readonly result: "ok" | "refused" | "failed";
  readonly detail?: Readonly<Record<string, unknown>>;
  /**
   * Ids of the records it is about (learners, parents, staff), so that those concerned can ask who looked. A list names
   * all its rows here in one event. Without it: the ids in `object`.
   */
  readonly subjects?: readonly string[];
}

/**
 * A row as text, column by column, as it stands in the table, in an archive and under its MAC:
 * day, lane, seq, at (µs since 1970), account, role, unit, action, object, purpose, address, request, result, detail,
 * subjects, then xid and link (hex), which the MAC does not cover: the one stands under the checkpoint's hash, the
 * other is the MAC.
 */
export type StoredRow = readonly (string | null)[];

const covered = 15;
export const column = {
  day: 0,
  lane: 1,
  seq: 2,
  at: 3,
  account: 4,
  role: 5,
  unit: 6,
  action: 7,
  object: 8,
  purpose: 9,
  address: 10,
  request: 11,
  result: 12,
  detail: 13,
  subjects: 14,
  xid: 15,
  link: 16,
} as const;

/** The columns of a {@link StoredRow} as SQL, of table alias `e`. */
export const storedColumns = `e.day::text, e.lane::text, e.seq::text, (extract(epoch from e.at) * 1000000)::bigint::text,
  e.account_id::text, e.role, e.unit, e.action, e.object, e.purpose, e.address, e.request_id, e.result, e.detail::text,
  e.subjects::text, e.xid::text, encode(e.link, 'hex')`;

/** What the MAC of a row is made over, without the link before. */
export const contentOf = (row: StoredRow): string => JSON.stringify(row.slice(0, covered));

/** An event as the row it becomes, but for its place (lane, seq), transaction and link. */
export function storedRowOf(event: AuditEvent): readonly (string | null)[] {
  const subjects = subjectsOf(event);
  return [
    localDay(event.at),
    "",
    "",
    `${event.at.getTime()}000`,
    event.accountId === null ? null : uuidText(event.accountId),
    plain(event.role),
    plain(event.unit),
    plain(event.action),
    plain(event.object),
    plain(event.purpose),
    plain(event.from),
    plain(event.requestId),
    event.result,
    event.detail === undefined ? null : JSON.stringify(event.detail),
    subjects.length === 0 ? null : `{${subjects.join(",")}}`,
  ];
}

const uuidPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function subjectsOf(event: AuditEvent): readonly string[] {
  const named = event.subjects ?? event.object?.match(uuidPattern) ?? [];
  return [...new Set(named.map(uuidText))];
}

/** The one spelling Postgres gives back; anything else would not be what the MAC was made over. */
function uuidText(value: string): string {
  const text = value.toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Error("audit: not a uuid");
  return text;
}

/** As Postgres will give it back: no half surrogates, and no NUL, which it would refuse together with the caller's work. */
function plain(value: string | null): string | null {
  return value === null ? null : value.toWellFormed().replaceAll("\0", "\ufffd");
}
