import { AxeBuilder } from "@axe-core/playwright";
import { generateSync } from "otplib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FactorMethod } from "#src/access/accounts/proof.ts";
import { launchBrowser, type Opened, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";
import { addPerson, type Person, signInto } from "./sample-account.ts";

let world: PortalWorld;
let browser: Browser;
/** By name: passkeys are for names. */
let url: string;
beforeAll(async () => {
  world = await startPortalWorld();
  browser = await launchBrowser();
  url = world.url.replace("127.0.0.1", "localhost");
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const openAs = (
  person: Person,
  path: string,
  methods: readonly FactorMethod[] = ["pwd"],
  width = 390,
): Promise<Opened> =>
  openPortal(browser, url, path, {
    width,
    prepare: (context) => signInto(world, context, url, person, methods),
  });

const faults = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );

test("a role is switched in place, and every page follows it", async () => {
  const person = await addPerson(world, ["schoolSteward", "nurse"]);
  const { page, complaints, close } = await openAs(person, "/tai-khoan");
  await page.getByRole("button", { name: "Chuyển sang Nhân viên y tế" }).click();
  await page.getByText("Bạn đang dùng vai trò Nhân viên y tế").waitFor();
  await page.getByRole("button", { name: /Tài khoản: Trần Thị Thử, Nhân viên y tế/ }).waitFor();
  await page.getByRole("button", { name: /Chuyển sang .*dữ liệu/i }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test("one place is signed out, then all others by changing the password", async () => {
  const person = await addPerson(world, ["schoolSteward"]);
  const there = await openAs(person, "/tai-khoan");
  const here = await openAs(person, "/tai-khoan?phan=phien");
  await here.page.getByText("phiên này").waitFor();
  await here.page.getByRole("button", { name: "Đăng xuất Firefox trên Windows" }).click();
  await here.page.getByText("Đã đăng xuất.").waitFor();
  await there.page.reload();
  await there.page.getByRole("heading", { level: 1, name: "Trang này cần đăng nhập" }).waitFor();
  const again = await openAs(person, "/tai-khoan");
  await here.page.getByRole("tab", { name: "Bảo mật" }).click();
  await here.page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  const dialog = here.page.getByRole("dialog", { name: "Đổi mật khẩu" });
  const next = "bốn con trâu ăn cỏ ven đê";
  await dialog.getByLabel("Mật khẩu hiện nay").fill("không phải");
  await dialog.getByLabel("Mật khẩu mới", { exact: true }).fill(next);
  await dialog.getByLabel("Nhập lại mật khẩu mới").fill(next);
  await dialog.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await dialog.getByRole("alert").waitFor();
  expect(await faults(here.page)).toEqual([]);
  await dialog.getByLabel("Mật khẩu hiện nay").fill(person.password);
  await dialog.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await here.page.getByText("Đã đổi mật khẩu").waitFor();
  await again.page.reload();
  await again.page.getByRole("heading", { level: 1, name: "Trang này cần đăng nhập" }).waitFor();
  for (const one of [there, here, again]) await one.close();
});

test("an authenticator app is set up by its code; from then on one factor changes nothing", async () => {
  const person = await addPerson(world, ["schoolSteward"]);
  const { page, close } = await openAs(person, "/tai-khoan?phan=bao-mat");
  await page.getByRole("button", { name: "Thiết lập" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("img", { name: "Mã QR của khóa" }).waitFor();
  expect(await faults(page)).toEqual([]);
  const secret = ((await dialog.getByText(/^[A-Z2-7]{4} [A-Z2-7 ]+$/).textContent()) ?? "").replaceAll(
    /\s/g,
    "",
  );
  await dialog.getByLabel("Mã 6 số").fill("000000");
  await dialog.getByRole("button", { name: "Xác nhận" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel("Mã 6 số").fill(generateSync({ secret }));
  await dialog.getByRole("button", { name: "Xác nhận" }).click();
  await page.getByText("đã thiết lập", { exact: true }).waitFor();
  // The session proved a password alone: it must be proved anew, with the way there.
  const again = page.getByRole("link", { name: "Xác thực lại" });
  expect(await again.getAttribute("href")).toBe("/sign-in?next=%2Ftai-khoan%3Fphan%3Dbao-mat&again=1");
  expect(await page.getByRole("button", { name: /^Bỏ / }).count()).toBe(0);
  await close();

  const both = await openAs(person, "/tai-khoan?phan=bao-mat", ["pwd", "otp"]);
  await both.page.getByRole("button", { name: "Cấp 10 mã mới" }).click();
  await both.page.getByRole("button", { name: "Cấp mã" }).click();
  await both.page.getByRole("dialog", { name: "Mã khôi phục mới" }).waitFor();
  expect(await both.page.getByRole("dialog").getByRole("listitem").count()).toBe(10);
  await both.page.getByRole("button", { name: "Tôi đã giữ lại" }).click();
  await both.page.getByText("còn 10 mã").waitFor();
  await both.page.getByRole("button", { name: "Bỏ Ứng dụng xác thực" }).click();
  await both.page.getByRole("dialog").getByRole("button", { name: "Bỏ" }).click();
  await both.page.getByText("chưa thiết lập").waitFor();
  await both.close();
});

test("a passkey of this device is added under a name, renamed and removed", async () => {
  const person = await addPerson(world, ["schoolSteward"]);
  const { page, close } = await openAs(person, "/tai-khoan?phan=bao-mat", ["vneid2"]);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  await page.getByRole("button", { name: "Thêm khóa trên máy này" }).click();
  await page.getByLabel("Tên khóa").fill("Máy ở nhà");
  await page.getByRole("dialog").getByRole("button", { name: "Thêm khóa" }).click();
  await page.getByText("Đã thêm khóa đăng nhập.").waitFor();
  // With a second factor there, VNeID level 2 still proves two: the key can be named anew and taken away.
  await page.getByRole("button", { name: "Đổi tên Máy ở nhà" }).click();
  await page.getByLabel("Tên khóa").fill("Máy ở trường");
  await page.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("Máy ở trường").waitFor();
  await page.getByRole("button", { name: "Bỏ Máy ở trường" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Bỏ" }).click();
  await page.getByText("Chưa có khóa nào.").waitFor();
  await close();
});
