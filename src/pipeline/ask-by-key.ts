import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { copiedCsv, copyIn, copyOut } from "./5-publish/copy.ts";
import { atOnce } from "./at-once.ts";
import type { RunContext } from "./context.ts";

/** What stands in Postgres under keys that the lake knows. */
export interface Asked {
  /** Table of the lake that takes the answer; also the name of the working files. It must be there. */
  readonly into: string;
  /** Query of the lake: one column, each key once. */
  readonly keys: string;
  /** Postgres type of the keys. */
  readonly keyType: string;
  /** Query of Postgres over temporary table `asked (k)`; asked for a part of the keys at a time. */
  readonly answer: string;
  /** The answer's columns as text types of the lake, in order. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the lake keeps of the answer (rows `found`), as a list of expressions; all columns when absent. */
  readonly keep?: string;
}

/**
 * Connections that look up at a time. A lookup waits for the disk, page after page; several wait together. The pool has
 * room for two datasets that are asked for at once.
 */
const lanes = 4;
/** Fewer keys are not worth the lanes; more read a table as a whole, and once is enough. */
const keysForLanes = { least: 2000, most: 200_000 } as const;

/**
 * Brings it over. Postgres is asked by key: a delivery of 1 % costs 1 %, however large the city. Keys go in their own
 * order, so that a page of the index is read once.
 */
export async function askByKey(
  { lake, pool, runDir }: Pick<RunContext, "lake" | "pool" | "runDir">,
  { into, keys, keyType, answer, columns, keep = "*" }: Asked,
): Promise<void> {
  const dir = join(runDir, `asked-${into}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  await lake.run(
    `copy (select k, case when count(*) over () between ${keysForLanes.least} and ${keysForLanes.most} then ntile(${lanes}) over (order by k) else 1 end as lane from (${keys}) t(k) order by lane, k)
     to ${quote(join(dir, "keys"))} (format csv, header false, partition_by (lane))`,
  );
  const found = await atOnce(lanes, filesBelow(join(dir, "keys")), async (file, lane) => {
    const answered = join(dir, `found-${lane}.csv`);
    await askOnce(pool, { keyType, answer }, file, answered);
    return answered;
  });
  if (found.length > 0) {
    const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
    await lake.run(
      `insert into ${into} select ${keep} from read_csv([${found.map(quote).join(", ")}], ${copiedCsv}, columns = {${types.join(", ")}}) found`,
    );
  }
  rmSync(dir, { recursive: true });
}

async function askOnce(
  pool: Pool,
  { keyType, answer }: Pick<Asked, "keyType" | "answer">,
  keysFile: string,
  answerFile: string,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`create temp table asked (k ${keyType})`);
    await copyIn(client, "asked (k)", keysFile);
    await client.query("analyze asked");
    await copyOut(client, answer, answerFile);
  } finally {
    await client.query("drop table if exists asked");
    client.release();
  }
}

function filesBelow(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
