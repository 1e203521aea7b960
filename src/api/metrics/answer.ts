import { legalRules } from "#src/domains/catalogue.ts";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import type { Measures } from "#src/insight/metrics/add-up.ts";
import { type Metric, metricGroups } from "#src/insight/metrics/metric.ts";
import { metrics, numberOf, partsOf } from "#src/insight/metrics/metrics.ts";
import { rankingPolicy } from "#src/insight/metrics/ranking-policy.ts";
import type { FigureUnit } from "#src/insight/metrics/read-figures.ts";

/** A metric's number for a unit, and all it takes to check it. */
export interface Answered {
  readonly id: string;
  /** Null where there is none; zero is a number. */
  readonly value: number | null;
  /** Numbers it is made of. */
  readonly parts: Measures;
  /** Against the target: met, near (within a tenth of the way), missed; absent where there is no target or number. */
  readonly standing?: "good" | "watch" | "act";
  /** The rows behind it, as a request to the API. */
  readonly rows?: string;
}

export function answer(metric: Metric, measures: Measures, unit: FigureUnit, schoolYear: string): Answered {
  const value = numberOf(metric, measures);
  const standing = value === null ? undefined : standingOf(metric, value);
  const rows = rowsUrl(metric, unit, schoolYear);
  return {
    id: metric.id,
    value,
    parts: partsOf(metric, measures),
    ...(standing === undefined ? {} : { standing }),
    ...(rows === undefined ? {} : { rows }),
  };
}

/** How a number stands to its target; near is a tenth of the scale's rest for shares and scores. */
function standingOf({ better, target, unit }: Metric, value: number): Answered["standing"] {
  if (target === undefined || better === "none") return undefined;
  const isMet = better === "more" ? value >= target.value : value <= target.value;
  if (isMet) return "good";
  if (unit !== "share" && unit !== "score") return "act";
  const gap = Math.abs(value - target.value);
  return gap <= 5 ? "watch" : "act";
}

/** The list of the rows counted, narrowed to a school; a commune's rows are asked for school by school. */
function rowsUrl({ rows }: Metric, unit: FigureUnit, schoolYear: string): string | undefined {
  if (rows === undefined || unit.kind === "commune") return undefined;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rows.filter))
    query.set(name, value.replace("{schoolYear}", schoolYear));
  if (unit.kind === "school") {
    if (rows.bySchool === undefined) return undefined;
    query.set(rows.bySchool, unit.id ?? "");
  }
  return query.size === 0 ? rows.list : `${rows.list}?${query}`;
}

/** The declarations as the API tells them: what pages, help and maps are made from. */
export function declarations(day: string): object {
  return {
    groups: metricGroups,
    ranking: rankingPolicy,
    metrics: metrics.map(({ computation, rows: _rows, ...metric }) => ({
      ...metric,
      ...(computation.kind === "absent" ? { absent: computation.because } : {}),
      measures: Object.keys(partsOf({ ...metric, computation }, {})),
      ...(metric.basis.ruleId === undefined ? {} : { rule: ruleOn(metric.basis.ruleId, day) }),
    })),
  };
}

function ruleOn(ruleId: string, day: string): object | null {
  try {
    const { title, legalBasis, tag, effectiveFrom } = getRuleOn(legalRules, ruleId, day);
    return { ruleId, title, legalBasis, tag, effectiveFrom };
  } catch {
    // No version in force: the number says so by having no rule.
    return null;
  }
}
