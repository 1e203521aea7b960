import { AppLink } from "../../app/app-link.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { mapWords } from "../../text/map.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import {
  type Metric,
  metricDecimals,
  metricSuffix,
  unitPath,
  useFigures,
} from "../department/metric-data.ts";

interface Props {
  readonly unit: string;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly metricId: string;
}

const told = [
  "learners",
  "schools",
  "classes",
  "staff",
  "classes.over",
  "verified.learner",
  "quality",
  "cases.overdue",
];

/** The commune or school that was pressed, in a few numbers. */
export function ChosenPlace({ unit, metrics, metricId }: Props) {
  const t = useText(mapWords);
  if (unit === "")
    return (
      <aside
        aria-label={t.chosen}
        className="border-rule text-muted border-t pt-4 xl:border-t-0 xl:border-l xl:pl-6"
      >
        {t.nothingChosen}
      </aside>
    );
  return <Chosen unit={unit} metrics={metrics} metricId={metricId} />;
}

function Chosen({ unit, metrics, metricId }: Props) {
  const t = useText(mapWords);
  const say = useSay();
  const language = useLanguage();
  const reading = useFigures(unit);
  return (
    <aside aria-label={t.chosen} className="border-rule border-t pt-4 xl:border-t-0 xl:border-l xl:pl-6">
      <Reading reading={reading} lines={6}>
        {({ title, figures, way }) => {
          const byId = new Map(figures.map((figure) => [figure.id, figure]));
          return (
            <>
              <p className="text-muted text-sm">{way.at(-2)?.title}</p>
              <h2 className="text-xl font-semibold">{title}</h2>
              <dl className="divide-rule mt-3 divide-y">
                {[...new Set([metricId, ...told])].map((id) => {
                  const metric = metrics.get(id);
                  const value = byId.get(id)?.value;
                  if (metric === undefined) return null;
                  return (
                    <div key={id} className="flex items-baseline justify-between gap-4 py-2">
                      <dt className="text-muted text-sm">{say(metric.title)}</dt>
                      <dd className="font-semibold tabular-nums">
                        {value === null || value === undefined
                          ? "–"
                          : `${formatNumber(value, language, metricDecimals(metric))}${metricSuffix(metric)}`}
                      </dd>
                    </div>
                  );
                })}
              </dl>
              <AppLink to={unitPath(unit)} className="text-link mt-3 inline-block">
                {t.open}
              </AppLink>
            </>
          );
        }}
      </Reading>
    </aside>
  );
}
