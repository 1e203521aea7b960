import type { Comparison, LinkageSpec } from "#src/domains/dictionary/linkage.ts";

/** Level of a pair where a side says nothing; it weighs nothing. */
export const silent = -1;

/** SQL for the level at which a comparison puts the pair (l, r): its place in the list, `else` after the last, -1 silent. */
export function levelSql({ needs, levels }: Comparison): string {
  const missing = needs.flatMap((feature) => [`l.${feature} is null`, `r.${feature} is null`]);
  return `cast(case when ${missing.join(" or ")} then ${silent}
    ${levels.map(({ holds }, at) => `when ${holds} then ${at}`).join("\n    ")}
    else ${levels.length} end as tinyint)`;
}

/** Columns `g_<comparison>`: the levels of a pair. */
export function levelColumns(spec: LinkageSpec): readonly string[] {
  return spec.comparisons.map(({ name }) => `g_${name}`);
}

/** Columns of pairs of features `l` and `r`: their levels, and whether a condition of a veto holds. */
export function comparedSql(spec: LinkageSpec): string {
  const levels = spec.comparisons.map((comparison) => `${levelSql(comparison)} as g_${comparison.name}`);
  const conditions = spec.vetoes.flatMap((veto) => ("when" in veto ? [`coalesce(${veto.when}, false)`] : []));
  return `${levels.join(",\n")}, ${conditions.length === 0 ? "false" : conditions.map((sql) => `(${sql})`).join(" or ")} as is_barred`;
}

/** Whether a pair must not be linked by likeness, over the columns of {@link comparedSql}. */
export function vetoedSql(spec: LinkageSpec): string {
  const levels = spec.vetoes.flatMap((veto) => {
    if (!("comparison" in veto)) return [];
    const comparison = spec.comparisons.find(({ name }) => name === veto.comparison);
    const from =
      veto.fromLevel === "else"
        ? (comparison?.levels.length ?? -1)
        : (comparison?.levels.findIndex(({ name }) => name === veto.fromLevel) ?? -1);
    if (from < 0) throw new Error(`linkage of ${spec.entity}: veto ${veto.name} names no level`);
    return [`g_${veto.comparison} >= ${from}`];
  });
  return ["is_barred", ...levels].join(" or ");
}
