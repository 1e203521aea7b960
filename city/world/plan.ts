import { nominalBirthYear } from "./grades.ts";
import { loadCommunes } from "./plan-communes.ts";
import { draftGrades, type GradeDraft, planCatchment, planClasses, planLeavers } from "./plan-grades.ts";
import { sampleSchools } from "./plan-sample.ts";
import { draftSchools, planPosts, type SchoolDraft } from "./plan-schools.ts";
import { hashFraction } from "./random.ts";
import type { CityOptions, CityPlan, Commune, SchoolPlan } from "./types.ts";

/** One secondary school in so many keeps its whole gradebook in the city's truth. */
const DETAILED_SHARE = 0.06;

const KIND = {
  "01": "Trường mầm non",
  "02": "Trường tiểu học",
  "03": "Trường THCS",
  "04": "Trường THPT",
  "05": "Trung tâm GDNN-GDTX",
} as const;

function kindOf(draft: SchoolDraft, rng: number): string {
  if (draft.level === "01" && draft.ownership === "private" && rng < 0.25) return "Trường mẫu giáo";
  return KIND[draft.level];
}

function planWholeCity(seed: number): { communes: Commune[]; schools: SchoolPlan[] } {
  const communes = loadCommunes();
  const drafts = draftSchools(communes, seed).map((draft) => {
    const grades: GradeDraft[] = draftGrades(draft, seed);
    return { ...draft, grades, urbanness: (communes[draft.communeIndex] as Commune).urbanness };
  });
  planClasses(drafts);
  const posts = planPosts(
    drafts.map((d) => ({ ...d, classes: d.grades.reduce((sum, g) => sum + g.classes, 0) })),
  );
  const cohorts = new Map<number, number>();
  let learnerOffset = 0;
  let adultOffset = 0;
  let staffOffset = 0;
  let leaverOffset = 0;
  const schools = drafts.map((draft, index): SchoolPlan => {
    const post = posts[index];
    if (post === undefined) throw new Error(`school ${draft.code} has no posts`);
    const leavers = planLeavers(draft, draft.grades, seed);
    const grades = draft.grades.map((g) => {
      const year = nominalBirthYear(g.grade);
      const cohortOffset = cohorts.get(year) ?? 0;
      cohorts.set(year, cohortOffset + g.learners);
      return { ...g, catchment: planCatchment(draft, g.learners, communes), cohortOffset };
    });
    const school: SchoolPlan = {
      index,
      code: draft.code,
      name: draft.name,
      level: draft.level,
      levels: [draft.level],
      ownership: draft.ownership,
      kind: kindOf(draft, hashFraction(seed, "kind", draft.code)),
      communeIndex: draft.communeIndex,
      learners: draft.learners,
      classes: grades.reduce((sum, g) => sum + g.classes, 0),
      ...post,
      grades,
      leavers,
      detailedGradebook:
        (draft.level === "03" || draft.level === "04") &&
        hashFraction(seed, "detailed", draft.code) < DETAILED_SHARE,
      learnerOffset,
      adultOffset,
      staffOffset,
      leaverOffset,
    };
    learnerOffset += school.learners;
    if (school.level === "05") adultOffset += school.learners;
    staffOffset += school.staff;
    leaverOffset += leavers.reduce((sum, l) => sum + l.count, 0);
    return school;
  });
  return { communes, schools };
}

/**
 * The plan of a city: a fraction of a second, a few megabytes.
 * @throws RangeError when the scale is outside 0.001-1 or the seed is no integer
 */
export function planCity(options: CityOptions): CityPlan {
  if (!(options.scale >= 0.001 && options.scale <= 1))
    throw new RangeError("scale must lie between 0.001 and 1");
  if (!Number.isSafeInteger(options.seed)) throw new RangeError("seed must be an integer");
  const { communes, schools } = planWholeCity(options.seed);
  const chosen = sampleSchools(schools, communes, options.scale, options.seed);
  return { options, communes, allSchools: schools, schools: chosen };
}
