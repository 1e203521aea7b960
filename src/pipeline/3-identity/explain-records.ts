import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Folders } from "#src/platform/config.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { getKeyedRecord, type KeyedRecord } from "./decide/record-keys.ts";
import { type ExplainedPair, findExplanation } from "./linkage/explain.ts";
import { getKeptModel } from "./linkage/kept-model.ts";

export interface ExplainedRecords {
  readonly entity: string;
  readonly leftRecord: string;
  readonly rightRecord: string;
  /** Of all rows of the two records the pair that resembles each other most; undefined when no row of one was kept. */
  readonly pair?: ExplainedPair;
  /** What keeps the records apart, or holds them together, whatever they resemble. */
  readonly guards: readonly Text[];
}

interface Explaining {
  readonly lake: Lake;
  readonly pool: Pool;
  readonly folders: Folders;
  readonly linkages: readonly LinkageSpec[];
}

/**
 * Why two records are one person, or two: the comparisons of their likest rows with the weights learnt last, and what
 * people and the registry said. Records may be named by former ids.
 * @throws HpError `record-not-found`; `argument-invalid` for records of two kinds, or of a kind that is not linked
 */
export async function explainRecords(
  at: Explaining,
  leftId: string,
  rightId: string,
): Promise<ExplainedRecords> {
  const [left, right] = [await getKeyedRecord(at.pool, leftId), await getKeyedRecord(at.pool, rightId)];
  const spec = at.linkages.find(({ entity }) => entity === left.entity);
  if (left.entity !== right.entity || spec === undefined)
    throw new HpError("argument-invalid", { name: rightId, reason: `${left.entity}, ${right.entity}` });
  const pair = await explainLikest(at, spec, left, right);
  return {
    entity: spec.entity,
    leftRecord: left.recordId,
    rightRecord: right.recordId,
    ...(pair === undefined ? {} : { pair }),
    guards: await findGuards(at.pool, left, right),
  };
}

async function explainLikest(
  { lake, pool, folders }: Explaining,
  spec: LinkageSpec,
  left: KeyedRecord,
  right: KeyedRecord,
): Promise<ExplainedPair | undefined> {
  const model = await getKeptModel({ lake, pool, folders }, spec.entity);
  const dir = join(folders.lake, "identity", spec.entity);
  if (model === undefined || !existsSync(dir)) return undefined;
  const files = readdirSync(dir).map((name) => quote(join(dir, name)));
  const keys = (record: KeyedRecord) =>
    record.keys.map(({ linkKey }) => `${quote(linkKey)}::uuid`).join(", ");
  // The newest form of each row; both records' rows under their own numbers, for a row may speak of several people.
  await lake.run(`
    create or replace temp table feature as
    select * replace (row_number() over (order by row_id, anchor) as row_id), anchor as group_id, true as is_standing, row_id as said_in_row
    from read_parquet([${files.join(", ")}], union_by_name = true)
    where anchor in (${keys(left)}, ${keys(right)})`);
  const rowsOf = async (record: KeyedRecord) =>
    (await lake.rows<{ row_id: string }>(`select row_id from feature where anchor in (${keys(record)})`)).map(
      (row) => row.row_id,
    );
  let likest: ExplainedPair | undefined;
  const others = await rowsOf(right);
  for (const one of await rowsOf(left)) {
    for (const other of others) {
      if (one === other) continue;
      const pair = await findExplanation(lake, spec, model, one, other);
      if (pair !== undefined && (likest === undefined || pair.weight > likest.weight)) likest = pair;
    }
  }
  return likest;
}

async function findGuards(pool: Pool, left: KeyedRecord, right: KeyedRecord): Promise<readonly Text[]> {
  const guards: Text[] = [];
  const confirmed = (record: KeyedRecord) =>
    record.keys.filter(({ verified }) => verified).map(({ linkKey }) => linkKey);
  const [ours, theirs] = [confirmed(left), confirmed(right)];
  if (ours.length > 0 && theirs.length > 0 && !ours.some((key) => theirs.includes(key)))
    guards.push({
      vi: "Dân cư đã xác nhận hai số định danh khác nhau",
      en: "The population registry confirmed two different national ids",
    });
  const keys = [left, right].map(({ keys }) => keys.map(({ linkKey }) => linkKey));
  const { rows } = await pool.query<{ verdict: string; decided_by: string }>(
    `select verdict, decided_by from identity_decision where undone_at is null and not is_second
       and (left_key = any($1) and right_key = any($2) or left_key = any($2) and right_key = any($1)) order by decided_at desc limit 1`,
    keys,
  );
  for (const { verdict, decided_by } of rows)
    guards.push(
      verdict === "same"
        ? { vi: `${decided_by} đã quyết: một người`, en: `${decided_by} decided: one person` }
        : { vi: `${decided_by} đã quyết: hai người`, en: `${decided_by} decided: two people` },
    );
  return guards;
}
