import { useParams } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Reading } from "../../kit/states.tsx";
import { commune } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, metricSuffix, useMetrics } from "../department/metric-data.ts";
import {
  consolidationsPath,
  type Month,
  type Months,
  monthsOf,
  quarterOf,
  quartersBefore,
  reported,
  useMonths,
} from "./commune-data.ts";

/** `/xa/{code}/bao-cao-quy`: the three months as they were sent, and what changed between the first and the last. */
export default function QuarterPage() {
  const { communeCode } = useParams({ strict: false }) as { communeCode: string };
  const current = useMonths("");
  return (
    <Reading reading={current} lines={10}>
      {({ today, data }) => (
        <Report
          code={communeCode}
          today={today}
          name={data.find((one) => one.communeCode === communeCode)?.title ?? communeCode}
        />
      )}
    </Reading>
  );
}

interface ReportProps {
  readonly code: string;
  readonly today: string;
  readonly name: string;
}

function Report({ code, today, name }: ReportProps) {
  const t = useText(commune);
  const [{ quy }, setState] = useUrlState({ quy: "" });
  const quarter = /^\d{4}-[1-4]$/.test(quy) ? quy : quarterOf(today);
  const [year = "", number = ""] = quarter.split("-");
  const title = t.quarterTitle(number, year);
  return (
    <>
      <PageHeader
        title={title}
        lead={t.quarterLead(name)}
        crumbs={[{ title: name, to: `/xa/${code}` }]}
        actions={
          <Button variant="secondary" icon={Printer} onClick={() => print()}>
            {t.print}
          </Button>
        }
      />
      <div className="mb-6 max-w-56" data-print="hide">
        <Select
          label={t.quarterChoice}
          value={quarter}
          onChange={(value) => setState({ quy: value })}
          options={quartersBefore(today, 6).map((one) => {
            const [ofYear = "", at = ""] = one.split("-");
            return { value: one, label: `${at}/${ofYear}` };
          })}
        />
      </div>
      <MonthsTable code={code} months={monthsOf(quarter)} caption={title} />
    </>
  );
}

interface TableProps {
  readonly code: string;
  readonly months: readonly string[];
  readonly caption: string;
}

function MonthsTable({ code, months, caption }: TableProps) {
  const [first = "", second = "", third = ""] = months;
  const readings = [useMonth(code, first), useMonth(code, second), useMonth(code, third)];
  const t = useText(commune);
  const say = useSay();
  const language = useLanguage();
  const { byId } = useMetrics();
  const sent = readings.map((month) => month?.sent ?? null);
  const known = sent.filter((one) => one !== null);
  const number = (id: string, value: number | null | undefined, isChange = false): string => {
    if (value === null || value === undefined) return "–";
    const sign = isChange && value > 0 ? "+" : "";
    return `${sign}${formatNumber(value, language, metricDecimals(byId.get(id)))}${metricSuffix(byId.get(id))}`;
  };
  const change = (id: string): number | undefined => {
    const [from, to] = [known[0]?.[id], known.at(-1)?.[id]];
    return known.length < 2 || typeof from !== "number" || typeof to !== "number" ? undefined : to - from;
  };
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-edge border-b text-left">
            <th className="py-2 pr-4 font-semibold">{t.figure}</th>
            {months.map((month, at) => (
              <th key={month} className="py-2 pl-4 text-right align-top font-semibold">
                {t.monthShort(month.split("-").reverse().join("/"))}
                <span className="text-muted block text-xs font-normal">
                  {readings[at]?.sentAt ? formatInstant(readings[at].sentAt) : t.notSent}
                </span>
              </th>
            ))}
            <th className="py-2 pl-4 text-right align-top font-semibold">{t.change}</th>
          </tr>
        </thead>
        <tbody>
          {reported.map((id) => (
            <tr key={id} className="border-rule border-b">
              <th scope="row" className="py-2.5 pr-4 text-left font-normal">
                {say(byId.get(id)?.title ?? { vi: id, en: id })}
              </th>
              {months.map((month, at) => (
                <td key={month} className="py-2.5 pl-4 text-right">
                  {number(id, sent[at]?.[id])}
                </td>
              ))}
              <td className="py-2.5 pl-4 text-right">{number(id, change(id), true)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A commune's month; undefined while it is read or none of the caller's. */
const useMonth = (code: string, month: string): Month | undefined =>
  useApi<Months>(consolidationsPath, { query: { month } }).data?.data.find(
    ({ communeCode }) => communeCode === code,
  );
