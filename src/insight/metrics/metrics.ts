import type { Measures } from "./add-up.ts";
import type { Metric } from "./metric.ts";
import { dataMetrics } from "./metrics-data.ts";
import { sizeMetrics } from "./metrics-size.ts";
import { workMetrics } from "./metrics-work.ts";

/** Every metric, in the order pages show them. */
export const metrics: readonly Metric[] = [...sizeMetrics, ...dataMetrics, ...workMetrics];

/** A metric's number for a unit; null where there is none, which is not zero. */
export function numberOf({ computation }: Metric, measures: Measures): number | null {
  const sum = (names: readonly string[]): number =>
    names.reduce((total, name) => total + (measures[name] ?? 0), 0);
  switch (computation.kind) {
    case "sum":
      return round(sum(computation.of));
    case "ratio": {
      const bottom = sum(computation.bottom);
      return bottom === 0 ? null : round((sum(computation.top) / bottom) * computation.times);
    }
    case "own":
      return measures[computation.of] ?? null;
    case "absent":
      return null;
  }
}

/** The numbers a metric's number is made of, by name: what a reader adds up again. */
export function partsOf({ computation }: Metric, measures: Measures): Measures {
  const names =
    computation.kind === "sum"
      ? computation.of
      : computation.kind === "ratio"
        ? [...computation.top, ...computation.bottom]
        : [];
  return Object.fromEntries(names.map((name) => [name, measures[name] ?? 0]));
}

const round = (value: number): number => Math.round(value * 100) / 100;
