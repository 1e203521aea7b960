import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { insertRows } from "#src/api/test-app.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { type Act, machineAct } from "../act.ts";
import { readConsent, readConsents, recordConsent } from "../consent/ledger.ts";
import type { Subject } from "../subject.ts";
import { type Completion, completeRequest } from "./complete.ts";
import { planDeletion } from "./deletion-plan.ts";
import {
  type Asked,
  acceptRequest,
  askForProof,
  cancelRequest,
  extendRequest,
  markExported,
  openRequest,
  refuseRequest,
} from "./handle.ts";
import { getRequest, readEvents, readRequests } from "./request.ts";
import { endRestriction, isRestricted, readRestrictions } from "./restrictions.ts";
import { readNotes } from "./sealed-notes.ts";
import { closeTask, readOpenTasks } from "./tasks.ts";

useAuditKey(randomBytes(32));
const scratch = mkdtempSync(join(tmpdir(), "hp-rights-"));
const keyring = openKeyring(scratch);
let database: TestDatabase;

const child: Subject = { entity: "learner", recordId: "11111111-0000-8000-8000-000000000001" };
const grown: Subject = { entity: "learner", recordId: "22222222-0000-8000-8000-000000000002" };
const mother = "33333333-0000-8000-8000-000000000003";
const stranger = "44444444-0000-8000-8000-000000000004";

/** A Monday; local time noon. */
const at = (day: string): Act => machineAct("thử", new Date(`${day}T05:00:00Z`));
const completion = (): Completion => ({
  keyring,
  erasureKey: Buffer.alloc(32, 1),
  outcome: "đã làm",
});
const tx = <T>(work: (client: Client) => Promise<T>): Promise<T> => inTransaction(database.pool, work);
const ask = (asked: Partial<Asked> & Pick<Asked, "kind">, day = "2026-11-23"): Promise<string> =>
  tx((client) =>
    openRequest(client, keyring, { subject: grown, askedBy: "self", channel: "portal", ...asked }, at(day)),
  );
const accept = (requestId: string, day = "2026-11-24", more = {}): Promise<void> =>
  tx((client) => acceptRequest(client, requestId, { proof: "inPerson", ...more }, at(day)));

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  await insertRows(pool, "learner", [
    {
      learnerId: child.recordId,
      fullName: "Nguyễn Thị Hoa",
      birthDate: "2016-05-10",
      birthPrecision: "day",
      phone: "0912345678",
      religion: "1",
      schoolId: "S1",
    },
    { learnerId: grown.recordId, fullName: "Trần Văn An", birthDate: "2009-01-01", birthPrecision: "day" },
  ]);
  await insertRows(pool, "enrolment", [
    {
      learnerId: child.recordId,
      schoolId: "S1",
      schoolYear: "2026-2027",
      exitReason: null,
      costSupport: true,
    },
  ]);
  await insertRows(
    pool,
    "guardian",
    [mother, stranger].map((guardianId) => ({ guardianId, fullName: "Lê Thị Mẹ" })),
  );
  await insertRows(pool, "learnerGuardian", [
    { learnerId: child.recordId, guardianId: mother, relation: "mother" },
    { learnerId: child.recordId, guardianId: stranger, relation: "grandparent" },
  ]);
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

test("from asking to done: terms, events, notes sealed, audit", async () => {
  const requestId = await ask({ kind: "copy", detail: "Xin bản sao hồ sơ của tôi" });
  expect(await getRequest(database.pool, requestId)).toMatchObject({
    state: "received",
    replyDue: "2026-11-25",
    actDue: null,
    schoolId: null,
  });
  await tx((client) => askForProof(client, requestId, at("2026-11-24")));
  await accept(requestId, "2026-11-26");
  // Ten days from the valid request, not from the first letter.
  expect(await getRequest(database.pool, requestId)).toMatchObject({
    state: "accepted",
    actDue: "2026-12-06",
  });
  await expect(
    tx((client) => completeRequest(client, requestId, completion(), at("2026-12-01"))),
  ).rejects.toMatchObject({ code: "argument-missing" });
  await tx((client) => markExported(client, requestId, "ab12", at("2026-12-01")));
  await tx((client) => completeRequest(client, requestId, completion(), at("2026-12-01")));
  expect(await getRequest(database.pool, requestId)).toMatchObject({ state: "done", exportHash: "ab12" });
  expect((await readEvents(database.pool, requestId)).map(({ action }) => action)).toEqual([
    "open",
    "askProof",
    "accept",
    "complete",
  ]);
  expect(await readNotes(database.pool, keyring, requestId)).toEqual({
    detail: "Xin bản sao hồ sơ của tôi",
    outcome: "đã làm",
  });
  const { rows } = await database.pool.query<{ text: string }>(
    "select string_agg(e::text, ' ') as text from access.rights_request e",
  );
  expect(rows[0]?.text).not.toContain("bản sao");
  const audit = await database.pool.query<{ action: string }>(
    "select action from access.audit_event where object = $1 order by action",
    [`rightsRequest/${requestId}`],
  );
  expect(audit.rows.map(({ action }) => action)).toEqual([
    "rights.accept",
    "rights.askProof",
    "rights.complete",
    "rights.export",
    "rights.open",
  ]);
  await expect(accept(requestId)).rejects.toMatchObject({ code: "rights-request-unfit" });
});

test("who may ask: below 16 a representative of the record, from 16 the person, with a paper anybody", async () => {
  const refusal = async (asked: Partial<Asked>, more = {}): Promise<string> => {
    const requestId = await ask({ kind: "see", ...asked });
    return accept(requestId, "2026-11-24", more).then(
      () => "accepted",
      (error: { code: string }) => error.code,
    );
  };
  const byMother = { askedBy: "representative", guardianId: mother } as const;
  expect(await refusal({ subject: child })).toBe("rights-request-unproven");
  expect(await refusal({ subject: child, ...byMother })).toBe("accepted");
  expect(await refusal({ subject: child, askedBy: "representative", guardianId: stranger })).toBe(
    "rights-request-unproven",
  );
  expect(await refusal({ subject: grown, ...byMother })).toBe("rights-request-unproven");
  expect(await refusal({ subject: grown })).toBe("accepted");
  expect(await refusal({ subject: grown, askedBy: "authorised" })).toBe("rights-request-unproven");
  expect(await refusal({ subject: grown, askedBy: "authorised" }, { proof: "papers" })).toBe("accepted");
  // A child of ten is heard where something is deleted.
  expect(await refusal({ subject: child, kind: "delete", ...byMother })).toBe("rights-request-unproven");
  expect(await refusal({ subject: child, kind: "delete", ...byMother }, { childAgrees: true })).toBe(
    "accepted",
  );
});

test("one extension, with a reason, at most by the direct time", async () => {
  const requestId = await ask({ kind: "restrict", viaProcessor: true });
  const extend = (until: string, reason = "chờ nhà cung cấp") =>
    tx((client) => extendRequest(client, keyring, requestId, { until, reason }, at("2026-12-10")));
  await expect(extend("2026-12-20")).rejects.toMatchObject({ code: "rights-request-unfit" });
  await accept(requestId);
  expect((await getRequest(database.pool, requestId)).actDue).toBe("2026-12-14");
  await expect(extend("2026-12-30")).rejects.toMatchObject({ code: "argument-invalid" });
  await expect(extend("2026-12-14")).rejects.toMatchObject({ code: "argument-invalid" });
  await expect(extend("2026-12-20", " ")).rejects.toMatchObject({ code: "argument-missing" });
  await extend("2026-12-29");
  expect(await getRequest(database.pool, requestId)).toMatchObject({ actDue: "2026-12-29", extended: true });
  expect(await readNotes(database.pool, keyring, requestId)).toEqual({ reason: "chờ nhà cung cấp" });
  await expect(extend("2026-12-30")).rejects.toMatchObject({ code: "rights-request-unfit" });
});

test("what is overdue is listed: without a reply after two working days, without an end after the term", async () => {
  await database.pool.query("truncate access.rights_request");
  const silent = await ask({ kind: "see" }, "2026-11-20");
  const slow = await ask(
    { kind: "copy", subject: child, askedBy: "representative", guardianId: mother },
    "2026-11-20",
  );
  await accept(slow, "2026-11-20");
  const overdue = async (day: string, schoolId?: string) =>
    (
      await readRequests(database.pool, { overdueOn: day, ...(schoolId === undefined ? {} : { schoolId }) })
    ).map(({ requestId }) => requestId);
  expect(await overdue("2026-11-24")).toEqual([]);
  expect(await overdue("2026-11-25")).toEqual([silent]);
  expect(await overdue("2026-11-30")).toEqual([silent]);
  expect(await overdue("2026-12-01")).toEqual([silent, slow]);
  expect(await overdue("2026-12-01", "S1")).toEqual([slow]);
  await tx((client) =>
    refuseRequest(client, keyring, silent, "không phải dữ liệu của người yêu cầu", at("2026-12-01")),
  );
  await tx((client) => cancelRequest(client, slow, at("2026-12-01")));
  expect(await overdue("2027-01-01")).toEqual([]);
  expect(await readRequests(database.pool, { openOnly: true })).toEqual([]);
});

test("a correction is the school's task; the request ends when the school has answered", async () => {
  const requestId = await ask({
    kind: "correct",
    subject: child,
    askedBy: "representative",
    guardianId: mother,
    fields: ["learner.birthDate"],
    detail: "Cháu sinh ngày 11/5",
  });
  await expect(ask({ kind: "correct" })).rejects.toMatchObject({ code: "argument-missing" });
  await expect(ask({ kind: "correct", fields: ["learner.shoeSize"] })).rejects.toMatchObject({
    code: "argument-invalid",
  });
  await accept(requestId);
  const [task] = await readOpenTasks(database.pool, { schoolId: "S1" });
  expect(task).toMatchObject({ requestId, fields: ["learner.birthDate"], dueOn: "2026-12-04" });
  expect(await readOpenTasks(database.pool, { overdueOn: "2026-12-05" })).toHaveLength(1);
  const complete = () => tx((client) => completeRequest(client, requestId, completion(), at("2026-12-01")));
  await expect(complete()).rejects.toMatchObject({ code: "rights-request-unfit" });
  await tx((client) => closeTask(client, task?.taskId ?? "", "corrected", at("2026-11-30")));
  await complete();
  expect(await readOpenTasks(database.pool)).toEqual([]);
  await expect(
    tx((client) => closeTask(client, task?.taskId ?? "", "rejected", at("2026-12-02"))),
  ).rejects.toMatchObject({ code: "record-not-found" });
  // The golden row is the pipeline's: nothing was written into it here.
  const { rows } = await database.pool.query(
    "select birth_date, version from learner where learner_id = $1",
    [child.recordId],
  );
  expect(rows).toEqual([{ birth_date: "2016-05-10", version: 1 }]);
});

test("deletion takes what no purpose needs, and says of the rest which law keeps it and until when", async () => {
  const items = await planDeletion(database.pool, child, "2026-11-24");
  const of = (dataset: string, field: string) =>
    items.find((item) => item.dataset === dataset && item.fields.includes(field));
  expect(of("learner", "religion")).toMatchObject({ action: "erase", rule: null });
  expect(of("learner", "fullName")).toMatchObject({ action: "keep", permanent: true, until: null });
  expect(of("learner", "fullName")?.legalBasis).toContain("NĐ 88/2026");
  expect(of("learner", "phone")).toMatchObject({ action: "keep", until: "2032-05-31" });
  expect(of("enrolment", "costSupport")).toMatchObject({ action: "keep", until: "2028-05-31" });
  const requestId = await ask({
    kind: "delete",
    subject: child,
    askedBy: "representative",
    guardianId: mother,
  });
  await accept(requestId, "2026-11-24", { childAgrees: true });
  expect((await getRequest(database.pool, requestId)).actDue).toBe("2026-12-14");
  const done = await tx((client) => completeRequest(client, requestId, completion(), at("2026-11-25")));
  expect(done.erasures).toMatchObject([
    { dataset: "learner", fields: ["religion"], reason: `request:${requestId}` },
  ]);
  const { rows } = await database.pool.query("select religion, phone from learner where learner_id = $1", [
    child.recordId,
  ]);
  expect(rows).toEqual([{ religion: null, phone: "0912345678" }]);
  // Years later nothing but the learning record is left to keep.
  const later = await planDeletion(database.pool, child, "2040-01-01");
  expect(new Set(later.filter(({ action }) => action === "keep").map(({ permanent }) => permanent))).toEqual(
    new Set([true]),
  );
});

test("restriction and objection stop a purpose from their instant on, until ended", async () => {
  const requestId = await ask({ kind: "object", purposes: ["public-photos", "statistics"] });
  await accept(requestId);
  await tx((client) => completeRequest(client, requestId, completion(), at("2026-11-25")));
  const restricted = (purpose: string, day: string) =>
    isRestricted(database.pool, grown, purpose, new Date(`${day}T05:00:00Z`));
  expect(await restricted("statistics", "2026-11-24")).toBe(false);
  expect(await restricted("statistics", "2026-11-25")).toBe(true);
  expect(await restricted("family-contact", "2026-11-26")).toBe(false);
  const [first] = (await readRestrictions(database.pool, grown)).filter(
    ({ purpose }) => purpose === "statistics",
  );
  await tx((client) => endRestriction(client, first?.restrictionId ?? "", at("2026-12-01")));
  expect(await restricted("statistics", "2026-12-01")).toBe(false);
  expect(await restricted("public-photos", "2026-12-01")).toBe(true);
  await expect(restricted("marketing", "2026-12-01")).rejects.toMatchObject({ code: "purpose-unknown" });
});

test("consent is written by who may say it, stands with both, and a request to withdraw ends it at once", async () => {
  const say = (by: "self" | { guardianId: string }, act: "give" | "withdraw", day: string, subject = child) =>
    tx((client) =>
      recordConsent(
        client,
        { subject, purpose: "public-photos", act, by, channel: "paper", document: "12/GĐY" },
        at(day),
      ),
    );
  const state = async (day: string) =>
    (await readConsent(database.pool, child, "public-photos", at(day).at)).reason;
  await expect(say({ guardianId: stranger }, "give", "2026-11-01")).rejects.toMatchObject({
    code: "consent-not-entitled",
  });
  await expect(say({ guardianId: mother }, "give", "2026-11-01", grown)).rejects.toMatchObject({
    code: "consent-not-entitled",
  });
  await expect(
    tx((client) =>
      recordConsent(
        client,
        {
          subject: child,
          purpose: "school-health",
          act: "give",
          by: { guardianId: mother },
          channel: "paper",
        },
        at("2026-11-01"),
      ),
    ),
  ).rejects.toMatchObject({ code: "consent-not-entitled" });
  await say({ guardianId: mother }, "give", "2026-11-01");
  expect(await state("2026-11-02")).toBe("childMissing");
  await say("self", "give", "2026-11-02");
  expect(await state("2026-11-03")).toBe("granted");
  const requestId = await ask({
    kind: "withdrawConsent",
    subject: child,
    askedBy: "representative",
    guardianId: mother,
    purposes: ["public-photos"],
  });
  expect(await state("2026-11-23")).toBe("granted");
  await accept(requestId, "2026-11-24");
  expect(await state("2026-11-24")).toBe("withdrawn");
  expect(await state("2026-11-23")).toBe("granted");
  expect(
    (await readConsents(database.pool, child, at("2026-11-24").at)).map(({ purpose, reason }) => [
      purpose,
      reason,
    ]),
  ).toEqual([
    ["face-attendance", "representativeMissing"],
    ["outside-apps", "representativeMissing"],
    ["public-photos", "withdrawn"],
  ]);
  // A purpose of law needs none.
  expect((await readConsent(database.pool, child, "school-health", at("2026-11-24").at)).granted).toBe(true);
  // The role the API works as may add lines and change none.
  const { rows } = await database.pool.query(
    `select has_table_privilege('hp_app', 'access.consent_event', 'insert') as adds,
            has_table_privilege('hp_app', 'access.consent_event', 'update, delete, truncate') as changes`,
  );
  expect(rows).toEqual([{ adds: true, changes: false }]);
});
