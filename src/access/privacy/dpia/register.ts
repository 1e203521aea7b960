import { createHash } from "node:crypto";
import { getRuleOn, type LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { type Act, audit } from "../act.ts";
import { addDays } from "../rights/working-days.ts";
import { assessment } from "./assessment.ts";
import { toMarkdown } from "./document.ts";
import { type DpiaFigures, declaredHash, readFigures } from "./figures.ts";

const filingRules: readonly LegalRule<{ readonly days: number }>[] = [
  {
    ruleId: "dpia-filing",
    title: { vi: "Nộp hồ sơ đánh giá tác động", en: "Filing of the impact assessment" },
    legalBasis: "Luật 91/2025 Đ.21; cơ quan nhà nước có thể được miễn: luật sư đối chiếu",
    tag: "memory",
    effectiveFrom: "2026-01-01",
    params: { days: 60 },
  },
];

export interface Dpia {
  readonly version: number;
  readonly declaredHash: string;
  readonly figures: DpiaFigures;
  /** Markdown, as it was made. */
  readonly document: string;
  readonly documentHash: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly filedBy: string | null;
  readonly filedAt: Date | null;
}

const columns = `version, declared_hash as "declaredHash", figures, document, document_hash as "documentHash",
  made_by as "madeBy", made_at as "madeAt", approved_by as "approvedBy", approved_at as "approvedAt",
  filed_by as "filedBy", filed_at as "filedAt"`;

/** Makes the next version from what is declared and counted now, and keeps it. */
export async function makeDpia(client: Client, act: Act): Promise<Dpia> {
  await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.dpia'))");
  const day = localDay(act.at);
  const figures = await readFigures(client, day);
  const version = ((await readDpias(client))[0]?.version ?? 0) + 1;
  const document = toMarkdown(assessment(figures, version, day));
  const documentHash = createHash("sha256").update(document).digest("hex");
  const { rows } = await client.query<Dpia>(
    `insert into access.dpia (version, declared_hash, figures, document, document_hash, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [version, declaredHash(), figures, document, documentHash, act.by, act.at],
  );
  await audit(client, act, "dpia.make", `dpia/${version}`, { detail: { documentHash } });
  const [made] = rows;
  if (made === undefined) throw new Error("dpia: nothing was inserted");
  return made;
}

/** Newest first. */
export async function readDpias(db: Db): Promise<readonly Dpia[]> {
  const { rows } = await db.query<Dpia>(`select ${columns} from access.dpia order by version desc`);
  return rows;
}

/**
 * Somebody answers for a version, or it was filed with the authority.
 * @throws HpError `record-not-found` when there is none, or it was marked so before, or filed without approval
 */
export async function markDpia(
  client: Client,
  version: number,
  mark: "approved" | "filed",
  act: Act,
): Promise<void> {
  const { rowCount } = await client.query(
    `update access.dpia set ${mark}_by = $2, ${mark}_at = $3 where version = $1 and ${mark}_at is null
       ${mark === "filed" ? "and approved_at is not null" : ""}`,
    [version, act.by, act.at],
  );
  if (rowCount === 0) throw new HpError("record-not-found", { id: String(version), dataset: "dpia" });
  await audit(client, act, `dpia.${mark}`, `dpia/${version}`);
}

export interface DpiaStanding {
  /** Undefined while none was made. */
  readonly latest?: Dpia;
  /** Purposes, fields, recipients or times changed since it was made: another is due (Law 91/2025 Đ.22). */
  readonly outOfDate: boolean;
  /** By when it is to be filed, yyyy-mm-dd; null before the first data came in, or once it was filed. */
  readonly filingDue: string | null;
}

export async function readDpiaStanding(db: Db, day: string): Promise<DpiaStanding> {
  const [latest, ...earlier] = await readDpias(db);
  const { rows } = await db.query<{ day: string | null }>(
    "select min((started_at at time zone 'Asia/Ho_Chi_Minh')::date)::text as day from run",
  );
  const since = rows[0]?.day ?? null;
  const isFiled = [latest, ...earlier].some((dpia) => dpia !== undefined && dpia.filedAt !== null);
  const { days } = getRuleOn(filingRules, "dpia-filing", day).params;
  return {
    ...(latest === undefined ? {} : { latest }),
    outOfDate: latest === undefined || latest.declaredHash !== declaredHash(),
    filingDue: since === null || isFiled ? null : addDays(since, days),
  };
}
