import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { samplePair } from "#src/api/pages/sample-pair.ts";
import { insertRows } from "#src/api/test-app.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

let world: PortalWorld;
let browser: Browser;
const other = sampleId("pair 2");
beforeAll(async () => {
  world = await startPortalWorld();
  await insertSecondPair();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A less valuable pair, so that there is a next one. */
async function insertSecondPair(): Promise<void> {
  const ids = [sampleId("learner 9"), sampleId("learner 13")] as const;
  const keys = [sampleId("key 9"), sampleId("key 13")] as const;
  await insertRows(
    world.pool,
    "link",
    ids.map((recordId, at) => ({
      entity: "learner",
      linkKey: keys[at],
      keyKind: "sourceKey",
      recordId,
      rule: "new",
      sourceRowId: "1",
      runSeq: 1,
      verified: false,
    })),
  );
  await insertRows(world.pool, "identityReview", [
    {
      reviewId: other,
      entity: "learner",
      leftKey: keys[0],
      rightKey: keys[1],
      leftRecordId: ids[0],
      rightRecordId: ids[1],
      weight: -2,
      probability: 0.2,
      evidence: [],
      priority: 0.1,
      schoolId: sampleSchool,
      status: "open",
      doubleReview: false,
      openedRun: 1,
    },
  ]);
}

const statusOf = async (reviewId: string): Promise<string | undefined> =>
  (
    await world.pool.query<{ status: string }>("select status from identity_review where review_id = $1", [
      reviewId,
    ])
  ).rows[0]?.status;

const place = (page: Page, text: string) => page.getByText(text, { exact: true });

test("at a desk: a duplicate is looked at, decided by one key, and taken back by another", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/trung-ho-so", {
    role: "departmentSteward",
  });
  const name = page.getByRole("row", { name: /Họ và tên|Họ tên/ });
  expect(await name.textContent()).toMatch(/Phạm Hoa Phượng[\s\S]*Phạm Thị Hoa Phượng/);
  expect(await page.getByRole("row", { name: /Ngày sinh/ }).textContent()).toContain("khác nhau");
  await page.keyboard.press("j");
  await place(page, "2 trên 2").waitFor();
  await page.keyboard.press("k");
  await place(page, "1 trên 2").waitFor();
  // Keys are letters where somebody types.
  await page.getByLabel("Vì sao (có thể bỏ trống)").fill("sd");
  expect(await statusOf(samplePair)).toBe("open");
  await page.getByLabel("Vì sao (có thể bỏ trống)").fill("");
  await page.getByLabel("Vì sao (có thể bỏ trống)").blur();

  await page.keyboard.press("s");
  await page.getByText("Đã ghi: một người. Hồ sơ được gộp ở lượt chạy kế tiếp.").waitFor();
  await page.getByText("Đã quyết 1").waitFor();
  expect(await statusOf(samplePair)).toBe("same");
  const { rows } = await world.pool.query<{ reason: string; verdict: string }>(
    "select reason, verdict from identity_decision where review_id = $1",
    [samplePair],
  );
  expect(rows).toMatchObject([{ verdict: "same", reason: expect.stringMatching(/^So hai hồ sơ: .*Họ tên/) }]);

  await page.reload();
  await page.getByText("Bạn vừa quyết").waitFor();
  await page.keyboard.press("u");
  await page.getByText("Đã rút lại quyết định; cặp này chờ xét lại.").waitFor();
  expect(await statusOf(samplePair)).toBe("open");
  await page.keyboard.press("?");
  await page.getByText("hai người: giữ riêng").first().waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test("on a phone: a pair is parted by the button, and taken back from the message", async () => {
  const { page, close } = await openPortal(browser, world.url, `/trung-ho-so?cap=${other}`, {
    role: "departmentSteward",
    width: 390,
  });
  await page.getByLabel("Vì sao (có thể bỏ trống)").fill("hai chị em");
  await page.getByRole("button", { name: "Hai người" }).click();
  await page.getByText("Đã ghi: hai người, giữ riêng.").waitFor();
  expect(await statusOf(other)).toBe("different");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByText("Đã rút lại quyết định; cặp này chờ xét lại.").waitFor();
  expect(await statusOf(other)).toBe("open");
  await close();
});

test("who may only look sees the same pair, without the answers", async () => {
  const { page, close } = await openPortal(browser, world.url, "/trung-ho-so", { role: "departmentOfficer" });
  await page.getByText("Máy so sánh").waitFor();
  expect(await page.getByRole("button", { name: /Một người|Hai người/ }).count()).toBe(0);
  await page.keyboard.press("s");
  await page.waitForTimeout(500);
  expect(await statusOf(samplePair)).toBe("open");
  await close();
});
