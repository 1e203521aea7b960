/**
 * `npm run bench -- portal`: how soon the portal can be used on a cheap phone and a weak line, how its grid of 100,000
 * rows scrolls, and Lighthouse's scores; each beside its bar (issue 5). Over the small city of tests/portal: what a
 * city's size costs is the API's matter (bench/read.ts), but for the school finder, which has every school at once. Lighthouse is installed for the bench alone
 * (`--lighthouse <folder>`; `--no-scores` runs without).
 */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { builtPortalDir } from "#src/api/portal/portal-files.ts";
import { launchBrowser } from "#tests/portal/browser.ts";
import { startPortalWorld } from "#tests/portal/portal-world.ts";
import { insertWholeCity } from "#tests/portal/sample-schools.ts";
import { setup } from "#tests/setup/postgres.ts";
import { installLighthouse, type Scores, scoreByLighthouse } from "./measure/lighthouse.ts";
import { measureFinder } from "./measure/portal-finder.ts";
import { measureLoad } from "./measure/portal-load.ts";
import { measureScroll } from "./measure/portal-scroll.ts";
import { startReferrerProxy } from "./measure/referrer-proxy.ts";

const { values } = parseArgs({
  allowNegative: true,
  options: {
    lighthouse: { type: "string", default: join(tmpdir(), "hoa-phuong-lighthouse") },
    scores: { type: "boolean", default: true },
    runs: { type: "string", default: "3" },
  },
});
const debugPort = 9_333;
const bars = {
  usableMs: 3_000,
  longestFrameMs: 50,
  /** The finder on a processor ÷ 4: a letter is answered before the next, a frame is late once at most. */
  letterMs: 150,
  slowFrameMs: 100,
  schoolListBytes: 60_000,
  performance: 90,
  accessibility: 100,
} as const;

const { routes } = JSON.parse(readFileSync(join(builtPortalDir, "routes.json"), "utf8")) as {
  readonly routes: readonly { readonly path: string }[];
};
const wanted = [
  { name: "public home", path: "/", role: undefined },
  { name: "parent's home", path: "/", role: "guardian" },
  { name: "steward's home", path: "/", role: "schoolSteward" },
  { name: "steward's worklist", path: "/viec-can-sua", role: "schoolSteward" },
] as const;
/** A page that is not there would be the quickest of all. */
const pages = wanted.filter(({ path }) => routes.some((route) => route.path === path));

const row = (what: string, figure: string, bar: string, isMet: boolean): void =>
  console.error(`${isMet ? "✓" : "✗"} ${what}: ${figure} (bar ${bar})`);

for (const { name, path } of wanted)
  if (!pages.some((page) => page.path === path)) row(name, `no page ${path}`, "a page", false);
if (values.scores) installLighthouse(values.lighthouse);
const stopPostgres = await setup();
const world = await startPortalWorld();
const browser: Browser = await launchBrowser([`--remote-debugging-port=${debugPort}`]);
try {
  const loads = [];
  for (const page of pages) {
    const measured = await measureLoad(browser, world.url, page, Number(values.runs));
    loads.push({ ...page, ...measured, barMs: bars.usableMs });
    row(
      `${page.name}, usable on Fast 3G, processor ÷ 4`,
      `${measured.usableMs} ms (content ${measured.contentMs}, first paint ${measured.firstPaintMs}, ${Math.round(measured.bytes / 1000)} KB, ${measured.requests} requests)`,
      `< ${bars.usableMs} ms`,
      measured.usableMs < bars.usableMs,
    );
  }
  const scroll = await measureScroll(browser, world.url);
  row(
    `grid of ${scroll.rows} rows, longest frame while it scrolls`,
    `${scroll.longestFrameMs} ms (median ${scroll.medianFrameMs}, ${scroll.framesOver50Ms} of ${scroll.frames} over)`,
    `≤ ${bars.longestFrameMs} ms`,
    scroll.longestFrameMs <= bars.longestFrameMs,
  );
  await insertWholeCity(world.pool);
  const finderLoad = await measureLoad(
    browser,
    world.url,
    { path: "/tim-truong", role: undefined },
    Number(values.runs),
  );
  const finder = { ...(await measureFinder(browser, world.url)), load: finderLoad };
  const { schools, listBytes, listBytesSent, slowestLetterMs } = finder;
  const slowFrame = Math.max(finder.longestScrollFrameMs, finder.longestDragFrameMs);
  row(
    `finder of ${schools} schools, processor ÷ 4`,
    `list ${Math.round(listBytesSent / 1000)} KB (${Math.round(listBytes / 1000)} unpacked), slowest letter ${slowestLetterMs} ms, longest frame ${slowFrame} ms; on Fast 3G content ${finderLoad.contentMs} ms, ${Math.round(finderLoad.bytes / 1000)} KB`,
    `≤ ${bars.schoolListBytes / 1000} KB, ${bars.letterMs} ms, ${bars.slowFrameMs} ms`,
    listBytesSent <= bars.schoolListBytes &&
      slowestLetterMs <= bars.letterMs &&
      slowFrame <= bars.slowFrameMs,
  );
  const scores: (Scores & { readonly name: string })[] = [];
  const scored = await startReferrerProxy(world.url);
  if (values.scores)
    for (const page of pages) {
      const found = await scoreByLighthouse(values.lighthouse, debugPort, scored.url, page);
      scores.push({ name: page.name, ...found });
      row(
        `${page.name}, Lighthouse`,
        `performance ${found.performance}, accessibility ${found.accessibility}, best practices ${found.bestPractices}${found.notFull.length === 0 ? "" : ` (${found.notFull.join(", ")})`}`,
        `≥ ${bars.performance}, ${bars.accessibility}`,
        found.performance >= bars.performance && found.accessibility >= bars.accessibility,
      );
    }
  scored.close();
  console.log(
    JSON.stringify(
      {
        did: "portal: loads on Fast 3G (DevTools), processor ÷ 4, 360 × 740; a grid scrolled 900 px a frame; Lighthouse",
        bars,
        missing: wanted.filter((one) => !pages.some(({ path }) => path === one.path)).map(({ path }) => path),
        loads,
        scroll,
        finder,
        scores,
      },
      null,
      1,
    ),
  );
} finally {
  await browser.close();
  await world.close();
  await stopPostgres();
}
