import { beforeAll, describe, expect, test } from "vitest";
import { Rng } from "#city/world/random.ts";
import { openColumns } from "#src/access/encryption/opened-row.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { Learner } from "#src/domains/learner/schema.ts";
import { entityOf } from "#src/pipeline/5-publish/record.ts";
import type { Journey } from "./journey.ts";
import type { TestHost } from "./test-host.ts";
import { readRows, readTruth, type TruthRow } from "./tiny-city.ts";

/** Where a printed row stands, in the words of the truth tables and of the database alike. */
const placeOf = (row: { vendor: string; schoolCode: string; file: string; intake: string }) =>
  [row.vendor, row.schoolCode, row.file, row.intake].join("/");

/** A truth row and what became of it. */
interface Fate {
  readonly truth: TruthRow;
  readonly recordId: string | null;
  readonly outcome: string;
}

/**
 * Joins truth rows with account rows by their order inside a list; where the printed row number is the sheet's own
 * (all but JSON, whose records have no lines) the number itself must agree.
 */
async function joinFates(run: TestHost, truth: readonly TruthRow[]): Promise<readonly Fate[]> {
  const rows = await run.rows<{ place: string; row: string; record_id: string | null; outcome: string }>(
    `select concat_ws('/', f.source_system, f.school_id, f.file_name, s.intake) as place, s.source_row_id & 8388607 as row, s.record_id, s.outcome
     from source_row s join file f on f.file_seq = ${sourceRowSql.fileSeq("s.source_row_id")}
     where s.intake in ('learnerRow', 'staffRow') order by s.source_row_id`,
  );
  const byPlace = Map.groupBy(rows, (row) => row.place);
  return [...Map.groupBy(truth, placeOf)].flatMap(([place, printed]) => {
    const kept = byPlace.get(place) ?? [];
    expect(kept.length, `rows of ${place}`).toBe(printed.length);
    return [...printed]
      .sort((a, b) => a.row - b.row)
      .map((row, index) => {
        const found = kept[index];
        if (found === undefined) throw new Error(`no account row for ${place} ${row.row}`);
        if (!row.file.endsWith(".json")) expect(Number(found.row), `${place} row ${row.row}`).toBe(row.row);
        return { truth: row, recordId: found.record_id, outcome: found.outcome };
      });
  });
}

/** The first delivery of a city: every row accounted for, nobody lost, nobody mixed up, values as they are. */
export function firstDay(journey: Journey): void {
  let fates: readonly Fate[];
  beforeAll(async () => {
    fates = await joinFates(journey.run, readRows(journey.city.truth));
  });

  describe("the row account", () => {
    test("every row in is in exactly one outcome, and the account's own rows say the same", async () => {
      expect(journey.first.accounted).toBe(true);
      expect(journey.first.rowsIn).toBe(
        journey.first.published + journey.first.unchanged + journey.first.merged + journey.first.held,
      );
      const counts = await journey.run.rows("select outcome, count(*) as n from source_row group by outcome");
      const of = (outcome: string) => Number(counts.find((row) => row.outcome === outcome)?.n ?? 0);
      expect({ published: of("published"), merged: of("merged") }).toEqual({
        published: journey.first.published,
        merged: journey.first.merged,
      });
      expect(await journey.run.count("select sum(rows_in) from file where status = 'published'")).toBe(
        journey.first.rowsIn,
      );
      // Rows in tables that wait for a person have no account row yet; they are in `file` alone.
      const waiting = await journey.run.count(
        "select coalesce(sum((t->>'rows')::int), 0) from file, jsonb_array_elements(tables->'waiting') t",
      );
      expect(of("held") + waiting).toBe(journey.first.held);
    });

    test("an independent count of the truth tables finds the same rows in every list", async () => {
      const expected = new Map<string, number>();
      const add = (place: string, rows: number) => expected.set(place, (expected.get(place) ?? 0) + rows);
      for (const row of readRows(journey.city.truth)) add(placeOf(row), 1);
      for (const range of readTruth(journey.city.truth, "row-ranges")) {
        const place = placeOf({
          vendor: range.vendor ?? "",
          schoolCode: range.schoolCode ?? "",
          file: range.file ?? "",
          intake: range.intake ?? "",
        });
        add(place, Number(range.lastRow) - Number(range.firstRow) + 1);
      }
      const rows = await journey.run.rows(
        `select concat_ws('/', f.source_system, f.school_id, f.file_name, s.intake) as place, count(*) as n
         from source_row s join file f on f.file_seq = ${sourceRowSql.fileSeq("s.source_row_id")} group by 1`,
      );
      const found = new Map(rows.map((row) => [row.place ?? "", Number(row.n)]));
      expect(new Map([...expected].map(([place]) => [place, found.get(place) ?? 0]))).toEqual(expected);
    });

    test("a held row says why, and no other row does", async () => {
      expect(
        await journey.run.count(
          "select count(*) from source_row s where outcome = 'held' and not exists (select 1 from row_rejection r where r.source_row_id = s.source_row_id and column_name = '*')",
        ),
      ).toBe(0);
      expect(
        await journey.run.count(
          "select count(*) from row_rejection r join source_row s using (source_row_id) where column_name = '*' and outcome <> 'held'",
        ),
      ).toBe(0);
    });
  });

  describe("people", () => {
    test("nobody is lost: every learner a list brings has a record", async () => {
      const ids = new Set(
        (await journey.run.rows("select learner_id from learner")).map((row) => row.learner_id),
      );
      const lost = new Set(
        readRows(journey.city.truth)
          .filter((row) => row.intake === "learnerRow")
          .map((row) => row.personId),
      );
      for (const fate of fates)
        if (fate.recordId !== null && ids.has(fate.recordId) && fate.outcome !== "held")
          lost.delete(fate.truth.personId);
      expect([...lost]).toEqual([]);
    });

    test("no list of learners or staff is held as a whole", () => {
      for (const [place, rows] of Map.groupBy(fates, (fate) => placeOf(fate.truth))) {
        const held = rows.filter((fate) => fate.outcome === "held").length;
        expect(held / rows.length, `${place}: ${held} of ${rows.length} rows held`).toBeLessThan(0.05);
      }
    });

    test("two people never share a record (precision 1.0); recall is printed", () => {
      for (const intake of ["learnerRow", "staffRow"]) {
        const linked = fates.filter(
          (fate) => fate.truth.intake === intake && fate.outcome !== "held" && fate.recordId !== null,
        );
        const wrong = [...Map.groupBy(linked, (fate) => fate.recordId)].filter(
          ([, rows]) => new Set(rows.map((fate) => fate.truth.personId)).size > 1,
        );
        expect(
          wrong.map(([recordId, rows]) => ({
            recordId,
            errors: rows.map((fate) => fate.truth.errors.join("+")),
          })),
        ).toEqual([]);
        let pairs = 0;
        let joined = 0;
        for (const [, rows] of Map.groupBy(linked, (fate) => fate.truth.personId)) {
          for (let a = 0; a < rows.length; a += 1) {
            for (let b = a + 1; b < rows.length; b += 1) {
              pairs += 1;
              if (rows[a]?.recordId === rows[b]?.recordId) joined += 1;
            }
          }
        }
        console.log(
          `${intake}: ${joined} of ${pairs} pairs of rows of one person joined (recall ${pairs === 0 ? "-" : (joined / pairs).toFixed(3)}), 0 wrong`,
        );
      }
    });

    test("200 learners drawn by lot are published as they are, wherever nobody planted a mistake", async () => {
      const seed = 20261120;
      console.log(`sample seed ${seed}`);
      const rng = Rng.of(seed, "sample");
      const wrongColumns = new Map<string, Set<string>>();
      for (const error of readTruth(journey.city.truth, "errors")) {
        const person = error.personId ?? "";
        // A planted mistake in any system may be the value that survives; these cells are for the quality scores.
        wrongColumns.set(person, (wrongColumns.get(person) ?? new Set()).add(error.column ?? ""));
      }
      const recordOf = new Map(
        fates.flatMap((fate) =>
          fate.outcome === "published" && fate.truth.intake === "learnerRow" && fate.recordId !== null
            ? [[fate.truth.personId, fate.recordId] as const]
            : [],
        ),
      );
      const people = readTruth(journey.city.truth, "persons").filter(
        (person) => person.role === "learner" && recordOf.has(person.personId ?? ""),
      );
      const sample = Array.from({ length: 200 }, () => rng.pick(people));
      const published = await journey.run.rows<Record<string, string | null>>(
        `select l.learner_id, l.full_name, l.birth_date::text, l.sex, l.national_id, l.ethnicity, e.grade_level, e.class_name
         from learner l left join enrolment e on e.learner_id = l.learner_id and e.school_id = l.school_id and e.school_year = '2026-2027' where l.learner_id = any($1)`,
        [sample.map((person) => recordOf.get(person.personId ?? ""))],
      );
      const byId = new Map(
        published.map((row) => [
          row.learner_id,
          openColumns(journey.run.keyring, Learner, row.learner_id ?? "", row),
        ]),
      );
      const ethnicities =
        journey.run.host.declarations.codeSets.find((set) => set.id === "ethnicity")?.entries ?? [];
      for (const person of sample) {
        const personId = person.personId ?? "";
        const wrong = wrongColumns.get(personId) ?? new Set();
        const row = byId.get(recordOf.get(personId) ?? "") ?? {};
        const expected: Record<string, string | null> = {};
        const tell = (column: string, field: string, value: string | null) => {
          if (!wrong.has(column)) expected[field] = value;
        };
        tell("fullName", "full_name", person.fullName ?? null);
        tell("birthDate", "birth_date", person.birthDate ?? null);
        tell("sex", "sex", person.sex === "M" ? "1" : "2");
        if (person.idCause === "") tell("nationalId", "national_id", person.nationalId ?? null);
        tell(
          "ethnicity",
          "ethnicity",
          ethnicities.find((entry) =>
            [entry.title.vi, ...(entry.aliases ?? [])].includes(person.ethnicity ?? ""),
          )?.code ?? null,
        );
        if (!wrong.has("enrolmentStatus")) {
          tell("gradeLevel", "grade_level", person.gradeLevel ?? null);
          tell("className", "class_name", person.className ?? null);
        }
        expect(
          Object.fromEntries(Object.keys(expected).map((field) => [field, row[field]])),
          personId,
        ).toEqual(expected);
      }
    });
  });

  describe("parts make the whole", () => {
    test("learners by school, by class and by grade are the learners of the city", async () => {
      const studying = await journey.run.count("select count(*) from learner where school_id is not null");
      expect(
        await journey.run.count(
          "select sum(n) from (select count(*) as n from learner where school_id is not null group by school_id) s",
        ),
      ).toBe(studying);
      expect(
        await journey.run.count(
          "select count(*) from learner l where school_id is not null and not exists (select 1 from enrolment e where e.learner_id = l.learner_id and e.school_id = l.school_id and e.school_year = '2026-2027')",
        ),
      ).toBe(0);
      expect(
        await journey.run.count(
          "select count(*) from class_membership m where not exists (select 1 from class_section c where c.school_id = m.school_id and c.school_year = m.school_year and c.class_name = m.class_name)",
        ),
      ).toBe(0);
      expect(
        await journey.run.count(
          "select count(*) from learner_guardian g where not exists (select 1 from learner l where l.learner_id = g.learner_id) or not exists (select 1 from guardian p where p.guardian_id = g.guardian_id)",
        ),
      ).toBe(0);
    });

    test("the change log's first entries count every golden row; each record has one event, without a gap", async () => {
      const logged = new Map(
        (
          await journey.run.rows(
            "select d.key as dataset, sum(d.value::bigint) as n from change_log, jsonb_each_text(after) d where operation = 'insert' group by 1",
          )
        ).map((row) => [row.dataset, Number(row.n)]),
      );
      for (const dataset of datasets.filter((item) => item.origin === "vendor")) {
        expect([dataset.id, logged.get(dataset.id) ?? 0]).toEqual([
          dataset.id,
          await journey.run.count(`select count(*) from ${dataset.table}`),
        ]);
      }
      expect(
        await journey.run.count(
          "select count(*) from (select 1 from outbox group by id_ban_ghi, dataset having count(*) <> 1 or max(phien_ban) <> 1) x",
        ),
      ).toBe(0);
      for (const dataset of datasets.filter(
        (item) => item.origin === "vendor" && entityOf(item) === item.id,
      )) {
        expect([
          dataset.id,
          await journey.run.count("select count(*) from outbox where dataset = $1 and su_kien = 'NEW'", [
            dataset.id,
          ]),
        ]).toEqual([dataset.id, await journey.run.count(`select count(*) from ${dataset.table}`)]);
      }
    });
  });
}
