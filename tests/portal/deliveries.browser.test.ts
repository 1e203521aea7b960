import ExcelJS from "exceljs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPortal } from "./browser.ts";
import { pipelineServices } from "./pipeline-services.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** A school's data steward sends a list that no program wrote, with the real pipeline behind it. The tests follow each other. */
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

const headers = ["STT", "Tên bé", "Ngày sinh", "Lớp", "Số thẻ"];

async function notebook(name: string, rows: readonly (readonly (string | number)[])[]) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Sổ tay");
  sheet.addRow(headers);
  for (const row of rows) sheet.addRow([...row]);
  return {
    name,
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  };
}

let sent: Awaited<ReturnType<typeof notebook>>;
const first = [
  [1, "Nguyễn Thị Mận", "12/03/2018", "3A1", "T-01"],
  [2, "Trần Văn Ổi", "31/02/2018", "3A1", "T-02"],
  [3, "Lê Thị Bưởi", "25/07/2018", "3A1", "T-03"],
] as const;

test("at a desk: a messy file is read live, asks once, and its result is told in words with each cell's place", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/nop-tep", {
    role: "schoolSteward",
  });
  // The line breaks while the first piece is under way: the file goes on by itself.
  let breaks = 1;
  await page.route("**/api/v1/uploads/*", (route) =>
    route.request().method() === "PATCH" && breaks-- > 0 ? route.abort() : route.continue(),
  );
  sent = await notebook("so-tay-3A1.xlsx", first);
  await page.locator("input[type=file]").first().setInputFiles(sent);
  const card = page.locator("article", { hasText: "so-tay-3A1.xlsx" });
  await card.getByText("Cần bạn trả lời").waitFor({ timeout: 150_000 });
  expect(breaks).toBeLessThan(0);
  await card.getByText("“Sổ tay”: 3 dòng chờ bạn trả lời").waitFor();

  // A reload loses nothing: the page begins with the state as it stands.
  await page.reload();
  await card.getByRole("link", { name: "Trả lời" }).click();
  await page.getByLabel("Đây là danh sách gì").selectOption("learnerRow");
  await page.getByLabel("Cột “Tên bé” là").selectOption("fullName");
  await page.getByLabel("Cột “Ngày sinh” là").selectOption("birthDate");
  await page.getByLabel("Cột “Lớp” là").selectOption("className");
  await page.getByLabel("Cột “Số thẻ” là").selectOption("fullName");
  await page.getByText("Hai cột không thể cùng một nghĩa.").first().waitFor();
  expect(await page.getByRole("button", { name: "Xác nhận và đọc lại tệp" }).isDisabled()).toBe(true);
  await page.getByLabel("Cột “Số thẻ” là").selectOption("learnerCode");
  await page.getByRole("button", { name: "Xác nhận và đọc lại tệp" }).click();

  await card.getByText("3 dòng đọc, 2 vào hồ sơ, 1 cần xem.").waitFor({ timeout: 150_000 });
  await card.getByRole("link", { name: "Xem từng dòng cần xem và bị giữ" }).click();
  await page.getByRole("heading", { name: "Ô và dòng cần xem" }).waitFor();
  const row = page.getByRole("row", { name: /so-tay-3A1\.xlsx, trang 1, dòng 3/ });
  await row.waitFor();
  const said = await row.textContent();
  expect(said).toContain("C · Ngày sinh");
  expect(said).toContain("31/02/2018");
  expect(said).toContain("Ngày này không có trong lịch");
  // The aborted request is one line of the browser itself.
  expect(complaints.filter((text) => !text.includes("ERR_FAILED"))).toEqual([]);
  await close();
}, 400_000);

test("on a phone: the next file of that form is understood without a question", async () => {
  const { page, close } = await openPortal(browser, world.url, "/nop-tep", {
    role: "schoolSteward",
    width: 390,
  });
  const next = [
    ...first.map((row) => (row[0] === 2 ? [2, "Trần Văn Ổi", "28/02/2018", "3A1", "T-02"] : row)),
    [4, "Phạm Văn Cam", "02/09/2018", "3A1", "T-04"],
  ];
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles(await notebook("so-tay-sua.xlsx", next));
  const card = page.locator("article", { hasText: "so-tay-sua.xlsx" });
  await card.getByText(/4 dòng đọc, 2 vào hồ sơ, 2 không đổi/).waitFor({ timeout: 150_000 });
  await card.getByText("Danh sách học sinh").first().waitFor();
  // The same bytes again are no second file.
  await page.locator("input[type=file]").first().setInputFiles(sent);
  await page.getByText("so-tay-3A1.xlsx: tệp này đã nộp trước đó.").waitFor();
  expect(await page.locator("article").count()).toBe(2);
  await page.goto(`${world.url}/luot`);
  await page.getByText(/4 dòng đọc, 2 vào hồ sơ, 2 không đổi/).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await close();
}, 400_000);
