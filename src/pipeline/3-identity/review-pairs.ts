import { writeFileSync } from "node:fs";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import { decisionFiles } from "./decision-files.ts";
import {
  heard,
  pairKey,
  type RecordPair,
  type SaidByRecords,
  type WrittenEvidence,
} from "./judge-records.ts";
import { linkWeight, reviewWeight } from "./likeness.ts";
import type { Linked } from "./linkage/link.ts";
import { type LinkageModel, probabilityOf, weightOf } from "./linkage/model.ts";

/** One in so many questions is asked of two people, who don't see each other's answer: that measures the answers. */
const doubleReviewEvery = 20;

export interface Pair {
  readonly review_id: string;
  readonly left_anchor: string;
  readonly right_anchor: string;
  readonly left_record: string;
  readonly right_record: string;
  readonly weight: number;
  readonly levels: readonly number[];
  readonly school_id: string | null;
  readonly rows: number;
}

/** Pairs of an entity that a person may have to decide, by what their likest rows say. */
export interface FoundPairs {
  readonly entity: string;
  readonly spec: LinkageSpec;
  readonly model: LinkageModel;
  readonly pairs: readonly Pair[];
}

export const recordsOf = ({ left_record, right_record }: Pair): RecordPair => ({
  left: left_record,
  right: right_record,
});

/**
 * Pairs likely enough to ask, not enough to link, and not decided yet.
 * In: `likeness`, `settled`, `identified`, `decided_pair`.
 */
export async function findPairs(
  context: RunContext,
  linkages: Readonly<Record<string, Linked>>,
): Promise<readonly FoundPairs[]> {
  await loadSchools(context);
  const found: FoundPairs[] = [];
  for (const [entity, { model }] of Object.entries(linkages)) {
    const spec = context.declarations.linkages.find((linkage) => linkage.entity === entity);
    if (spec === undefined) continue;
    found.push({ entity, spec, model, pairs: await context.lake.rows<Pair>(pairsSql(entity)) });
  }
  return found;
}

/**
 * Writes the pairs that a person must decide, after all rows of both records were heard. Most valuable first: the
 * nearer to an even chance and the more rows hang on the answer, the sooner it is asked.
 */
export function writeReviewPairs(
  context: RunContext,
  found: readonly FoundPairs[],
  saidOf: (entity: string) => ReadonlyMap<string, readonly SaidByRecords[]>,
): void {
  const lines: string[] = [];
  for (const { entity, spec, model, pairs } of found) {
    const said = saidOf(entity);
    for (const pair of pairs) {
      const { weight, evidence } = heard(
        spec,
        pair.weight,
        evidenceOf(spec, model, pair.levels),
        said.get(pairKey(recordsOf(pair))) ?? [],
      );
      // Two rows of theirs are alike; what the records say as wholes rules it out.
      if (weight < reviewWeight) continue;
      const probability = probabilityOf(weight);
      lines.push(
        JSON.stringify({
          review_id: pair.review_id,
          entity,
          left_key: pair.left_anchor,
          right_key: pair.right_anchor,
          left_record_id: pair.left_record,
          right_record_id: pair.right_record,
          weight: weight.toFixed(3),
          probability: probability.toFixed(6),
          evidence,
          priority: (doubtOf(weight) * Math.log2(1 + pair.rows)).toFixed(3),
          school_id: pair.school_id,
          // Drawn by the id, which nobody chooses.
          double_review: Number.parseInt(pair.review_id.slice(-6), 16) % doubleReviewEvery === 0,
        }),
      );
    }
  }
  writeFileSync(decisionFiles(context).reviewPairs, lines.map((line) => `${line}\n`).join(""));
}

/** From 0, sure, to 1, an even chance. A pair that a veto alone kept apart is worth asking as much as any. */
export function doubtOf(weight: number): number {
  const probability = probabilityOf(weight);
  return weight >= linkWeight ? 1 : 4 * probability * (1 - probability);
}

function pairsSql(entity: string): string {
  const name = quote(entity);
  return `
    with settled_pair as (
      select l.*, coalesce(a.to_record, l.left_record) as left_now, coalesce(b.to_record, l.right_record) as right_now
      from likeness l
      left join settled a on a.entity = l.entity and a.from_record = l.left_record
      left join settled b on b.entity = l.entity and b.from_record = l.right_record
      where l.entity = ${name} and l.is_review
        and not exists (from decided_pair d where d.entity = l.entity and d.left_record = l.left_record and d.right_record = l.right_record)
        and not exists (from decided_pair d where d.entity = l.entity and d.left_record = l.right_record and d.right_record = l.left_record)
        -- Rows that point at nobody are held with a reason of their own.
        and not exists (from pointer p where p.entity = l.entity and p.source_key = l.left_record)
        and not exists (from pointer p where p.entity = l.entity and p.source_key = l.right_record)
    ),
    open as (
      select * from settled_pair where left_now <> right_now
    ),
    -- Two records are asked about once, whichever rows of theirs resemble each other.
    best as (
      select least(left_now, right_now) as left_record, greatest(left_now, right_now) as right_record,
        arg_max({l: least(left_anchor, right_anchor), r: greatest(left_anchor, right_anchor), v: levels}, weight) as told, max(weight) as weight
      from open group by all
    )
    select cast(golden_id(concat_ws(chr(31), 'review', ${name}, cast(told.l as varchar), cast(told.r as varchar))) as varchar) as review_id,
      told.l as left_anchor, told.r as right_anchor, left_record, right_record, weight, told.v as levels, sl.school_id,
      cast(coalesce(sl.rows, 1) + coalesce(sr.rows, 1) as integer) as rows
    from best
    left join spoken_of sl on sl.entity = ${name} and sl.record_id = best.left_record
    left join spoken_of sr on sr.entity = ${name} and sr.record_id = best.right_record
    order by review_id`;
}

/** Table `spoken_of` (entity, record_id, school_id, rows): the school that brings a record in this run, and how many rows hang on it. */
async function loadSchools({ lake }: Pick<RunContext, "lake">): Promise<void> {
  await lake.run(`
    create or replace temp table spoken_of as
    select entity, record_id, arg_min(school_id, {t: not brings, s: source_row_id}) as school_id, count(*) as rows
    from identified where record_id is not null group by entity, record_id`);
}

/** Levels in words and bits; no value of anybody. */
function evidenceOf(
  spec: LinkageSpec,
  model: LinkageModel,
  levels: readonly number[],
): readonly WrittenEvidence[] {
  return spec.comparisons.flatMap((comparison, at) => {
    const level = levels[at] ?? -1;
    if (level < 0) return [];
    const declared = comparison.levels[level];
    return [
      {
        comparison: comparison.name,
        title: comparison.title,
        level: declared?.name ?? "else",
        levelTitle: declared?.title ?? { vi: "khác", en: "different" },
        weight: Math.round(10 * weightOf(model, comparison.name, level)) / 10,
      },
    ];
  });
}
