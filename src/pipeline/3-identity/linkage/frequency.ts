import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { LinkageModel } from "./model.ts";

/** Features whose values' frequencies count, each once. */
function frequentFeatures(spec: LinkageSpec): readonly string[] {
  const named = spec.comparisons.flatMap(({ levels }) =>
    levels.flatMap(({ frequencyOf }) => frequencyOf ?? []),
  );
  return [...new Set(named)];
}

/**
 * Table `frequency` (feature, value, gain): bits that agreement on a value is worth more or less than agreement on the
 * average (term-frequency adjustment, Winkler 1989: log2 of the average share of a value, weighted by itself, over this
 * value's). Values that occur once are not listed: {@link rarestGain}.
 */
export async function learnFrequencies(lake: Lake, spec: LinkageSpec): Promise<LinkageModel["frequencies"]> {
  await lake.run("create or replace temp table frequency (feature varchar, value varchar, gain float)");
  const learnt: Record<string, { rows: number; average: number }> = {};
  for (const feature of frequentFeatures(spec)) {
    await lake.run(
      `create or replace temp table value_count as select ${feature} as value, count(*) as n from feature where ${feature} is not null group by 1`,
    );
    const [sums] = await lake.rows<{ rows: string; average: number | null }>(
      "select coalesce(sum(n), 0) as rows, sum(cast(n as double) * n) / (cast(sum(n) as double) * sum(n)) as average from value_count",
    );
    const rows = Number(sums?.rows ?? 0);
    const average = sums?.average ?? 1;
    learnt[feature] = { rows, average };
    await lake.run(
      `insert into frequency select ${quote(feature)}, value, log2(${average}::double * ${rows}::double / n) from value_count where n > 1`,
    );
  }
  await lake.run("drop table if exists value_count");
  return learnt;
}

/** Gain of a value that occurs once or was never seen. */
export function rarestGain(model: LinkageModel, feature: string): number {
  const learnt = model.frequencies[feature];
  return learnt === undefined || learnt.rows === 0 ? 0 : Math.log2(learnt.average * learnt.rows);
}
