import { useApi } from "../../api/use-api.ts";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { home } from "../../text/home.ts";
import { useLanguage, useText } from "../../text/use-text.ts";

interface OpenFigures {
  readonly asOf: string | null;
  readonly measures: Readonly<Record<string, number>>;
}

const told = ["learners", "classes", "staff", "classrooms"] as const;

/** A school's published figures, for who works there without the right to its dashboards. */
export function SchoolGlance({ schoolId }: { readonly schoolId: string }) {
  const t = useText(home);
  const language = useLanguage();
  const reading = useApi<OpenFigures>("/api/v1/open/figures", { query: { unit: `school:${schoolId}` } });
  return (
    <section aria-labelledby="school">
      <h2 id="school" className="mb-3 text-lg font-semibold">
        {t.schoolToday}
      </h2>
      <Reading reading={reading}>
        {({ measures, asOf }) => (
          <>
            <dl className="border-rule grid grid-cols-2 gap-6 border-y py-5 sm:grid-cols-4">
              {told.map((id) => (
                <div key={id} className="flex flex-col-reverse justify-end">
                  <dt className="text-muted text-sm">{t.schoolFigures[id]}</dt>
                  <dd className="text-2xl font-semibold tracking-tight">
                    {measures[id] === undefined ? "–" : formatNumber(measures[id], language)}
                  </dd>
                </div>
              ))}
            </dl>
            {asOf === null ? null : <p className="text-muted mt-2 text-sm">{t.asOf(formatInstant(asOf))}</p>}
          </>
        )}
      </Reading>
    </section>
  );
}
