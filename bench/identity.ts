import { parseArgs } from "node:util";
import type { Progress } from "#src/pipeline/progress.ts";
import { evaluateIdentity } from "./identity/evaluate.ts";

/**
 * Identity held against the truth of a generated city; the last line printed is one JSON object, the lines before it
 * are progress.
 *
 *   npm run bench -- identity [--scale 0.02] [--seed 1] [--examples 10] [--keep DIR] [--registry]
 */
const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "0.02" },
    seed: { type: "string", default: "1" },
    examples: { type: "string", default: "0" },
    keep: { type: "string" },
    city: { type: "string" },
    data: { type: "string" },
    registry: { type: "boolean", default: false },
  },
});
const scale = Number(values.scale);
const seed = Number(values.seed);
const { keep, city, data } = values;
const progress: Progress = (event) => console.log(JSON.stringify(event));

const result = await evaluateIdentity(
  {
    scale,
    seed,
    examples: Number(values.examples),
    registry: values.registry,
    ...(keep === undefined ? {} : { keep }),
    ...(city === undefined ? {} : { city }),
    ...(data === undefined ? {} : { data }),
  },
  progress,
);
console.log(JSON.stringify(result));
