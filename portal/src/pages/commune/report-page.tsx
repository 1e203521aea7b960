import { useParams } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatDay, formatInstant, formatNumber, NumberText } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, metricSuffix, useFigures, useMetrics, useParts } from "../department/metric-data.ts";
import { monthText, stateTones, useMonth, useResidence } from "./commune-data.ts";
import { findQuarter, type Quarter, quartersUntil } from "./quarter.ts";

const told = [
  "schools",
  "learners",
  "classes",
  "staff",
  "classes.over",
  "teachers.short",
  "verified.learner",
  "verified.staff",
  "quality",
  "issues",
  "cases",
  "cases.overdue",
  "living.notEnrolled",
];
const ofSchools = ["learners", "quality", "issues.grave", "cases.overdue"];
const quartersBack = 6;

interface Day {
  readonly day: string;
  readonly values: Readonly<Record<string, number | null>>;
}

/** `/xa-phuong/{code}/bao-cao`: a quarter on paper, out of what was counted on its days and nothing else. */
export default function ReportPage() {
  const { code } = useParams({ strict: false }) as { readonly code: string };
  const t = useText(communeWords);
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const offered = quartersUntil(today, quartersBack);
  const [{ quy }, setState] = useUrlState({ quy: offered[0]?.key ?? "" });
  const quarter = findQuarter(quy) ?? offered[0];
  const figures = useFigures(`commune:${code}`);
  const history = useApi<{ readonly data: readonly Day[] }>("/api/v1/metrics/history", {
    query: { unit: `commune:${code}`, metric: told.join(","), days: "620" },
  });
  if (quarter === undefined) return null;
  return (
    <>
      <PageHeader
        title={t.quarter.title(quarter.number, quarter.year)}
        lead={figures.data?.title}
        crumbs={[{ title: figures.data?.title ?? t.all, to: `/xa-phuong/${code}` }, { title: t.report }]}
        actions={
          <Button icon={Printer} onClick={() => print()}>
            {t.quarter.print}
          </Button>
        }
      />
      <div className="mb-6 w-full sm:w-64" data-print="hide">
        <Select
          label={t.quarter.pick}
          value={quarter.key}
          onChange={(key) => setState({ quy: key })}
          options={offered.map(({ key, number, year }) => ({
            value: key,
            label: t.quarter.option(number, year),
          }))}
        />
      </div>
      <Reading reading={history} lines={12}>
        {({ data }) => {
          const days = data.filter(({ day }) => day >= quarter.from && day <= quarter.to);
          return days.length === 0 ? (
            <Empty title={t.quarter.noDays} />
          ) : (
            <Report code={code} quarter={quarter} days={days} />
          );
        }}
      </Reading>
    </>
  );
}

interface ReportProps {
  readonly code: string;
  readonly quarter: Quarter;
  readonly days: readonly Day[];
}

function Report({ code, quarter, days }: ReportProps) {
  const t = useText(communeWords).quarter;
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <div className="max-w-3xl space-y-8">
      <p>{first.day === last.day ? t.oneDay : t.lead(formatDay(first.day), formatDay(last.day))}</p>
      <Section title={t.figures}>
        <Change first={first} last={last} />
      </Section>
      <Section title={t.months}>
        <ul className="divide-rule divide-y">
          {quarter.months
            .filter((month) => month <= last.day.slice(0, 7))
            .map((month) => (
              <SentMonth key={month} code={code} month={month} />
            ))}
        </ul>
      </Section>
      <Section title={t.schools}>
        <Schools code={code} />
      </Section>
      <Section title={t.residence}>
        <Residence code={code} />
      </Section>
      <div className="grid grid-cols-2 gap-8 pt-4 text-center">
        {[t.sign, t.approve].map((who) => (
          <div key={who} className="pb-24">
            <p className="font-semibold">{who}</p>
            <p className="text-muted text-sm">{t.signHint}</p>
          </div>
        ))}
      </div>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="break-inside-avoid">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

const head = "py-2 pl-3 text-right font-medium";
const cell = "py-2 pl-3 text-right tabular-nums";

function Change({ first, last }: { readonly first: Day; readonly last: Day }) {
  const words = useText(communeWords);
  const t = words.quarter;
  const say = useSay();
  const language = useLanguage();
  const { byId } = useMetrics();
  const isOne = first.day === last.day;
  const number = (id: string, value: number | null | undefined): string =>
    value === null || value === undefined
      ? "–"
      : `${formatNumber(value, language, metricDecimals(byId.get(id)))}${metricSuffix(byId.get(id))}`;
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-muted border-rule border-b text-left">
          <th className="py-2 font-medium">{words.consolidation.figure}</th>
          {isOne ? null : <th className={head}>{t.first(formatDay(first.day))}</th>}
          <th className={head}>{t.first(formatDay(last.day))}</th>
          {isOne ? null : <th className={head}>{t.change}</th>}
        </tr>
      </thead>
      <tbody>
        {told.map((id) => {
          const [then, now] = [first.values[id], last.values[id]];
          const moved = typeof then === "number" && typeof now === "number" ? now - then : undefined;
          return (
            <tr key={id} className="border-rule border-b last:border-0">
              <th scope="row" className="py-2 text-left font-normal">
                {say(byId.get(id)?.title ?? { vi: "", en: "" })}
              </th>
              {isOne ? null : <td className={cell}>{number(id, then)}</td>}
              <td className={`${cell} font-semibold`}>{number(id, now)}</td>
              {isOne ? null : (
                <td className={cell}>
                  {moved === undefined || moved === 0 ? "–" : `${moved > 0 ? "+" : ""}${number(id, moved)}`}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function SentMonth({ code, month }: { readonly code: string; readonly month: string }) {
  const t = useText(communeWords);
  const reading = useMonth(month);
  const one = reading.data?.data.find(({ communeCode }) => communeCode === code);
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
      <span className="w-20 font-medium">{monthText(month)}</span>
      {one === undefined ? null : <Badge tone={stateTones[one.state]}>{t.states[one.state]}</Badge>}
      <span className="text-muted text-sm">
        {one === undefined || one.sentAt === null
          ? null
          : `${t.quarter.revision(String(one.revision))}, ${formatInstant(one.sentAt)}, ${one.sentBy ?? ""}`}
      </span>
    </li>
  );
}

function Schools({ code }: { readonly code: string }) {
  const t = useText(communeWords);
  const say = useSay();
  const { byId } = useMetrics();
  const reading = useParts(`commune:${code}`, { metric: ofSchools.join(",") });
  return (
    <Reading reading={reading}>
      {({ data }) => (
        <table className="w-full text-sm">
          <thead>
            <tr className="text-muted border-rule border-b text-left">
              <th className="py-2 font-medium">{t.school}</th>
              {ofSchools.map((id) => (
                <th key={id} className={head}>
                  {say(byId.get(id)?.title ?? { vi: "", en: "" })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((school) => (
              <tr key={school.id} className="border-rule border-b last:border-0">
                <th scope="row" className="py-2 text-left font-normal">
                  {school.title}
                </th>
                {ofSchools.map((id) => (
                  <td key={id} className={cell}>
                    <NumberText value={school.values[id]} decimals={metricDecimals(byId.get(id))} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Reading>
  );
}

function Residence({ code }: { readonly code: string }) {
  const words = useText(communeWords);
  const t = words.residence;
  const reading = useResidence(code);
  return (
    <Reading reading={reading}>
      {(of) => (
        <dl className="divide-rule divide-y text-sm">
          {(
            [
              [t.living, of.livingHere],
              [t.enrolled, of.enrolledHere],
              [t.both, of.both],
              [t.away, of.livingHere - of.both],
              [t.from, of.enrolledHere - of.both - of.residenceUnknown],
              [t.unknown, of.residenceUnknown],
              [t.notEnrolled, of.notEnrolled],
            ] as const
          ).map(([title, value]) => (
            <div key={title} className="flex justify-between gap-4 py-2">
              <dt>{title}</dt>
              <dd className="tabular-nums">
                <NumberText value={value} /> {words.quarter.people}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Reading>
  );
}
