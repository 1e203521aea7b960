import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Chart } from "../../kit/chart.tsx";
import { formatDay } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import { Reading } from "../../kit/states.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { type Metric, metricDecimals, metricSuffix } from "./metric-data.ts";

interface History {
  readonly data: readonly {
    readonly day: string;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

const offered = ["quality", "verified.learner", "issues", "cases", "learners", "classes.over", "feeds.late"];

/** One metric of the city or a commune, day by day. */
export function Trend({
  unit,
  metrics,
}: {
  readonly unit: string;
  readonly metrics: ReadonlyMap<string, Metric>;
}) {
  const t = useText(metricWords);
  const say = useSay();
  const [{ trend }, setState] = useUrlState({ trend: "quality" });
  const metric = metrics.get(trend);
  const reading = useApi<History>("/api/v1/metrics/history", {
    query: { ...(unit === "" ? {} : { unit }), metric: trend, days: "90" },
    enabled: metric !== undefined,
  });
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <h2 className="text-lg font-semibold">{t.trend}</h2>
        <div className="w-64" data-print="hide">
          <Select
            label={t.trendMetric}
            hidesLabel
            value={trend}
            onChange={(id) => setState({ trend: id })}
            options={offered.flatMap((id) => {
              const one = metrics.get(id);
              return one === undefined ? [] : [{ value: id, label: say(one.title) }];
            })}
          />
        </div>
      </div>
      <Reading reading={reading}>
        {(history) =>
          metric === undefined || history.data.length < 2 ? (
            <p className="text-muted">{t.trendShort}</p>
          ) : (
            <Line history={history} metric={metric} />
          )
        }
      </Reading>
    </section>
  );
}

function Line({ history, metric }: { readonly history: History; readonly metric: Metric }) {
  const t = useText(metricWords);
  const say = useSay();
  const title = say(metric.title);
  const drawn = useMemo(
    () => ({
      categories: history.data.map(({ day }) => formatDay(day)),
      series: [{ name: title, values: history.data.map(({ values }) => values[metric.id] ?? null) }],
    }),
    [history, metric.id, title],
  );
  return (
    <Chart
      title={t.trendOf(title)}
      kind="line"
      categories={drawn.categories}
      series={drawn.series}
      unit={metricSuffix(metric)}
      decimals={metricDecimals(metric)}
    />
  );
}
