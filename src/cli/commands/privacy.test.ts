import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "#src/api/test-app.ts";
import type { Config } from "#src/platform/config.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { type Answer, callCommand, configOf } from "../test-call.test-support.ts";
import { privacyCommands } from "./privacy.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-cli-privacy-"));
let database: TestDatabase;
let config: Config;

const child = "11111111-0000-8000-8000-000000000001";
const mother = "33333333-0000-8000-8000-000000000003";

beforeAll(async () => {
  database = await createTestDatabase();
  config = configOf(join(scratch, "data"), database.url);
  const { pool } = database;
  await insertRows(pool, "learner", [
    {
      learnerId: child,
      fullName: "Nguyễn Thị Hoa",
      birthDate: "2020-01-01",
      birthPrecision: "day",
      religion: "1",
      schoolId: "S1",
    },
  ]);
  await insertRows(pool, "enrolment", [{ learnerId: child, schoolId: "S1", schoolYear: "2026-2027" }]);
  await insertRows(pool, "guardian", [{ guardianId: mother, fullName: "Lê Thị Mẹ" }]);
  await insertRows(pool, "learnerGuardian", [{ learnerId: child, guardianId: mother, relation: "mother" }]);
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

function call(name: string, ...args: readonly string[]): Promise<Answer> {
  const command = privacyCommands.find((one) => one.name === `privacy ${name}`);
  if (command === undefined) throw new Error(`no command privacy ${name}`);
  return callCommand(command, config, args);
}

async function json<T>(name: string, ...args: readonly string[]): Promise<T> {
  return (await call(name, ...args, "--json")).json as T;
}

test("purposes are listed, and each field of a dataset with why and how long", async () => {
  expect((await call("purposes")).lines.join("\n")).toContain("learning-record");
  const { fields } = await json<{ fields: { field: string; kept: boolean; period: string | null }[] }>(
    "purposes",
    "--dataset",
    "learner",
  );
  expect(fields.find(({ field }) => field === "religion")).toMatchObject({ kept: false, period: null });
  expect(fields.find(({ field }) => field === "fullName")).toMatchObject({ kept: true, period: "vĩnh viễn" });
  await expect(call("purposes", "--dataset", "nowhere")).rejects.toMatchObject({ code: "argument-invalid" });
});

test("consent is given by the parent, shown, and withdrawn", async () => {
  const by = ["--by", `guardian:${mother}`];
  await call("consent", "give", "outside-apps", "learner", child, ...by);
  const state = async () =>
    (
      await json<{ states: { purpose: string; granted: boolean }[] }>("consent", "show", "learner", child)
    ).states.find(({ purpose }) => purpose === "outside-apps")?.granted;
  expect(await state()).toBe(true);
  await call("consent", "withdraw", "outside-apps", "learner", child, ...by);
  expect(await state()).toBe(false);
  await expect(call("consent", "give", "outside-apps", "learner", child)).rejects.toMatchObject({
    code: "consent-not-entitled",
  });
});

test("a request from asking to the files that are handed over", async () => {
  const { requestId } = await json<{ requestId: string }>(
    "request",
    "open",
    "copy",
    "learner",
    child,
    "--by",
    `guardian:${mother}`,
    "--detail",
    "Xin bản sao",
  );
  await expect(call("request", "accept", requestId)).rejects.toMatchObject({ code: "argument-missing" });
  await call("request", "accept", requestId, "--proof", "inPerson");
  expect((await call("request", "list")).lines.join("\n")).toContain(requestId);
  const out = join(scratch, "ho-so");
  await expect(call("request", "complete", requestId, "--outcome", "đã trao")).rejects.toMatchObject({
    code: "argument-missing",
  });
  const made = await json<{ files: [string, string]; sha256: string }>(
    "request",
    "export",
    requestId,
    "--out",
    out,
  );
  expect(readFileSync(made.files[0], "utf8")).toContain("Nguyễn Thị Hoa");
  expect(readFileSync(made.files[0], "utf8")).not.toContain("Lê Thị Mẹ");
  expect(readFileSync(made.files[1]).subarray(0, 5).toString()).toBe("%PDF-");
  await call("request", "complete", requestId, "--outcome", "đã trao");
  expect(await json("request", "show", requestId)).toMatchObject({
    state: "done",
    exportHash: made.sha256,
    notes: { detail: "Xin bản sao", outcome: "đã trao" },
  });
  expect((await call("request", "list")).lines.join("\n")).not.toContain(requestId);
  await expect(call("request", "dance")).rejects.toMatchObject({ code: "argument-invalid" });
});

test("retention: a dry run, the job, the ledger and its replay", async () => {
  const before = await json<{ lines: { dataset: string; rule: string | null; due: number | null }[] }>(
    "retention",
  );
  expect(before.lines.find(({ dataset, rule }) => dataset === "learner" && rule === null)?.due).toBe(1);
  expect((await call("retention")).lines.join("\n")).toContain("chưa xóa gì");
  expect(await json("retention", "run")).toEqual({ erased: { learner: 1 } });
  expect(await json("retention", "ledger")).toMatchObject({
    counts: [{ dataset: "learner", reason: "retention:without-purpose", records: 1 }],
  });
  await database.pool.query("update learner set religion = '1'");
  expect(await json("retention", "replay")).toEqual({ erased: { learner: 1 } });
  await expect(call("retention", "replay", "--from", join(scratch, "none"))).rejects.toMatchObject({
    code: "path-not-found",
  });
});

test("an incident: recorded, drafted, sent, closed", async () => {
  const { incidentId } = await json<{ incidentId: string }>(
    "incident",
    "open",
    "dataLeak",
    "minor",
    "--detected",
    "2026-01-05T08:00+07:00",
    "--personal-data",
    "2026-01-05T09:00+07:00",
    "--datasets",
    "learner",
    "--nature",
    "Gửi nhầm danh sách",
  );
  expect((await call("incident", "list", "--overdue")).lines.join("\n")).toContain("QUÁ HẠN");
  const { drafts } = await json<{
    drafts: { clock: string; audience: string; file: string; missing: string[] }[];
  }>("incident", "draft", incidentId, "--out", join(scratch, "su-co"));
  expect(drafts.map(({ audience }) => audience)).toEqual(["dataAuthority", "persons"]);
  expect(drafts[0]?.missing).toContain("biện pháp khắc phục");
  for (const { clock, audience, file } of drafts) {
    writeFileSync(file, "đã ký");
    await call("incident", "sent", incidentId, clock, audience, "--channel", "công văn", "--file", file);
  }
  await call("incident", "resolve", incidentId);
  expect(await json("incident", "close", incidentId)).toMatchObject({ state: "closed", openNotices: [] });
  await expect(call("incident", "open", "flood", "minor")).rejects.toMatchObject({
    code: "argument-invalid",
  });
  await expect(call("incident", "open", "other", "minor", "--detected", "hôm qua")).rejects.toMatchObject({
    code: "argument-invalid",
  });
});

test("the impact assessment is made, approved and known to be up to date", async () => {
  expect(await json("dpia")).toMatchObject({ version: null, outOfDate: true });
  const { files } = await json<{ files: [string, string] }>("dpia", "make", "--out", join(scratch, "dpia"));
  expect(readFileSync(files[0], "utf8")).toContain("# Báo cáo đánh giá tác động");
  expect(readFileSync(files[1]).subarray(0, 5).toString()).toBe("%PDF-");
  await call("dpia", "approve", "1");
  expect(await json("dpia")).toMatchObject({ version: 1, outOfDate: false, filedAt: null });
  await expect(call("dpia", "print", "7")).rejects.toMatchObject({ code: "record-not-found" });
});

test("field keys rotate, and an altered value is found", async () => {
  const { rewritten, version } = await json<{ rewritten: number; version: number }>("keys", "rotate");
  expect(version).toBe(2);
  expect(rewritten).toBeGreaterThan(2);
  expect(await json("keys")).toMatchObject({ current: 2, versions: [{ values: 0 }, { values: rewritten }] });
  expect((await call("keys", "check")).code).toBe(0);
  await database.pool.query("update access.sealed_field set sealed = sealed || 'x' where field = 'detail'");
  const checked = await call("keys", "check");
  expect(checked.code).toBe(1);
  expect(checked.lines.join("\n")).toContain("rightsRequest.detail");
});
