import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { buildFeatures, featuresOf } from "./features.ts";
import { linkRows } from "./link.ts";
import type { LinkageModel } from "./model.ts";
import { scorePairs } from "./score.ts";

/** An entry of the register that a mention may mean. */
export interface RegisterCandidate {
  readonly entry: string;
  /** Of all entries, and of none of them, that it is this one. */
  readonly probability: number;
}

export interface FoundInRegister {
  /** By mention, the likeliest first; a mention that resembles nothing is absent. */
  readonly candidates: ReadonlyMap<string, readonly RegisterCandidate[]>;
  readonly model: LinkageModel;
  readonly pairsCompared: number;
}

/** From here on a mention means the entry. Measured on 1,608 schools as files call them: not one of 1,300 is another's. */
export const sureFrom = 0.99;
/** Less likely entries are not named to anybody. */
const namedFrom = 0.01;
/** Of what files call a school, so much is in the register. */
const shareInRegister = 0.95;
/** Random pairs that tell how often two entries agree. */
const randomPairs = 100_000;

/**
 * What names in files mean in a register of things that are each there once: the engine's comparisons and weights, and
 * beyond them that a mention means one entry or none. Two entries that resemble it alike leave it unsure, however much
 * they do. How often strangers agree is learnt from the register itself, so that one name alone can be judged.
 *
 * @param mentions, register relations with row_id (bigint, mentions' and entries' apart) and the spec's columns
 */
export async function findInRegister(
  lake: Lake,
  spec: LinkageSpec,
  mentions: string,
  register: string,
): Promise<FoundInRegister> {
  await buildFeatures(lake, spec, `(select row_id as group_id, row_id as anchor, * from ${register})`);
  await lake.run(`
    create or replace temp table register_feature as
    select row_id, anchor, ${Object.keys(featuresOf(spec)).join(", ")} from feature`);
  const { model, pairsCompared } = await linkRows({
    lake,
    spec,
    // Rows of one group are never compared: what two files say of a school is each held against the register.
    rows: `(select 0::bigint as group_id, cast(null as bigint) as anchor, * from ${mentions})`,
    standing: "register_feature",
    floorWeight: -20,
    randomPairs,
    lessonsFrom: "candidates",
  });
  const [count] = await lake.rows<{ n: string }>("select count(*) as n from register_feature");
  // The odds of any two rows are not those of a mention and an entry: every mention has its one chance in the register.
  const settled = { ...model, lambda: shareInRegister / Math.max(2, Number(count?.n ?? 2)) };
  await scorePairs(lake, spec, settled, -15);
  const found = await lake.rows<{ mention: string; entry: string; probability: number }>(`
    with pair as (
      -- An entry stands, a mention doesn't.
      select case when l.is_standing then r.row_id else l.row_id end as mention,
        case when l.is_standing then l.row_id else r.row_id end as entry,
        case when is_hopeless then null else pow(2, least(weight, 60)) end as odds, is_vetoed
      from scored_pair p join feature l on l.rowid = p.left_node join feature r on r.rowid = p.right_node
    ),
    shared as (
      -- A vetoed pair is named, and never sure.
      select *, odds / (${1 - shareInRegister} + sum(odds) over (partition by mention)) as share from pair where odds is not null
    )
    select mention, entry, case when is_vetoed then least(share, 0.5) else share end as probability
    from shared where share >= ${namedFrom} order by mention, probability desc, entry`);
  const candidates = Map.groupBy(found, ({ mention }) => mention);
  await lake.run("drop table register_feature");
  return { candidates, model: settled, pairsCompared };
}
