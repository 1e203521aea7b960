import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { Chart } from "../../kit/chart.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { score as words } from "../../text/score.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { SchoolChooser } from "./school-chooser.tsx";
import { useSchool, withSchool } from "./use-school.ts";
import type { SchoolScore } from "./work-data.ts";

/** A school's data score by the eight principles, how it moved, and what would raise it most. */
export default function ScorePage() {
  const t = useText(words);
  const { schoolId, name, chooses, choose } = useSchool();
  return (
    <>
      <PageHeader
        title={t.title}
        lead={name === undefined ? t.lead : `${name}. ${t.lead}`}
        actions={
          schoolId === undefined ? undefined : (
            <Button href={withSchool("/viec-can-sua", schoolId, chooses)}>{t.toWork}</Button>
          )
        }
      />
      {schoolId === undefined ? (
        <SchoolChooser onChoose={choose} />
      ) : (
        <Score schoolId={schoolId} chooses={chooses} />
      )}
    </>
  );
}

function Score({ schoolId, chooses }: { readonly schoolId: string; readonly chooses: boolean }) {
  const t = useText(words);
  const reading = useApi<SchoolScore>(`/api/v1/school-scores/${encodeURIComponent(schoolId)}`);
  return (
    <Reading reading={reading} lines={8}>
      {(found) =>
        found.score === null ? (
          <Empty title={t.none}>{t.noneWhy}</Empty>
        ) : (
          <div className="grid gap-5 lg:grid-cols-[2fr_3fr]">
            <Principles found={found} />
            <Gains found={found} schoolId={schoolId} chooses={chooses} />
            <Trend found={found} />
            <Datasets found={found} />
          </div>
        )
      }
    </Reading>
  );
}

function Principles({ found }: { readonly found: SchoolScore }) {
  const t = useText(words);
  const say = useSay();
  const language = useLanguage();
  return (
    <Card title={t.principles}>
      <p className="mb-5 flex items-baseline gap-3">
        <span className="text-4xl font-semibold tracking-tight tabular-nums" data-score>
          {formatNumber(found.score ?? 0, language, 2)}
        </span>
        <span className="text-muted text-sm">
          {t.of(formatNumber(found.failing, language), formatNumber(found.records, language))}
        </span>
      </p>
      <ul className="space-y-3">
        {found.principles.map(({ id, title, score }) => (
          <li key={id}>
            <div className="flex justify-between gap-3 text-sm">
              <span className="font-medium">{say(title)}</span>
              <span className="tabular-nums">
                {score === null ? t.notJudged : formatNumber(score, language, 1)}
              </span>
            </div>
            <div className="bg-sunken mt-1 h-2 overflow-hidden rounded-full" aria-hidden>
              <div
                className={`h-full rounded-full ${(score ?? 0) >= 95 ? "bg-good" : (score ?? 0) >= 80 ? "bg-sea" : "bg-watch"}`}
                style={{ width: `${score ?? 0}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Gains({
  found,
  schoolId,
  chooses,
}: {
  readonly found: SchoolScore;
  readonly schoolId: string;
  readonly chooses: boolean;
}) {
  const t = useText(words);
  const say = useSay();
  const language = useLanguage();
  return (
    <Card title={t.gains}>
      <p className="text-muted -mt-1 mb-3 text-sm">{t.gainsHow}</p>
      {found.gains.length === 0 ? (
        <p className="text-muted">{t.noGains}</p>
      ) : (
        <ol className="divide-rule divide-y">
          {found.gains.map((one) => (
            <li key={one.checkCode}>
              <AppLink
                to={withSchool(`/viec-can-sua/${encodeURIComponent(one.checkCode)}`, schoolId, chooses)}
                className="hover:bg-sunken -mx-2 flex min-h-11 items-center gap-4 rounded-lg px-2 py-2"
              >
                <span className="min-w-0 flex-1">
                  <span className="block">{say(one.sentence)}</span>
                  <span className="text-muted block text-sm">
                    {t.records(formatNumber(one.records, language))}
                  </span>
                </span>
                <span className="text-good shrink-0 font-semibold tabular-nums">
                  {t.points(formatNumber(one.gain, language, 2))}
                </span>
              </AppLink>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Trend({ found }: { readonly found: SchoolScore }) {
  const t = useText(words);
  const categories = useMemo(() => found.trend.map(({ at }) => formatInstant(at)), [found.trend]);
  const series = useMemo(
    () => [{ name: t.overall, values: found.trend.map(({ score }) => score) }],
    [found.trend, t.overall],
  );
  return (
    <Card {...(found.trend.length < 2 ? { title: t.trend } : {})}>
      {found.trend.length < 2 ? (
        <p className="text-muted">{t.noTrend}</p>
      ) : (
        <Chart title={t.trend} kind="line" categories={categories} series={series} decimals={2} />
      )}
    </Card>
  );
}

function Datasets({ found }: { readonly found: SchoolScore }) {
  const t = useText(words);
  const say = useSay();
  const language = useLanguage();
  return (
    <Card title={t.datasets}>
      {found.datasets.length === 0 ? (
        <p className="text-muted">{t.noDatasets}</p>
      ) : (
        <table className="w-full text-sm">
          <thead className="text-muted text-left">
            <tr>
              <th className="py-1.5 font-medium">{t.dataset}</th>
              <th className="py-1.5 text-right font-medium">{t.failing}</th>
              <th className="py-1.5 text-right font-medium">{t.score}</th>
            </tr>
          </thead>
          <tbody className="divide-rule divide-y">
            {found.datasets.map((one) => (
              <tr key={one.dataset}>
                <th scope="row" className="py-2 text-left font-medium">
                  {say(one.title)}
                </th>
                <td className="py-2 text-right tabular-nums">
                  {formatNumber(one.failing, language)} / {formatNumber(one.records, language)}
                </td>
                <td className="py-2 text-right tabular-nums">{formatNumber(one.score, language, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
