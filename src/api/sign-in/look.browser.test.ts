import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import chromiumBinary from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Grant } from "#src/access/principal.ts";
import { HpError } from "#src/platform/errors.ts";
import { errorPage } from "../pages/error-page.ts";
import { builtPortalDir, findPortalFiles } from "../portal/portal-files.ts";
import { toProblem } from "../problems/problem.ts";
import { createTestApp, type TestApp } from "../test-app.ts";
import { consentPage, enrolPage, factorPage, newPasswordPage, refusedPage, rolePage } from "./pages.ts";
import { passkeySiteOf } from "./passkey.ts";
import { signOutPage } from "./sign-out-page.ts";

let at: TestApp;
let url: string;
let browser: Browser;

beforeAll(async () => {
  const portal = findPortalFiles(builtPortalDir);
  if (portal === undefined) throw new Error("the portal is not built: node scripts/build-portal.ts");
  at = await createTestApp(undefined, async () => undefined, portal);
  const address = await at.app.listen({ host: "127.0.0.1", port: 0 });
  url = address.replace("127.0.0.1", "localhost");
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((path) => existsSync(path)) ?? (await chromiumBinary.executablePath());
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  await at.close();
});

const of = { language: "vi", attemptId: "a", clientName: "Thư viện số Hải Phòng" } as const;
const grant = (role: Grant["role"], kind: "school" | "commune"): Grant => ({
  grantId: role,
  role,
  unit: { kind, id: "1" },
  from: "2026-01-01T00:00:00Z",
});
const requestId = "c329c1c6-5eab-4628-9238-47945dc54bdb";
const fault = (error: HpError): string => errorPage(toProblem(error, requestId), "vi");

/** Pages that a person meets in the middle of something, as they are drawn; shown under the server's own styles. */
const drawn: Readonly<Record<string, () => string>> = {
  ma: () => factorPage({ ...of, complaint: "Mã chưa đúng hoặc đã hết hạn. Nhập mã mới." }, "totp", true),
  "khoi-phuc": () => factorPage(of, "recovery", true, passkeySiteOf(url)),
  "hai-lop": () => enrolPage(of, { secret: "A".repeat(32), uri: "otpauth://totp/a" }),
  "mat-khau-moi": () => newPasswordPage(of),
  "vai-tro": () =>
    rolePage(of, [
      { grant: grant("schoolSteward", "school"), unit: "Trường Tiểu học Mẫu Hải An" },
      { grant: grant("communeSteward", "commune"), unit: "Phường Hải An" },
    ]),
  "dong-y": () => consentPage(of, ["profile", "role"]),
  "bi-tu-choi": () =>
    refusedPage({
      language: "vi",
      sentence: "Lượt đăng nhập đã hết hạn.",
      code: "sign-in-expired",
      requestId,
      retry: "/sign-in",
    }),
  "dang-xuat": () => signOutPage("vi", true),
  "403": () => fault(new HpError("role-needed", { roles: "kiểm toán viên" })),
  "404": () => fault(new HpError("address-not-found", { method: "GET", path: "/khong-co" })),
  "429": () => fault(new HpError("requests-too-many", { seconds: 20 })),
  "500": () => fault(new HpError("ingest-failed", { reason: "disk" })),
  "503": () => fault(new HpError("not-ready", { reason: "database" })),
};

const pages = ["/sign-in?next=/", "/khong-co", ...Object.keys(drawn).map((name) => `/thu/${name}`)];
const sizes = [
  [360, "dark"],
  [390, "light"],
  [1280, "light"],
  [1280, "dark"],
] as const;

test.each(sizes)(
  "sign-in and error pages at %i px, %s: no accessibility fault, no sideways scroll, the portal's letters",
  async (width, colorScheme) => {
    const context = await browser.newContext({
      viewport: { width, height: 820 },
      colorScheme,
      locale: "vi-VN",
    });
    const page = await context.newPage();
    await page.route("**/thu/*", (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: drawn[new URL(route.request().url()).pathname.slice(5)]?.() ?? "",
      }),
    );
    const found: string[] = [];
    for (const path of pages) {
      await page.goto(`${url}${path}`, { waitUntil: "load" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(
        ...violations.map(
          (one) => `${path} ${one.id}: ${one.nodes.map(({ target }) => target.join(" ")).join(", ")}`,
        ),
      );
      const reach = await page.evaluate("document.documentElement.scrollWidth");
      if (Number(reach) > width) found.push(`${path} is ${reach} px wide`);
      const hasLetters = await page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Be Vietnam Pro\"'))",
      );
      if (hasLetters !== true) found.push(`${path} lacks its letters`);
      const folder = process.env.HP_SHOTS;
      const name = path.replace(/[^a-z0-9]+/gi, "-");
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/vao${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
    expect(found).toEqual([]);
    await context.close();
  },
);

test("the styles are the portal's own", async () => {
  const tokens = await at.app.inject({ url: "/assets/tokens.css" });
  const fonts = await at.app.inject({ url: "/assets/fonts.css" });
  expect(tokens.body).toContain("--sea: light-dark(");
  const files = [...fonts.body.matchAll(/url\("([^"]+)"\)/g)].map(([, path]) => path ?? "");
  expect(files).toHaveLength(6);
  for (const path of files) expect((await at.app.inject({ url: path })).statusCode, path).toBe(200);
});
