import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { getDataset, intakes, matchings } from "./catalogue.ts";
import type { Intake } from "./dictionary/intake.ts";
import { toSnakeCase } from "./dictionary/text.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-intakes-"));
let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 512, threads: 1, temporaryDir: dir });
});
afterAll(() => {
  lake.close();
  rmSync(dir, { recursive: true });
});

const common = `source_row_id BIGINT, source_system VARCHAR, trust INTEGER, key_issuer VARCHAR, delivery VARCHAR,
  feed_school_id VARCHAR, school_id VARCHAR, received_at TIMESTAMPTZ, row_hash UUID, row_key UUID`;

/** An empty table with the columns that the standardising step leaves; `text`: as they are before they are typed. */
async function createRows(intake: Intake, form: "typed" | "text"): Promise<void> {
  const columns = Object.entries(intake.columns).map(
    ([name, field]) => `"${toSnakeCase(name)}" ${form === "typed" ? field.duckdbType : "VARCHAR"}`,
  );
  const marks = intake.subjectColumns === true ? ["marks MAP(VARCHAR, VARCHAR)"] : [];
  await lake.run(`create or replace temp table ${form}_rows (${[common, ...columns, ...marks].join(", ")})`);
}

const occurrencesOf = (intake: Intake) =>
  matchings
    .flatMap((matching) => matching.occurrences)
    .filter((occurrence) => occurrence.intake === intake.id);

test.each(intakes.map((intake) => [intake.id, intake] as const))(
  "%s: every expression binds and has its field's type",
  async (_, intake) => {
    await createRows(intake, "typed");
    await createRows(intake, "text");
    for (const [name, sql] of Object.entries(intake.derived ?? {})) {
      expect(intake.columns).toHaveProperty(name);
      await lake.run(
        `select cast(${sql.replaceAll("$", "t.")} as ${intake.columns[name]?.duckdbType}) from text_rows t`,
      );
    }
    const ids: string[] = [];
    for (const occurrence of occurrencesOf(intake)) {
      const parts = [
        occurrence.nationalId,
        occurrence.fullName,
        occurrence.birthDate,
        occurrence.sex,
        ...occurrence.sourceKey,
      ];
      await lake.run(`select ${parts.join(", ")} from typed_rows where ${occurrence.where ?? "true"}`);
      ids.push(`cast(null as UUID) as ${occurrence.as}`);
    }
    await lake.run(
      `create or replace temp view linked as select ${["*", "false as alone", ...ids].join(", ")} from typed_rows`,
    );
    for (const hold of intake.holds) {
      await lake.run(`select 1 from linked where ${hold.when}`);
      if (hold.column !== undefined) expect(intake.columns, hold.reason).toHaveProperty(hold.column);
    }
    for (const target of intake.targets) {
      const dataset = getDataset(target.dataset);
      for (const name of dataset.key)
        expect(target.values, `${target.dataset} lacks its key`).toHaveProperty(name);
      const values = Object.entries(target.values).map(([name, sql]) => {
        expect(dataset.fields, target.dataset).toHaveProperty(name);
        return `cast(${sql} as ${dataset.fields[name]?.duckdbType}) as ${toSnakeCase(name)}`;
      });
      const from = target.from === undefined ? "linked" : `(${target.from.replaceAll("$rows", "linked")})`;
      await lake.run(
        `select ${values.join(", ")}, source_row_id from ${from} r where ${target.where ?? "true"}`,
      );
    }
  },
);

test("required fields of vendor datasets are given by at least one target", () => {
  for (const target of intakes.flatMap((intake) => intake.targets)) {
    const dataset = getDataset(target.dataset);
    const required = Object.entries(dataset.fields).filter(([, field]) => field.required);
    for (const [name] of required) {
      const given = intakes
        .flatMap((intake) => intake.targets)
        .some((candidate) => candidate.dataset === dataset.id && name in candidate.values);
      expect(given, `${dataset.id}.${name}`).toBe(true);
    }
  }
});
