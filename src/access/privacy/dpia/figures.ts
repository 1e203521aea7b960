import { createHash } from "node:crypto";
import { getDataset } from "#src/domains/catalogue.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { childRuleOn } from "../age.ts";
import { recipients } from "../purposes/recipients.ts";
import { personalDatasets, personalFieldsOf, purposes, withoutPurpose } from "../purposes/register.ts";
import { keepRules } from "../retention/keep-rules.ts";

/** What the data were when an assessment was made. */
export interface DpiaFigures {
  /** Rows of each dataset that holds personal data. */
  readonly rows: Readonly<Record<string, number>>;
  readonly learners: number;
  /** Learners below the age at which a representative acts, and those whose age is unknown. */
  readonly children: number;
  readonly guardians: number;
  readonly staff: number;
  readonly consentsSaid: number;
  readonly requests: number;
  readonly requestsOverdue: number;
  readonly incidentsOpen: number;
  readonly recordsErased: number;
  /** First day data were taken in; null before. */
  readonly processingSince: string | null;
}

/** Counts exactly: some seconds on a city. */
export async function readFigures(db: Db, day: string): Promise<DpiaFigures> {
  const rows: Record<string, number> = {};
  for (const id of personalDatasets)
    rows[id] = await count(db, `select count(*) as n from ${getDataset(id).table}`);
  const { rows: since } = await db.query<{ day: string | null }>(
    "select min((started_at at time zone 'Asia/Ho_Chi_Minh')::date)::text as day from run",
  );
  return {
    rows,
    learners: rows.learner ?? 0,
    children: await count(
      db,
      // Papers that give only a year or a month: the youngest age they allow (age.ts).
      `select count(*) as n from learner where birth_date is null
         or case birth_precision when 'year' then make_date(extract(year from birth_date)::integer, 12, 31)
              when 'month' then (date_trunc('month', birth_date) + interval '1 month - 1 day')::date
              else birth_date end > ($1::date - make_interval(years => $2::integer))`,
      [day, childRuleOn(day).representativeBelow],
    ),
    guardians: rows.guardian ?? 0,
    staff: rows.staffMember ?? 0,
    consentsSaid: await count(db, "select count(*) as n from access.consent_event"),
    requests: await count(db, "select count(*) as n from access.rights_request"),
    requestsOverdue: await count(
      db,
      `select count(*) as n from access.rights_request where closed_at is null
         and (act_due < $1 or (replied_at is null and reply_due < $1))`,
      [day],
    ),
    incidentsOpen: await count(db, "select count(*) as n from access.incident where closed_at is null"),
    recordsErased: await count(
      db,
      "select count(*) as n from (select distinct dataset, record_hash from access.erasure) e",
    ),
    processingSince: since[0]?.day ?? null,
  };
}

async function count(db: Db, sql: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await db.query<{ n: string }>(sql, [...values]);
  return Number(rows[0]?.n ?? 0);
}

/** What an assessment is of; when it changes the assessment is out of date (Law 91/2025 Đ.22). */
export function declaredHash(): string {
  const fields = personalDatasets.map((id) => [
    id,
    personalFieldsOf(id).map((name) => [name, getDataset(id).fields[name]?.info.pii]),
  ]);
  return createHash("sha256")
    .update(JSON.stringify([purposes, withoutPurpose, recipients, keepRules, fields]))
    .digest("hex");
}
