import type { Comparison, LinkageSpec, Veto, VetoCondition } from "#src/domains/dictionary/linkage.ts";

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

/** Columns of pairs of features `l` and `r`: their levels, and of each veto what levels can't tell (`v_<veto>`). */
export function comparedSql(spec: LinkageSpec): string {
  const levels = spec.comparisons.map((comparison) => `${levelSql(comparison)} as g_${comparison.name}`);
  const conditions = spec.vetoes.map(({ name, all }) => {
    const told = all.flatMap((item) => ("when" in item ? [`coalesce(${item.when}, false)`] : []));
    return `${["true", ...told].join(" and ")} as v_${name}`;
  });
  return [...levels, ...conditions].join(",\n");
}

/**
 * Whether a pair must not be linked by likeness, over the columns of {@link comparedSql}.
 * @param only the vetoes that count; all by default
 */
export function vetoedSql(spec: LinkageSpec, only: (veto: Veto) => boolean = () => true): string {
  const vetoes = spec.vetoes.filter(only).map((veto) => {
    const levels = veto.all.flatMap((item) => ("when" in item ? [] : [levelConditionSql(spec, veto, item)]));
    return `(${[`v_${veto.name}`, ...levels].join(" and ")})`;
  });
  return vetoes.length === 0 ? "false" : `(${vetoes.join(" or ")})`;
}

function levelConditionSql(
  spec: LinkageSpec,
  veto: Veto,
  item: Exclude<VetoCondition, { readonly when: string }>,
): string {
  const place = (level: string): number => {
    const levels = spec.comparisons.find(({ name }) => name === item.comparison)?.levels;
    const at =
      level === "else" ? (levels?.length ?? -1) : (levels?.findIndex(({ name }) => name === level) ?? -1);
    if (at < 0)
      throw new Error(
        `linkage of ${spec.entity}: veto ${veto.name} names no level ${item.comparison}.${level}`,
      );
    return at;
  };
  return "from" in item
    ? `g_${item.comparison} >= ${place(item.from)}`
    : `g_${item.comparison} not in (${item.notWithin.map(place).join(", ")})`;
}
