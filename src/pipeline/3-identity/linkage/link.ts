import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { type BlockFigures, findCandidates } from "./candidates.ts";
import { addStanding, buildFeatures } from "./features.ts";
import { learnFrequencies } from "./frequency.ts";
import { type Lesson, learnLambda, learnRandom, learnTrue, strangersAmong } from "./learn.ts";
import { comparedSql, vetoedSql } from "./levels.ts";
import type { LinkageModel } from "./model.ts";
import { loadPatterns, type Pattern } from "./patterns.ts";
import { scorePairs } from "./score.ts";

export interface LinkRequest {
  readonly lake: Lake;
  readonly spec: LinkageSpec;
  /**
   * Relation with row_id, group_id, anchor and the columns of the spec: rows to compare. Rows of one group are one
   * already; the anchor is what later runs know the row by.
   */
  readonly rows: string;
  /** Relation with row_id, anchor and the spec's features: rows of earlier runs, compared with the new ones only. */
  readonly standing?: string;
  /** What was learnt before; table `frequency` must then be there. Learnt from these rows when absent. */
  readonly model?: LinkageModel;
  /** Total weight in bits, prior included, from which pairs are kept; 0 is an even chance. */
  readonly floorWeight: number;
  /** Random pairs that tell how often strangers agree; a million when absent. */
  readonly randomPairs?: number | undefined;
  /**
   * Blocks made for an entity teach one by one, each the comparisons it leaves free. Where blocks are many and chosen
   * by nobody, some hold hardly a true pair and teach nonsense: then all candidates teach at once, among all pairs.
   */
  readonly lessonsFrom?: "blocks" | "candidates" | undefined;
  /** SQL over levels (`g_…`): candidates that may be true pairs as far as learning goes; all when absent. */
  readonly learnWhere?: string | undefined;
}

export interface Linked {
  readonly model: LinkageModel;
  readonly rows: number;
  readonly pairsCompared: number;
  readonly blocks: readonly BlockFigures[];
}

/** Random pairs that tell how often strangers agree. */
const manyPairs = 1_000_000;
/** How often the true pairs among the random ones are looked for again, with what was learnt without them. */
const strangerRounds = 3;

/**
 * Probabilistic record linkage after Fellegi and Sunter (1969): pairs that agree in a block are compared, each level of
 * each comparison weighs log2(m/u), a rare value more than a common one. Leaves, as tables that can be printed:
 * `feature`, `candidate`, `compared_pair`, `frequency`, `scored_pair`.
 */
export async function linkRows({
  lake,
  spec,
  rows,
  standing,
  model,
  floorWeight,
  randomPairs,
  lessonsFrom,
  learnWhere,
}: LinkRequest): Promise<Linked> {
  await buildFeatures(lake, spec, rows);
  // How common a value is, is learnt from all rows there are.
  if (standing !== undefined) await addStanding(lake, spec, standing, model !== undefined);
  const blocks = await findCandidates(lake, spec);
  await lake.run(`
    create or replace temp table compared_pair as
    select c.left_node, c.right_node, c.blocks, l.group_id as left_group, r.group_id as right_group, ${comparedSql(spec)}
    from candidate c join feature l on l.rowid = c.left_node join feature r on r.rowid = c.right_node`);
  const [count] = await lake.rows<{ rows: string; pairs: string }>(
    "select (select count(*) from feature) as rows, (select count(*) from compared_pair) as pairs",
  );
  const figures = { rows: Number(count?.rows ?? 0), pairsCompared: Number(count?.pairs ?? 0), blocks };
  const learnt = model ?? (await learn(lake, spec, figures, { randomPairs, lessonsFrom, learnWhere }));
  await scorePairs(lake, spec, learnt, floorWeight);
  return { model: learnt, ...figures };
}

async function learn(
  lake: Lake,
  spec: LinkageSpec,
  { rows, pairsCompared }: { readonly rows: number; readonly pairsCompared: number },
  {
    randomPairs = manyPairs,
    lessonsFrom,
    learnWhere = "true",
  }: Pick<LinkRequest, "randomPairs" | "lessonsFrom" | "learnWhere">,
): Promise<LinkageModel> {
  const frequencies = await learnFrequencies(lake, spec);
  // Two samples of the rows, held against each other; the hash makes them the same ones every time.
  const side = Math.ceil(Math.sqrt(randomPairs));
  const sample = (salt: string) =>
    `(select * from feature order by hash(row_id, ${salt}), row_id limit ${side})`;
  await lake.run(
    `create or replace temp table random_pair as
     select ${comparedSql(spec)} from ${sample("1")} l cross join ${sample("2")} r where l.group_id <> r.group_id`,
  );
  const random = await loadPatterns(lake, spec, "random_pair");
  await lake.run("drop table random_pair");
  const candidates = await loadPatterns(
    lake,
    spec,
    `(select * from compared_pair where ${learnWhere} and not (${vetoedSql(spec)}))`,
  );
  const learntFrom = { rows, pairs: pairsCompared };
  // Rows of one group are no pair.
  const [comparable] = await lake.rows<{ pairs: number }>(
    "select (sum(n) * sum(n) - sum(n * n)) / 2 as pairs from (select cast(count(*) as double) as n from feature group by group_id)",
  );
  const allPairs = comparable?.pairs ?? 0;
  const lessons =
    lessonsFrom === "candidates"
      ? [{ patterns: candidates, fixed: new Set<string>(), among: { pairs: allPairs, rows } }]
      : await blockLessons(lake, spec);
  const estimate = (strangers: readonly Pattern[]): LinkageModel => {
    const u = learnRandom(spec, strangers);
    const { m, expectedMatches } = learnTrue(spec, u, lessons);
    const comparisons = Object.fromEntries(
      spec.comparisons.map(({ name }, at) => [name, { m: [...(m[at] ?? [])], u: [...(u[at] ?? [])] }]),
    );
    const partial = {
      entity: spec.entity,
      comparisons,
      frequencies,
      learntFrom: { ...learntFrom, expectedMatches },
    };
    return { ...partial, lambda: learnLambda(partial, spec, candidates, allPairs) };
  };
  let model = estimate(random);
  // In a short list some random pairs are true ones, and strangers would seem to agree by them.
  const sampled = random.reduce((sum, { pairs }) => sum + pairs, 0);
  for (let round = 0; round < strangerRounds && model.lambda * sampled >= 1; round += 1)
    model = estimate(strangersAmong(random, model, spec));
  return model;
}

async function blockLessons(lake: Lake, spec: LinkageSpec): Promise<readonly Lesson[]> {
  const lessons: Lesson[] = [];
  // A vetoed pair is no true pair, however alike: twins would else pass for a person with two names.
  for (const [at, { features }] of spec.blocks.entries()) {
    const fixed = spec.comparisons
      .filter((comparison) => Object.keys(comparison.features).some((feature) => features.includes(feature)))
      .map(({ name }) => name);
    const pairs = `(select * from compared_pair where blocks & ${2 ** at} <> 0 and not (${vetoedSql(spec)}))`;
    lessons.push({ patterns: await loadPatterns(lake, spec, pairs), fixed: new Set(fixed) });
  }
  return lessons;
}
