import { useApi } from "../../api/use-api.ts";

export interface ClassSection {
  readonly schoolId: string;
  readonly schoolYear: string;
  readonly className: string;
  readonly gradeLevel: string | null;
  readonly homeroomTeacherName?: string | null;
  readonly roomName?: string | null;
  readonly sessionsPerDay?: number | null;
  readonly pupilCount: number | null;
}

/** The school's classes of its newest year; a school has fewer than 500 a year. */
export function useClasses(schoolId: string): {
  readonly year: string | undefined;
  readonly classes: readonly ClassSection[];
  readonly reading: ReturnType<typeof useApi<{ readonly data: readonly ClassSection[] }>>;
} {
  const reading = useApi<{ readonly data: readonly ClassSection[] }>("/api/v1/class-sections", {
    query: { schoolId, limit: 500 },
  });
  const year = reading.data?.data
    .map(({ schoolYear }) => schoolYear)
    .toSorted()
    .at(-1);
  const order = new Intl.Collator("vi", { numeric: true });
  return {
    year,
    classes: (reading.data?.data ?? [])
      .filter(({ schoolYear }) => schoolYear === year)
      .toSorted((a, b) => order.compare(a.className, b.className)),
    reading,
  };
}
