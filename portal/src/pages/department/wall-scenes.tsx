import { ArrowUp } from "lucide-react";
import { useMemo } from "react";
import { Chart } from "../../kit/chart.tsx";
import { DateText, formatNumber, NumberText } from "../../kit/number-text.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { wallWords } from "../../text/wall.ts";
import { CommuneMap } from "../map/commune-map.tsx";
import { AlertList } from "./alert-list.tsx";
import { Meter } from "./meter.tsx";
import {
  type Figure,
  type Figures,
  type Metric,
  metricDecimals,
  metricSuffix,
  type Part,
  useParts,
} from "./metric-data.ts";
import { useSources } from "./source-table.tsx";

export interface SceneProps {
  readonly of: Figures;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly figures: ReadonlyMap<string, Figure>;
}

function Giant({ id, metrics, figures }: SceneProps & { readonly id: string }) {
  const say = useSay();
  const language = useLanguage();
  const metric = metrics.get(id);
  const figure = figures.get(id);
  if (metric === undefined) return null;
  const { value, standing } = figure ?? {};
  const tone = standing === "act" ? "text-act" : standing === "watch" ? "text-watch" : "";
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-muted text-lg xl:text-xl">{say(metric.title)}</dt>
      <dd
        className={`text-4xl leading-tight font-semibold tracking-tight tabular-nums sm:text-5xl xl:text-6xl ${tone}`}
      >
        {value === null || value === undefined
          ? "–"
          : `${formatNumber(value, language, metricDecimals(metric))}${metricSuffix(metric)}`}
      </dd>
    </div>
  );
}

/** The city in numbers beside its map. */
export function OverviewScene(props: SceneProps) {
  return (
    <div className="grid flex-1 gap-8 lg:grid-cols-[minmax(22rem,1fr)_minmax(0,1.5fr)]">
      <div className="flex flex-col justify-between gap-8">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-7">
          {["learners", "staff", "classes", "schools"].map((id) => (
            <Giant key={id} {...props} id={id} />
          ))}
        </dl>
        <AlertList figures={props.figures} metrics={props.metrics} isBig />
      </div>
      <CommuneMap metric={props.metrics.get("quality")} heightPx={620} isWall />
    </div>
  );
}

/** How true the data are: against the register, and by the eight principles. */
export function QualityScene({ metrics, figures }: SceneProps) {
  const t = useText(metricWords);
  const say = useSay();
  const meter = (id: string) => (
    <Meter
      key={id}
      isBig
      label={say(metrics.get(id)?.title ?? { vi: "", en: "" })}
      value={figures.get(id)?.value}
      target={metrics.get(id)?.target?.value}
      standing={figures.get(id)?.standing}
      suffix={metrics.get(id)?.unit === "share" ? " %" : ""}
    />
  );
  return (
    <div className="grid flex-1 content-start gap-x-16 gap-y-10 lg:grid-cols-2">
      <section>
        <h2 className="text-muted mb-5 text-2xl">{t.identity}</h2>
        <div className="space-y-7">
          {[
            "verified.learner",
            "everVerified.learner",
            "verified.staff",
            "everVerified.staff",
            "quality",
          ].map(meter)}
        </div>
      </section>
      <section>
        <h2 className="text-muted mb-5 text-2xl">{t.quality}</h2>
        <div className="space-y-5">
          {[...metrics.keys()].filter((id) => id.startsWith("quality.")).map(meter)}
        </div>
      </section>
    </div>
  );
}

/** Where classes are too full and teachers too few. */
export function CapacityScene(props: SceneProps) {
  const t = useText(wallWords);
  const parts = useParts("city", { by: "commune", metric: "classes.overShare,teachers.short" });
  const top = useMemo(() => highest(parts.data?.data ?? [], "classes.overShare"), [parts.data]);
  const short = useMemo(() => highest(parts.data?.data ?? [], "teachers.short"), [parts.data]);
  return (
    <div className="flex flex-1 flex-col gap-10">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
        {["classSize", "classes.over", "classes.red", "teachers.short"].map((id) => (
          <Giant key={id} {...props} id={id} />
        ))}
      </dl>
      <div className="grid gap-10 lg:grid-cols-2">
        <Chart
          title={t.topOver}
          kind="bar"
          categories={top.names}
          series={top.series}
          unit=" %"
          decimals={1}
          heightPx={360}
        />
        <Chart title={t.topShort} kind="bar" categories={short.names} series={short.series} heightPx={360} />
      </div>
    </div>
  );
}

function highest(parts: readonly Part[], metric: string) {
  const top = parts.toSorted((a, b) => (b.values[metric] ?? 0) - (a.values[metric] ?? 0)).slice(0, 10);
  return {
    names: top.map(({ title }) => title.replace(/^(Phường|Xã|Đặc khu) /, "")),
    series: [{ name: metric, values: top.map(({ values }) => values[metric] ?? null) }],
  };
}

/** How alive the feeds are, and what waits for people. */
export function FeedScene(props: SceneProps) {
  const t = useText(metricWords);
  const sources = useSources();
  return (
    <div className="flex flex-1 flex-col gap-10">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
        {[
          "feeds",
          "feeds.late",
          "cases",
          "cases.overdue",
          "issues.grave",
          "reviews",
          "rows.held",
          "corrections",
        ].map((id) => (
          <Giant key={id} {...props} id={id} />
        ))}
      </dl>
      <ul className="grid gap-x-10 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
        {(sources.data?.data ?? []).map((source) => (
          <li key={source.sourceSystem} className="border-rule border-t pt-3">
            <p className="text-xl font-semibold">{source.title}</p>
            <p className="text-muted text-lg">
              <NumberText value={source.feeds} /> {t.sourceColumns.feeds.toLowerCase()} ·{" "}
              <DateText value={source.newest} />
            </p>
            {source.late === 0 ? null : (
              <p className="text-act text-lg font-medium">
                <NumberText value={source.late} /> {t.sourceColumns.late.toLowerCase()}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Communes whose data are best, and those that rose most in a month. */
export function HighlightScene() {
  const t = useText(wallWords);
  const language = useLanguage();
  const parts = useParts("city", { by: "commune", metric: "quality" });
  const [best, risen] = useMemo(() => {
    const scored = (parts.data?.data ?? []).filter(({ values }) => values.quality !== null);
    const rise = (part: Part): number =>
      (part.values.quality ?? 0) - (part.qualityBefore ?? part.values.quality ?? 0);
    return [
      scored.toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999)).slice(0, 10),
      scored
        .filter((part) => rise(part) > 0)
        .toSorted((a, b) => rise(b) - rise(a))
        .slice(0, 10)
        .map((part) => ({ ...part, rise: rise(part) })),
    ];
  }, [parts.data]);
  return (
    <div className="grid flex-1 content-start gap-16 lg:grid-cols-2">
      <section>
        <h2 className="text-muted mb-4 text-2xl">{t.best}</h2>
        <ol className="space-y-2">
          {best.map((part) => (
            <li key={part.unit} className="border-rule flex items-baseline gap-5 border-b pb-2 text-2xl">
              <span className="text-muted w-10 text-right tabular-nums">{part.rank}</span>
              <span className="flex-1">{part.title}</span>
              <span className="font-semibold tabular-nums">
                {formatNumber(part.values.quality ?? 0, language, 2)}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2 className="text-muted mb-4 text-2xl">{t.risen}</h2>
        {risen.length === 0 ? (
          <p className="text-xl">{t.noneRisen}</p>
        ) : (
          <ol className="space-y-2">
            {risen.map((part) => (
              <li key={part.unit} className="border-rule flex items-center gap-4 border-b pb-2 text-2xl">
                <ArrowUp aria-hidden className="text-good" />
                <span className="flex-1">{part.title}</span>
                <span className="text-good font-semibold tabular-nums">
                  +{formatNumber(part.rise, language, 2)}
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}
