import { useApi } from "../../api/use-api.ts";
import { formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { commune } from "../../text/commune.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import type { Residence } from "./commune-data.ts";

/** Children who live here against those who learn here; counts alone. */
export function ResidencePart({ code }: { readonly code: string }) {
  const t = useText(commune);
  const language = useLanguage();
  const reading = useApi<Residence>("/api/v1/metrics/residence", { query: { unit: `commune:${code}` } });
  return (
    <section aria-labelledby="residence">
      <h2 id="residence" className="text-lg font-semibold">
        {t.residence}
      </h2>
      <p className="text-muted mb-4 text-sm">{t.residenceLead}</p>
      <Reading reading={reading} lines={6}>
        {(found) => (
          <>
            <dl className="border-rule grid grid-cols-2 gap-x-6 gap-y-4 border-y py-4 sm:grid-cols-3 lg:grid-cols-5">
              {(
                [
                  [t.living, found.livingHere],
                  [t.enrolled, found.enrolledHere],
                  [t.both, found.both],
                  [t.unknown, found.residenceUnknown],
                  [t.notEnrolled, found.notEnrolled],
                ] as const
              ).map(([name, value]) => (
                <div key={name}>
                  <dt className="text-muted text-sm">{name}</dt>
                  <dd className="text-2xl font-semibold">{formatNumber(value, language)}</dd>
                </div>
              ))}
            </dl>
            <div className="mt-6 grid gap-8 md:grid-cols-2">
              <Flows title={t.goTo} flows={found.goTo} />
              <Flows title={t.comeFrom} flows={found.comeFrom} />
            </div>
          </>
        )}
      </Reading>
    </section>
  );
}

const most = 10;

function Flows({ title, flows }: { readonly title: string; readonly flows: Residence["goTo"] }) {
  const t = useText(commune);
  const language = useLanguage();
  const top = Math.max(1, ...flows.map(({ learners }) => learners));
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      {flows.length === 0 ? <p className="text-muted">{t.nobody}</p> : null}
      <ul className="space-y-2">
        {flows.slice(0, most).map((flow) => (
          <li
            key={flow.code ?? "-"}
            className="grid grid-cols-[minmax(0,1fr)_6rem_5rem] items-center gap-3 text-sm"
          >
            <span className="truncate">{flow.title}</span>
            <span aria-hidden className="bg-sunken h-2 overflow-hidden rounded-full">
              <span
                className="bg-sea block h-full rounded-full"
                style={{ width: `${(flow.learners / top) * 100}%` }}
              />
            </span>
            <span className="text-right">
              {formatNumber(flow.learners, language)}
              <span className="sr-only"> {t.learners("")}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
