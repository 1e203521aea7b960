import { noUnit, wholeCity } from "./counter.ts";
import { rankingPolicy } from "./ranking-policy.ts";
import type { Flow } from "./residence-flow.ts";
import { type Scores, unitKey } from "./scores.ts";

/** Numbers by name; one that is not there is zero, or not known where it is a score. */
export type Measures = Readonly<Record<string, number>>;

export interface SchoolFigures {
  readonly commune: string;
  readonly levels: readonly string[];
  /** Neither merged into another nor dissolved. */
  readonly operates: boolean;
  readonly measures: Measures;
}

export interface UnitFigures {
  readonly kind: "city" | "commune" | "school";
  readonly id: string;
  readonly commune: string | null;
  readonly measures: Measures;
}

/** Measures that are no sums of their parts: scores, and places in an order. */
const isOwn = (measure: string): boolean => /^(quality|rank)(\.|$)/.test(measure);
/** What {@link addUp} works out itself, and so forgets of what was counted before. */
const isDerived = (measure: string): boolean => isOwn(measure) || /^(living|schools)(\.|$)/.test(measure);

/**
 * Figures of all units out of those of schools: communes and the city are sums of their parts; scores are the scoring's
 * own of each unit; where learners live comes from the flows.
 */
export function addUp(parts: {
  readonly schools: ReadonlyMap<string, SchoolFigures>;
  readonly flows: readonly Flow[];
  readonly scores: Scores;
}): readonly UnitFigures[] {
  const units = new Map<
    string,
    { kind: UnitFigures["kind"]; id: string; commune: string | null; measures: Record<string, number> }
  >();
  const unit = (kind: UnitFigures["kind"], id: string, commune: string | null = null) => {
    const key = unitKey(kind, id);
    const known = units.get(key) ?? { kind, id, commune, measures: {} };
    units.set(key, known);
    return known;
  };
  const add = (target: Record<string, number>, measure: string, value: number): void => {
    if (value !== 0) target[measure] = round((target[measure] ?? 0) + value);
  };
  unit("city", wholeCity);
  for (const [id, school] of parts.schools) {
    const own = unit("school", id, school.commune);
    for (const [measure, value] of Object.entries(school.measures))
      if (!isDerived(measure)) add(own.measures, measure, value);
    if (school.operates) {
      add(own.measures, "schools", 1);
      for (const level of school.levels) add(own.measures, `schools.${level}`, 1);
    }
  }
  for (const flow of parts.flows) {
    const school = parts.schools.get(flow.schoolId);
    const own = unit("school", school === undefined ? noUnit : flow.schoolId, school?.commune ?? noUnit);
    const place =
      flow.residence === noUnit
        ? "unknown"
        : flow.residence === school?.commune
          ? "sameCommune"
          : "elsewhere";
    add(own.measures, `living.${place}`, flow.learners);
  }
  for (const school of [...units.values()].filter(({ kind }) => kind === "school")) {
    for (const to of [unit("commune", school.commune ?? noUnit), unit("city", wholeCity)])
      for (const [measure, value] of Object.entries(school.measures)) add(to.measures, measure, value);
  }
  // Who lives in a commune, wherever they go to school: no sum of its schools.
  for (const flow of parts.flows) {
    if (flow.residence === noUnit) continue;
    const isHere = parts.schools.get(flow.schoolId)?.commune === flow.residence;
    for (const to of [unit("commune", flow.residence), unit("city", wholeCity)]) {
      add(to.measures, "living.here", flow.learners);
      if (!isHere) add(to.measures, "living.here.enrolledElsewhere", flow.learners);
      add(to.measures, "living.here.notEnrolled", flow.away);
    }
  }
  for (const one of units.values())
    Object.assign(one.measures, parts.scores.get(unitKey(one.kind, one.id)) ?? {});
  giveRanks(
    [...units.values()].filter(({ kind, id }) => kind === "commune" && id !== noUnit),
    "rank",
  );
  const schools = [...units.values()].filter(({ kind, id }) => kind === "school" && id !== noUnit);
  giveRanks(schools, "rank");
  // Preschools are held against preschools: their data ask for less.
  for (const [, peers] of Map.groupBy(schools, ({ id }) => parts.schools.get(id)?.levels.join() ?? ""))
    giveRanks(peers, "rank.peer");
  return [...units.values()];
}

/** Places by overall score, best first; equal scores share a place. Who is too small, or too few, has none. */
function giveRanks(units: readonly { readonly measures: Record<string, number> }[], name: string): void {
  const scored = units.filter(
    ({ measures }) =>
      measures.quality !== undefined && (measures.learners ?? 0) >= rankingPolicy.smallestUnit,
  );
  if (scored.length < rankingPolicy.smallestField) return;
  const sorted = scored.toSorted((a, b) => (b.measures.quality ?? 0) - (a.measures.quality ?? 0));
  let place = 0;
  for (const [at, { measures }] of sorted.entries()) {
    if (at === 0 || sorted[at - 1]?.measures.quality !== measures.quality) place = at + 1;
    measures[name] = place;
    measures[`${name}.of`] = sorted.length;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
