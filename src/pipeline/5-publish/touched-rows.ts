import type { Intake } from "#src/domains/dictionary/intake.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Identified } from "../3-identity/identify.ts";
import { getDatasetOf, getIntake, type RunContext } from "../context.ts";
import { dayRows } from "./day-rows.ts";
import { standingSql } from "./standing-rows.ts";

/** Relation of an intake's standing rows that this run can touch; there after {@link loadTouched}. */
export function touchedName(intakeId: string): string {
  return `touched_${toSnakeCase(intakeId)}`;
}

/**
 * Brings the standing rows that this run can touch out of the lake once, as {@link touchedName} of each intake that has
 * any: rows whose newer form came, rows of records that changed hands, and all rows under the keys of those and of what
 * is new. Rather too many than too few: each step takes from them what it asks for. A list of a city is a hundred
 * columns wide, and every record kind reading it by itself was most of what a day cost. Where more comes than in a day,
 * the relations are views of all that stands. Returns the intakes.
 *
 * Asks for tables `superseded_before`, `superseded_now`, `moved_record` and `moved_key`.
 */
export async function loadTouched(
  context: RunContext,
  identified: readonly Identified[],
): Promise<ReadonlySet<string>> {
  const { lake } = context;
  const standing = context.declarations.intakes.flatMap((intake) => {
    const rows = standingSql(context, intake.id);
    const keys = keysOf(context, intake);
    return rows === undefined || keys.length === 0 ? [] : [{ intake, rows, keys }];
  });
  const names = new Set(standing.map(({ intake }) => intake.id));
  const fresh = identified.reduce((sum, item) => sum + item.rows, 0);
  if (fresh > dayRows) {
    for (const { intake, rows } of standing)
      await lake.run(
        `create or replace temp view ${touchedName(intake.id)} as select * from ${rows} where outcome <> 'held'`,
      );
    return names;
  }
  const isMoved = "in (from moved_from)";
  await lake.run(
    "create or replace temp table moved_from as select from_record from moved_record union select from_record from moved_key",
  );
  const ofFresh = identified
    .filter((item) => item.rows > 0)
    .flatMap(({ intakeId, linkedFile }) =>
      keysOf(context, getIntake(context, intakeId)).map((key) => ({
        key,
        from: `read_parquet(${quote(linkedFile)}) where outcome <> 'held'`,
      })),
    );
  const ofGone = standing.flatMap(({ rows, keys }) => {
    const ids = keys.filter(({ type }) => type === "UUID").map(({ sql }) => `${sql} ${isMoved}`);
    const gone = ["source_row_id in (select source_row_id from superseded_now)", ...ids].join(" or ");
    return keys.map((key) => ({ key, from: `${rows} where outcome <> 'held' and (${gone})` }));
  });
  const types = new Set(standing.flatMap(({ keys }) => keys.map(({ type }) => type)));
  for (const type of types) {
    const parts = [...ofFresh, ...ofGone]
      .filter(({ key }) => key.type === type)
      .map(({ key, from }) => `select ${key.sql} as k from ${from}`);
    if (type === "UUID")
      parts.push("from moved_from", "select to_record from moved_record", "select to_record from moved_key");
    await lake.run(
      `create or replace temp table ${keyTable(type)} as select distinct cast(k as ${type}) as k from (${parts.join(" union all ")}) t(k) where k is not null`,
    );
  }
  for (const { intake, rows, keys } of standing) {
    const under = keys.map(({ sql, type }) => `${sql} in (from ${keyTable(type)})`);
    await lake.run(
      `create or replace temp table ${touchedName(intake.id)} as select * from ${rows}
       where outcome <> 'held' and (source_row_id in (select source_row_id from superseded_now) or ${under.join(" or ")})`,
    );
  }
  return names;
}

interface Key {
  readonly sql: string;
  readonly type: string;
}

/** Ids of people are unlike each other whatever they name, so one table of keys serves all record kinds of a type. */
const keyTable = (type: string): string => `touched_key_${type.toLowerCase()}`;

/** What an intake's rows are looked up by: the first key field of each record kind they feed, and the people in them. */
function keysOf(context: RunContext, intake: Intake): readonly Key[] {
  const keys = new Map<string, Key>();
  for (const target of intake.targets) {
    const [first = ""] = getDatasetOf(context, target.dataset).key;
    const sql = target.values[first];
    const type = getDatasetOf(context, target.dataset).fields[first]?.duckdbType;
    if (sql !== undefined && type !== undefined) keys.set(sql, { sql: `(${sql})`, type });
  }
  for (const { occurrences } of context.declarations.matchings) {
    for (const { as } of occurrences.filter((occurrence) => occurrence.intake === intake.id))
      keys.set(as, { sql: `(${as})`, type: "UUID" });
  }
  return [...keys.values()];
}
