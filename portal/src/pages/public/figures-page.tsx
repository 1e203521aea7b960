import { useMemo } from "react";
import { Button } from "../../kit/button.tsx";
import { Chart } from "../../kit/chart.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { publicWords } from "../../text/public.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import {
  levelCodes,
  type OpenCommunes,
  type OpenFigures,
  useOpenCommunes,
  useOpenFigures,
} from "./open-data.ts";

/** The best are named, the others not: a list of the last would shame, and help nobody. */
const shownCommunes = 10;
const told = ["schools", "learners", "classes", "staff"] as const;

/** `/hai-phong-qua-con-so`: the city's published figures, each as a picture and as a table. */
export default function FiguresPage() {
  const t = useText(publicWords);
  const figures = useOpenFigures();
  const communes = useOpenCommunes();
  return (
    <>
      <PageHeader
        title={t.figures.title}
        lead={t.figures.lead}
        actions={<Button href="/tim-truong">{t.find.title}</Button>}
      />
      <Reading reading={figures} lines={6}>
        {(data) => <City figures={data} />}
      </Reading>
      <section className="border-rule mt-10 border-t pt-6">
        <Reading reading={communes} lines={6}>
          {(data) => <Communes communes={data} />}
        </Reading>
      </section>
    </>
  );
}

function City({ figures: { measures, asOf, schoolYear } }: { readonly figures: OpenFigures }) {
  const t = useText(publicWords);
  const language = useLanguage();
  const levels = useMemo(() => levelCodes.map((code) => t.levels[code]), [t]);
  const series = useMemo(
    () =>
      (["schools", "learners"] as const).map((what) => ({
        what,
        series: [
          { name: t.figures[what], values: levelCodes.map((code) => measures[`${what}.${code}`] ?? null) },
        ],
      })),
    [measures, t],
  );
  const staff = useMemo(
    () => [
      {
        name: t.figures.staff,
        values: [measures.teachers, measures.managers, measures.supportStaff].map((value) => value ?? null),
      },
    ],
    [measures, t],
  );
  const staffGroups = useMemo(
    () => [t.disclosure.teachers, t.disclosure.managers, t.disclosure.supportStaff],
    [t],
  );
  return (
    <>
      <dl className="border-rule mb-8 grid grid-cols-2 gap-6 border-y py-6 sm:grid-cols-4">
        {told.map((id) => (
          <div key={id} className="flex flex-col-reverse">
            <dt className="text-muted text-sm">{t.figures[id]}</dt>
            <dd className="text-2xl font-semibold tracking-tight sm:text-3xl">
              {measures[id] === undefined ? "–" : formatNumber(measures[id], language)}
            </dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-10 lg:grid-cols-2">
        {series.map(({ what, series: one }) => (
          <Chart key={what} title={t.figures.byLevel[what]} kind="bar" categories={levels} series={one} />
        ))}
        {staff.some(({ values }) => values.some((value) => value !== null)) ? (
          <Chart title={t.figures.staffByGroup} kind="bar" categories={staffGroups} series={staff} />
        ) : null}
      </div>
      <p className="text-muted mt-6 text-sm">
        {asOf === null ? t.disclosure.neverCounted : t.figures.asOf(schoolYear, formatInstant(asOf))}{" "}
        {t.disclosure.small} {t.figures.levelsNote}
      </p>
    </>
  );
}

function Communes({ communes }: { readonly communes: OpenCommunes }) {
  const t = useText(publicWords);
  const [categories, series] = useMemo(() => {
    const best = communes.data
      .flatMap(({ title, values }) =>
        typeof values.quality === "number" ? [{ title, quality: values.quality }] : [],
      )
      .sort((a, b) => b.quality - a.quality)
      .slice(0, shownCommunes);
    return [
      best.map(({ title }) => title),
      [{ name: t.figures.quality, values: best.map(({ quality }) => quality) }],
    ] as const;
  }, [communes, t]);
  if (categories.length === 0) return <p className="text-muted">{t.figures.noQuality}</p>;
  return (
    <Chart
      title={t.figures.bestCommunes}
      kind="bar"
      categories={categories}
      series={series}
      decimals={1}
      unit={t.figures.points}
    />
  );
}
