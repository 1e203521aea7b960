import { existsSync } from "node:fs";
import chromiumBinary from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** A Chromium of the machine if there is one, else the one from npm, without the flags made for lambdas. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((path) => existsSync(path)) ?? (await chromiumBinary.executablePath());
  // Chromium refuses its sandbox to root; it opens nothing here but our own pages.
  return chromium.launch({ executablePath, args: ["--no-sandbox", ...more] });
}

export interface Look {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  /** Signed in as this role; without it a guest. */
  readonly role?: string;
  readonly language?: "vi" | "en";
  /** Lets the service worker keep the shell. */
  readonly keepsShell?: boolean;
  /** Before the page opens: a session's cookie. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

export interface Opened {
  readonly page: Page;
  /** Requests to anywhere but this server, and everything the browser refused or complained of. */
  readonly foreign: string[];
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens a page of the portal and waits until its heading stands and nothing is loading. */
export async function openPortal(
  browser: Browser,
  url: string,
  path: string,
  look: Look = {},
): Promise<Opened> {
  const { width = 1280, scheme = "light", role, language = "vi", keepsShell = false } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: "vi-VN",
    reducedMotion: "reduce",
    // Its own test lets it work; elsewhere it would fetch the shell once more for each page.
    serviceWorkers: keepsShell ? "allow" : "block",
    ...(role === undefined ? {} : { extraHTTPHeaders: { "x-test-role": role } }),
  });
  await context.addInitScript(`localStorage.setItem("hp-language", "${language}")`);
  await look.prepare?.(context);
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
  await page.locator("main h1").first().waitFor({ timeout: 15_000 });
  await settled(page);
  return { page, foreign, complaints, close: () => context.close() };
}

/** Nothing says any more that it is loading; the gallery's samples of loading don't count. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.locator("main [data-loading]:not([data-sample] *)").first().waitFor({ state: "detached" });
  // A change of theme or width is told with the next picture, and a map on a busy machine draws few.
  await page.evaluate(
    "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))))",
  );
}
