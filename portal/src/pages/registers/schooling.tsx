import { useApi } from "../../api/use-api.ts";
import { formatDay } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useCodeTitles } from "./code-titles.ts";

interface Enrolment {
  readonly schoolId: string;
  readonly schoolYear: string;
  readonly className: string | null;
  readonly gradeLevel: string | null;
  readonly status: string | null;
  readonly entryDate?: string | null;
  readonly exitDate?: string | null;
}

/** Years at schools, the newest first, as far as the caller sees them. */
export function Schooling({ learnerId }: { readonly learnerId: string }) {
  const t = useText(registers);
  const language = useLanguage();
  const titleOf = useCodeTitles(["gradeLevel", "enrolmentStatus"]);
  const reading = useApi<{ readonly data: readonly Enrolment[] }>("/api/v1/enrolments", {
    query: { learnerId, limit: 100 },
  });
  const ids = [...new Set((reading.data?.data ?? []).map(({ schoolId }) => schoolId))];
  const schools = useApi<{ readonly data: readonly { schoolId: string; schoolName: string }[] }>(
    "/api/v1/schools",
    { query: { "schoolId.in": ids.join(","), fields: "schoolId,schoolName" }, enabled: ids.length > 0 },
  );
  const nameOf = (schoolId: string): string =>
    schools.data?.data.find((school) => school.schoolId === schoolId)?.schoolName ?? schoolId;
  return (
    <section aria-labelledby="schooling">
      <h2 id="schooling" className="mb-3 text-lg font-semibold">
        {t.schooling}
      </h2>
      <Reading reading={reading}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t.noSchooling}</p>
          ) : (
            <ol className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
              {data
                .toSorted((a, b) => (a.schoolYear < b.schoolYear ? 1 : -1))
                .map((one) => (
                  <li key={`${one.schoolYear}/${one.schoolId}`} className="px-4 py-3">
                    <p className="flex flex-wrap justify-between gap-x-4 font-medium">
                      <span>{nameOf(one.schoolId)}</span>
                      <span className="tabular-nums">{one.schoolYear}</span>
                    </p>
                    <p className="text-muted text-sm">
                      {[
                        one.className === null ? undefined : t.inClass(one.className),
                        titleOf("gradeLevel", one.gradeLevel)?.[language],
                        titleOf("enrolmentStatus", one.status)?.[language],
                        one.exitDate
                          ? `${one.entryDate ? formatDay(one.entryDate) : ""} – ${formatDay(one.exitDate)}`
                          : undefined,
                      ]
                        .filter((part) => part !== undefined)
                        .join(" · ")}
                    </p>
                  </li>
                ))}
            </ol>
          )
        }
      </Reading>
    </section>
  );
}
