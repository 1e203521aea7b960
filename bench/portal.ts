/**
 * `npm run bench -- portal`: how soon the portal can be used on a cheap phone and a weak line, and how its grid of
 * 100,000 rows scrolls. With `--lighthouse <folder>` (an installed npm package `lighthouse`; 176 MB, so not ours) its
 * scores too. The small city of tests/portal; what a city's size costs is the API's matter (bench/read.ts).
 */
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { launchBrowser } from "#tests/portal/browser.ts";
import { startPortalWorld } from "#tests/portal/portal-world.ts";
import { setup } from "#tests/setup/postgres.ts";
import { scoreByLighthouse } from "./measure/lighthouse.ts";
import { measureLoad } from "./measure/portal-load.ts";
import { measureScroll } from "./measure/portal-scroll.ts";

const { values } = parseArgs({
  options: { lighthouse: { type: "string" }, runs: { type: "string", default: "3" } },
});
const debugPort = 9_333;

const pages = [
  { name: "public home", path: "/", role: undefined },
  { name: "parent's home", path: "/", role: "guardian" },
  { name: "steward's home", path: "/", role: "schoolSteward" },
] as const;

const stopPostgres = await setup();
const world = await startPortalWorld();
const browser: Browser = await launchBrowser([`--remote-debugging-port=${debugPort}`]);
try {
  const loads = [];
  for (const page of pages) {
    const measured = await measureLoad(browser, world.url, page, Number(values.runs));
    loads.push({ ...page, ...measured });
    console.error(`${page.name}: content ${measured.contentMs} ms, usable ${measured.usableMs} ms`);
  }
  const scroll = await measureScroll(browser, world.url);
  const scores = [];
  if (values.lighthouse !== undefined)
    for (const page of pages)
      scores.push({ ...page, ...(await scoreByLighthouse(values.lighthouse, debugPort, world.url, page)) });
  console.log(
    JSON.stringify({ line: "Fast 3G (DevTools), CPU ÷ 4, 360 × 740", loads, scroll, scores }, null, 1),
  );
} finally {
  await browser.close();
  await world.close();
  await stopPostgres();
}
