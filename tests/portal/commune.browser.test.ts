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

test("on a phone: a school is reminded once, and its steward is told how much waits", async () => {
  const { page, complaints, close } = await open("communeOfficer", "/xa", 390);
  await page.getByRole("button", { name: "Nhắc Trường Tiểu học Hải An" }).click();
  await page.getByText("Đã nhắc Trường Tiểu học Hải An").waitFor();
  await page.getByText(/^đã nhắc \d\d\/\d\d\/\d{4}$/).waitFor();
  await page.getByRole("button", { name: "Nhắc Trường Tiểu học Hải An" }).click();
  await page.getByText(/đã được nhắc hôm nay/).waitFor();
  // The refusal is one line of the browser itself.
  expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
  await close();

  const steward = await open("schoolSteward", "/thong-bao", 390);
  await steward.page.getByText(/Xã, phường nhắc: 87 lỗi nặng/).click();
  await steward.page.waitForURL(/viec-can-sua/);
  await steward.close();
});

test("at a desk: the month is gone through and sent, told as sent, and stands in the quarter's report", async () => {
  const { page, complaints, close } = await open("communeOfficer", "/xa", 1280);
  await page.getByRole("button", { name: "Gửi Sở số hôm nay" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("row", { name: /Người học đang học 242/ }).waitFor();
  await dialog.getByLabel(/Ghi chú/).fill("Đã rà bốn trường");
  await dialog.getByRole("button", { name: "Gửi Sở số hôm nay" }).click();
  await page.getByText("Đã gửi Sở, bản 1").waitFor();
  await page.getByText("Số hôm nay vẫn đúng như đã gửi.").waitFor();
  await page.getByText("“Đã rà bốn trường”").waitFor();
  expect(await page.getByRole("button", { name: /Gửi/ }).count()).toBe(0);

  await page.getByRole("link", { name: "Báo cáo quý" }).click();
  await page.getByRole("row", { name: /Người học đang học.*242/ }).waitFor();
  expect(complaints).toEqual([]);
  await close();

  const leader = await open("departmentLeader", "/xa", 1280);
  await leader.page.getByText("1 trong 1 xã, phường đã gửi.").waitFor();
  await leader.page.getByRole("row", { name: /Bạch Long Vĩ/ }).click();
  await leader.page.getByText("Số hôm nay vẫn đúng như đã gửi.").waitFor();
  // Whose month it is not may look, not send or remind.
  expect(await leader.page.getByRole("button", { name: /Gửi Sở|Nhắc/ }).count()).toBe(0);
  await leader.close();
});

test("figures that moved after the month was sent are told, and sent again as a new revision", async () => {
  await world.pool.query(
    `update insight.unit_figures set measures = measures || '{"schools": 5}' where unit_kind = 'commune' and unit_id <> '-'`,
  );
  const { page, close } = await open("communeOfficer", "/xa", 390);
  await page.getByText("Số hôm nay khác số đã gửi:").first().waitFor();
  await page.getByRole("row", { name: /Cơ sở giáo dục 4 5/ }).waitFor();
  await page.getByRole("button", { name: "Gửi lại số hôm nay" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gửi Sở số hôm nay" }).click();
  await page.getByText("Đã gửi Sở, bản 2").waitFor();
  await close();
});

test("another commune's page is nobody's here", async () => {
  const { page, close } = await open("communeOfficer", "/xa/11949", 1280);
  await page.getByText("Xã, phường này không thuộc phạm vi của bạn").first().waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
  await close();
});
