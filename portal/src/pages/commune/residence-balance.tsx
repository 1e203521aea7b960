import { formatNumber, NumberText } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type Residence, useResidence } from "./commune-data.ts";

/** Learners living here against learners enrolled here. Counts alone: who they are is the schools' to know. */
export function ResidenceBalance({ code }: { readonly code: string }) {
  const t = useText(communeWords).residence;
  const reading = useResidence(code);
  return (
    <Reading reading={reading} lines={8}>
      {(of) => (
        <div className="space-y-9">
          <Balance of={of} />
          <div className="grid gap-x-12 gap-y-9 lg:grid-cols-2 [&>section]:min-w-0">
            <Flows title={t.goTo} rows={of.goTo} />
            <Flows title={t.comeFrom} rows={of.comeFrom} />
          </div>
          <Schools of={of} />
        </div>
      )}
    </Reading>
  );
}

function Balance({ of }: { readonly of: Residence }) {
  const t = useText(communeWords).residence;
  const elsewhere = of.livingHere - of.both;
  const from = of.enrolledHere - of.both - of.residenceUnknown;
  return (
    <div className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
      <Side
        title={t.living}
        total={of.livingHere}
        parts={[
          { title: t.both, value: of.both, tone: "bg-sea" },
          { title: t.away, value: elsewhere, tone: "bg-watch" },
        ]}
      />
      <Side
        title={t.enrolled}
        total={of.enrolledHere}
        parts={[
          { title: t.both, value: of.both, tone: "bg-sea" },
          { title: t.from, value: from, tone: "bg-watch" },
          { title: t.unknown, value: of.residenceUnknown, tone: "bg-edge" },
        ]}
      />
      <section className="lg:col-span-2">
        <h2 className="text-muted text-sm">{t.notEnrolled}</h2>
        <p className={`text-3xl font-semibold tracking-tight ${of.notEnrolled > 0 ? "text-act" : ""}`}>
          <NumberText value={of.notEnrolled} />
        </p>
        <p className="text-muted mt-1 max-w-[68ch] text-sm">{t.notEnrolledWhy}</p>
      </section>
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly total: number;
  readonly parts: readonly { readonly title: string; readonly value: number; readonly tone: string }[];
}

/** A total with the parts it is made of, as one bar and in words. */
function Side({ title, total, parts }: SideProps) {
  const language = useLanguage();
  return (
    <section>
      <h2 className="text-muted text-sm">{title}</h2>
      <p className="text-3xl font-semibold tracking-tight">
        <NumberText value={total} />
      </p>
      <div aria-hidden className="bg-sunken mt-2 flex h-3 gap-0.5 overflow-hidden rounded-full">
        {parts
          .filter(({ value }) => value > 0)
          .map((part) => (
            <span
              key={part.title}
              className={`block h-full ${part.tone}`}
              style={{ width: total === 0 ? 0 : `${(part.value / total) * 100}%` }}
            />
          ))}
      </div>
      <dl className="mt-2 space-y-1">
        {parts.map((part) => (
          <div key={part.title} className="flex items-baseline gap-2 text-sm">
            <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${part.tone}`} />
            <dt className="flex-1">{part.title}</dt>
            <dd className="font-semibold tabular-nums">{formatNumber(part.value, language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Flows({ title, rows }: { readonly title: string; readonly rows: Residence["goTo"] }) {
  const t = useText(communeWords).residence;
  const most = Math.max(1, ...rows.map(({ learners }) => learners));
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {rows.length === 0 ? (
        <p className="text-muted">{t.nobody}</p>
      ) : (
        <ul className="space-y-2">
          {rows.map((row) => (
            <li key={row.code ?? row.title}>
              <div className="flex items-baseline justify-between gap-4 text-sm">
                <span>{row.title}</span>
                <span className="font-semibold tabular-nums">
                  <NumberText value={row.learners} />
                </span>
              </div>
              <div aria-hidden className="bg-sunken mt-1 h-1.5 rounded-full">
                <div
                  className="bg-sea h-full rounded-full"
                  style={{ width: `${(row.learners / most) * 100}%` }}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Schools({ of }: { readonly of: Residence }) {
  const words = useText(communeWords);
  const t = words.residence;
  if (of.schools.length === 0) return null;
  const cell = "py-2.5 pl-4 text-right tabular-nums";
  const head = "py-2 pl-4 text-right font-medium";
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-lg font-semibold">{t.bySchool}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section aria-label={t.bySchool} tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead>
            <tr className="text-muted border-rule border-b text-left">
              <th className="py-2 font-medium">{words.school}</th>
              <th className={head}>{t.learners}</th>
              <th className={head}>{t.fromHere}</th>
              <th className={head}>{t.fromElsewhere}</th>
              <th className={head}>{t.unknownShort}</th>
            </tr>
          </thead>
          <tbody>
            {of.schools.map((school) => (
              <tr key={school.schoolId} className="border-rule border-b last:border-0">
                <th scope="row" className="py-2.5 text-left font-normal">
                  {school.title}
                </th>
                {[school.learners, school.fromHere, school.fromElsewhere, school.unknown].map((value, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns in their fixed order.
                  <td key={at} className={cell}>
                    <NumberText value={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
