import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useLanguage } from "../text/use-text.ts";
import type { ChartProps } from "./chart.tsx";
import { formatNumber } from "./number-text.tsx";
import { themeColour } from "./theme-colour.ts";
import { useScheme } from "./use-scheme.ts";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const symbols = ["circle", "rect", "triangle", "diamond", "pin", "arrow"] as const;

/** The picture by ECharts; tooltips are drawn, because the content policy lets no script write styles into the page. */
export default function ChartDrawing(props: ChartProps & { readonly heightPx: number }) {
  const { kind, categories, series, unit = "", decimals = 0, heightPx } = props;
  const place = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const scheme = useScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the colours resolve to.
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, undefined, { renderer: "canvas" });
    const [ink, muted, rule, raised] = ["--ink", "--muted", "--rule", "--raised"].map(themeColour);
    const format = (value: unknown): string =>
      typeof value === "number" ? `${formatNumber(value, language, decimals)}${unit}` : "–";
    chart.setOption({
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      textStyle: { fontFamily: "Be Vietnam Pro, sans-serif", color: ink },
      color: series.map((_one, at) => themeColour(`--series-${(at % 6) + 1}`)),
      grid: { left: 8, right: 12, top: series.length > 1 ? 40 : 12, bottom: 8, outerBoundsMode: "same" },
      legend: { show: series.length > 1, top: 0, left: 0, textStyle: { color: ink }, icon: "roundRect" },
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        backgroundColor: raised,
        borderColor: rule,
        textStyle: { color: ink },
        valueFormatter: format,
      },
      xAxis: {
        type: "category",
        data: [...categories],
        axisLine: { lineStyle: { color: rule } },
        axisTick: { show: false },
        axisLabel: { color: muted, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        // A bar's length is its number, so bars begin at zero; a line shows how it moves, and 97 to 99 would lie flat.
        scale: kind === "line",
        splitLine: { lineStyle: { color: rule } },
        axisLabel: { color: muted, formatter: (value: number) => formatNumber(value, language) },
      },
      series: series.map(({ name, values }, at) => ({
        name,
        type: kind === "line" ? "line" : "bar",
        data: [...values],
        ...(kind === "stacked" ? { stack: "all" } : {}),
        symbol: symbols[at % symbols.length],
        symbolSize: 8,
        barMaxWidth: 36,
        itemStyle: kind === "bar" ? { borderRadius: [4, 4, 0, 0] } : {},
      })),
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [kind, categories, series, unit, decimals, language, scheme]);
  return <div ref={place} aria-hidden style={{ height: heightPx }} />;
}
