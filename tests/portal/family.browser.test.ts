import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { pipelineServices } from "./pipeline-services.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";
import { sampleGuardian } from "./sample-family.ts";

/** A parent on a phone and the school at a desk. The tests follow each other. */
let world: PortalWorld;
let browser: Browser;
const pipeline = pipelineServices();
beforeAll(async () => {
  world = await startPortalWorld(pipeline.of);
  await world.pool.query("select setval('file_seq', 100)");
  // Whom a notification finds: the grants behind the roles of the test.
  for (const [role, kind, id] of [
    ["guardian", "guardian", sampleGuardian],
    ["registrar", "school", sampleSchool],
  ] as const)
    await world.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, $3, $4, $5, '2026-01-01', 'thử') on conflict do nothing`,
      [sampleId(`grant ${role}`), sampleId(`account ${role}`), role, kind, id],
    );
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world.close();
  pipeline.close();
});

const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7), Buffer.from([0xff, 0xd9])]);

test("on a phone: a parent says what is wrong, with a photo; what was typed survives a reload", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/de-nghi-cua-toi", {
    role: "guardian",
    width: 360,
  });
  await page.getByRole("link", { name: "Báo điều chưa đúng" }).first().click();
  await page.getByLabel("Hồ sơ của ai").waitFor();
  await page.getByLabel("Nơi sinh", { exact: true }).check();
  await page.getByLabel("Nơi sinh: thế nào mới đúng").fill("Hải Phòng");
  await page.getByLabel("Nói thêm với trường").fill("Giấy khai sinh ghi Hải Phòng");
  await page.reload();
  await page.getByText("Điều bạn gõ dở trước đây còn ở đây.").waitFor();
  expect(await page.getByLabel("Nơi sinh: thế nào mới đúng").inputValue()).toBe("Hải Phòng");
  await page.locator("input[type=file]").setInputFiles({
    name: "khai-sinh.jpg",
    mimeType: "image/jpeg",
    buffer: photo,
  });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  await page.getByLabel("Con tôi (từ 7 tuổi) cũng đồng ý").check();
  await page.getByRole("button", { name: "Gửi cho trường" }).click();
  await page.getByRole("heading", { level: 1, name: "Đề nghị sửa của tôi" }).waitFor();
  await page.getByText("Bạn cho là đúng: Hải Phòng").waitFor();
  await page.getByText("Kèm 1 giấy tờ").waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 90_000);

test("at a desk: the registrar is told, sees the paper, and mends the record with the request as the reason", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/thong-bao", { role: "registrar" });
  await page.getByRole("link", { name: "Thông báo, 1 chưa đọc" }).waitFor();
  await page.getByRole("link", { name: /Có đề nghị sửa thông tin mới/ }).click();
  await page.getByRole("heading", { level: 1, name: "Đề nghị sửa" }).waitFor();
  await page.getByRole("row", { name: /Nơi sinh/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Giấy khai sinh ghi Hải Phòng").waitFor();
  const [paper] = await Promise.all([
    page.waitForEvent("download"),
    drawer.getByRole("link", { name: /Giấy tờ 1 \(JPEG/ }).click(),
  ]);
  expect(paper.suggestedFilename()).toMatch(/^giay-to-.*\.jpg$/);
  await drawer.getByLabel("Trả lời người gửi").fill("Trường đã đối chiếu giấy khai sinh và sửa.");
  await drawer.getByRole("button", { name: "Nhận và sửa hồ sơ" }).click();
  await page.getByText("Đã sửa hồ sơ và trả lời người gửi.").waitFor();
  await page.getByText("Không có đề nghị nào đang chờ").waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 90_000);

test("on the phone again: the parent is told and reads the answer", async () => {
  const { page, close } = await openPortal(browser, world.url, "/", { role: "guardian", width: 360 });
  await page.getByRole("link", { name: "Thông báo, 1 chưa đọc" }).click();
  await page.getByRole("link", { name: /Nhà trường đã nhận đề nghị/ }).click();
  await page.getByText("Trường đã đối chiếu giấy khai sinh và sửa.").waitFor();
  await page.getByText("Đã sửa", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Thông báo", exact: true }).waitFor();
  await close();
}, 60_000);
