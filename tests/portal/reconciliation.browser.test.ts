import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleId } from "#src/api/pages/sample-city.ts";
import { launchBrowser, openPortal } from "./browser.ts";
import { type PortalWorld, startPortalWorld } from "./portal-world.ts";

/** A case goes from the school to the department and back. The tests follow each other. */
let world: PortalWorld;
let browser: Browser;
const caseId = sampleId("case 5");
beforeAll(async () => {
  world = await startPortalWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

test("on a phone: a school finds its most urgent case, reads what to do, and asks for an exception", async () => {
  const { page, close } = await openPortal(browser, world.url, "/doi-soat", {
    role: "schoolSteward",
    width: 390,
  });
  await page.getByText("Việc đang mở").waitFor();
  await page.goto(`${world.url}/doi-soat/${caseId}`);
  await page.getByText("Đối chiếu giấy khai sinh, sửa ngày sinh trên phần mềm của trường").waitFor();
  await page.getByRole("button", { name: "Đề nghị ngoại lệ" }).click();
  await page.getByLabel("Loại").selectOption("orphan");
  await page.getByLabel("Lý do").fill("đang làm lại giấy khai sinh");
  await page.getByRole("button", { name: "Gửi đề nghị" }).click();
  await page.getByText("Chờ Sở trả lời").waitFor();
  await close();
});

test("at a desk: the department finds what was asked, says no with a reason, then approves; the case closes", async () => {
  const { page, complaints, close } = await openPortal(browser, world.url, "/doi-soat?deNghi=1", {
    role: "departmentSteward",
  });
  await page.getByRole("row", { name: /Nguyễn Thị Mẫu 5/ }).click();
  await page.getByText("đang làm lại giấy khai sinh").waitFor();
  await page.getByRole("button", { name: "Không duyệt" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Lý do").fill("chưa có giấy hẹn");
  await dialog.getByRole("button", { name: "Không duyệt" }).click();
  await page.getByText(/trả lời: chưa có giấy hẹn/).waitFor();
  await page.getByRole("button", { name: "Duyệt ngoại lệ" }).click();
  await page.getByRole("button", { name: "Duyệt ngoại lệ" }).click();
  await page.getByText("Đang hiệu lực").waitFor();
  await page.getByText("Đã khép lại").waitFor();
  const { rows } = await world.pool.query<{ closed: number | null; status: string }>(
    `select c.closed_run as closed, v.status from reconciliation_case c
     join verification v on v.entity = c.entity and v.record_id = c.record_id where c.case_id = $1`,
    [caseId],
  );
  expect(rows).toEqual([{ closed: 1, status: "approvedException" }]);
  expect(complaints).toEqual([]);
  await close();
});

test("a case of another school is not there for a school", async () => {
  const foreign = sampleId("case 2");
  const reply = await world.app.inject({
    url: `/api/v1/reconciliation/cases/${foreign}`,
    headers: { "x-test-role": "schoolSteward" },
  });
  expect([reply.statusCode, reply.json().code]).toEqual([404, "record-not-found"]);
  const asked = await world.app.inject({
    method: "POST",
    url: `/api/v1/reconciliation/cases/${foreign}/exception-request`,
    payload: { kind: "orphan", reason: "x", expiresOn: "2026-12-31" },
    headers: { "x-test-role": "schoolSteward" },
  });
  expect([asked.statusCode, asked.json().code]).toEqual([404, "record-not-found"]);
});
