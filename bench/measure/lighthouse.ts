import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Of npm, for this bench alone: 114 packages and 176 MB are not for everybody who installs us. */
const wanted = "13.5.0";

interface Lighthouse {
  default(
    url: string,
    flags: object,
  ): Promise<{
    readonly lhr: {
      readonly categories: Readonly<
        Record<
          string,
          { readonly score: number | null; readonly auditRefs: readonly { readonly id: string }[] }
        >
      >;
      readonly audits: Readonly<
        Record<string, { readonly numericValue?: number; readonly score: number | null }>
      >;
    };
  }>;
}

/** What Lighthouse found: scores 0-100, times in ms, and the audits of accessibility that are not full. */
export interface Scores {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  readonly interactiveMs: number;
  readonly blockedMs: number;
  readonly layoutShift: number;
  readonly notFull: readonly string[];
}

/** Installs Lighthouse into a folder of its own, once; without its install scripts, which fetch from elsewhere. */
export function installLighthouse(folder: string): void {
  if (existsSync(join(folder, "node_modules/lighthouse/package.json"))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  execFileSync(
    "npm",
    ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", `lighthouse@${wanted}`],
    { cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );
}

/**
 * Lighthouse's scores of a page, with its own phone (Moto G Power) and its own slow line (slow 4G, processor ÷ 4).
 * @param folder where {@link installLighthouse} put it
 * @param port the browser's debugging port
 */
export async function scoreByLighthouse(
  folder: string,
  port: number,
  url: string,
  { path, role }: { readonly path: string; readonly role: string | undefined },
): Promise<Scores> {
  const entry = createRequire(join(folder, "package.json")).resolve("lighthouse");
  const { default: run } = (await import(pathToFileURL(entry).href)) as Lighthouse;
  const { lhr } = await run(`${url}${path}`, {
    port,
    logLevel: "error",
    output: "json",
    onlyCategories: ["performance", "accessibility", "best-practices"],
    extraHeaders: role === undefined ? {} : { "x-test-role": role },
  });
  const score = (id: string): number => Math.round((lhr.categories[id]?.score ?? 0) * 100);
  const ms = (id: string): number => Math.round(lhr.audits[id]?.numericValue ?? 0);
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    firstPaintMs: ms("first-contentful-paint"),
    largestPaintMs: ms("largest-contentful-paint"),
    interactiveMs: ms("interactive"),
    blockedMs: ms("total-blocking-time"),
    layoutShift: lhr.audits["cumulative-layout-shift"]?.numericValue ?? 0,
    notFull: ["accessibility", "best-practices"].flatMap((category) =>
      (lhr.categories[category]?.auditRefs ?? [])
        .map(({ id }) => id)
        .filter((id) => {
          const full = lhr.audits[id]?.score;
          return full !== null && full !== undefined && full < 1;
        }),
    ),
  };
}
