import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Config } from "#src/platform/config.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { callCommand, configOf } from "../test-call.test-support.ts";
import { reconcileCommand } from "./reconcile.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-cli-reconcile-"));
const recordId = "00000000-0000-8000-8000-000000000001";
const caseId = "00000000-0000-8000-8000-0000000000c1";
let database: TestDatabase;
let config: Config;

beforeAll(async () => {
  database = await createTestDatabase();
  config = configOf(join(scratch, "data"), database.url);
  await database.pool.query(
    `insert into school (school_id, school_name, levels, commune_code, version, source_row_id, field_source, run_seq, changed_at)
     values ('311194802001', '=Trường "Hải An"', '{02}', '11948', 1, 1, '{}', 1, now())`,
  );
  await database.pool.query(
    `insert into verification values
       ('learner', $1, 'noId', 'noId', null, null, null, null, '311194802001', 1, now()),
       ('learner', '00000000-0000-8000-8000-000000000002', 'verified', 'verified', null, now(), now(), 3, '311194802001', 1, now())`,
    [recordId],
  );
  await database.pool.query(
    `insert into reconciliation_case (case_id, entity, record_id, status, school_id, source_row_id, evidence, opened_run, cause, owner, next_step, due_on, opened_at)
     values ($1, 'learner', $2, 'noId', '311194802001', 1, '{"missing":"nationalId"}', 1, 'unknown', 'school', 'requestNumber', '2026-01-02', now())`,
    [caseId, recordId],
  );
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

const call = (...args: string[]) => callCommand(reconcileCommand, config, args);

describe("hp reconcile", () => {
  test("figures: verified now and ever verified are two, in words and for machines", async () => {
    const answer = await call("--json");
    expect(answer.json).toMatchObject({
      entities: { learner: { records: 2, verified: 1, everVerified: 1, byStatus: { noId: 1, verified: 1 } } },
      cases: { open: 1, overdue: 1 },
    });
    expect((await call()).lines.join("\n")).toContain("Chưa có số định danh");
    expect((await call("--lang", "en")).lines.join("\n")).toContain("1 verified now, 1 ever verified");
  });

  test("cases are listed to the last and shown with their evidence and next step", async () => {
    expect((await call("case", "list", "--overdue", "--commune", "11948", "--json")).json).toEqual({
      cases: 1,
    });
    expect((await call("case", "list", "--school", "other", "--json")).json).toEqual({ cases: 0 });
    const shown = (await call("case", "show", caseId)).lines.join("\n");
    expect(shown).toContain("Ghi số định danh nếu đã có");
    await expect(call("case", "show", recordId)).rejects.toMatchObject({ code: "record-not-found" });
    await expect(call("case", "show", "1'; drop")).rejects.toMatchObject({ code: "argument-invalid" });
    await expect(call("case", "list", "--status", "wrong")).rejects.toMatchObject({
      code: "argument-invalid",
    });
  });

  test("an exception needs a kind, a reason and an end; who approved and revoked is kept", async () => {
    const args = ["exception", "approve", "learner", recordId, "--kind", "orphan"];
    await expect(call(...args, "--reason", "x")).rejects.toMatchObject({ code: "argument-missing" });
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const { json } = await call(...args, "--reason", "đang làm khai sinh", "--until", until, "--json");
    const { exceptionId } = json as { exceptionId: string };
    expect((await call("--json")).json).toMatchObject({
      entities: { learner: { byStatus: { approvedException: 1, verified: 1 } } },
      exceptions: 1,
      cases: { open: 0 },
    });
    await call("exception", "revoke", exceptionId, "--reason", "đã có số");
    expect((await call("--json")).json).toMatchObject({ exceptions: 0, cases: { open: 1 } });
    const { rows } = await database.pool.query(
      "select approved_by, revoked_by, revoke_reason from approved_exception",
    );
    expect(rows).toEqual([
      { approved_by: expect.any(String), revoked_by: expect.any(String), revoke_reason: "đã có số" },
    ]);
  });

  test("the report is made once per call, shown again as it was, and written where asked", async () => {
    const out = join(scratch, "report.csv");
    const made = (await call("report", "--month", "2026-11", "--out", out, "--json")).json;
    expect(made).toMatchObject({ month: "2026-11", revision: 1, dueOn: "2026-11-24" });
    const csv = readFileSync(out, "utf8");
    expect(csv.startsWith("\uFEFFCấp,Mã,")).toBe(true);
    expect(csv).toContain(`"'=Trường ""Hải An"""`);
    expect((await call("report", "--month", "2026-11", "--made", "--json")).json).toMatchObject({
      revision: 1,
    });
    const inCommune = (await call("report", "--month", "2026-11", "--made", "--commune", "11948", "--json"))
      .json;
    expect((inCommune as { lines: { unitId: string }[] }).lines.map(({ unitId }) => unitId)).toEqual([
      "11948",
      "311194802001",
    ]);
    await call("report", "--month", "2026-11", "--out", join(scratch, "report.xlsx"));
    await expect(call("report", "--month", "2026-11", "--out", "report.doc")).rejects.toMatchObject({
      code: "argument-invalid",
    });
    await expect(call("report", "--month", "11-2026")).rejects.toMatchObject({ code: "argument-invalid" });
  });

  test("what it doesn't know it refuses", async () => {
    await expect(call("cases")).rejects.toMatchObject({ code: "argument-invalid" });
  });
});
