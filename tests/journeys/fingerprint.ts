import { datasets } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { TestHost } from "./test-host.ts";

export const goldenDatasets: readonly Dataset[] = datasets.filter((dataset) => dataset.origin === "vendor");

/** Tables of state that a run without news must not touch. */
const stateTables = [
  "source_row",
  "row_rejection",
  "link",
  "record_alias",
  "linkage_model",
  "identity_review",
  "population_check",
  "verification",
  "reconciliation_case",
  "review",
  "change_log",
  "outbox",
  "quality_issue",
  "quality_score",
] as const;

/** Count and hash of every row of every table, all columns taken: two equal prints are two equal databases. */
export async function fingerprint(run: Pick<TestHost, "rows">): Promise<Readonly<Record<string, string>>> {
  const prints: Record<string, string> = {};
  for (const table of [...goldenDatasets.map((dataset) => dataset.table), ...stateTables]) {
    const [row] = await run.rows(
      `select count(*) || ' ' || coalesce(md5(string_agg(h, '' order by h)), '') as print from (select md5(t::text) as h from ${table} t) x`,
    );
    prints[table] = row?.print ?? "";
  }
  return prints;
}

/** Columns that say when and from where, not what. */
const stamps = new Set(["version", "source_row_id", "field_source", "run_seq", "changed_at"]);

/** The golden rows of a dataset as text, by key, without stamps. */
async function goldenRows(
  run: Pick<TestHost, "rows">,
  dataset: Dataset,
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const keys = dataset.key.map(toSnakeCase);
  const columns = columnsOf(dataset)
    .map((column) => column.name)
    .filter((name) => !stamps.has(name));
  const rows = await run.rows<Record<string, unknown>>(
    `select ${columns.map((name) => `${name}::text as ${name}`).join(", ")} from ${dataset.table}`,
  );
  return new Map(rows.map((row) => [keys.map((key) => row[key]).join("|"), row]));
}

/** Rows that are in one database only, or differ: `table key field: a → b`. */
export async function differences(
  a: Pick<TestHost, "rows">,
  b: Pick<TestHost, "rows">,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const dataset of goldenDatasets) {
    const [left, right] = [await goldenRows(a, dataset), await goldenRows(b, dataset)];
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      const [one, other] = [left.get(key), right.get(key)];
      if (one === undefined || other === undefined) {
        found.push(`${dataset.table} ${key}: only in the ${one === undefined ? "second" : "first"}`);
        continue;
      }
      for (const name of Object.keys(one)) {
        // Names and values of people stay out of test output; the key says where to look.
        if (one[name] !== other[name])
          found.push(
            `${dataset.table} ${key} ${name} differs${one[name] === null || other[name] === null ? " (one is empty)" : ""}`,
          );
      }
    }
  }
  return found;
}
