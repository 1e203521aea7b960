import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openNotice } from "#src/access/status/notices.ts";
import { recordChecks } from "#src/access/status/record-check.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { launchBrowser, openPortal, settled } from "./browser.ts";
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

test("a parent who can't sign in sees on the phone what is wrong, since when, and whom to tell of a leak", async () => {
  await inTransaction(world.pool, async (client) => {
    await recordChecks(client, [{ service: "signIn", isGood: false }], new Date());
    await openNotice(
      client,
      {
        kind: "incident",
        title: "VNeID đang gián đoạn",
        text: "Hãy dùng mật khẩu trong lúc chờ.",
        services: ["signIn"],
        startsAt: new Date(),
        endsAt: null,
      },
      { at: new Date(), record: async () => undefined },
    );
  });
  const { page, complaints, foreign, close } = await openPortal(browser, world.url, "/tinh-trang", {
    width: 360,
  });
  await page.getByText("Đang gặp lỗi: Đăng nhập.").waitFor();
  await page.getByRole("heading", { name: "VNeID đang gián đoạn" }).waitFor();
  await page.getByText("Hãy dùng mật khẩu trong lúc chờ.").waitFor();
  const own = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "Đăng nhập", exact: true }) });
  await own.getByText(/ngày có lúc không tốt/).click();
  await own
    .getByText(/lần kiểm tra không đạt/)
    .first()
    .waitFor();
  await page.getByRole("link", { name: "Báo sự cố dữ liệu" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Báo sự cố dữ liệu" }).waitFor();
  await settled(page);
  await page.getByText("Nơi tiếp nhận riêng chưa được công bố.").waitFor();
  expect([complaints, foreign]).toEqual([[], []]);
  await close();
});
