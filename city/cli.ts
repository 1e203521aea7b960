import { existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { type GenerateOptions, generateCity } from "./generate.ts";

/**
 * The city as a program of its own, because the product never imports it:
 * `node city/cli.ts generate --out DIR [--scale 0.02] [--seed 1] [--day 2 --change 0.01]`.
 * Writes one JSON object a line on stdout: progress while it works, the report last. Exit 2 for a wrong call.
 */
const options = {
  scale: { type: "string", default: "0.02" },
  seed: { type: "string", default: "1" },
  out: { type: "string" },
  day: { type: "string", default: "1" },
  change: { type: "string", default: "0.01" },
  // The output is JSON either way; the flag is taken so that callers may say so.
  json: { type: "boolean" },
} as const;

/** Least time between two lines of progress. */
const progressEveryMs = 200;

class WrongCall extends Error {}

function readOptions(args: readonly string[]): GenerateOptions {
  const { values, positionals } = parseCall(args);
  if (positionals.length !== 1 || positionals[0] !== "generate")
    throw new WrongCall("usage: city/cli.ts generate --out DIR");
  if (values.out === undefined) throw new WrongCall("--out is missing");
  if (existsSync(values.out) && !statSync(values.out).isDirectory())
    throw new WrongCall(`--out ${values.out} is not a folder`);
  if (values.day !== "1" && values.day !== "2") throw new WrongCall(`--day must be 1 or 2: ${values.day}`);
  return {
    scale: numberIn("scale", values.scale, 0.001, 1),
    seed: numberIn("seed", values.seed, 0, Number.MAX_SAFE_INTEGER, true),
    out: values.out,
    day: values.day === "2" ? 2 : 1,
    changeShare: numberIn("change", values.change, 0, 1),
  };
}

function parseCall(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new WrongCall(cause instanceof Error ? cause.message : String(cause));
  }
}

function numberIn(name: string, text: string, min: number, max: number, whole = false): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
    throw new WrongCall(
      `--${name} must be ${whole ? "a whole number" : "a number"} from ${min} to ${max}: ${text}`,
    );
  }
  return value;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  let lastMs = 0;
  const report = await generateCity({
    ...readOptions(process.argv.slice(2)),
    onProgress: (progress) => {
      const nowMs = performance.now();
      if (progress.schools < progress.ofSchools && nowMs - lastMs < progressEveryMs) return;
      lastMs = nowMs;
      say(progress);
    },
  });
  say(report);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof WrongCall ? 2 : 1;
}
