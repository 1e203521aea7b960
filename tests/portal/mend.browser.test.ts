import ExcelJS from "exceljs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPortal } from "./browser.ts";
import { pipelineServices } from "./pipeline-services.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** A steward's day: what a sent list left to mend is mended in place, over the real pipeline. The tests follow each other. */
let world: PortalWorld;
let browser: Browser;
const pipeline = pipelineServices();
beforeAll(async () => {
  world = await startPortalWorld(pipeline.of);
  pipeline.workIn(world.dataDir);
  // The sample city's files were written past the sequence.
  await world.pool.query("select setval('file_seq', 100)");
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

const noDate = "/viec-can-sua/learner.birth-date-missing";
const noAccents = "/viec-can-sua/learner.name-accents-lost";

async function send(page: Page): Promise<void> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Học sinh");
  sheet.addRow(["STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Lớp"]);
  sheet.addRow([1, "HS-001", "Nguyễn Thị Mận", "12/03/2018", "3A1"]);
  sheet.addRow([2, "HS-002", "Trần Văn Ổi", "31/02/2018", "3A1"]);
  sheet.addRow([3, "HS-003", "Le Thi Buoi", "", "3A1"]);
  sheet.addRow([4, "HS-004", "Phạm Văn Cam", "không rõ", "3A1"]);
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "danh-sach-3A1.xlsx",
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer: Buffer.from(await book.xlsx.writeBuffer()),
    });
  await page.getByText(/4 dòng đọc/).waitFor({ timeout: 150_000 });
}

const cellOf = (page: Page, name: string) =>
  page.getByRole("row", { name: new RegExp(name) }).locator("[data-cell$='/0']");
/** The first press chooses a cell, the second opens it; the chosen one opens at once. */
async function edit(page: Page, name: string): Promise<void> {
  await cellOf(page, name).click();
  const field = page.getByRole("textbox", { name: new RegExp(name) });
  if ((await field.count()) === 0) await page.keyboard.press("Enter");
  await field.waitFor();
}
const scoreOf = async (page: Page): Promise<string> =>
  page
    .locator("[data-score]")
    .textContent()
    .then((said) => said ?? "");

test("at a desk: cells are typed and pasted, come into the record, and the score rises", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/nop-tep", {
    role: "schoolSteward",
  });
  await send(page);
  await page.goto(`${world.url}/viec-can-sua`);
  await page.getByRole("heading", { name: "Sửa ngay tại đây" }).waitFor();
  await page.goto(`${world.url}${noDate}`);
  await edit(page, "Trần Văn Ổi");
  await page.keyboard.type("30/02/2018");
  await page.keyboard.press("Enter");
  // A day that no calendar has is refused at once, in the cell.
  await page
    .getByText(/Ngày này không có trong lịch/)
    .first()
    .waitFor();
  await edit(page, "Trần Văn Ổi");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("28/02/2018");
  await page.keyboard.press("Enter");
  await page.getByText("1 ô đã vào hồ sơ").waitFor({ timeout: 150_000 });

  // A name that lost its accents: whole again, nothing is left to clean of this record, and the score tells it.
  await page.goto(`${world.url}${noAccents}`);
  await edit(page, "Le Thi Buoi");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Lê Thị Bưởi");
  await page.keyboard.press("Enter");
  await page.locator("[data-score]", { hasText: "→" }).waitFor({ timeout: 150_000 });
  const [before = 0, now = 0] = [...(await scoreOf(page)).matchAll(/\d+,\d\d/g)].map(([n]) =>
    Number(n.replace(",", ".")),
  );
  expect(now).toBeGreaterThan(before);

  // The rest copied from Excel, one block below the other; the first of them lies where the hand is.
  await page.goto(`${world.url}${noDate}`);
  const left = page.getByRole("row").filter({ hasText: "chưa có" });
  await left.first().waitFor();
  await left.first().locator("[data-cell$='/0']").focus();
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "25/07/2018\\r\\n02/09/2018\\r\\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  })()`);
  await page.getByText("Đã dán 2 ô").waitFor();
  await page.getByText("Đã sửa hết").waitFor({ timeout: 150_000 });
  expect(complaints.filter((text) => !/422|409/.test(text))).toEqual([]);
  await close();
}, 500_000);

test("on a phone: a mended record tells who mended it and what it was", async () => {
  const { page, close } = await openPortal(browser, world.url, "/hoc-sinh?q=tran+van+oi", {
    role: "schoolSteward",
    width: 390,
  });
  await page
    .getByRole("link", { name: /Trần Văn Ổi/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: "Trần Văn Ổi" }).waitFor();
  await page
    .getByText(/Nguyễn Thị Người Thử sửa tay/)
    .first()
    .waitFor();
  await page.getByRole("tab", { name: "Thay đổi" }).click();
  await page.getByText("28/02/2018").first().waitFor();
  await close();
}, 60_000);
