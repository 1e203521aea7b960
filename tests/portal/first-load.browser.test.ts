import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPortalDir } from "#src/api/portal/portal-files.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

let world: PortalWorld;
let browser: Browser;
beforeAll(async () => {
  world = await startPortalWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Issue 5: what a parent's phone fetches to show the home, scripts and styles, gzip as an old proxy would send it. */
const mostBytes = 180_000;

test("a parent's home costs less than 180 KB of scripts and styles, asks the API few things and nobody else anything", async () => {
  const { page, foreign, complaints, close } = await openPortal(browser, world.url, "/", {
    role: "guardian",
    width: 390,
  });
  const loaded = await page.evaluate<string[]>(
    "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)",
  );
  const code = [...new Set(loaded.filter((path) => /\.(js|css)$/.test(path)))];
  const bytes = code
    .map((path) => gzipSync(readFileSync(join(builtPortalDir, path)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
  console.log(`${code.length} files, ${bytes} bytes gzip; ${loaded.length} requests`);
  expect(code.length).toBeGreaterThan(3);
  // Half a second there and back: many small files cost more than their bytes (portal/vite.config.ts gathers them).
  expect(code.length).toBeLessThan(10);
  expect(bytes).toBeLessThan(mostBytes);
  const asked = loaded.filter((path) => path.startsWith("/api/"));
  expect([...new Set(asked)].sort()).toEqual(["/api/v1/portal/caller", "/api/v1/portal/people"]);
  // Each once: the page's own hints and the program's questions are one request.
  expect(asked).toHaveLength(2);
  expect([...foreign, ...complaints]).toEqual([]);
  await close();
});
