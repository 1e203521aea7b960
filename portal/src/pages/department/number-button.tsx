import { formatNumber } from "../../kit/number-text.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Figure, type Metric, metricDecimals, metricSuffix } from "./metric-data.ts";

interface Props {
  readonly metric: Metric | undefined;
  readonly figure: Figure | undefined;
  readonly onExplain: (metricId: string) => void;
  readonly isBig?: boolean;
  readonly note?: string | undefined;
}

const standings = { good: "text-good", watch: "text-watch", act: "text-act" } as const;

/** A number with its name; pressed it tells what it is. */
export function NumberButton({ metric, figure, onExplain, isBig = false, note }: Props) {
  const t = useText(metricWords);
  const say = useSay();
  const language = useLanguage();
  if (metric === undefined) return null;
  const value = figure?.value;
  const title = say(metric.title);
  return (
    <button
      type="button"
      onClick={() => onExplain(metric.id)}
      title={t.explain(title)}
      className="hover:bg-sunken -mx-2 block min-h-11 rounded-lg px-2 py-1.5 text-left"
    >
      <span className="text-muted block text-sm">{title}</span>
      <span
        className={`block font-semibold tracking-tight ${isBig ? "text-3xl sm:text-4xl" : "text-2xl"} ${figure?.standing === undefined ? "" : standings[figure.standing]}`}
      >
        {value === null || value === undefined
          ? "–"
          : `${formatNumber(value, language, metricDecimals(metric))}${metricSuffix(metric)}`}
      </span>
      {metric.absent === undefined ? (
        note === undefined ? null : (
          <span className="text-muted block text-sm">{note}</span>
        )
      ) : (
        <span className="text-muted block text-sm">{say(metric.absent)}</span>
      )}
    </button>
  );
}
