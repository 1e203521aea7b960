import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { sealStored } from "#src/platform/sealing/stored-value.ts";
import type { GoldenChanges } from "../../5-publish/golden.ts";
import type { RunContext } from "../../context.ts";

export interface GoldenLearner {
  readonly learnerId: string;
  readonly nationalId?: string | null;
  readonly fullName?: string;
  readonly birthDate?: string | null;
  readonly sex?: string;
  readonly nationality?: string;
  readonly documentNumber?: string | null;
  readonly schoolId?: string | null;
}

export const learnerId = (at: number): string => `00000000-0000-8000-8000-${String(at).padStart(12, "0")}`;

const sealed = (keyring: Keyring, { learnerId: recordId, nationalId }: GoldenLearner): string | null =>
  nationalId === undefined || nationalId === null
    ? null
    : sealStored(
        keyring.current(),
        { dataset: "learner", field: "nationalId", recordId },
        nationalId,
        "nationalId",
      );

/** Publishes golden learners as a run does: rows in Postgres, and the files they were published from. */
export async function publishLearners(
  { pool, lake, runDir, runSeq, keyring }: RunContext,
  learners: readonly GoldenLearner[],
  retired: readonly string[] = [],
): Promise<readonly GoldenChanges[]> {
  const dir = join(runDir, `golden-${runSeq}`);
  rmSync(dir, { recursive: true, force: true });
  const insertDir = join(dir, "insert");
  mkdirSync(insertDir, { recursive: true });
  const { rows } = await pool.query<{ id: string }>("select learner_id::text as id from learner");
  const known = new Set(rows.map(({ id }) => id));
  const selects = { inserted: [] as string[], updated: [] as string[] };
  for (const learner of learners) {
    const values = [
      learner.learnerId,
      learner.nationalId ?? null,
      learner.fullName ?? "Nguyễn Văn An",
      learner.birthDate === undefined ? "2016-08-30" : learner.birthDate,
      learner.sex ?? "1",
      learner.nationality ?? "VNM",
      learner.schoolId === undefined ? "311194802001" : learner.schoolId,
      learner.documentNumber === undefined ? "123/2016" : learner.documentNumber,
    ];
    await pool.query(
      `insert into learner (learner_id, national_id, full_name, birth_date, sex, nationality, school_id, document_number, version, source_row_id, field_source, run_seq, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1, 1, '{}', $9, now())
       on conflict (learner_id) do update set national_id = excluded.national_id, full_name = excluded.full_name,
         birth_date = excluded.birth_date, sex = excluded.sex, nationality = excluded.nationality, school_id = excluded.school_id`,
      [learner.learnerId, sealed(keyring, learner), ...values.slice(2), runSeq],
    );
    const sql = values.slice(0, 7).map((value) => (value === null ? "null" : quote(value)));
    const [id, number, name, born, sex, nationality, school] = sql;
    selects[known.has(learner.learnerId) ? "updated" : "inserted"].push(
      `select cast(${id} as uuid) as learner_id, cast(${number} as varchar) as national_id, ${name} as full_name, cast(${born} as date) as birth_date,
        ${sex} as sex, ${nationality} as nationality, cast(${school} as varchar) as school_id, cast(1 as bigint) as source_row_id`,
    );
  }
  const updateFile = join(dir, "update.parquet");
  const retireFile = join(dir, "retire.parquet");
  const write = (parts: readonly string[], file: string) =>
    lake.run(`copy (${parts.join(" union all ")}) to ${quote(file)} (format parquet)`);
  if (selects.inserted.length > 0) await write(selects.inserted, join(insertDir, "0-0.parquet"));
  if (selects.updated.length > 0) await write(selects.updated, updateFile);
  if (retired.length > 0) {
    await write(
      retired.map((id) => `select cast(${quote(id)} as uuid) as record_id`),
      retireFile,
    );
    await pool.query("delete from learner where learner_id = any($1)", [retired]);
  }
  return [
    {
      datasetId: "learner",
      insertDir,
      updateFile,
      retireFile,
      inserted: selects.inserted.length,
      updated: selects.updated.length,
      retired: retired.length,
    },
  ];
}
