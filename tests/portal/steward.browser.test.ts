import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sampleId } from "#src/api/pages/sample-city.ts";
import { launchBrowser, type Opened, openPortal } from "./browser.ts";
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
const opened: Opened[] = [];
beforeEach(() => world.pool.query("delete from correction"));
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const address = "/viec-can-sua/learner.id-shape";
async function openAs(role: string, path = address, width = 1280): Promise<Page> {
  const one = await openPortal(browser, world.url, path, { role, width });
  opened.push(one);
  return one.page;
}
const faults = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
const stored = async (): Promise<readonly { field: string; after: unknown; state: string }[]> =>
  (await world.pool.query("select field, after, state from correction order by corrected_at, record_key"))
    .rows;

async function typeInto(page: Page, row: number, value: string): Promise<void> {
  await page.locator(`[data-cell="${row}/0"]`).focus();
  await page.keyboard.press("e");
  await page.keyboard.type(value);
  await page.keyboard.press("Enter");
}

test("a failing record is opened from the worklist, mended by keys alone, and taken back", async () => {
  const page = await openAs("schoolSteward", "/viec-can-sua");
  await page.getByRole("link", { name: /Số định danh không đúng cấu trúc/ }).click();
  await page.getByRole("grid").waitFor();
  await page.locator('[data-cell="0/0"]').focus();
  await page.keyboard.press("e");
  await page.keyboard.type("031315000123");
  await page.keyboard.press("Enter");
  await page.getByRole("gridcell").filter({ hasText: "đã nhận, chờ vào hồ sơ" }).waitFor();
  expect(await stored()).toMatchObject([{ field: "nationalId", state: "waiting" }]);
  expect(await faults(page)).toEqual([]);
  // Enter went one down; Ctrl Z takes the batch back.
  await page.locator('[data-cell="1/0"]').focus();
  await page.keyboard.press("Control+z");
  await page.getByText("Đã lấy lại lần sửa vừa rồi").waitFor();
  expect((await stored()).filter(({ state }) => state === "waiting")).toEqual([]);
});

test("a block of Excel goes into the cells below each other; a wrong one says why and is not taken", async () => {
  const page = await openAs("schoolSteward");
  await page.locator('[data-cell="0/0"]').focus();
  // In the browser's own words: this file is not compiled for a page.
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "031315000123\\r\\n031315000456\\r\\n12\\r\\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }`);
  await page.getByText("Đã dán 3 ô").waitFor();
  await page.getByText("1 ô cần xem lại").waitFor();
  const taken = page.getByRole("gridcell").filter({ hasText: "đã nhận, chờ vào hồ sơ" });
  expect(await taken.count()).toBe(2);
  expect(await stored()).toHaveLength(2);
});

test("who types over somebody else's change is shown both values; the other's stands when kept", async () => {
  const [first, second] = [await openAs("registrar"), await openAs("schoolSteward")];
  await typeInto(first, 0, "031315000123");
  await first.getByRole("gridcell").filter({ hasText: "đã nhận, chờ vào hồ sơ" }).waitFor();
  await typeInto(second, 0, "031315000789");
  const dialog = second.getByRole("dialog", { name: "Người khác vừa sửa ô này" });
  await dialog.getByText("031315000123").waitFor();
  await dialog.getByText("031315000789").waitFor();
  expect(await faults(second)).toEqual([]);
  await dialog.getByRole("button", { name: "Giữ giá trị đang có" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await stored()).toHaveLength(1);
});

test("on a phone a card is touched and typed into; its story tells who changed what and what stood before", async () => {
  await world.pool.query(
    `insert into change_log (record_id, dataset, record_key, version, operation, before, after, actor, run_seq, changed_at)
     select $1, 'learner', $2, 2, 'update', '{"birth_date":"2015-03-30"}', '{"birth_date":"2015-03-31"}', 'pipeline', 1, '2026-10-20T02:41:00Z'`,
    [sampleId("learner 9"), sampleId("learner 9")],
  );
  const page = await openAs("schoolSteward", address, 390);
  const card = page.getByRole("listitem").filter({ hasText: "Nguyễn Thị Mẫu 9" }).first();
  await card.getByRole("button", { name: "Chạm để nhập" }).click();
  await page.keyboard.type("031315000123");
  await page.keyboard.press("Enter");
  await card.getByText("đã nhận, chờ vào hồ sơ").waitFor();
  await card.getByRole("button", { name: /Nguyễn Thị Mẫu 9/ }).click();
  const drawer = page.getByRole("dialog", { name: "Nguyễn Thị Mẫu 9" });
  await drawer.getByText("30/03/2015").waitFor();
  await drawer.getByText("31/03/2015").waitFor();
  expect(await faults(page)).toEqual([]);
  if (process.env.HP_SHOTS !== undefined)
    await page.screenshot({ path: `${process.env.HP_SHOTS}/story-390.png` });
  await drawer.getByRole("tab", { name: "Xuất xứ từng ô" }).click();
  await drawer.getByText("Họ và tên").first().waitFor();
  expect(await faults(page)).toEqual([]);
});
