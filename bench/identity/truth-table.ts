import { join } from "node:path";
import { TRUTH_TABLES, type TruthTable } from "#city/truth/truth-part.ts";
import { quote } from "#src/platform/duckdb.ts";

/** A truth table of a delivery as a DuckDB relation: all columns text, empty text for none. */
export function truthTable(delivery: string, table: TruthTable): string {
  const columns = TRUTH_TABLES[table].map((name) => `"${name}": 'VARCHAR'`).join(", ");
  return `read_csv(${quote(join(delivery, "truth", `${table}.csv`))}, header = true, auto_detect = false,
    delim = ',', quote = '"', escape = '"', nullstr = chr(0), columns = {${columns}})`;
}
