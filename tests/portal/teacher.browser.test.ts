import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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

test.each([360, 1280])(
  "at %i px: a teacher sees their class and nobody else's, and a learner's family",
  async (width) => {
    const { page, complaints, close } = await openPortal(browser, world.url, "/lop-cua-toi", {
      role: "homeroomTeacher",
      width,
    });
    await page.getByRole("heading", { level: 2, name: /^Lớp 3A1/ }).waitFor();
    expect(await page.getByRole("heading", { level: 2 }).count()).toBe(1);
    expect(await page.locator("main li button").count()).toBe(30);
    await page.getByLabel("Tìm trong lớp").fill("mau 1");
    await page
      .getByRole("button", { name: /^Nguyễn Thị Mẫu 1\b/ })
      .first()
      .click();
    await page.getByRole("dialog").getByText("Phạm Thị Mẫu").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
    await close();
  },
  60_000,
);

test("a guest who opens the address sees no class", async () => {
  const { page, close } = await openPortal(browser, world.url, "/lop-cua-toi", { role: "public" });
  expect(await page.getByRole("heading", { level: 2, name: /^Lớp/ }).count()).toBe(0);
  await close();
});
