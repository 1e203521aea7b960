import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import chromiumBinary from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../test-app.ts";
import { insertSampleCity } from "./sample-city.ts";

let at: TestApp;
let url: string;
let browser: Browser;

/** A Chromium of the machine if there is one, else the one from npm, without the flags made for lambdas. */
async function launch(): Promise<Browser> {
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((path) => existsSync(path)) ?? (await chromiumBinary.executablePath());
  // Chromium refuses its sandbox to root; it opens nothing here but our own pages.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

beforeAll(async () => {
  at = await createTestApp();
  await insertSampleCity(at.pool);
  url = await at.app.listen({ host: "127.0.0.1", port: 0 });
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await at.close();
});

interface Opened {
  readonly page: Page;
  /** Requests to anywhere but this server, and everything the browser refused or complained of. */
  readonly foreign: string[];
  readonly complaints: string[];
}

async function open(path: string, width: number, colorScheme: "light" | "dark"): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    locale: "vi-VN",
  });
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${url}${path}`, { waitUntil: "load" });
  return { page, foreign, complaints };
}

/** `HP_SHOTS=folder` keeps pictures for a person to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.HP_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const phone = [390, "light"] as const;
const desk = [1280, "dark"] as const;

test.each([
  ["/docs/dictionary", ...phone],
  ["/docs/dictionary/learner", ...phone],
  ["/docs/dictionary/learner", ...desk],
  ["/docs/dictionary/code-sets/ethnicity", ...phone],
  ["/docs/errors", ...phone],
  ["/khong-co", ...phone],
] as const)(
  "%s at %i px, %s: no accessibility fault, no sideways scroll, nobody else asked",
  async (path, width, scheme) => {
    const { page, foreign, complaints } = await open(path, width, scheme);
    await shoot(page, `${path.replace(/[^a-z0-9]+/gi, "-")}-${width}-${scheme}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`),
    ).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(foreign).toEqual([]);
    // A page that is not there is one error line of the browser itself.
    expect(complaints.filter((text) => !text.includes("status of 404"))).toEqual([]);
    await page.context().close();
  },
);

test("the API reference shows every list without asking another host", async () => {
  const { page, foreign, complaints } = await open("/docs/", 1280, "light");
  await page.getByText("Hoa Phượng API").first().waitFor();
  await shoot(page, "docs-1280");
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
