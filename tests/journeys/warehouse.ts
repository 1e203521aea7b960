import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { getField } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { factSql, presentFacts } from "#src/pipeline/6-warehouse/refresh.ts";
import { isFact } from "#src/pipeline/6-warehouse/warehouse-columns.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { goldenDatasets } from "./fingerprint.ts";
import type { Journey } from "./journey.ts";

async function withLake(journey: Journey, work: (lake: Lake) => Promise<void>): Promise<void> {
  const lake = await openLake({ memoryMb: 512, threads: 2, temporaryDir: journey.run.folders.temporary });
  try {
    await work(lake);
  } finally {
    lake.close();
  }
}

/** The warehouse counts what the record holds, and knows nobody. */
export function warehouse(journey: Journey, when: string): void {
  describe(`the warehouse, ${when}`, () => {
    test("facts count what the golden tables count, in total and by school", async () => {
      await withLake(journey, async (lake) => {
        const { warehouse: dir } = journey.run.folders;
        const present = new Set(presentFacts(dir, goldenDatasets).map((dataset) => dataset.id));
        for (const dataset of goldenDatasets.filter(isFact)) {
          const count = await journey.run.count(`select count(*) from ${dataset.table}`);
          if (!present.has(dataset.id)) {
            expect([dataset.id, count]).toEqual([dataset.id, 0]);
            continue;
          }
          const bySchool = "schoolId" in dataset.fields ? "coalesce(school_id, '')" : "''";
          const inLake = await lake.rows<{ school: string; n: string }>(
            `select ${bySchool} as school, count(*) as n from (${factSql(dir, dataset)}) group by 1`,
          );
          const inRecord = await journey.run.rows(
            `select ${bySchool} as school, count(*) as n from ${dataset.table} group by 1`,
          );
          const sorted = (rows: readonly Record<string, string>[]) =>
            rows.map((row) => `${row.school} ${row.n}`).sort();
          expect([dataset.id, sorted(inLake)]).toEqual([dataset.id, sorted(inRecord)]);
        }
      });
    });

    test("latest values of the facts are those of the record", async () => {
      await withLake(journey, async (lake) => {
        const { warehouse: dir } = journey.run.folders;
        for (const dataset of goldenDatasets.filter((item) =>
          ["enrolment", "subjectResult", "learner"].includes(item.id),
        )) {
          const columns = Object.entries(dataset.fields).flatMap(([name, field]) =>
            field.kind === "code" && (field.info.pii ?? "none") === "none" ? [toSnakeCase(name)] : [],
          );
          for (const column of columns) {
            const query = (from: string) =>
              `select coalesce(${column}, '') as code, count(*) as n from ${from} group by 1`;
            const inLake = await lake.rows<{ code: string; n: string }>(query(`(${factSql(dir, dataset)})`));
            const inRecord = await journey.run.rows<{ code: string; n: string }>(query(dataset.table));
            const sorted = (rows: readonly { code: string; n: string }[]) =>
              rows.map((row) => `${row.code} ${row.n}`).sort();
            expect([dataset.id, column, sorted(inLake)]).toEqual([dataset.id, column, sorted(inRecord)]);
          }
        }
      });
    });

    test("no name, id, phone, address or golden id of anybody is in any Parquet of it", async () => {
      await withLake(journey, async (lake) => {
        const secrets = new Set<string>();
        for (const dataset of goldenDatasets) {
          const direct = Object.keys(dataset.fields).filter((name) => {
            const field = getField(dataset, name);
            return field.info.pii === "direct" || (field.kind === "uuid" && dataset.table !== "school");
          });
          for (const name of direct) {
            for (const row of await journey.run.rows(
              `select distinct ${toSnakeCase(name)}::text as value from ${dataset.table} where ${toSnakeCase(name)} is not null`,
            )) {
              // A given name alone ("An") is no identifier and may be a word elsewhere.
              const value = row.value ?? "";
              if (value.length >= 6) secrets.add(value);
            }
          }
        }
        expect(secrets.size).toBeGreaterThan(5000);
        const list = join(journey.run.folders.temporary, "secrets.ndjson");
        writeFileSync(list, [...secrets].map((value) => `${JSON.stringify({ value })}\n`).join(""));
        await lake.run(
          `create table secret as select * from read_json(${quote(list)}, format = 'newline_delimited', columns = {value: 'VARCHAR'})`,
        );
        const found: string[] = [];
        for (const dataset of presentFacts(journey.run.folders.warehouse, goldenDatasets)) {
          const files = quote(join(journey.run.folders.warehouse, dataset.table, "*.parquet"));
          for (const { column_name: column } of await lake.rows<{ column_name: string }>(
            `describe select * from read_parquet(${files})`,
          )) {
            const [hit] = await lake.rows<{ n: string }>(
              `select count(*) as n from read_parquet(${files}) where cast(${column} as varchar) in (select value from secret)`,
            );
            if (hit?.n !== "0") found.push(`${dataset.table}.${column}: ${hit?.n}`);
          }
        }
        expect(found).toEqual([]);
        // What a disability is must not be counted person by person: such datasets have no part at all.
        expect(
          presentFacts(journey.run.folders.warehouse, goldenDatasets).filter((dataset) => !isFact(dataset)),
        ).toEqual([]);
      });
    });
  });
}
