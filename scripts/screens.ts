/**
 * Pictures of the portal's main screens for docs/screens and the README, phone and desk, out of a running sample city:
 * `npm start` in one window, `npm run screens` in another. It signs in as the sample accounts do, so nothing is shown
 * that a person would not see. `--url` names the program, `--only` some screens, `--out` another folder.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser, settled } from "#tests/portal/browser.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8080" },
    out: { type: "string", default: join(import.meta.dirname, "../docs/screens") },
    only: { type: "string", multiple: true },
    dark: { type: "boolean", default: false },
  },
});
/** Bytes of one picture in the repository. */
const mostBytes = 200_000;
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 832 } } as const;

interface Demo {
  readonly isLoading: boolean;
  readonly password: string;
  readonly code: { readonly code: string };
  readonly accounts: readonly { readonly userName: string }[];
}

interface Screen {
  readonly name: string;
  /** User name of a sample account; without it a guest. */
  readonly as?: string;
  /** Its address, or how to find it as that person. */
  readonly at: string | ((page: Page) => Promise<string>);
  /** Before the picture: scrolls, opens. */
  readonly before?: (page: Page) => Promise<void>;
}

/** The record of the parent's first child. */
const firstChild = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `fetch("/api/v1/portal/people").then((reply) => reply.json()).then(({ data }) => {
      const child = data.find(({ isSelf }) => !isSelf) ?? data[0];
      return "/ho-so-cua-toi/" + child.entity + "/" + child.recordId;
    })`,
  );

const screens: readonly Screen[] = [
  { name: "trang-chu", at: "/" },
  { name: "ho-so-cua-con", as: "phu-huynh", at: firstChild },
  { name: "hom-nay-cua-truong", as: "du-lieu-truong", at: "/" },
  { name: "viec-can-sua", as: "du-lieu-truong", at: "/viec-can-sua" },
  { name: "ket-qua-nop-tep", as: "du-lieu-truong", at: "/luot/1" },
  { name: "hom-nay-cua-so", as: "lanh-dao-so", at: "/" },
  { name: "dieu-hanh", as: "lanh-dao-so", at: "/dieu-hanh" },
  {
    name: "ban-do",
    as: "lanh-dao-so",
    at: "/ban-do",
    before: async (page) => {
      await page
        .locator("canvas")
        .first()
        .evaluate((map) => map.scrollIntoView({ block: "center" }));
      await page.waitForTimeout(1_500);
    },
  },
];

async function readDemo(): Promise<Demo> {
  const reply = await fetch(`${values.url}/api/v1/portal/demo`);
  if (!reply.ok) throw new Error(`${values.url} has no sample accounts: npm start`);
  const demo = (await reply.json()) as Demo;
  if (demo.isLoading) throw new Error("the sample city is still on its way; try again when it stands");
  return demo;
}

/** As a person does: name and password, and the six digits where the role asks for them. */
async function signIn(context: BrowserContext, userName: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${values.url}/sign-in?next=/`);
  await page.locator("#userName").fill(userName);
  await page.locator("input[type=password]").fill((await readDemo()).password);
  await page.locator("input[type=password]").press("Enter");
  await page.waitForLoadState("networkidle");
  if ((await page.locator("#code").count()) > 0) {
    await page.locator("#code").fill((await readDemo()).code.code);
    await page.locator("#code").press("Enter");
    await page.waitForLoadState("networkidle");
  }
  await page.locator("main h1").first().waitFor();
  if (new URL(page.url()).pathname !== "/") throw new Error(`${userName} did not come in: ${page.url()}`);
  await page.close();
}

async function shoot(context: BrowserContext, screen: Screen, size: keyof typeof sizes): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize(sizes[size]);
  await page.goto(values.url);
  const path = typeof screen.at === "string" ? screen.at : await screen.at(page);
  if (path !== "/") await page.goto(values.url + path);
  await page.locator("main h1").first().waitFor();
  await settled(page);
  await screen.before?.(page);
  const name = `${screen.name}.${size}`;
  const png = await page.screenshot({ type: "png" });
  // A map has more colours than lines; a photograph's format is smaller then.
  const isHeavy = png.length >= mostBytes;
  const bytes = isHeavy ? await page.screenshot({ type: "jpeg", quality: 82 }) : png;
  if (bytes.length >= mostBytes) throw new Error(`${name}: ${bytes.length} bytes`);
  writeFileSync(join(values.out, `${name}.${isHeavy ? "jpg" : "png"}`), bytes);
  console.log(`${name} ${Math.round(bytes.length / 1000)} KB ${path}`);
  await page.close();
}

mkdirSync(values.out, { recursive: true });
await readDemo();
const browser: Browser = await launchBrowser();
try {
  const wanted = screens.filter(({ name }) => values.only === undefined || values.only.includes(name));
  for (const as of new Set(wanted.map((screen) => screen.as))) {
    const context = await browser.newContext({
      locale: "vi-VN",
      colorScheme: values.dark ? "dark" : "light",
      reducedMotion: "reduce",
      serviceWorkers: "block",
    });
    if (as !== undefined) await signIn(context, as);
    for (const screen of wanted.filter((one) => one.as === as))
      for (const size of ["phone", "desk"] as const) await shoot(context, screen, size);
    await context.close();
  }
} finally {
  await browser.close();
}
