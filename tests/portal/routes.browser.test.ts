import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPortalDir } from "#src/api/portal/portal-files.ts";
import { launchBrowser, type Opened, openPortal, settled } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

interface Route {
  readonly path: string;
  readonly examples?: readonly string[];
  readonly testedAs?: string | readonly string[];
}

const { routes } = JSON.parse(readFileSync(join(builtPortalDir, "routes.json"), "utf8")) as {
  readonly routes: readonly Route[];
};
/** `HP_ROUTES=/tim` looks at the addresses that begin so. */
const only = process.env.HP_ROUTES ?? "";
const addresses = routes
  .flatMap((route) =>
    (route.examples ?? [route.path]).flatMap((address) =>
      [route.testedAs ?? "guest"].flat().map((role) => ({ address, role })),
    ),
  )
  .filter(({ address }) => address.startsWith(only));
/**
 * What a page is made of depends on its width, not on its theme: all rules once a width, in the other theme those that
 * judge colours.
 */
const looks = [
  { width: 390, scheme: "light", rules: "all" },
  { width: 390, scheme: "dark", rules: "colours" },
  { width: 1280, scheme: "dark", rules: "all" },
  { width: 1280, scheme: "light", rules: "colours" },
] as const;
/** Chromium may keep colours of the theme before (`light-dark()`) where nobody looks at the page: it styles all anew. */
const redraw = `new Promise((drawn) => {
  const { style } = document.documentElement;
  style.display = "none";
  void document.documentElement.offsetHeight;
  style.display = "";
  requestAnimationFrame(() => requestAnimationFrame(drawn));
})`;
const colourRules = ["color-contrast", "link-in-text-block"];

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

test("a path with a parameter names an address to look at", () => {
  expect(routes.filter(({ path, examples }) => path.includes("$") && examples === undefined)).toEqual([]);
});

/** `HP_SHOTS=folder` keeps pictures for a person to look at: of what is in sight, a list of 100,000 is too tall. */
async function shoot({ page }: Opened, name: string): Promise<void> {
  const folder = process.env.HP_SHOTS;
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: await isShort(page) });
}

async function faultsOf(page: Page, rules: (typeof looks)[number]["rules"]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules === "all" ? axe : axe.withRules(colourRules)).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

// Several at a time in one browser (vitest's maxConcurrency): while one page waits for data another is judged.
test.concurrent.each(addresses)(
  "$address ($role): no accessibility fault, no sideways scroll, nobody else asked, no complaint",
  async ({ address, role }) => {
    const opened = await openPortal(browser, world.url, address, {
      width: looks[0].width,
      ...(role === "guest" ? {} : { role }),
    });
    const { page, foreign, complaints } = opened;
    for (const { width, scheme, rules } of looks) {
      const where = `${address} ${role} ${width} ${scheme}`;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await settled(page);
      await page.evaluate(redraw);
      await shoot(opened, where.replace(/[^a-z0-9]+/gi, "-"));
      expect(await faultsOf(page, rules), where).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth"), where).toBeLessThanOrEqual(width);
    }
    expect([...foreign, ...complaints], address).toEqual([]);
    await opened.close();
  },
);

const isShort = async (page: Page): Promise<boolean> =>
  Number(await page.evaluate("document.documentElement.scrollHeight")) < 10_000;
