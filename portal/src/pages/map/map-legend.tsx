import { formatNumber } from "../../kit/number-text.tsx";
import { mapWords } from "../../text/map.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Metric, metricDecimals, metricSuffix } from "../department/metric-data.ts";

/** The kit's own scale, light to dark. */
const colours = ["#dbe9f4", "#abcfe6", "#6aaed6", "#3787c0", "#105ba4"];

interface Props {
  readonly steps: readonly number[];
  readonly metric: Metric | undefined;
  readonly isBig?: boolean;
}

/** What the colours mean, in numbers. */
export function MapLegend({ steps, metric, isBig = false }: Props) {
  const t = useText(mapWords);
  const say = useSay();
  const language = useLanguage();
  if (metric === undefined) return null;
  const number = (value: number) =>
    `${formatNumber(value, language, metricDecimals(metric))}${metricSuffix(metric)}`;
  const first = steps[0];
  const words =
    first === undefined
      ? []
      : [
          t.below(number(first)),
          ...steps.map((edge, at) => {
            const next = steps[at + 1];
            return next === undefined ? t.from(number(edge)) : t.between(number(edge), number(next));
          }),
        ];
  return (
    <div className={isBig ? "text-lg" : "text-sm"}>
      <p className="font-medium">{say(metric.title)}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {words.map((text, at) => (
          <li key={text} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className="border-edge inline-block size-4 rounded-sm border"
              style={{ background: colours[at] }}
            />
            {text}
          </li>
        ))}
        {words.length === 0 ? <li className="text-muted">{t.noScale}</li> : null}
      </ul>
    </div>
  );
}
