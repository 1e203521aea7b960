import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** A commune's office: it reminds a school, sends its month, and the department sees it. The tests follow each other. */
let world: PortalWorld;
let browser: Browser;
beforeAll(async () => {
  world = await startPortalWorld();
  // Who works on the school's data holds a grant there: only then is there somebody to tell.
  await world.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, 'schoolSteward', 'school', $3, '2026-01-01', 'thử')`,
    [sampleId("grant schoolSteward"), sampleId("account schoolSteward"), sampleSchool],
  );
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

const open = (role: "communeOfficer" | "departmentLeader" | "schoolSteward", path: string, width: number) =>
  openPortal(browser, world.url, path, { role, width });

test("on a phone: a school is reminded once a day, and its steward is told how much waits", async () => {
  const { page, complaints, close } = await open("communeOfficer", "/xa-phuong", 390);
  await page.getByRole("button", { name: "Trường Tiểu học Hải An" }).click();
  const school = page.getByRole("dialog", { name: /Trường Tiểu học Hải An/ });
  await school.getByText("Chưa nhắc").waitFor();
  await school.getByRole("button", { name: "Nhắc trường" }).click();
  // The steward, and the principal of the sample.
  await page.getByText("Đã nhắc 2 người.").waitFor();
  await school.getByText(/^Nhắc lúc /).waitFor();
  await school.getByRole("button", { name: "Nhắc trường" }).click();
  await page.getByText(/đã được nhắc hôm nay/).waitFor();
  // The refusal is one line of the browser itself.
  expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
  await close();

  const steward = await open("schoolSteward", "/thong-bao", 390);
  await steward.page.getByText(/Xã, phường nhắc: 87 lỗi nặng/).click();
  await steward.page.waitForURL(/viec-can-sua/);
  await steward.close();
});

test("at a desk: the month is gone through and sent, and the department sees it as sent", async () => {
  const { page, complaints, close } = await open("communeOfficer", "/xa-phuong", 1280);
  await page.getByRole("tab", { name: "Tổng hợp tháng" }).click();
  await page.getByRole("row", { name: /Người học đang học 242/ }).waitFor();
  await page.getByLabel("Ghi chú gửi Sở").fill("Đã rà bốn trường");
  await page.getByRole("button", { name: "Gửi Sở" }).click();
  await page.getByText("Đã gửi bản 1.").waitFor();
  await page.getByText("Số liệu không đổi so với bản đã gửi.").waitFor();
  await page.getByText("“Đã rà bốn trường”").waitFor();
  await page.getByRole("link", { name: "Báo cáo quý" }).click();
  await page.getByRole("heading", { name: /Báo cáo dữ liệu giáo dục quý/ }).waitFor();
  await page.getByText("Bản 1").first().waitFor();
  expect(complaints).toEqual([]);
  await close();

  const leader = await open("departmentLeader", "/xa-phuong", 1280);
  await leader.page.getByText(/^1 trên \d+ đơn vị đã gửi/).waitFor();
  await leader.page.getByLabel("Tìm theo tên").fill("bach long vi");
  await leader.page.getByRole("row", { name: /Bạch Long Vĩ/ }).click();
  await leader.page.getByRole("tab", { name: "Tổng hợp tháng" }).click();
  await leader.page.getByText("“Đã rà bốn trường”").waitFor();
  // Whose month it is not may look, not send.
  expect(await leader.page.getByRole("button", { name: /Gửi/ }).count()).toBe(0);
  await leader.close();
});

test("figures that moved after the month was sent are told, and sent again as a new revision", async () => {
  await world.pool.query(
    `update insight.unit_figures set measures = measures || '{"schools": 5}' where unit_kind = 'commune' and unit_id <> '-'`,
  );
  const { page, close } = await open("communeOfficer", "/xa-phuong?xem=thang", 390);
  await page.getByRole("row", { name: /Cơ sở giáo dục 4 5 \+1/ }).waitFor();
  await page.getByRole("button", { name: "Gửi lại bản mới" }).click();
  await page.getByText("Đã gửi bản 2.").waitFor();
  await close();
});

test("another commune's page is nobody's here", async () => {
  const { page, close } = await open("communeOfficer", "/xa-phuong/11949", 1280);
  await page.getByText("Ngoài phạm vi của bạn").waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
  await close();
});
