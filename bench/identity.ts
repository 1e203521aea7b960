import { parseArgs } from "node:util";
import type { Progress } from "#src/pipeline/progress.ts";
import { evaluateIdentity } from "./identity/evaluate.ts";
import { measureOrders } from "./identity/orders.ts";
import { measureSecondDay } from "./identity/second-day.ts";

/**
 * Identity held against the truth of a generated city; the last line printed is one JSON object, the lines before it
 * are progress.
 *
 *   npm run bench -- identity [--scale 0.02] [--seed 1] [--examples 10] [--no-registry]   precision, recall, F1, by kind of mistake
 *   npm run bench -- identity --orders 3        the same city in shuffled orders, several ingests: the same golden ids?
 *   npm run bench -- identity --second-day      a second day, against a run from scratch: the same clusters?
 *
 * `--keep DIR` keeps city and data; `--city DIR --data DIR` measures what was ingested before.
 */
const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "0.02" },
    seed: { type: "string", default: "1" },
    examples: { type: "string", default: "0" },
    orders: { type: "string" },
    "second-day": { type: "boolean", default: false },
    keep: { type: "string" },
    city: { type: "string" },
    data: { type: "string" },
    "no-registry": { type: "boolean", default: false },
  },
});
const { keep, city, data } = values;
const common = {
  scale: Number(values.scale),
  seed: Number(values.seed),
  ...(keep === undefined ? {} : { keep }),
};
const progress: Progress = (event) => console.log(JSON.stringify(event));

async function measure(): Promise<object> {
  if (values.orders !== undefined)
    return measureOrders({ ...common, orders: Number(values.orders) }, progress);
  if (values["second-day"]) return measureSecondDay(common, progress);
  const places = { ...(city === undefined ? {} : { city }), ...(data === undefined ? {} : { data }) };
  return evaluateIdentity(
    { ...common, ...places, examples: Number(values.examples), registry: !values["no-registry"] },
    progress,
  );
}

console.log(JSON.stringify(await measure()));
