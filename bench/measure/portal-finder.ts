import type { Browser } from "playwright-core";

interface Finder {
  readonly schools: number;
  /** Of the list of schools on the way: as it is, and as it travels. */
  readonly listBytes: number;
  readonly listBytesSent: number;
  /** Milliseconds, processor ÷ 4: from a letter typed to the list drawn anew, the slowest of a word. */
  readonly slowestLetterMs: number;
  /** Longest frames while the list scrolls, and while the map with every school is dragged. */
  readonly longestScrollFrameMs: number;
  readonly longestDragFrameMs: number;
  readonly medianDragFrameMs: number;
}

const word = "tieu hoc hai an";

/** The school finder over every school of the city, on a phone four times slower than this machine. */
export async function measureFinder(browser: Browser, url: string): Promise<Finder> {
  const plain = await fetch(`${url}/api/v1/open/schools`, { headers: { "accept-encoding": "identity" } });
  const listBytes = (await plain.arrayBuffer()).byteLength;
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const lists = new Set<string>();
  let listBytesSent = 0;
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.url.endsWith("/api/v1/open/schools")) lists.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (lists.has(requestId)) listBytesSent += encodedDataLength;
  });
  await page.goto(`${url}/tim-truong?map=1`);
  const found = page.getByText(/\d trường\./).first();
  await found.waitFor();
  await page.locator("canvas").first().waitFor();
  await page.waitForLoadState("networkidle");
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const schools = Number(/([\d.]+) trường/.exec((await found.textContent()) ?? "")?.[1]?.replace(".", ""));

  const times: number[] = [];
  const field = page.getByRole("searchbox").first();
  await field.focus();
  await page.evaluate(watchLetters);
  for (const letter of word) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(350);
  }
  times.push(...(await page.evaluate<number[]>("window.__letters")));
  await field.fill("");
  await page.waitForTimeout(1_000);

  const scroll = await framesOf(page, "window.scrollBy(0, 300)");
  const map = page.locator("canvas").first();
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (box === null) throw new Error("the finder has no map");
  const frames = page.evaluate<number[]>(collect(2_500, ""));
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(
      box.x + box.width / 2 + 60 * Math.sin(step / 6),
      box.y + box.height / 2 + 40 * Math.cos(step / 6),
    );
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  const drag = await frames;
  await context.close();
  return {
    schools,
    listBytes,
    listBytesSent,
    slowestLetterMs: largest(times),
    longestScrollFrameMs: largest(scroll),
    longestDragFrameMs: largest(drag),
    medianDragFrameMs: Math.round(drag.toSorted((a, b) => a - b)[Math.floor(drag.length / 2)] ?? 0),
  };
}

const largest = (times: readonly number[]): number => Math.round(Math.max(...times));

/** From each letter to the second frame after it: by then what it changed is drawn. */
const watchLetters = `
  window.__letters = [];
  document.activeElement.addEventListener("keydown", () => {
    const at = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => window.__letters.push(performance.now() - at)));
  });`;

const collect = (ms: number, work: string): string => `new Promise((done) => {
    const times = [];
    let last = performance.now();
    const until = last + ${ms};
    const step = (now) => {
      times.push(now - last);
      last = now;
      ${work};
      if (now < until) requestAnimationFrame(step);
      else done(times.slice(2));
    };
    requestAnimationFrame(step);
  })`;

const framesOf = (page: { evaluate<T>(text: string): Promise<T> }, work: string): Promise<number[]> =>
  page.evaluate<number[]>(collect(2_000, work));
