import { classCapOn, readClassSizes } from "#src/insight/metrics/class-counter.ts";
import type { Metric } from "#src/insight/metrics/metric.ts";
import { numberOf } from "#src/insight/metrics/metrics.ts";
import {
  type Figures,
  type FigureUnit,
  findFigures,
  listFigures,
} from "#src/insight/metrics/read-figures.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { unitNotFound, unitText } from "./asked-unit.ts";
import { communeTitles, schoolTitles } from "./unit-titles.ts";

/** What a unit can be broken down into; the first is the nearest. */
const partsOfKind = {
  city: ["commune", "school"],
  commune: ["school"],
  school: ["class"],
} as const satisfies Readonly<Record<FigureUnit["kind"], readonly string[]>>;

/**
 * The parts of a unit with their numbers; those the caller may see, by name the Vietnamese way.
 * @param by into what; the nearest when undefined
 * @throws HpError `parameter-not-one-of`, `record-not-found`
 */
export async function listParts(
  db: Db,
  unit: FigureUnit,
  by: string | undefined,
  chosen: readonly Metric[],
  at: { readonly schoolYear: string; readonly day: string },
): Promise<{ readonly by: string; readonly data: readonly object[] }> {
  const allowed: readonly string[] = partsOfKind[unit.kind];
  const into = by ?? allowed[0] ?? "";
  if (!allowed.includes(into))
    throw new HpError("parameter-not-one-of", { name: "by", allowed: allowed.join(", ") });
  if ((await findFigures(db, unit)) === undefined) throw unitNotFound(unit);
  if (into === "class") return { by: into, data: await listClasses(db, unit.id ?? "", at) };
  const kind = into === "commune" ? "commune" : "school";
  const of = unit.kind === "commune" && unit.id !== undefined ? { communeCode: unit.id } : {};
  const figures = await listFigures(db, { kind, ...of });
  const communes = await communeTitles(db);
  const schools = kind === "school" ? await schoolTitles(db, of.communeCode) : undefined;
  const data = figures.map((one) => ({
    ...titleOf(one, communes, schools),
    values: Object.fromEntries(chosen.map((metric) => [metric.id, numberOf(metric, one.measures)])),
    rank: one.measures.rank ?? null,
    peerRank: one.measures["rank.peer"] ?? null,
    qualityBefore: one.measures["quality.before"] ?? null,
  }));
  return { by: into, data: data.sort((a, b) => collator.compare(a.title, b.title)) };
}

const collator = new Intl.Collator("vi", { numeric: true });

function titleOf(
  { unit, communeCode }: Figures,
  communes: Awaited<ReturnType<typeof communeTitles>>,
  schools: Awaited<ReturnType<typeof schoolTitles>> | undefined,
) {
  const id = unit.id ?? "";
  const base = { unit: unitText(unit), id };
  if (schools === undefined) return { ...base, title: communes.get(id) ?? id };
  const school = schools.get(id);
  return {
    ...base,
    title: school?.name ?? id,
    levels: school?.levels ?? [],
    ownership: school?.ownership ?? null,
    communeCode,
    communeTitle: communes.get(communeCode ?? "") ?? null,
  };
}

/** Classes of a school with their size against the cap; through the caller's rows, so that a foreign school has none. */
async function listClasses(
  db: Db,
  schoolId: string,
  { schoolYear, day }: { readonly schoolYear: string; readonly day: string },
): Promise<readonly object[]> {
  const capOf = classCapOn(day);
  const classes = await readClassSizes(db, { schools: [schoolId], schoolYear });
  return classes
    .toSorted((a, b) => collator.compare(a.className, b.className))
    .map(({ className, gradeLevel, learners }) => ({
      unit: `class:${schoolId}/${schoolYear}/${className}`,
      id: className,
      title: className,
      gradeLevel,
      values: { learners, classSize: learners },
      cap: capOf(gradeLevel) ?? null,
    }));
}
