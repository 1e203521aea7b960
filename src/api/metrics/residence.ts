import { noUnit } from "#src/insight/metrics/counter.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { communeTitles } from "./unit-titles.ts";

interface FlowRow {
  readonly schoolId: string;
  readonly schoolName: string | null;
  readonly communeCode: string | null;
  readonly residence: string;
  readonly learners: number;
  readonly away: number;
}

/** A commune's learners by where they live and where they go to school; counts alone, as the caller may see them. */
export async function readResidence(db: Db, communeCode: string): Promise<object> {
  const { rows } = await db.query<FlowRow>(
    `select f.school_id as "schoolId", s.school_name as "schoolName", f.commune_code as "communeCode",
       f.residence_code as residence, f.learners, f.away
     from insight.residence_flow f left join school s on s.school_id = f.school_id
     where f.residence_code = $1 or f.commune_code = $1`,
    [communeCode],
  );
  const titles = await communeTitles(db);
  const titleOf = (code: string | null): string => titles.get(code ?? "") ?? "Chưa rõ";
  const sum = (of: readonly FlowRow[]): number => of.reduce((total, { learners }) => total + learners, 0);
  const here = rows.filter(({ residence }) => residence === communeCode);
  const enrolled = rows.filter((row) => row.communeCode === communeCode);
  return {
    commune: { code: communeCode, title: titleOf(communeCode) },
    livingHere: sum(here),
    enrolledHere: sum(enrolled),
    both: sum(here.filter((row) => row.communeCode === communeCode)),
    residenceUnknown: sum(enrolled.filter(({ residence }) => residence === noUnit)),
    notEnrolled: here.reduce((total, { away }) => total + away, 0),
    // Where children of here go to school, and where those of the schools here come from; most first.
    goTo: byCommune(
      here.filter((row) => row.communeCode !== communeCode),
      (row) => row.communeCode,
      titleOf,
    ),
    comeFrom: byCommune(
      enrolled.filter(({ residence }) => residence !== communeCode && residence !== noUnit),
      (row) => row.residence,
      titleOf,
    ),
    schools: [...Map.groupBy(enrolled, ({ schoolId }) => schoolId)].map(([schoolId, of]) => ({
      schoolId,
      title: of[0]?.schoolName ?? schoolId,
      learners: sum(of),
      fromHere: sum(of.filter(({ residence }) => residence === communeCode)),
      fromElsewhere: sum(of.filter(({ residence }) => residence !== communeCode && residence !== noUnit)),
      unknown: sum(of.filter(({ residence }) => residence === noUnit)),
    })),
  };
}

function byCommune(
  rows: readonly FlowRow[],
  codeOf: (row: FlowRow) => string | null,
  titleOf: (code: string | null) => string,
): readonly object[] {
  return [...Map.groupBy(rows, codeOf)]
    .map(([code, of]) => ({
      code,
      title: titleOf(code),
      learners: of.reduce((total, { learners }) => total + learners, 0),
    }))
    .sort((a, b) => b.learners - a.learners);
}
