import type { Browser } from "playwright-core";

interface Scroll {
  readonly rows: number;
  readonly frames: number;
  readonly medianFrameMs: number;
  readonly p99FrameMs: number;
  readonly longestFrameMs: number;
  readonly framesOver50Ms: number;
}

/** Scrolls the gallery's 100,000 rows for two seconds, 900 px a frame, and takes the time of every frame. */
export async function measureScroll(browser: Browser, url: string): Promise<Scroll> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${url}/kit?phan=bang`);
  await page.getByRole("grid").waitFor();
  await page.waitForLoadState("networkidle");
  const { times, rows } = await page.evaluate<{ times: number[]; rows: number }>(`new Promise((done) => {
    const box = document.querySelector("[role=grid]");
    const times = [];
    let last = performance.now();
    const until = last + 2000;
    const step = (now) => {
      times.push(now - last);
      last = now;
      box.scrollTop += 900;
      if (now < until) requestAnimationFrame(step);
      else done({ times: times.slice(2), rows: Number(box.getAttribute("aria-rowcount")) - 1 });
    };
    requestAnimationFrame(step);
  })`);
  await page.close();
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return {
    rows,
    frames: times.length,
    medianFrameMs: at(0.5),
    p99FrameMs: at(0.99),
    longestFrameMs: at(1),
    framesOver50Ms: times.filter((ms) => ms > 50).length,
  };
}
