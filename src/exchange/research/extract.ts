import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Dataset, getField } from "#src/domains/dictionary/dataset.ts";
import { goldenIdMacro } from "#src/pipeline/3-identity/golden-id.ts";
import { factSql } from "#src/pipeline/6-warehouse/refresh.ts";
import { isFact, warehouseColumns } from "#src/pipeline/6-warehouse/warehouse-columns.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";

/** A column of an extract, and how it came to be what it is. */
export interface ExtractColumn {
  readonly name: string;
  /** `pseudonym`: the recipient's own name for a person; `grouped`: part of what rows are held alike by. */
  readonly kind: "pseudonym" | "grouped" | "value";
}

export interface Extract {
  readonly rows: number;
  /** Rows left out because too few people look like them. */
  readonly withheld: number;
}

/** Whether a dataset speaks of people and may be handed out as an extract: a fact with a person's pseudonym. */
export function isExtractable(warehouseDir: string, dataset: Dataset): boolean {
  return (
    isFact(dataset) &&
    extractColumns(dataset).some(({ kind }) => kind === "pseudonym") &&
    existsSync(join(warehouseDir, dataset.table))
  );
}

/** What the warehouse keeps of a dataset, by what it does to a person's being found again. */
export function extractColumns(dataset: Dataset): readonly ExtractColumn[] {
  return warehouseColumns(dataset).map(({ name, field }) => {
    const { kind, info } = getField(dataset, field);
    if (kind === "uuid") return { name, kind: "pseudonym" };
    // A school says where a person is every day: with age and sex it singles out, whatever its own class.
    const tells = (info.pii ?? "none") !== "none" || /^(school|commune)_/.test(name);
    return { name, kind: tells ? "grouped" : "value" };
  });
}

/**
 * Writes a dataset out of the warehouse for one recipient. Ids are named anew by HMAC-SHA-256 under a key of the
 * recipient's own, so that two recipients can't put their extracts together nor either of them find a row in ours;
 * a row stays only where at least `k` people share everything that could tell them apart (k-anonymity: Sweeney 2002,
 * doi:10.1142/S0218488502001648). Cells of text can't be formulas of a spreadsheet.
 *
 * @param key key "pseudonym" of the keys folder
 * @param k smallest number of people alike, at least 2
 * @param file CSV with a header (RFC 4180), written anew
 */
export async function writeExtract(
  lake: Lake,
  warehouseDir: string,
  dataset: Dataset,
  { key, recipient, k, file }: { key: Buffer; recipient: string; k: number; file: string },
): Promise<Extract> {
  const own = createHmac("sha256", key)
    .update(JSON.stringify(["research", recipient]))
    .digest();
  await lake.run(goldenIdMacro(own, "recipient_name"));
  const columns = extractColumns(dataset);
  const [person] = columns.filter((column) => column.kind === "pseudonym");
  if (person === undefined) throw new Error(`${dataset.id} speaks of nobody`);
  const grouped = columns.filter(({ kind }) => kind === "grouped").map(({ name }) => name);
  const alike = grouped.length === 0 ? "" : `group by ${grouped.join(", ")}`;
  const same = grouped.map((name) => `f.${name} is not distinct from g.${name}`).join(" and ");
  const types = await lake.rows<{ column_name: string; column_type: string }>(
    `describe ${factSql(warehouseDir, dataset)}`,
  );
  const isText = new Set(
    types.filter(({ column_type }) => column_type === "VARCHAR").map(({ column_name }) => column_name),
  );
  const values = columns.map(({ name, kind }) => {
    if (kind === "pseudonym") return `recipient_name(cast(f.${name} as varchar)) as ${name}`;
    if (!isText.has(name)) return `f.${name}`;
    return `case when regexp_matches(f.${name}, '^[=+\\-@\\t\\r]') then '''' || f.${name} else f.${name} end as ${name}`;
  });
  await lake.run(`
    create or replace temp table fact as ${factSql(warehouseDir, dataset)};
    create or replace temp table enough as
      select ${[...grouped, "1 as kept"].join(", ")} from fact ${alike} having count(distinct ${person.name}) >= ${Math.trunc(k)};
    copy (select ${values.join(", ")} from fact f semi join enough g on ${same === "" ? "g.kept = 1" : same} order by 1)
      to ${quote(file)} (format csv, header)`);
  const [counts] = await lake.rows<{ all_rows: string; kept_rows: string }>(
    `select (select count(*) from fact) as all_rows,
       (select count(*) from fact f semi join enough g on ${same === "" ? "g.kept = 1" : same}) as kept_rows`,
  );
  await lake.run("drop table fact; drop table enough");
  const rows = Number(counts?.kept_rows ?? 0);
  return { rows, withheld: Number(counts?.all_rows ?? 0) - rows };
}
