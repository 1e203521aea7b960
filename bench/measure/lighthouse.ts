import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Lighthouse {
  default(
    url: string,
    flags: object,
  ): Promise<{
    readonly lhr: {
      readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
      readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
    };
  }>;
}

/**
 * Lighthouse's scores of a page, 0-100, with its own phone and its own slow line.
 * @param folder where `npm install lighthouse` was done
 */
export async function scoreByLighthouse(
  folder: string,
  port: number,
  url: string,
  { path, role }: { readonly path: string; readonly role: string | undefined },
): Promise<Readonly<Record<string, number>>> {
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
  };
}
