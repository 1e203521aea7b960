import { CircleCheck, TriangleAlert } from "lucide-react";
import { formatNumber } from "../../kit/number-text.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type Figure, type Metric, metricDecimals, metricSuffix } from "./metric-data.ts";

const alerts = [
  "cases.overdue",
  "feeds.late",
  "classes.red",
  "teachers.short",
  "living.notEnrolled",
  "verified.learner",
  "verified.staff",
  "rows.held",
] as const;

interface Props {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly onExplain?: (metricId: string) => void;
  readonly isBig?: boolean;
}

/** What is past its limit, in a sentence each; shares only below their target, counts above zero. */
export function AlertList({ figures, metrics, onExplain, isBig = false }: Props) {
  const t = useText(metricWords);
  const language = useLanguage();
  const raised = alerts.flatMap((id) => {
    const figure = figures.get(id);
    const metric = metrics.get(id);
    if (figure === undefined || metric === undefined || figure.value === null) return [];
    const isRaised = metric.unit === "share" ? figure.standing !== "good" : figure.value > 0;
    const number = `${formatNumber(figure.value, language, metricDecimals(metric))}${metricSuffix(metric)}`;
    return isRaised ? [{ id, text: t.alerts[id](number), isGrave: figure.standing !== "watch" }] : [];
  });
  if (raised.length === 0)
    return (
      <p className="flex items-center gap-2">
        <CircleCheck aria-hidden size={20} className="text-good" />
        {t.nothingUrgent}
      </p>
    );
  return (
    <ul className={isBig ? "space-y-6 text-3xl" : "divide-rule divide-y"}>
      {raised.map(({ id, text, isGrave }) => (
        <li key={id}>
          {onExplain === undefined ? (
            <span className="flex items-start gap-4">
              <TriangleAlert
                aria-hidden
                size={34}
                className={`mt-1 shrink-0 ${isGrave ? "text-act" : "text-watch"}`}
              />
              {text}
            </span>
          ) : (
            <button
              type="button"
              onClick={() => onExplain(id)}
              className="hover:bg-sunken -mx-2 flex min-h-11 w-[calc(100%+1rem)] items-center gap-3 rounded-lg px-2 py-2 text-left"
            >
              <TriangleAlert
                aria-hidden
                size={18}
                className={`shrink-0 ${isGrave ? "text-act" : "text-watch"}`}
              />
              {text}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
