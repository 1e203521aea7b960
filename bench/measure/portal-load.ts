import type { Browser, CDPSession } from "playwright-core";

interface Load {
  /** Medians of the runs, ms after the address was asked for. */
  readonly firstPaintMs: number;
  /** The page's heading stands and nothing says any more that it is loading. */
  readonly contentMs: number;
  /** Content stands and the main thread has had half a second without a task of 50 ms. */
  readonly usableMs: number;
  /** Above 50 ms, summed over long tasks. */
  readonly blockedMs: number;
  readonly bytes: number;
  readonly requests: number;
}

/** DevTools' "Fast 3G": 1.44 Mbit/s down, 0.675 up, 562.5 ms a round trip. */
const line = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 180_000,
  uploadThroughput: 84_375,
};
const slowDown = 4;

const watchTasks = `
  window.__tasks = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.__tasks.push([one.startTime, one.duration]);
  }).observe({ type: "longtask", buffered: true });`;

/** Loads a page with an empty cache as a phone on a weak line would. */
export async function measureLoad(
  browser: Browser,
  url: string,
  { path, role }: { readonly path: string; readonly role: string | undefined },
  runs: number,
): Promise<Load> {
  const all: Load[] = [];
  for (let run = 0; run < runs; run += 1) {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      serviceWorkers: "block",
      ...(role === undefined ? {} : { extraHTTPHeaders: { "x-test-role": role } }),
    });
    await context.addInitScript(watchTasks);
    const page = await context.newPage();
    const session: CDPSession = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", line);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
    let bytes = 0;
    let requests = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.goto(`${url}${path}`, { waitUntil: "commit" });
    await page.locator("main h1").first().waitFor();
    await page.locator("main [data-loading]").first().waitFor({ state: "detached" });
    const contentMs = Number(await page.evaluate("performance.now()"));
    await page.waitForTimeout(2_500);
    const { paint, tasks } = await page.evaluate<{ paint: number; tasks: [number, number][] }>(
      `({ paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, tasks: window.__tasks })`,
    );
    all.push({
      firstPaintMs: paint,
      contentMs,
      usableMs: usableAfter(contentMs, tasks),
      blockedMs: tasks.reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0),
      bytes,
      requests,
    });
    await context.close();
  }
  const median = (of: (load: Load) => number): number =>
    Math.round(all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
  return {
    firstPaintMs: median((load) => load.firstPaintMs),
    contentMs: median((load) => load.contentMs),
    usableMs: median((load) => load.usableMs),
    blockedMs: median((load) => load.blockedMs),
    bytes: median((load) => load.bytes),
    requests: median((load) => load.requests),
  };
}

/** The end of the last long task that begins within half a second of what came before. */
function usableAfter(contentMs: number, tasks: readonly (readonly [number, number])[]): number {
  let usable = contentMs;
  for (const [start, took] of [...tasks].sort(([a], [b]) => a - b))
    if (start + took > usable && start < usable + 500) usable = start + took;
  return usable;
}
