import type { Language } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { formatInstant, formatNumber, localised } from "../language.ts";
import { codeTitle } from "./code-title.ts";
import { type Html, html, nothing } from "./html.ts";
import { sayIn } from "./layout.ts";

export interface Waiting {
  readonly reviews: readonly { readonly kind: string; readonly n: number; readonly since: Date }[];
  readonly cases: readonly { readonly status: string; readonly n: number }[];
  readonly held: number;
  /** Pairs of records that may be one person. */
  readonly pairs: number;
}

/** What waits for a person in the whole city, or at one school. */
export async function readWaiting(db: Db, schoolId?: string): Promise<Waiting> {
  const parameters = schoolId === undefined ? [] : [schoolId];
  const mine = schoolId === undefined ? "" : "and school_id = $1";
  const reviews = await db.query<{ kind: string; n: string; since: Date }>(
    `select kind, count(*) as n, min(opened_at) as since from review where decided_at is null ${mine}
     group by kind order by 2 desc, 1`,
    parameters,
  );
  const cases = await db.query<{ status: string; n: string }>(
    `select status, count(*) as n from reconciliation_case where closed_run is null ${mine} group by status order by 2 desc, 1`,
    parameters,
  );
  // A held row has one rejection for the whole row, under the column name "*".
  const held = await db.query<{ n: string }>(
    `select count(*) as n from row_rejection where column_name = '*' and resolved_run is null ${mine}`,
    parameters,
  );
  const pairs = await db.query<{ n: string }>(
    `select count(*) as n from identity_review where status = 'open' ${mine}`,
    parameters,
  );
  return {
    pairs: Number(pairs.rows[0]?.n ?? 0),
    reviews: reviews.rows.map((row) => ({ ...row, n: Number(row.n) })),
    cases: cases.rows.map((row) => ({ ...row, n: Number(row.n) })),
    held: Number(held.rows[0]?.n ?? 0),
  };
}

export function waitingList(waiting: Waiting, language: Language, schoolId?: string): Html {
  const say = sayIn(language);
  const scope = schoolId === undefined ? "" : `&schoolId=${encodeURIComponent(schoolId)}`;
  const held = schoolId === undefined ? "" : `&sort=schoolId`;
  const items = [
    ...waiting.reviews.map(
      (review) =>
        html`<li><a href="/api/v1/reviews?kind=${review.kind}&amp;decidedAt.null=true${scope}">${formatNumber(review.n, language)} ${say("việc", "reviews")}</a>: ${codeTitle("reviewKind", review.kind, language)} <span class="muted">(${say("chờ từ", "since")} ${formatInstant(review.since)})</span></li>`,
    ),
    ...waiting.cases.map(
      (one) =>
        html`<li><a href="/api/v1/reconciliation-cases?status=${one.status}&amp;closedRun.null=true${scope}">${formatNumber(one.n, language)} ${say("hồ sơ đối soát", "reconciliation cases")}</a>: ${codeTitle("reconciliationStatus", one.status, language)}</li>`,
    ),
    waiting.pairs === 0
      ? nothing
      : html`<li><a href="${localised(`/trung-ho-so${schoolId === undefined ? "" : `?schoolId=${encodeURIComponent(schoolId)}`}`, language)}">${formatNumber(waiting.pairs, language)} ${say("cặp hồ sơ", "pairs of records")}</a>: ${say("có thể là một người", "may be one person")}</li>`,
    waiting.held === 0
      ? nothing
      : html`<li><a href="/api/v1/row-rejections?columnName=*&amp;resolvedRun.null=true${scope}${held}">${formatNumber(waiting.held, language)} ${say("dòng bị giữ", "held rows")}</a>: ${say("chưa xác định được là của ai, chờ nguồn gửi lại", "whose record it is could not be told; the source must send it again")}</li>`,
  ].filter((item) => item !== nothing);
  if (items.length === 0)
    return html`<p class="empty">${say("Không có việc nào chờ.", "Nothing waits.")}</p>`;
  return html`<ul class="plain">${items}</ul>`;
}

export interface Freshness {
  readonly sourceSystem: string;
  readonly title: string;
  readonly feeds: number;
  readonly rows: number;
  readonly newest: Date | null;
  readonly oldest: Date | null;
}

/** When each source was last heard of. */
export async function readFreshness(db: Db, schoolId?: string): Promise<readonly Freshness[]> {
  const { rows } = await db.query<{
    source_system: string;
    title: string | null;
    feeds: string;
    rows: string;
    newest: Date | null;
    oldest: Date | null;
  }>(
    `select f.source_system, s.title, count(*) as feeds, sum(f.rows_current) as rows,
       max(f.last_received_at) as newest, min(f.last_received_at) as oldest
     from feed f left join source_system s using (source_system)
     ${schoolId === undefined ? "" : "where f.school_id = $1"} group by 1, 2 order by 5 desc nulls last, 1`,
    schoolId === undefined ? [] : [schoolId],
  );
  return rows.map((row) => ({
    sourceSystem: row.source_system,
    title: row.title ?? row.source_system,
    feeds: Number(row.feeds),
    rows: Number(row.rows),
    newest: row.newest,
    oldest: row.oldest,
  }));
}
