import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { machineAct } from "../act.ts";
import { type incidentLevels, noticesOf } from "./clocks.ts";
import {
  getIncident,
  type IncidentFacts,
  markNoticeSent,
  moveIncident,
  openIncident,
  readOpenNotices,
  readOverdueNotices,
  readStory,
  updateIncident,
} from "./incidents.ts";
import { draftNotice } from "./notices.ts";

useAuditKey(randomBytes(32));
const scratch = mkdtempSync(join(tmpdir(), "hp-incident-"));
const keyring = openKeyring(scratch);
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

const detectedAt = new Date("2026-11-23T02:00:00Z");
const hour = (hours: number): Date => new Date(detectedAt.getTime() + hours * 3_600_000);
const act = (hours: number) => machineAct("thử", hour(hours));
const tx = <T>(work: (client: Client) => Promise<T>): Promise<T> => inTransaction(database.pool, work);
const facts: IncidentFacts = {
  kind: "intrusion",
  level: "serious",
  personalDataAt: null,
  affectedPeople: null,
  datasets: [],
  sensitive: false,
};

test("the four clocks: which runs for what, from when, to whom", () => {
  const of = (level: (typeof incidentLevels)[number], personalDataAt: Date | null) =>
    noticesOf({ level, detectedAt, personalDataAt }).map(
      ({ clock, audience, dueAt }) =>
        `${clock} ${audience} +${(dueAt.getTime() - detectedAt.getTime()) / 3_600_000}h`,
    );
  expect(of("critical", null)).toEqual([
    "at-once cyberAuthority +0h",
    "cyber-first cyberAuthority +24h",
    "cyber-report cyberAuthority +72h",
  ]);
  expect(of("serious", hour(10))).toEqual([
    "cyber-first cyberAuthority +24h",
    "cyber-report cyberAuthority +72h",
    "personal-data dataAuthority +82h",
    "personal-data persons +82h",
  ]);
  expect(of("moderate", null)).toEqual(["cyber-report cyberAuthority +72h"]);
  expect(of("minor", null)).toEqual([]);
  // Before the decree of 19 August 2026 its clocks did not run.
  const earlier = new Date("2026-08-18T10:00:00Z");
  expect(
    noticesOf({ level: "critical", detectedAt: earlier, personalDataAt: earlier }).map(({ clock }) => clock),
  ).toEqual(["personal-data", "personal-data"]);
  expect(of("minor", detectedAt)).toEqual(["personal-data dataAuthority +72h", "personal-data persons +72h"]);
});

test("an incident runs to its end: overdue notices are listed, it closes when all went out, words are sealed", async () => {
  const { pool } = database;
  const incidentId = await tx((client) =>
    openIncident(
      client,
      keyring,
      { ...facts, detectedAt, story: { nature: "Tài khoản quản trị bị dùng từ địa chỉ lạ" } },
      act(1),
    ),
  );
  const overdue = async (hours: number) =>
    (await readOverdueNotices(pool, hour(hours))).map(({ clock, audience }) => `${clock} ${audience}`);
  expect(await overdue(24)).toEqual([]);
  expect(await overdue(25)).toEqual(["cyber-first cyberAuthority"]);
  const send = (
    clock: "cyber-first" | "cyber-report" | "personal-data",
    audience: "cyberAuthority" | "dataAuthority" | "persons",
  ) =>
    tx((client) =>
      markNoticeSent(client, incidentId, { clock, audience, textHash: "ab", channel: "công văn" }, act(20)),
    );
  await send("cyber-first", "cyberAuthority");
  await expect(send("cyber-first", "cyberAuthority")).rejects.toMatchObject({ code: "incident-unfit" });
  await expect(send("personal-data", "persons")).rejects.toMatchObject({ code: "incident-unfit" });
  await tx((client) =>
    updateIncident(
      client,
      keyring,
      incidentId,
      {
        personalDataAt: hour(10),
        affectedPeople: 1203,
        datasets: ["learner", "learnerHealth"],
        sensitive: true,
      },
      { consequences: "Có thể bị gọi điện lừa đảo", measures: "Đã khóa tài khoản, thay khóa" },
      act(12),
    ),
  );
  expect(await overdue(100)).toEqual([
    "cyber-report cyberAuthority",
    "personal-data dataAuthority",
    "personal-data persons",
  ]);
  await tx((client) => moveIncident(client, incidentId, "contain", act(13)));
  await tx((client) => moveIncident(client, incidentId, "resolve", act(30)));
  const close = () => tx((client) => moveIncident(client, incidentId, "close", act(80)));
  await expect(close()).rejects.toMatchObject({ code: "incident-unfit" });
  await send("cyber-report", "cyberAuthority");
  await send("personal-data", "dataAuthority");
  await send("personal-data", "persons");
  await close();
  expect(await getIncident(pool, incidentId)).toMatchObject({ state: "closed", containedAt: hour(13) });
  expect(await readOpenNotices(pool, await getIncident(pool, incidentId))).toEqual([]);
  await expect(
    tx((client) => updateIncident(client, keyring, incidentId, { level: "minor" }, {}, act(90))),
  ).rejects.toMatchObject({ code: "incident-unfit" });
  expect(await readStory(pool, keyring, incidentId)).toMatchObject({
    nature: "Tài khoản quản trị bị dùng từ địa chỉ lạ",
    measures: "Đã khóa tài khoản, thay khóa",
  });
  const { rows } = await pool.query<{ text: string }>(
    "select string_agg(i::text, ' ') as text from access.incident i",
  );
  expect(rows[0]?.text).not.toContain("Tài khoản");
  const events = await pool.query("select count(*)::integer as n from access.audit_event where object = $1", [
    `incident/${incidentId}`,
  ]);
  expect(events.rows).toEqual([{ n: 9 }]);
});

test("drafts say what the record knows and name what it doesn't; nobody is named", async () => {
  const incident = {
    incidentId: "11111111-0000-4000-8000-000000000001",
    ...facts,
    state: "open",
    detectedAt,
    personalDataAt: detectedAt,
    affectedPeople: 1203,
    datasets: ["learner"],
    sensitive: true,
    containedAt: null,
    resolvedAt: null,
    closedAt: null,
  } as const;
  const story = {
    nature: "Bản sao danh sách bị đưa lên mạng",
    consequences: "Có thể bị gọi điện lừa đảo",
    measures: "Đã gỡ, thay khóa",
    advice: "Không cung cấp mã OTP qua điện thoại",
  };
  const sender = { organisation: "Sở GDĐT Hải Phòng", address: "Hải Phòng", contact: "Phòng CNTT" };
  const persons = draftNotice(incident, story, "personal-data", "persons", sender);
  expect(persons.missing).toEqual([]);
  for (const words of [
    "THÔNG BÁO VI PHẠM",
    "09:00 23/11/26",
    "1.203",
    "số định danh cá nhân",
    "dữ liệu cá nhân nhạy cảm",
    "Không cung cấp mã OTP",
  ])
    expect(persons.text).toContain(words);
  const first = draftNotice(
    { ...incident, personalDataAt: null },
    { nature: "x" },
    "cyber-first",
    "cyberAuthority",
    sender,
  );
  expect(first.missing).toEqual([]);
  expect(first.text).not.toContain("Số người");
  const report = draftNotice(incident, {}, "cyber-report", "cyberAuthority");
  expect(report.missing).toEqual([
    "tên cơ quan",
    "địa chỉ",
    "đầu mối liên hệ",
    "mô tả sự việc",
    "hậu quả có thể xảy ra",
    "biện pháp khắc phục",
    "nguyên nhân",
  ]);
  expect(report.text).toContain("[cần bổ sung: nguyên nhân]");
});
