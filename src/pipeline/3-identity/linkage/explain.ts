import type { Level, LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { rarestGain } from "./frequency.ts";
import { comparedSql, vetoedSql } from "./levels.ts";
import { type LinkageModel, priorWeight, probabilityOf, weightOf } from "./model.ts";

/** What one comparison says of a pair. Weights are in bits. */
export interface ExplainedComparison {
  readonly comparison: string;
  readonly title: Text;
  /** Undefined where a side says nothing. */
  readonly level?: string;
  readonly levelTitle: Text;
  /** Share of true pairs and of random pairs at this level. */
  readonly m?: number;
  readonly u?: number;
  readonly weight: number;
  /** What the rarity of the value adds. */
  readonly frequencyGain: number;
}

export interface ExplainedPair {
  readonly comparisons: readonly ExplainedComparison[];
  /** What a random pair weighs before anything is compared. */
  readonly priorWeight: number;
  readonly weight: number;
  readonly probability: number;
  /** Blocks that bring the pair together; a pair without one is never compared. */
  readonly blocks: readonly string[];
  /** What forbids linking the pair by likeness, however much agrees. */
  readonly vetoes: readonly Text[];
}

const silentTitle: Text = { vi: "một bên không ghi", en: "one side says nothing" };
const elseTitle: Text = { vi: "khác", en: "different" };

/**
 * Why two rows are, or are not, one person: each comparison with its level and weight. In: tables `feature` and
 * `frequency` as linking leaves them.
 *
 * @param left, right `row_id` of the rows
 */
export async function findExplanation(
  lake: Lake,
  spec: LinkageSpec,
  model: LinkageModel,
  left: number | string,
  right: number | string,
): Promise<ExplainedPair | undefined> {
  const blocks = spec.blocks.map(
    ({ features }, at) =>
      `coalesce(${features.map((feature) => `l.${feature} = r.${feature}`).join(" and ")}, false) as b${at}`,
  );
  const vetoes = spec.vetoes.map((veto, at) => `${vetoedSql(spec, (one) => one === veto)} as veto${at}`);
  // The pair as linking met it: the earlier row stands left.
  const rows = `(select *, rowid as node from feature where row_id in (${Number(left)}, ${Number(right)}))`;
  const pair = `${rows} l join ${rows} r on l.node < r.node`;
  const [row] = await lake.rows<Readonly<Record<string, number | boolean>>>(
    `select ${["*", ...vetoes].join(", ")} from (select ${[comparedSql(spec), ...blocks].join(", ")} from ${pair} limit 1)`,
  );
  if (row === undefined) return undefined;
  const comparisons: ExplainedComparison[] = [];
  for (const { name, title, levels } of spec.comparisons) {
    const level = Number(row[`g_${name}`]);
    const said = levels[level];
    const learnt = model.comparisons[name];
    comparisons.push({
      comparison: name,
      title,
      ...(level < 0
        ? { levelTitle: silentTitle }
        : { level: said?.name ?? "else", levelTitle: said?.title ?? elseTitle }),
      ...(level < 0 || learnt === undefined ? {} : { m: learnt.m[level] ?? 0, u: learnt.u[level] ?? 0 }),
      weight: weightOf(model, name, level),
      frequencyGain: await frequencyGain(lake, model, said, pair),
    });
  }
  const prior = priorWeight(model);
  const weight = comparisons.reduce((sum, one) => sum + one.weight + one.frequencyGain, prior);
  return {
    comparisons,
    priorWeight: prior,
    weight,
    probability: probabilityOf(weight),
    blocks: spec.blocks.filter((_, at) => row[`b${at}`] === true).map(({ name }) => name),
    vetoes: spec.vetoes.filter((_, at) => row[`veto${at}`] === true).map(({ title }) => title),
  };
}

async function frequencyGain(
  lake: Lake,
  model: LinkageModel,
  level: Level | undefined,
  pair: string,
): Promise<number> {
  const feature = level?.frequencyOf;
  if (feature === undefined) return 0;
  const [found] = await lake.rows<{ gain: number }>(
    `select f.gain from frequency f where f.feature = ${quote(feature)} and f.value = (select cast(l.${feature} as varchar) from ${pair} limit 1)`,
  );
  return found?.gain ?? rarestGain(model, feature);
}
