import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { rarestGain } from "./frequency.ts";
import { silent, vetoedSql } from "./levels.ts";
import { type LinkageModel, priorWeight, weightOf } from "./model.ts";

/** More than any frequency can add to what the levels say. */
const frequencyRoom = 12;

/**
 * Table `scored_pair` (left_node, right_node, left_group, right_group, weight, g_…, is_vetoed, is_hopeless): pairs whose total
 * weight, prior and frequencies included, reaches the floor. In: `compared_pair`, `feature`, `frequency`.
 */
export async function scorePairs(
  lake: Lake,
  spec: LinkageSpec,
  model: LinkageModel,
  floorWeight: number,
): Promise<void> {
  const base = [
    String(priorWeight(model)),
    ...spec.comparisons.map((comparison) =>
      levelWeightSql(comparison.name, comparison.levels.length + 1, model),
    ),
  ].join(" + ");
  await lake.run(`
    create or replace temp table likely_pair as
    select * from (select *, ${base} as base_weight from compared_pair) where base_weight >= ${floorWeight - frequencyRoom}`);
  const gains: string[] = [];
  const joins: string[] = [];
  const asked: string[] = [];
  for (const { name, levels } of spec.comparisons) {
    const byLevel = levels.flatMap(({ frequencyOf }, at) =>
      frequencyOf === undefined ? [] : [{ at, frequencyOf }],
    );
    if (byLevel.length === 0) continue;
    const features = byLevel.map(({ at, frequencyOf }) => `when ${at} then ${quote(frequencyOf)}`).join(" ");
    const values = byLevel.map(({ at, frequencyOf }) => `when ${at} then l.${frequencyOf}`).join(" ");
    const rarest = byLevel
      .map(({ at, frequencyOf }) => `when ${at} then ${rarestGain(model, frequencyOf)}`)
      .join(" ");
    asked.push(
      `select case p.g_${name} ${features} end as feature, case p.g_${name} ${values} end as value
       from likely_pair p join feature l on l.rowid = p.left_node`,
    );
    joins.push(
      `left join asked_frequency f_${name} on f_${name}.feature = case p.g_${name} ${features} end and f_${name}.value = case p.g_${name} ${values} end`,
    );
    gains.push(`coalesce(f_${name}.gain, case p.g_${name} ${rarest} end, 0)`);
  }
  // A city has millions of frequencies, a day's pairs ask for few; each comparison would read all of them.
  if (asked.length > 0)
    await lake.run(`
      create or replace temp table asked_frequency as
      select feature, value, gain from frequency semi join (${asked.join(" union all ")}) using (feature, value)`);
  await lake.run(`
    create or replace temp table scored_pair as
    select * from (
      select p.* exclude (base_weight), ${vetoedSql(spec)} as is_vetoed, ${vetoedSql(spec, ({ ask }) => !ask)} as is_hopeless, p.base_weight ${gains.map((gain) => `+ ${gain}`).join(" ")} as weight
      from likely_pair p join feature l on l.rowid = p.left_node
      ${joins.join("\n")}
    ) where weight >= ${floorWeight};
    drop table likely_pair`);
}

function levelWeightSql(comparison: string, levels: number, model: LinkageModel): string {
  const cases = Array.from(
    { length: levels },
    (_, level) => `when ${level} then ${weightOf(model, comparison, level)}`,
  );
  return `case g_${comparison} when ${silent} then 0 ${cases.join(" ")} end`;
}
