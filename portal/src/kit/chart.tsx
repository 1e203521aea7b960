import { lazy, Suspense, useId, useState } from "react";
import { kit } from "../text/kit.ts";
import { useLanguage, useText } from "../text/use-text.ts";
import { formatNumber } from "./number-text.tsx";

export interface Series {
  readonly name: string;
  /** One for each category; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  readonly kind: "bar" | "line" | "stacked";
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly unit?: string;
  readonly decimals?: number;
  readonly heightPx?: number;
}

const Drawing = lazy(() => import("./chart-drawing.tsx"));

/** Figures as a picture, and the same figures as a table for whoever reads better so; nothing is in one alone. */
export function Chart(props: ChartProps) {
  const t = useText(kit);
  const [view, setView] = useState<"chart" | "table">("chart");
  const id = useId();
  const heightPx = props.heightPx ?? 280;
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <figcaption id={id} className="font-medium">
          {props.title}
        </figcaption>
        <fieldset data-print="hide" className="bg-sunken flex rounded-lg p-0.5">
          <legend className="sr-only">{t.showAs}</legend>
          {(["chart", "table"] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={view === one}
              onClick={() => setView(one)}
              className={`min-h-9 rounded-md px-3 text-sm ${view === one ? "bg-raised shadow-raised font-medium" : "text-muted"}`}
            >
              {one === "chart" ? t.chart : t.table}
            </button>
          ))}
        </fieldset>
      </div>
      {view === "chart" ? (
        <Suspense
          fallback={
            <div data-loading className="bg-sunken animate-pulse rounded-lg" style={{ height: heightPx }} />
          }
        >
          <Drawing {...props} heightPx={heightPx} />
        </Suspense>
      ) : (
        <FigureTable {...props} />
      )}
    </figure>
  );
}

function FigureTable({ title, categories, series, decimals = 0 }: ChartProps) {
  const t = useText(kit);
  const language = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label={title} tabIndex={0} className="max-h-96 overflow-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="text-muted border-rule border-b text-left">
            <th className="py-2 pr-4 font-medium">{t.category}</th>
            {series.map(({ name }) => (
              <th key={name} className="py-2 pr-2 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, at) => (
            <tr key={category} className="border-rule border-b">
              <th scope="row" className="py-2 pr-4 text-left font-normal">
                {category}
              </th>
              {series.map(({ name, values }) => {
                const value = values[at];
                return (
                  <td key={name} className="py-2 pr-2 text-right">
                    {value === null || value === undefined ? "–" : formatNumber(value, language, decimals)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
