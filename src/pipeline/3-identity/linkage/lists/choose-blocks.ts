import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { Block } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { largestBlock } from "../candidates.ts";
import type { ListField } from "./list-fields.ts";
import type { BlockKey } from "./list-spec.ts";

/** A pair's blocks are bits of an integer. */
const mostBlocks = 30;

/** Pairs that a list may cost: of a short one most there are, of a long one fifteen a row and two million. */
const pairBudget = (rows: number): number => Math.max(300_000, Math.min(100 * rows, 2_000_000 + 15 * rows));

/** Keys of one block, and how many sets of keys are looked at. */
const mostKeys = 3;
const mostTried = 400;

/** Share of the budget that one block may take: the coarser a block, the fewer others it leaves room for. */
const largestShare = 1 / 8;

interface Costed {
  readonly keys: readonly (readonly [name: string, key: BlockKey])[];
  readonly pairs: number;
  readonly rowsLeftOut: number;
}

/**
 * Chooses blocks by what they cost: single keys that are fine enough, too coarse ones in twos and threes. The coarsest
 * that fits of each set of columns first, as many as the budget holds, and none that a chosen one implies: a pair of
 * rows full of slips still agrees somewhere.
 *
 * @param table with group_id and a column for each key; rows of one group make no pair
 */
export async function chooseBlocks(
  lake: Lake,
  table: string,
  keys: Readonly<Record<string, BlockKey>>,
  rows: number,
): Promise<readonly Block[]> {
  const budget = pairBudget(rows);
  const fits = ({ pairs, rowsLeftOut }: Costed) =>
    pairs > 0 && pairs <= budget * largestShare && rowsLeftOut <= rows / 20;
  const found: Costed[] = [];
  let coarse: Costed[] = [];
  for (const key of Object.entries(keys)) {
    const costed = await cost(lake, table, [key]);
    if (fits(costed)) found.push(costed);
    else if (costed.pairs > 0 || costed.rowsLeftOut > 0) coarse.push(costed);
  }
  const single = coarse;
  for (let tried = 0; coarse.length > 0 && (coarse[0]?.keys.length ?? 0) < mostKeys; ) {
    const still: Costed[] = [];
    for (const one of coarse)
      for (const { keys: more } of single) {
        if (tried >= mostTried || !extendsInOrder(one, more, single)) continue;
        tried += 1;
        const costed = await cost(lake, table, [...one.keys, ...more]);
        if (fits(costed)) found.push(costed);
        else if (costed.pairs > 0 || costed.rowsLeftOut > 0) still.push(costed);
      }
    coarse = still;
  }
  const chosen: Costed[] = [];
  let spent = 0;
  for (const costed of coarsestOfEachFirst(found)) {
    if (chosen.length >= mostBlocks || spent + costed.pairs > budget) continue;
    if (chosen.some((other) => implies(costed, other))) continue;
    chosen.push(costed);
    spent += costed.pairs;
  }
  return chosen.map((one) => blockOf(one.keys));
}

/** Whether the key stands after all of the block's and is of another column: each set of keys is tried once. */
function extendsInOrder(one: Costed, [added]: Costed["keys"], single: readonly Costed[]): boolean {
  const place = (name: string | undefined) => single.findIndex(({ keys }) => keys[0]?.[0] === name);
  return (
    added !== undefined &&
    one.keys.every(([name, key]) => key.field !== added[1].field && place(name) < place(added[0]))
  );
}

/** Blocks of few keys first; among them the coarsest of each set of columns, then the second of each, and so on. */
function coarsestOfEachFirst(found: readonly Costed[]): readonly Costed[] {
  const ranks = new Map<string, number>();
  const columnsOf = ({ keys }: Costed) => keys.map(([, { field }]) => field).join(" ");
  return [...found]
    .sort((a, b) => b.pairs - a.pairs)
    .map((costed) => {
      const rank = ranks.get(columnsOf(costed)) ?? 0;
      ranks.set(columnsOf(costed), rank + 1);
      return { costed, rank: costed.keys.length === 1 ? 0 : rank };
    })
    .sort(
      (a, b) =>
        Math.min(2, a.costed.keys.length) - Math.min(2, b.costed.keys.length) ||
        a.rank - b.rank ||
        b.costed.pairs - a.costed.pairs,
    )
    .map(({ costed }) => costed);
}

/** Whether rows that agree in the first agree in the second as well, or so nearly that it makes no other pairs. */
function implies(one: Costed, other: Costed): boolean {
  const sameColumns =
    one.keys.length > 1 &&
    one.keys.length === other.keys.length &&
    other.keys.every(([, key]) => one.keys.some(([, { field }]) => field === key.field));
  if (sameColumns && one.pairs >= other.pairs * 0.9) return true;
  return other.keys.every(([name, key]) =>
    one.keys.some(([own, { field, how }]) => own === name || (field === key.field && how === "whole")),
  );
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
          ([, { field: of, how }]) => of === field?.name && (how === "whole" || how === "words"),
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
  };
}

async function cost(lake: Lake, table: string, keys: Costed["keys"]): Promise<Costed> {
  const names = keys.map(([name]) => name).join(", ");
  const filled = keys.map(([name]) => `${name} is not null`).join(" and ");
  const [found] = await lake.rows<{ pairs: number; left_out: string }>(`
    with part as (select ${names}, count(*) as n from ${table} where ${filled} group by ${names}, group_id),
      block as (select sum(n) as n, sum(cast(n as double) * n) as squares from part group by ${names} having sum(n) > 1)
    select coalesce(sum(cast(n as double) * n - squares) filter (n <= ${largestBlock}), 0) / 2 as pairs,
      coalesce(sum(n) filter (n > ${largestBlock}), 0) as left_out
    from block`);
  return { keys, pairs: Number(found?.pairs ?? 0), rowsLeftOut: Number(found?.left_out ?? 0) };
}
