import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** Those who run the platform without seeing anybody's data: the administrator of machines, the auditor. */
let world: PortalWorld;
let browser: Browser;
beforeAll(async () => {
  world = await startPortalWorld();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe.each([
  [390, "smas-phone"],
  [1280, "smas-desk"],
])("at %i px", (width, clientId) => {
  test("a vendor's machine is added, its secret is shown once, its rights change, a leak ends the secret", async () => {
    const { page, complaints, close } = await openPortal(browser, world.url, "/he-thong-goi-api", {
      role: "systemAdministrator",
      width,
    });
    await page.getByRole("button", { name: "Thêm hệ thống" }).click();
    await page.getByLabel("Tên hệ thống").fill(`Đường truyền ${clientId}`);
    await page.getByLabel("Mã", { exact: true }).fill("Có Dấu");
    await page.getByText("Mã chỉ có chữ thường không dấu").waitFor();
    await page.getByLabel("Mã", { exact: true }).fill(clientId);
    await page.getByRole("button", { name: "Tạo và hiện khóa" }).click();
    const dialog = page.getByRole("dialog", { name: "Khóa của hệ thống" });
    const secret = (await dialog.locator("code").nth(1).textContent()) ?? "";
    expect(secret.length).toBeGreaterThan(30);
    await dialog.getByRole("button", { name: "Tôi đã chép, đóng lại" }).click();
    expect(await page.content()).not.toContain(secret);

    await page.getByText(`Đường truyền ${clientId}`).click();
    await page.getByRole("checkbox", { name: "đọc hồ sơ" }).click();
    await page.getByRole("button", { name: "Lưu" }).click();
    await page.getByText("Đã lưu việc được làm").waitFor();
    const scopes = await world.pool.query<{ scopes: string[] }>(
      "select scopes from access.client where client_id = $1",
      [clientId],
    );
    expect(scopes.rows[0]?.scopes.toSorted()).toEqual(["record.read", "upload"]);

    await page.getByRole("button", { name: "Khóa bị lộ" }).click();
    await page.getByRole("button", { name: "Hủy mọi khóa cũ" }).click();
    await dialog.waitFor();
    const next = (await dialog.locator("code").nth(1).textContent()) ?? "";
    expect(next).not.toBe(secret);
    expect(complaints).toEqual([]);
    await close();
  });

  test("an auditor finds who did it by a name without accents, and follows that account", async () => {
    const { page, complaints, close } = await openPortal(browser, world.url, "/nhat-ky", {
      role: "auditor",
      width,
    });
    const asked = page.waitForResponse(/who=nguoi/);
    await page.getByLabel("Ai", { exact: true }).fill("nguoi thu");
    await asked;
    await page
      .getByText(/Quản trị hệ thống/)
      .first()
      .waitFor();
    const row = page.locator("[role=row], li", { hasText: "thêm hệ thống gọi API" }).first();
    await (width < 600 ? row.getByRole("button") : row).click();
    const event = page.getByRole("dialog", { name: "Một sự kiện" });
    await event.getByText("client.create").waitFor();
    await event.getByRole("button", { name: "Mọi việc của tài khoản này" }).click();
    await page.waitForURL(/tk=/);
    await page.getByText("thêm hệ thống gọi API").first().waitFor();
    await page.locator("main").getByText("Kiểm toán viên nhật ký").first().waitFor({ state: "detached" });
    await page.getByLabel("Kết quả").selectOption("failed");
    await page.getByText("Không có sự kiện nào").waitFor();
    // What was asked for is itself on record.
    const { rows } = await world.pool.query<{ detail: { filters: string[] } }>(
      "select detail from access.audit_event where action = 'audit.list'",
    );
    expect(rows.flatMap(({ detail }) => detail.filters)).toContain("who");
    expect(complaints).toEqual([]);
    await close();
  });
});

test("neither page is anybody else's", async () => {
  for (const path of ["/he-thong-goi-api", "/nhat-ky"]) {
    const { page, close } = await openPortal(browser, world.url, path, { role: "departmentSteward" });
    await page
      .getByText(/không mở trang này|không có trang/i)
      .first()
      .waitFor();
    await close();
  }
});
