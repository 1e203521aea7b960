import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { callCommand, configOf } from "../test-call.test-support.ts";
import { statusCommand } from "./status.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-status-"));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

const call = (...args: readonly string[]) =>
  callCommand(statusCommand, configOf(join(scratch, "data"), database.url), args);

test("planned work is announced, told more of and closed; the audit has each step", async () => {
  const opened = await call(
    ...[
      "open",
      "maintenance",
      "Nâng cấp",
      "--from",
      "2026-11-28T22:00+07:00",
      "--to",
      "2026-11-29T02:00+07:00",
    ],
    ...["--services", "portal,api", "--text", "Tạm dừng trong đêm.", "--json"],
  );
  const { noticeId } = opened.json as { readonly noticeId: string };
  await call("update", noticeId, "--text", "Chậm một giờ.");
  await call("close", noticeId, "--text", "Đã xong.");
  const shown = (await call("show", "--json")).json as {
    readonly services: readonly { readonly state: string }[];
    readonly notices: readonly object[];
  };
  expect(shown.services.map(({ state }) => state)).toEqual([
    ...["unknown", "unknown", "unknown", "unknown", "notConnected", "unknown"],
  ]);
  expect(shown.notices).toMatchObject([{ noticeId, services: ["portal", "api"], steps: [{}, {}, {}] }]);
  const { rows } = await database.pool.query<{ n: number }>(
    "select count(*)::int as n from access.audit_event where action like 'status.%'",
  );
  expect(rows[0]?.n).toBe(3);
});

test.each([
  [["open", "maintenance", "x", "--text", "y"], "argument-missing"],
  [
    ["open", "maintenance", "x", "--text", "y", "--from", "2026-11-28 22:00", "--to", "2026-11-29T02:00Z"],
    "argument-invalid",
  ],
  [["open", "incident", "x", "--text", "y", "--services", "printer"], "argument-invalid"],
  [["open", "party", "x", "--text", "y"], "argument-invalid"],
  [["close", "0b9f6a1e-0000-4000-8000-000000000000", "--text", "y"], "record-not-found"],
])("%j is refused as %s", async (args, code) => {
  await expect(call(...args)).rejects.toMatchObject({ code });
});
