import ExcelJS from "exceljs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { insertRows } from "#src/api/test-app.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { pipelineServices } from "./pipeline-services.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";
import { sampleGuardian } from "./sample-family.ts";

/** A parent asks, the school's office accepts, the real pipeline mends the record, the parent sees it. The tests follow each other. */
let world: PortalWorld;
let browser: Browser;
const pipeline = pipelineServices();
beforeAll(async () => {
  world = await startPortalWorld(pipeline.of);
  pipeline.workIn(world.dataDir);
  // The sample city's files were written past the sequence.
  await world.pool.query("select setval('file_seq', 100)");
  // Whom a notification finds: the grant behind the role of the test.
  await world.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, 'guardian', 'guardian', $3, '2026-01-01', 'thử') on conflict do nothing`,
    [sampleId("grant guardian"), sampleId("account guardian"), sampleGuardian],
  );
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

let record = "";
let learnerId = "";
const phone = { role: "guardian", width: 360 } as const;

test("the child comes in with the school's list, and is known as the parent's", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Học sinh");
  sheet.addRow(["STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Lớp", "Nơi sinh"]);
  sheet.addRow([1, "HS-101", "Phạm Thị Na", "12/03/2018", "3A1", "Hai Phong"]);
  const { page, close } = await openPortal(browser, world.url, "/nop-tep", { role: "schoolSteward" });
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "danh-sach-3A1.xlsx",
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer: Buffer.from(await book.xlsx.writeBuffer()),
    });
  await page.getByText(/1 dòng đọc/).waitFor({ timeout: 150_000 });
  await close();
  const { rows } = await world.pool.query<{ id: string }>(
    "select learner_id as id from learner where full_name = 'Phạm Thị Na'",
  );
  learnerId = rows[0]?.id ?? "";
  record = `/ho-so-cua-toi/learner/${learnerId}`;
  await insertRows(world.pool, "learnerGuardian", [
    { learnerId, guardianId: sampleGuardian, relation: "mother", schoolId: sampleSchool },
  ]);
}, 200_000);

test("on a phone: a parent says what is wrong", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, `${record}?phan=sua`, phone);
  await page.getByLabel("Điều gì chưa đúng?").selectOption({ label: "Nơi sinh" });
  await page.getByLabel("Thế nào mới đúng?").fill("Hải Phòng");
  await page.getByLabel("Con tôi (từ 7 tuổi) cũng đồng ý").check();
  await page.getByRole("button", { name: "Gửi đề nghị" }).click();
  await page.getByText("Nơi sinh: thành “Hải Phòng”").waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 90_000);

test("at a desk: the school's office reads it, accepts it, and the record is mended by a run", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/de-nghi-sua", {
    role: "registrar",
  });
  await page.getByRole("row", { name: /Nơi sinh/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Hải Phòng").first().waitFor();
  const proof = drawer.getByRole("combobox");
  if ((await proof.count()) > 0) await proof.selectOption({ index: 1 });
  await drawer.getByRole("textbox").last().fill("Đã đối chiếu giấy khai sinh, cảm ơn anh chị.");
  await drawer.getByRole("button", { name: "Nhận và sửa hồ sơ" }).click();
  await page.getByText("Đã sửa hồ sơ và trả lời người gửi.").waitFor();
  await expect
    .poll(
      async () =>
        (
          await world.pool.query<{ birth_place: string | null }>(
            "select birth_place from learner where learner_id = $1",
            [learnerId],
          )
        ).rows[0]?.birth_place,
      { timeout: 150_000, interval: 500 },
    )
    .toBe("Hải Phòng");
  expect(complaints).toEqual([]);
  await close();
}, 300_000);

test("on a phone: the parent is told, sees the answer, the new value and where it came from", async () => {
  const bell = await openPortal(browser, world.url, "/thong-bao", phone);
  await bell.page.getByText("Nhà trường đã nhận đề nghị sửa thông tin của bạn.").click();
  await bell.page.getByText("Đã đối chiếu giấy khai sinh, cảm ơn anh chị.").waitFor();
  expect(await bell.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  await bell.page.goto(`${world.url}${record}`);
  await bell.page.locator("main").getByText("Hải Phòng", { exact: true }).waitFor();
  expect(bell.complaints).toEqual([]);
  await bell.close();
}, 90_000);
