import type { OpenDataConfig } from "#src/platform/config-open-data.ts";
import type { Measures, UnitFigures } from "./add-up.ts";
import { unitKey } from "./scores.ts";
import { findHidden, peopleMeasures } from "./suppress.ts";

/**
 * What anybody may have of any unit: counts of schools, learners, classes, staff and rooms that schools publish of
 * themselves (công khai), and how good the data are [design: the department decides what it publishes]. Nothing that is split by a trait of persons is among them.
 */
const openMeasures =
  /^(schools(\.\d\d)?|learners(\.0\d)?|classes(\.(seats|capped|over|red))?|staff|teachers|managers|supportStaff|rooms|classrooms|quality(\.\w+)?|rank(\.(of|peer|peer\.of))?)$/;
const ofOrder = /^(quality|rank)(\.|$)/;

/** Whether a measure counts people: where it is missing there may be few of them or none, and nobody says which. */
export const countsPeople = (measure: string): boolean => peopleMeasures.includes(measure);

/**
 * The published measures of all units: small groups and what would give them away are left out, and scores and places
 * stand only with those who lead, for the scores alone would make the list of the last.
 */
export function openMeasuresOf(
  figures: readonly UnitFigures[],
  { smallestGroup, rankedPercent }: OpenDataConfig,
): readonly Measures[] {
  const hidden = findHidden(figures, smallestGroup);
  return figures.map(({ kind, id, measures }) => {
    const away = hidden.get(unitKey(kind, id));
    const isRanked = kind === "city" || leads(measures, rankedPercent);
    return Object.fromEntries(
      Object.entries(measures).filter(
        ([name]) => openMeasures.test(name) && away?.has(name) !== true && (isRanked || !ofOrder.test(name)),
      ),
    );
  });
}

/** Within the leading part of its list; units with one score share a place and are in together or out together. */
function leads({ rank, "rank.of": of }: Measures, percent: number): boolean {
  return rank !== undefined && of !== undefined && rank * 100 <= of * percent;
}
