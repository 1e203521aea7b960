import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv, copyIn, copyOut } from "./5-publish/copy.ts";
import type { RunContext } from "./context.ts";

/** What stands in Postgres under keys that the lake knows. */
export interface Asked {
  /** Table of the lake that takes the answer; also the name of the working files. It must be there. */
  readonly into: string;
  /** Query of the lake: one column, each key once. */
  readonly keys: string;
  /** Postgres type of the keys. */
  readonly keyType: string;
  /** Query of Postgres over temporary table `asked (k)`. */
  readonly answer: string;
  /** The answer's columns as text types of the lake, in order. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the lake keeps of the answer, as a list of expressions; all columns when absent. */
  readonly keep?: string;
}

/** Brings it over. Postgres is asked by key: a delivery of 1 % costs 1 %, however large the city. */
export async function askByKey(
  { lake, pool, runDir }: Pick<RunContext, "lake" | "pool" | "runDir">,
  { into, keys, keyType, answer, columns, keep = "*" }: Asked,
): Promise<void> {
  const asked = join(runDir, `asked-${into}.csv`);
  const found = join(runDir, `found-${into}.csv`);
  await lake.run(`copy (${keys}) to ${quote(asked)} (format csv, header false)`);
  const client = await pool.connect();
  try {
    await client.query(`create temp table asked (k ${keyType} primary key)`);
    if ((await copyIn(client, "asked (k)", asked)) === 0) return;
    await client.query("analyze asked");
    await copyOut(client, answer, found);
  } finally {
    await client.query("drop table if exists asked");
    client.release();
  }
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
  await lake.run(
    `insert into ${into} select ${keep} from read_csv(${quote(found)}, ${copiedCsv}, columns = {${types.join(", ")}})`,
  );
}
