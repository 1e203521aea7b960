import type { Client, Db, Pool } from "#src/platform/postgres/pool.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { codeSets, legalRules } from "../catalogue.ts";
import { type Dataset, fieldColumns } from "../dictionary/dataset.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { readAdminUnits } from "./admin-units.ts";
import { schoolYears, terms } from "./calendar.ts";
import { gradeLevels } from "./grade-levels.ts";
import {
  AdminUnit,
  AdminUnitMapping,
  CodeSetEntry,
  GradeLevel,
  LegalRuleRow,
  SchoolYear,
  Subject,
  Term,
} from "./schema.ts";
import { subjects } from "./subjects.ts";

/** Rows changed by a seeding, by table; all 0 when the store already says what is declared. */
export type SeedCounts = Readonly<Record<string, number>>;

type Row = Readonly<Record<string, unknown>>;

/**
 * - `declared`: the code is the truth; rows that are no longer declared go.
 * - `kept`: declared rows are put right, others (a later merger, entered here) stay.
 * - `first`: only missing rows are put in; the department edits them afterwards.
 */
type Manner = "declared" | "kept" | "first";

/**
 * Puts the reference data that code and tables declare into the store. Run after migrations, at every start:
 * the same declarations twice change nothing.
 */
export async function seedReference(pool: Pool): Promise<SeedCounts> {
  const { units, mappings } = readAdminUnits();
  const plan: readonly (readonly [Dataset, Manner, readonly Row[]])[] = [
    [AdminUnit, "kept", units],
    [AdminUnitMapping, "kept", mappings],
    [GradeLevel, "declared", gradeLevels],
    [Subject, "declared", subjects],
    [SchoolYear, "first", schoolYears],
    [Term, "first", terms],
    [CodeSetEntry, "declared", codeSetRows()],
    [LegalRuleRow, "declared", legalRuleRows()],
  ];
  return inTransaction(pool, async (client) => {
    await lock(client);
    const counts: Record<string, number> = {};
    for (const [target, manner, rows] of plan) counts[target.table] = await put(client, target, manner, rows);
    return counts;
  });
}

/** Two programs that start at once must not both seed. */
async function lock(client: Client): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.seed'))");
}

async function put(db: Db, target: Dataset, manner: Manner, rows: readonly Row[]): Promise<number> {
  const columns = fieldColumns(target);
  const names = columns.map((column) => column.name).join(", ");
  const key = target.key.map(toSnakeCase).join(", ");
  const data = JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, row[column.field] ?? null]))),
  );
  const given = `select ${names} from jsonb_populate_recordset(null::${target.table}, $1::jsonb)`;
  const whenThere =
    manner === "first"
      ? "do nothing"
      : `do update set ${columns.map(({ name }) => `${name} = excluded.${name}`).join(", ")}
         where (${columns.map(({ name }) => `t.${name}`).join(", ")})
           is distinct from (${columns.map(({ name }) => `excluded.${name}`).join(", ")})`;
  const written = await db.query(
    `insert into ${target.table} as t (${names}) ${given} on conflict (${key}) ${whenThere}`,
    [data],
  );
  if (manner !== "declared") return written.rowCount ?? 0;
  const gone = await db.query(
    `delete from ${target.table} where (${key}) not in (select ${key} from (${given}) as given)`,
    [data],
  );
  return (written.rowCount ?? 0) + (gone.rowCount ?? 0);
}

function codeSetRows(): readonly CodeSetEntry[] {
  return codeSets.flatMap((set) =>
    set.entries.map((entry, index) => ({
      codeSet: set.id,
      code: entry.code,
      codeSystem: set.codeSystem,
      titleVi: entry.title.vi,
      titleEn: entry.title.en,
      names: entry.aliases ?? [],
      externalCode: entry.externalCode ?? null,
      sortOrder: index + 1,
      effectiveFrom: entry.effectiveFrom ?? set.effectiveFrom,
      effectiveTo: entry.effectiveTo ?? set.effectiveTo ?? null,
      legalBasis: set.legalBasis ?? null,
      tag: entry.tag ?? set.tag,
    })),
  );
}

function legalRuleRows(): readonly LegalRuleRow[] {
  return legalRules.map((rule) => ({
    ruleId: rule.ruleId,
    effectiveFrom: rule.effectiveFrom,
    effectiveTo: rule.effectiveTo ?? null,
    titleVi: rule.title.vi,
    titleEn: rule.title.en,
    legalBasis: rule.legalBasis,
    tag: rule.tag,
    params: rule.params,
  }));
}
