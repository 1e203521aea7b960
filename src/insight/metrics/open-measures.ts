import type { Measures } from "./add-up.ts";

/**
 * What anybody may have of any unit: counts of schools, learners, classes, staff and rooms that schools publish of
 * themselves (công khai), and how good the data are [design: the department decides what it publishes]. Nothing that is split by a trait of persons is among them.
 */
const openMeasures =
  /^(schools(\.\d\d)?|learners(\.0\d)?|classes(\.(seats|capped|over|red))?|staff|teachers|managers|supportStaff|rooms|classrooms|quality(\.\w+)?|rank(\.(of|peer|peer\.of))?)$/;

/** Groups of people smaller than this are not published: in a group of three, two know the third. */
const smallestGroup = 5;
const countsPeople = /^(learners|staff|teachers|managers|supportStaff)/;

export function openMeasuresOf(measures: Measures): Measures {
  return Object.fromEntries(
    Object.entries(measures).filter(
      ([name, value]) => openMeasures.test(name) && !(countsPeople.test(name) && value < smallestGroup),
    ),
  );
}
