import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { escalateOverdue } from "#src/access/helpdesk/move.ts";
import { foldersOf } from "#src/platform/config.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** One piece of feedback from a parent's phone to the department and back. The tests follow each other. */
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

const words = "Ảnh giấy khai sinh không gửi được";

test("on a phone: a parent opens the help of a page and says what does not work", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/ho-so-cua-toi", {
    role: "guardian",
    width: 360,
  });
  await page.getByRole("button", { name: "Trợ giúp cho trang này" }).click();
  await page.getByRole("link", { name: "Góp ý, báo lỗi" }).click();
  await page.getByRole("heading", { level: 1, name: "Góp ý, báo lỗi" }).waitFor();
  await page.getByText("Về trang: Hồ sơ của tôi").first().waitFor();
  await page.getByLabel("Bạn muốn nói gì?").fill(words);
  await page.getByRole("button", { name: "Gửi góp ý" }).click();
  await page.getByText(words, { exact: true }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
  await close();
}, 60_000);

test("the school passes it up, the commune lets its term pass, the department answers and closes it", async () => {
  const school = await openPortal(browser, world.url, "/gop-y/xu-ly", { role: "registrar" });
  const card = school.page.getByRole("listitem").filter({ hasText: words }).last();
  await school.page.getByText(words, { exact: true }).waitFor();
  const mine = school.page.locator("section").filter({ hasText: words });
  await mine.getByLabel("Trả lời người góp ý").fill("Trường không sửa được phần mềm.");
  await mine.getByRole("button", { name: "Chuyển lên cấp trên" }).click();
  await card.waitFor({ state: "detached" });
  expect(school.complaints).toEqual([]);
  await school.close();

  const commune = await openPortal(browser, world.url, "/gop-y/xu-ly", {
    role: "communeSteward",
    width: 390,
  });
  await commune.page.getByText(words, { exact: true }).waitFor();
  await commune.close();
  const inAMonth = { now: () => new Date(Date.now() + 30 * 86_400_000) };
  const keyring = openKeyring(foldersOf(world.dataDir).keys);
  expect(await escalateOverdue(world.pool, keyring, inAMonth)).toBeGreaterThan(0);

  const department = await openPortal(browser, world.url, "/gop-y/xu-ly", { role: "departmentSteward" });
  const there = department.page.locator("section").filter({ hasText: words });
  await there.getByLabel("Trả lời người góp ý").fill("Đã sửa, mời chị thử lại.");
  await there.getByRole("button", { name: "Trả lời và khép" }).click();
  await department.page.getByText("Đã ghi và báo người góp ý").waitFor();
  await department.close();
}, 90_000);

test("on the phone again: every step stands there", async () => {
  const { page, close } = await openPortal(browser, world.url, "/gop-y", { role: "guardian", width: 360 });
  for (const step of [words, "Trường không sửa được phần mềm.", "Đã sửa, mời chị thử lại."])
    await page.getByText(step, { exact: true }).waitFor();
  await page
    .getByText(/Quá hạn, tự chuyển lên \(hệ thống, Sở\)/)
    .first()
    .waitFor();
  const told = await world.app.inject({
    url: "/api/v1/me/notifications",
    headers: { "x-test-role": "guardian" },
  });
  expect(told.json<{ data: { kind: string }[] }>().data.map(({ kind }) => kind)).toContain("feedbackClosed");
  await close();
}, 60_000);
