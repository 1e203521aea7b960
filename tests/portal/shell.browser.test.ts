import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openPortal } from "./browser.ts";
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

async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

describe("the frame", () => {
  test("language and theme are chosen once and kept", async () => {
    const { page, complaints, close } = await openPortal(browser, world.url, "/", { role: "principal" });
    await page.getByRole("button", { name: /Tài khoản/ }).click();
    await page.getByRole("menuitemradio", { name: "Tối" }).click();
    expect(await page.locator("html").getAttribute("class")).toBe("dark");
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "What needs you today?" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await faults(page)).toEqual([]);
    expect(
      await page.evaluate("[localStorage.getItem('hp-theme'), localStorage.getItem('hp-language')]"),
    ).toEqual(["dark", "en"]);
    expect(complaints).toEqual([]);
    await close();
  });

  test("Ctrl K finds schools without accents and leads there by Enter; people are a step of their own", async () => {
    const { page, close } = await openPortal(browser, world.url, "/", { role: "departmentSteward" });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox");
    await field.fill("thpt hai an");
    await page.getByRole("option", { name: "Trường THPT Hải An" }).waitFor();
    expect(await faults(page)).toEqual([]);
    expect(asked.filter((url) => /learners|staff-members/.test(url))).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/tim?q=thpt+hai+an");
    await page.getByRole("heading", { level: 1, name: "Tìm" }).waitFor();
    await close();
  });

  test("? opens the help, Escape closes it and gives the focus back; Tab begins at the content", async () => {
    const { page, close } = await openPortal(browser, world.url, "/tim", { role: "principal", width: 390 });
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Trợ giúp" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.reload();
    await page.locator("main h1").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Đến nội dung");
    await close();
  });

  test("all ways on a phone lead on, and the menu closes behind", async () => {
    const { page, close } = await openPortal(browser, world.url, "/", { role: "guardian", width: 360 });
    await page.getByRole("button", { name: "Thêm" }).click();
    const menu = page.getByRole("dialog", { name: "Mục lục" });
    expect(await faults(page)).toEqual([]);
    await menu.getByRole("link", { name: "Tìm", exact: true }).click();
    await page.waitForURL("**/tim");
    await menu.waitFor({ state: "detached" });
    await close();
  });

  test("a page that is not the caller's looks like none; a guest is asked to sign in and comes back to it", async () => {
    const guest = await openPortal(browser, world.url, "/tim?q=lan");
    const link = guest.page.locator("main").getByRole("link", { name: "Đăng nhập" });
    expect(await link.getAttribute("href")).toBe("/sign-in?next=%2Ftim%3Fq%3Dlan");
    await guest.close();
  });
});

describe("without the line", () => {
  test("the shell is kept, and nothing of what the API said", async () => {
    const { page, close } = await openPortal(browser, world.url, "/", { role: "guardian", keepsShell: true });
    await page.evaluate("navigator.serviceWorker.ready");
    // The worker takes over pages that were open before it.
    await page.evaluate(`new Promise((done) => {
      if (navigator.serviceWorker.controller !== null) done();
      else navigator.serviceWorker.addEventListener("controllerchange", () => done());
    })`);
    await page.reload();
    await page.getByText("Nguyễn Thị Mẫu 1").waitFor();
    const kept = await page.evaluate<string[]>(
      `(async () => {
        const found = [];
        for (const name of await caches.keys())
          for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
        return found;
      })()`,
    );
    expect(kept).toContain("/");
    expect(kept.filter((path) => path !== "/" && !path.startsWith("/portal/"))).toEqual([]);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Mất kết nối" }).waitFor();
    expect(await page.locator("body").textContent()).toContain("Không kết nối được máy chủ");
    expect(await page.locator("body").textContent()).not.toContain("Nguyễn Thị Mẫu");
    await close();
  });
});
