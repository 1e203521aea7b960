import { lateAfterDays } from "#src/insight/metrics/counters.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** How a source system delivers, over the schools that the caller sees. */
export interface SourceHealth {
  readonly sourceSystem: string;
  readonly title: string;
  readonly feeds: number;
  readonly schools: number;
  readonly late: number;
  readonly rows: number;
  readonly newest: Date | null;
  readonly oldest: Date | null;
}

const isLate = `(f.last_received_at is null or (f.last_received_at at time zone 'Asia/Ho_Chi_Minh')::date < $1::date - ${lateAfterDays})`;

/** @param day yyyy-mm-dd in Hải Phòng */
export async function readSources(db: Db, day: string): Promise<readonly SourceHealth[]> {
  const { rows } = await db.query<SourceHealth & { readonly rows: string }>(
    `select f.source_system as "sourceSystem", coalesce(s.title, f.source_system) as title, count(*)::integer as feeds,
       count(distinct f.school_id)::integer as schools, (count(*) filter (where ${isLate}))::integer as late,
       sum(f.rows_current) as rows, max(f.last_received_at) as newest, min(f.last_received_at) as oldest
     from feed f left join source_system s using (source_system) group by 1, 2 order by 5 desc, 3 desc, 1`,
    [day],
  );
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
}

export interface FeedLine {
  readonly feedId: string;
  readonly sourceSystem: string;
  readonly schoolId: string | null;
  readonly schoolName: string | null;
  readonly communeCode: string | null;
  readonly intake: string;
  readonly rows: number;
  readonly lastReceivedAt: Date | null;
  readonly isLate: boolean;
}

/** Feeds one by one, those that waited longest first; a page after the place `after`. */
export async function listFeeds(
  db: Db,
  filter: {
    readonly day: string;
    readonly sourceSystem?: string | undefined;
    readonly schoolId?: string | undefined;
    readonly communeCode?: string | undefined;
    readonly lateOnly: boolean;
  },
  page: {
    readonly size: number;
    readonly after?: { readonly at: string; readonly feedId: string } | undefined;
  },
): Promise<readonly FeedLine[]> {
  const { rows } = await db.query<FeedLine>(
    `select f.feed_id as "feedId", f.source_system as "sourceSystem", f.school_id as "schoolId", s.school_name as "schoolName",
       s.commune_code as "communeCode", f.intake, f.rows_current as rows, f.last_received_at as "lastReceivedAt",
       ${isLate} as "isLate"
     from feed f left join school s on s.school_id = f.school_id
     where ($2::text is null or f.source_system = $2) and ($3::text is null or f.school_id = $3)
       and ($4::text is null or s.commune_code = $4) and (not $5::boolean or ${isLate})
       and ($6::timestamptz is null or (coalesce(f.last_received_at, '-infinity'), f.feed_id) > ($6, $7::text))
     order by coalesce(f.last_received_at, '-infinity'), f.feed_id limit $8`,
    [
      filter.day,
      filter.sourceSystem ?? null,
      filter.schoolId ?? null,
      filter.communeCode ?? null,
      filter.lateOnly,
      page.after?.at ?? null,
      page.after?.feedId ?? null,
      page.size,
    ],
  );
  return rows;
}
