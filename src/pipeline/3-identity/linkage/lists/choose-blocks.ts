import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { Block } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { largestBlock } from "../candidates.ts";
import type { ListField } from "./list-fields.ts";
import type { BlockKey } from "./list-spec.ts";

/** A pair's blocks are bits of an integer. */
const mostBlocks = 30;

/** Pairs that a list may cost: small lists nearly all, large ones a few dozen a row. */
export const pairBudget = (rows: number): number => Math.max(2_000_000, 40 * rows);

interface Costed {
  readonly keys: readonly (readonly [name: string, key: BlockKey])[];
  readonly pairs: number;
  readonly rowsLeftOut: number;
}

/**
 * Chooses blocks by what they cost: each key alone if it is fine enough, too coarse ones in twos and threes.
 * Cheap ones first, as many as the budget holds: a pair of rows full of slips still agrees somewhere.
 *
 * @param table with a column for each key
 */
export async function chooseBlocks(
  lake: Lake,
  table: string,
  keys: Readonly<Record<string, BlockKey>>,
  rows: number,
): Promise<readonly Block[]> {
  const budget = pairBudget(rows);
  const fine: Costed[] = [];
  const coarse: [string, BlockKey][] = [];
  for (const [name, key] of Object.entries(keys)) {
    const costed = await cost(lake, table, [[name, key]]);
    const isFine = costed.pairs <= budget / 8 && costed.rowsLeftOut <= rows / 20;
    if (isFine && costed.pairs > 0) fine.push(costed);
    if (!isFine) coarse.push([name, key]);
  }
  const twos: Costed[] = [];
  for (const [at, left] of coarse.entries())
    for (const right of coarse.slice(at + 1)) {
      if (left[1].field === right[1].field) continue;
      twos.push(await cost(lake, table, [left, right]));
    }
  const chosen: Costed[] = [];
  let spent = 0;
  for (const costed of [...fine, ...twos].sort(
    (a, b) => a.keys.length - b.keys.length || a.pairs - b.pairs,
  )) {
    if (chosen.length >= mostBlocks || costed.pairs === 0 || costed.rowsLeftOut > rows / 4) continue;
    if (spent + costed.pairs > budget || costed.pairs > budget / 6) continue;
    chosen.push(costed);
    spent += costed.pairs;
  }
  return chosen.map((one) => blockOf(one.keys));
}

/** Blocks a person named: columns that must agree as a whole. */
export function givenBlocks(
  blocks: readonly (readonly string[])[],
  fields: readonly ListField[],
  keys: Readonly<Record<string, BlockKey>>,
): readonly Block[] {
  return blocks.map((headers) =>
    blockOf(
      headers.map((header) => {
        const field = fields.find(({ title }) => foldHeader(title) === foldHeader(header));
        const key = Object.entries(keys).find(
          ([, { field: of, how }]) => of === field?.name && how === "whole",
        );
        if (key === undefined)
          throw new HpError("argument-invalid", { name: "--config", reason: `blocks: ${header}` });
        return key;
      }),
    ),
  );
}

function blockOf(keys: Costed["keys"]): Block {
  return {
    name: keys.map(([, { title, how }]) => `${title} (${how})`).join(" + "),
    features: keys.map(([name]) => name),
    settles: keys.map(([, { field }]) => field),
  };
}

async function cost(lake: Lake, table: string, keys: Costed["keys"]): Promise<Costed> {
  const names = keys.map(([name]) => name);
  const [found] = await lake.rows<{ pairs: number; left_out: string }>(`
    select coalesce(sum(case when n <= ${largestBlock} then cast(n as double) * (n - 1) / 2 end), 0) as pairs,
      coalesce(sum(n) filter (n > ${largestBlock}), 0) as left_out
    from (select count(*) as n from ${table} where ${names.map((name) => `${name} is not null`).join(" and ")} group by ${names.join(", ")} having count(*) > 1)`);
  return { keys, pairs: Number(found?.pairs ?? 0), rowsLeftOut: Number(found?.left_out ?? 0) };
}
