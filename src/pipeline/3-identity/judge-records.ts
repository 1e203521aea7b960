import { existsSync } from "node:fs";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { indexFile, standingSql } from "./likeness.ts";
import { featuresOf } from "./linkage/features.ts";
import { comparedSql, silent } from "./linkage/levels.ts";
import { type LinkageModel, weightOf } from "./linkage/model.ts";

/** Rows of a record that are looked at, the newest: a record of more has said all it has to say. */
const mostRows = 12;

/** What the rows of two records, all of them, say of one lasting comparison. */
export interface SaidByRecords {
  readonly comparison: string;
  /** Mean weight, in bits, over the pairs of rows in which both sides say something. */
  readonly weight: number;
  /** The level that speaks most against one person. */
  readonly level: number;
}

export interface RecordPair {
  readonly left: string;
  readonly right: string;
}

export const pairKey = ({ left, right }: RecordPair): string => `${left} ${right}`;

/**
 * What two records say of each other as wholes, by the comparisons that hold for life: a pair is found by its two
 * likest rows, and a record may have other rows by now that tell another story.
 *
 * In: `identified`, `settled`, `moved_key`. @returns by {@link pairKey}
 */
export async function judgeRecords(
  context: RunContext,
  spec: LinkageSpec,
  model: LinkageModel,
  compared: readonly Compared[],
  pairs: readonly RecordPair[],
): Promise<ReadonlyMap<string, readonly SaidByRecords[]>> {
  const { lake } = context;
  const lasting = spec.comparisons.filter((comparison) => comparison.lasting === true);
  if (pairs.length === 0 || lasting.length === 0) return new Map();
  await lake.run("create or replace temp table judged_pair (left_record uuid, right_record uuid)");
  for (let from = 0; from < pairs.length; from += 5_000) {
    const values = pairs
      .slice(from, from + 5_000)
      .map(({ left, right }) => `(${quote(left)}, ${quote(right)})`);
    await lake.run(`insert into judged_pair values ${values.join(", ")}`);
  }
  await loadKeys(context, spec.entity);
  const rows = await rowsSql(context, spec, compared);
  if (rows === undefined) return new Map();
  // Only what these comparisons read: the index of a city's people is wide, and is read here as a whole.
  const comparing = comparedSql({ ...spec, comparisons: lasting, vetoes: [] });
  const features = Object.keys(featuresOf(spec)).filter((name) =>
    new RegExp(`\\b[lr]\\.${name}\\b`).test(comparing),
  );
  await lake.run(`
    create or replace temp table judged_row as
    select k.record_id, f.row_id, f.anchor, ${features.map((name) => `f.${name}`).join(", ")} from ${rows} f join judged_key k on k.anchor = f.anchor
    qualify row_number() over (partition by k.record_id order by f.row_id desc) <= ${mostRows}`);
  const bits = lasting.map(({ name, levels }) => {
    const weights = Array.from(
      { length: levels.length + 1 },
      (_, level) => `when ${level} then ${weightOf(model, name, level)}::double`,
    );
    return `case g_${name} ${weights.join(" ")} end as w_${name}`;
  });
  const means = lasting.flatMap(({ name }) => [
    `avg(w_${name}) as mean_${name}`,
    `arg_min(g_${name}, w_${name}) as worst_${name}`,
  ]);
  const found = await lake.rows<Readonly<Record<string, string | number | null>>>(`
    select left_record, right_record, ${means.join(", ")}
    from (
      select *, ${bits.join(", ")} from (
        select p.left_record, p.right_record, ${comparing}
        from judged_pair p join judged_row l on l.record_id = p.left_record join judged_row r on r.record_id = p.right_record
      )
    ) group by left_record, right_record`);
  await lake.run("drop table judged_pair; drop table judged_row; drop table judged_key");
  return new Map(
    found.map((row) => [
      pairKey({ left: String(row.left_record), right: String(row.right_record) }),
      lasting.flatMap(({ name }): SaidByRecords[] => {
        const [weight, level] = [row[`mean_${name}`], row[`worst_${name}`]];
        return typeof weight === "number" && level !== null && Number(level) !== silent
          ? [{ comparison: name, weight, level: Number(level) }]
          : [];
      }),
    ]),
  );
}

/** One comparison of a waiting pair, as it was written when the pair was found. */
export interface WrittenEvidence {
  readonly comparison: string;
  readonly level: string;
  readonly weight: number;
  readonly title: { readonly vi: string; readonly en: string };
  readonly levelTitle: { readonly vi: string; readonly en: string };
}

/**
 * A pair's weight and evidence after all rows of both records were heard: what they say against one person beyond what
 * the two likest rows said is taken off. More likeness than those two rows have there is none.
 */
export function heard(
  spec: LinkageSpec,
  weight: number,
  evidence: readonly WrittenEvidence[],
  said: readonly SaidByRecords[],
): { readonly weight: number; readonly evidence: readonly WrittenEvidence[] } {
  let less = 0;
  const after = new Map(evidence.map((one) => [one.comparison, one]));
  for (const { comparison: name, weight: mean, level } of said) {
    const before = after.get(name)?.weight ?? 0;
    // What was written is rounded to a tenth of a bit.
    if (mean >= before - 0.1) continue;
    less += before - mean;
    const comparison = spec.comparisons.find((one) => one.name === name);
    const declared = comparison?.levels[level];
    after.set(name, {
      comparison: name,
      title: comparison?.title ?? { vi: name, en: name },
      level: declared?.name ?? "else",
      levelTitle: declared?.title ?? { vi: "khác", en: "different" },
      weight: Math.round(10 * mean) / 10,
    });
  }
  const order = spec.comparisons.map(({ name }) => name);
  return {
    weight: weight - less,
    evidence: [...after.values()].sort((a, b) => order.indexOf(a.comparison) - order.indexOf(b.comparison)),
  };
}

/** Table `judged_key` (anchor, record_id): under which keys rows speak of the records, of this run and of earlier ones. */
async function loadKeys(context: RunContext, entity: string): Promise<void> {
  const { lake } = context;
  const judged =
    "(select left_record as record_id from judged_pair union select right_record from judged_pair)";
  await lake.run(`
    create or replace temp table judged_former as
    select record_id, record_id as former from ${judged}
    union select to_record, from_record from settled where entity = ${quote(entity)} and to_record in (select record_id from ${judged});
    create or replace temp table judged_link (link_key uuid, record_id uuid)`);
  await askByKey(context, {
    into: "judged_link",
    keys: "select distinct former from judged_former",
    keyType: "uuid",
    answer: `select link_key, record_id from asked join link on record_id = k where entity = ${quote(entity)} and run_seq < ${context.runSeq}`,
    columns: { link_key: "UUID", record_id: "UUID" },
  });
  await lake.run(`
    create or replace temp table judged_key as
    select distinct anchor, record_id from (
      select source_key as anchor, record_id from identified
      where entity = ${quote(entity)} and record_id in (select record_id from ${judged})
      union all
      select l.link_key, coalesce(m.to_record, f.record_id)
      from judged_link l join judged_former f on f.former = l.record_id
      left join (select * from moved_key where entity = ${quote(entity)}) m on m.source_key = l.link_key
    );
    drop table judged_link; drop table judged_former`);
}

/** What was compared of this run's rows and of those that stand; undefined when nothing was kept. */
async function rowsSql(
  context: RunContext,
  spec: LinkageSpec,
  compared: readonly Compared[],
): Promise<string | undefined> {
  const own = indexFile(context, spec.entity);
  const parts = existsSync(own) ? [`select * from read_parquet(${quote(own)})`] : [];
  const standing = await standingSql(context, spec, compared);
  if (standing !== undefined) parts.push(`select * from ${standing}`);
  return parts.length === 0 ? undefined : `(${parts.join(" union all by name ")})`;
}
