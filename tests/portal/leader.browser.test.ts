import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { sampleCommune, sampleSchool } from "#src/api/pages/sample-city.ts";
import { launchBrowser, type Opened, openPortal, settled } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** From the city down to a record, as far as each role reaches, and a commune's month. The tests follow each other. */
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
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function openAs(role: string, path: string, width = 1280): Promise<Page> {
  const one = await openPortal(browser, world.url, path, { role, width });
  opened.push(one);
  return one.page;
}

/** A row of a table at a desk, a card on a phone; typed for first, where a list is long. */
async function press(page: Page, name: string, width: number): Promise<void> {
  const row =
    width < 768
      ? page.getByRole("listitem").filter({ hasText: name }).first()
      : page.getByRole("row").filter({ hasText: name }).first();
  await row.waitFor();
  await row.getByText(name).first().click();
}

test.each([
  ["at a desk", 1280],
  ["on a phone", 390],
] as const)("%s the leader goes from the city to a learner's record, step by step", async (_where, width) => {
  const page = await openAs("departmentLeader", "/dieu-hanh", width);
  // What has no source is said, not invented.
  await page.getByText("Chưa có nguồn: chưa hệ thống nào gửi điểm danh hằng ngày.").waitFor();
  await page.getByLabel("Tìm theo tên").fill("bach long");
  await press(page, "Đặc khu Bạch Long Vĩ", width);
  await page.getByRole("heading", { level: 1, name: "Đặc khu Bạch Long Vĩ" }).waitFor();
  await settled(page);
  await press(page, "Trường Tiểu học Hải An", width);
  await page.getByRole("heading", { level: 1, name: "Trường Tiểu học Hải An" }).waitFor();
  await settled(page);
  await press(page, "3A1", width);
  await page.getByRole("heading", { level: 1, name: /3A1/ }).waitFor();
  await settled(page);
  const rows =
    width < 768
      ? page.getByRole("main").getByRole("listitem").filter({ hasText: "2026-2027" }).getByRole("button")
      : page.getByRole("row").filter({ hasText: "3A1" });
  await rows.first().click();
  await page.getByRole("dialog").getByText("Họ và tên").first().waitFor();
  // The way back names every step.
  expect(new URL(page.url()).searchParams.get("unit")).toBe(`school:${sampleSchool}`);
});

test("a commune's officer is stopped before another commune, and before the city", async () => {
  for (const path of ["/dieu-hanh?unit=city", "/dieu-hanh?unit=commune:11311"]) {
    const page = await openAs("communeOfficer", path);
    await page.getByText("Ngoài phạm vi của bạn").waitFor();
    expect(await page.getByText("Người học đang học").count()).toBe(0);
  }
  const foreign = await openAs("communeOfficer", "/xa-phuong/11311");
  await foreign.getByRole("heading", { name: "Ngoài phạm vi của bạn" }).waitFor();
});

test("a parent has no figures, and a principal finds no rows behind another unit's number", async () => {
  const reply = await world.app.inject({
    url: `/api/v1/metrics/parts?unit=school:${sampleSchool}`,
    headers: { "x-test-role": "guardian" },
  });
  expect(reply.statusCode).toBe(404);
  const page = await openAs("principal", `/dieu-hanh/dong?unit=commune:${sampleCommune}&metric=learners`);
  await page.getByRole("heading", { name: "Ngoài phạm vi của bạn" }).waitFor();
  expect(await page.getByText("Nguyễn Thị Mẫu").count()).toBe(0);
});

test("a commune reminds a school once; the school's steward is told, and it is recorded", async () => {
  const page = await openAs("communeOfficer", "/xa-phuong", 390);
  await press(page, "Trường Tiểu học Hải An", 390);
  const drawer = page.getByRole("dialog", { name: "Trường Tiểu học Hải An" });
  await drawer.getByRole("button", { name: "Nhắc trường" }).click();
  await page.getByText(/Đã nhắc|Đã ghi lần nhắc/).waitFor();
  await drawer.getByText(/Nhắc lúc/).waitFor();
  await drawer.getByRole("button", { name: "Nhắc trường" }).click();
  await page.getByText(/đã được nhắc hôm nay/).waitFor();
  const { rows } = await world.pool.query<{ count: number }>(
    "select count(*)::int as count from insight.reminder where school_id = $1",
    [sampleSchool],
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test("a commune sends its month; the department sees it sent", async () => {
  const page = await openAs("communeOfficer", `/xa-phuong/${sampleCommune}?xem=thang`);
  await page.getByLabel("Ghi chú gửi Sở").fill("đã rà soát với bốn trường");
  await page.getByRole("button", { name: "Gửi Sở" }).click();
  await page.getByText("Đã gửi bản 1.").waitFor();
  await page.getByText("“đã rà soát với bốn trường”").waitFor();
  await page.getByText("Số liệu không đổi so với bản đã gửi.").waitFor();
  const leader = await openAs("departmentLeader", "/xa-phuong");
  await leader.getByText(/^1 trên \d+ đơn vị đã gửi tổng hợp tháng/).waitFor();
  const row = leader.getByRole("row").filter({ hasText: "Đặc khu Bạch Long Vĩ" });
  await row.getByText("Đã gửi").waitFor();
});
