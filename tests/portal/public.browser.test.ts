import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleSchool } from "#src/api/pages/sample-city.ts";
import { launchBrowser, openPortal, settled } from "./browser.ts";
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

describe.each([["phone", 360] as const, ["desk", 1280] as const])(
  "a parent without an account, %s",
  (_, width) => {
    test("finds a school near another, reads its disclosure and prints it", async () => {
      const { page, complaints, foreign, close } = await openPortal(
        browser,
        world.url,
        `/tim-truong?gan=school:${sampleSchool}`,
        { width },
      );
      const heard: string[] = [];
      page.on("response", async (answer) => {
        if (answer.url().includes("/api/")) heard.push(await answer.text());
      });
      await page.getByText(/Gần nhất trước/).waitFor();
      await page.getByLabel("Tên trường, địa chỉ").fill("tieu hoc hai an");
      await page.getByText("1 trường.").waitFor();
      await page
        .getByRole("link", { name: /Trường Tiểu học Hải An/ })
        .first()
        .click();
      await page.getByRole("heading", { level: 1, name: "Trường Tiểu học Hải An" }).waitFor();
      await settled(page);
      expect(page.url()).toMatch(/\/tim-truong\/\d+$/);
      await page.getByText("Chưa có trong kho dữ liệu").first().waitFor();
      await page.evaluate("window.print = () => { document.title = 'in ra' }");
      await page.getByRole("button", { name: "In", exact: true }).click();
      expect(await page.title()).toBe("in ra");
      const { rows } = await world.pool.query<{ name: string }>(
        "select full_name as name from learner union select full_name from staff_member",
      );
      expect(rows.length).toBeGreaterThan(10);
      expect(heard.join("")).toContain("measures");
      for (const { name } of rows) expect(heard.join("").includes(name), name).toBe(false);
      expect([complaints, foreign]).toEqual([[], []]);
      await close();
    });
  },
);
