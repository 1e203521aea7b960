import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { Occurrence } from "#src/domains/dictionary/matching.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import { loadSupersededBefore } from "../5-publish/standing.ts";
import { getIntake, type RunContext } from "../context.ts";
import { loadClaims } from "./claims.ts";
import { decisionFiles } from "./decision-files.ts";
import { loadDecisions } from "./decisions.ts";
import { hearPairs } from "./hear-pairs.ts";
import { type JoinFigures, joinAlike } from "./join-alike.ts";
import { loadKnownLinks } from "./known-links.ts";
import { buildOccurrences, presentOccurrences } from "./occurrences.ts";
import type { ReconcileFigures } from "./reconcile/reconcile-claims.ts";
import { rememberDecisions } from "./remember.ts";
import { resolveIdentity } from "./resolve.ts";
import { settleRecords } from "./settle.ts";

/** An intake's fresh rows with the golden ids of the people in them, and how each row ends. */
export interface Identified {
  readonly intakeId: string;
  /** The fresh rows plus one golden id column per occurrence, `record_id`, `outcome`, `hold_reason`, `hold_column`. */
  readonly linkedFile: string;
  /** Fresh rows, held ones included. */
  readonly rows: number;
  readonly compared: Compared;
}

export interface Identities {
  readonly identified: readonly Identified[];
  readonly figures: JoinFigures & { readonly claims: ReconcileFigures };
}

/** Finds who every fresh row speaks of. */
export async function identify(context: RunContext, compared: readonly Compared[]): Promise<Identities> {
  const fresh = compared.map((item) => ({ ...item, rowsFile: item.freshFile }));
  await buildOccurrences(context, presentOccurrences(context, fresh));
  await loadKnownLinks(context);
  const claims = await loadClaims(context);
  await loadDecisions(context);
  await resolveIdentity(context);
  await loadSupersededBefore(context);
  const figures = await joinAlike(context, compared);
  await settleRecords(context);
  await rememberDecisions(context);
  const dir = join(context.runDir, "identified");
  mkdirSync(dir, { recursive: true });
  const result: Identified[] = [];
  for (const item of compared) {
    const intake = getIntake(context, item.intakeId);
    const linkedFile = join(dir, `${intake.id}.parquet`);
    const occurrences = context.declarations.matchings
      .flatMap((matching) => matching.occurrences)
      .filter((occurrence) => occurrence.intake === intake.id);
    await context.lake.run(
      `copy (${linkedSql(context, item, intake, occurrences)}) to ${quote(linkedFile)} (format parquet, compression zstd)`,
    );
    const [count] = await context.lake.rows<{ n: string }>(
      `select count(*) as n from read_parquet(${quote(linkedFile)})`,
    );
    result.push({ intakeId: intake.id, linkedFile, rows: Number(count?.n ?? 0), compared: item });
  }
  await hearPairs(context, figures.linkages, compared);
  const files = decisionFiles(context);
  await context.lake.run(`
    copy new_link to ${quote(files.links)} (format parquet);
    copy new_case to ${quote(files.cases)} (format parquet);
    copy moved_record to ${quote(files.movedRecords)} (format parquet);
    copy moved_key to ${quote(files.movedKeys)} (format parquet);
    copy newly_verified to ${quote(files.verifiedKeys)} (format parquet)`);
  return { identified: result, figures: { ...figures, claims } };
}

/**
 * The row's main person decides its outcome: the best row of a record in an intake is `published`, another row about
 * the same record is `merged`, a row that can't be keyed or whose person nobody brings is `held` with a reason.
 */
function linkedSql(
  context: Pick<RunContext, "runSeq">,
  item: Compared,
  intake: Intake,
  occurrences: readonly Occurrence[],
): string {
  const main = occurrences.find((occurrence) => occurrence.role === "self");
  const joins = occurrences.map(
    (
      occurrence,
      index,
    ) => `left join identified i${index} on i${index}.entity = ${quote(occurrence.entity)} and i${index}.intake = ${quote(occurrence.intake)}
      and i${index}.role = ${quote(occurrence.role)} and i${index}.source_row_id = r.source_row_id`,
  );
  const ids = occurrences.map((occurrence, index) => `i${index}.record_id as ${occurrence.as}`);
  // An id that belongs to somebody else must not be published as this person's.
  const withheld = occurrences
    .map((occurrence, index) => ({ column: occurrence.nationalId, index }))
    .filter(
      ({ column }, at, all) =>
        /^[a-z_0-9]+$/.test(column) && all.findIndex((other) => other.column === column) === at,
    )
    .map(
      ({ column, index }) =>
        `case when coalesce(i${index}.id_disagrees, false) then null else r.${column} end as ${column}`,
    );
  const replace = withheld.length === 0 ? "" : `replace (${withheld.join(", ")})`;
  const mainIndex = main === undefined ? -1 : occurrences.indexOf(main);
  const record =
    main === undefined
      ? "case when school_id is not null then golden_id(concat_ws(chr(31), 'school', school_id)) else golden_id(cast(row_key as varchar)) end"
      : main.as;
  const holds = [
    // Its cells may stand in the wrong columns: whatever else it lacks, this comes first (`reason|what was found`).
    { when: "parse_hold is not null", reason: null, column: null },
    ...intake.holds.map((hold) => ({ when: hold.when, reason: hold.reason, column: hold.column ?? "*" })),
    ...(main === undefined
      ? []
      : [{ when: `${main.as} is null`, reason: `${main.entity}-unknown`, column: "*" }]),
  ];
  const holdCase = (of: (hold: (typeof holds)[number]) => string) =>
    `case ${holds.map((hold) => `when ${hold.when} then ${of(hold)}`).join(" ")} end`;
  const holdReason = holdCase(({ reason }) =>
    reason === null ? "split_part(parse_hold, '|', 1)" : quote(reason),
  );
  const holdColumn = holdCase(({ column }) =>
    column === null ? "substr(parse_hold, strpos(parse_hold, '|') + 1)" : quote(column),
  );
  const merged =
    main?.creates === "always"
      ? `row_number() over (partition by ${main.as} order by (main_rule = 'same-source-key') desc, trust, received_at desc, source_row_id) > 1`
      : "false";
  return `
    select *, case when hold_reason is not null then 'held' when also then 'merged' else '${intake.compareOnly === true ? "unchanged" : "published"}' end as outcome
    from (
      select *, ${record} as record_id, cast(${context.runSeq} as integer) as linked_run, cast(${holdReason} as varchar) as hold_reason, cast(${holdColumn} as varchar) as hold_column,
        ${merged} as also
      from (
        select r.* ${replace}${ids.map((column) => `, ${column}`).join("")}, ${mainIndex < 0 ? "null" : `i${mainIndex}.rule`} as main_rule,
          ${mainIndex < 0 ? "false" : `coalesce(i${mainIndex}.id_verified, false)`} as claim_verified,
          ${mainIndex < 0 ? "false" : `coalesce(i${mainIndex}.record_id in (select record_id from alone where entity = ${quote(main?.entity ?? "")}), false)`} as alone
        from read_parquet(${quote(item.freshFile)}) r
        ${joins.join("\n")}
      )
    )`;
}
