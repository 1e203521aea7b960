import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";

/** Rows that agree in a block by the thousand say nothing of each other; finer blocks find who belongs together. */
export const largestBlock = 1000;

export interface BlockFigures {
  readonly block: string;
  readonly pairs: number;
  /** Rows whose value of this block is shared by more than {@link largestBlock}: left to the other blocks. */
  readonly rowsLeftOut: number;
}

/**
 * Table `candidate` (left_node, right_node, blocks): pairs of rows that agree in at least one block, each once; bit i
 * of `blocks` stands for the spec's block i. Rows of one group or one anchor and rows that both stand from earlier runs make no pair.
 */
export async function findCandidates(lake: Lake, spec: LinkageSpec): Promise<readonly BlockFigures[]> {
  await lake.run(
    "create or replace temp table block_pair (left_node bigint, right_node bigint, blocks integer)",
  );
  const figures: BlockFigures[] = [];
  for (const [at, { name, features }] of spec.blocks.entries()) {
    const filled = (alias: string) =>
      features.map((feature) => `${alias}${feature} is not null`).join(" and ");
    const agree = (left: string, right: string) =>
      features.map((feature) => `${left}.${feature} = ${right}.${feature}`).join(" and ");
    await lake.run(
      `create or replace temp table crowd as select ${features.join(", ")}, count(*) as n from feature
       where ${filled("")} group by all having count(*) > ${largestBlock}`,
    );
    const [crowd] = await lake.rows<{ n: string }>("select coalesce(sum(n), 0) as n from crowd");
    const rows = `(select f.rowid as node, group_id, anchor, is_standing, ${features.join(", ")} from feature f where ${filled("f.")}
      ${crowd?.n === "0" ? "" : `and not exists (select 1 from crowd c where ${agree("c", "f")})`})`;
    await lake.run(`
      insert into block_pair
      select least(l.node, r.node), greatest(l.node, r.node), ${2 ** at}
      from ${rows} l join ${rows} r on ${agree("l", "r")}
      where not l.is_standing and (r.is_standing or l.node < r.node) and l.group_id <> r.group_id
        and (l.anchor is null or r.anchor is null or l.anchor <> r.anchor)`);
    const [found] = await lake.rows<{ n: string }>(
      `select count(*) as n from block_pair where blocks = ${2 ** at}`,
    );
    figures.push({ block: name, pairs: Number(found?.n ?? 0), rowsLeftOut: Number(crowd?.n ?? 0) });
  }
  await lake.run(`
    create or replace temp table candidate as
    select left_node, right_node, cast(bit_or(blocks) as integer) as blocks from block_pair group by left_node, right_node;
    drop table block_pair; drop table crowd`);
  return figures;
}
