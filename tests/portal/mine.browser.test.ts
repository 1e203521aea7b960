import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleId } from "#src/api/pages/sample-city.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";
import { sampleGuardian } from "./sample-family.ts";

/** A parent on a phone at the record of their child. */
let world: PortalWorld;
let browser: Browser;
beforeAll(async () => {
  world = await startPortalWorld();
  // Whom a notification finds: the grant behind the role of the test.
  await world.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, 'guardian', 'guardian', $3, '2026-01-01', 'thử') on conflict do nothing`,
    [sampleId("grant guardian"), sampleId("account guardian"), sampleGuardian],
  );
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const record = `/ho-so-cua-toi/learner/${sampleId("learner 1")}`;
const phone = { role: "guardian", width: 360 } as const;
const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)]);

test("a correction with a photo is sent, and survives a reload before; a refusal and its reason are seen", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, `${record}?phan=sua`, phone);
  await page.getByLabel("Điều gì chưa đúng?").selectOption({ label: "Nơi sinh" });
  await page.getByLabel("Thế nào mới đúng?").fill("Hải Phòng");
  await page.reload();
  await page.getByText("Những gì bạn gõ lần trước vẫn còn đây.").waitFor();
  expect(await page.getByLabel("Thế nào mới đúng?").inputValue()).toBe("Hải Phòng");
  await page.locator("form input[type=file]").setInputFiles({
    name: "khai-sinh.jpg",
    mimeType: "image/jpeg",
    buffer: photo,
  });
  await page.getByLabel("Con tôi (từ 7 tuổi) cũng đồng ý").check();
  await page.getByRole("button", { name: "Gửi đề nghị" }).click();
  await page.getByText("Nơi sinh: thành “Hải Phòng”").waitFor();
  await page.getByText("1 giấy tờ", { exact: true }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
  await close();

  // As the school's page does it.
  const registrar = { "x-test-role": "registrar" };
  const asked = await world.app.inject({ url: "/api/v1/correction-requests", headers: registrar });
  const [request] = asked.json<{ data: { requestId: string }[] }>().data;
  const refused = await world.app.inject({
    method: "POST",
    url: `/api/v1/correction-requests/${request?.requestId}/refusal`,
    headers: registrar,
    payload: { reason: "Ảnh mờ, mời gửi lại." },
  });
  expect(refused.statusCode).toBe(200);
  const told = await world.app.inject({
    url: "/api/v1/me/notifications",
    headers: { "x-test-role": "guardian" },
  });
  expect(told.json().data).toContainEqual(
    expect.objectContaining({ kind: "correctionRefused", path: `${record}?phan=sua` }),
  );
  const again = await openPortal(browser, world.url, `${record}?phan=sua`, phone);
  await again.page.getByText("Ảnh mờ, mời gửi lại.").waitFor();
  await again.page.getByText("không được chấp nhận").waitFor();
  await again.close();
}, 90_000);

test("consent is given and taken back, with its history", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, `${record}?phan=dong-y`, phone);
  const photos = page.getByRole("listitem").filter({ hasText: "Đăng ảnh" });
  await photos.getByRole("button", { name: /^Tôi đồng ý/ }).click();
  await photos.getByRole("button", { name: /^Tôi rút lại/ }).click();
  await photos.getByRole("button", { name: /^Tôi đồng ý/ }).waitFor();
  await photos.getByText("Ai đã nói gì, khi nào").click();
  await photos.getByText(/: bạn đồng ý$/).waitFor();
  await photos.getByText(/: bạn rút lại$/).waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 60_000);

test("a copy of the data is asked for and taken; the own look stands among the looks of the day", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, `${record}?phan=yeu-cau`, phone);
  await page.getByRole("button", { name: "Gửi yêu cầu" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải tệp JSON" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("du-lieu-ca-nhan.json");
  expect(complaints).toEqual([]);
  await close();
  const looks = await openPortal(
    browser,
    world.url,
    `/ho-so-cua-toi/luot-xem?record=${sampleId("learner 1")}`,
    phone,
  );
  await looks.page.getByText("mở hồ sơ của mình, của con").first().waitFor();
  await looks.close();
}, 60_000);
