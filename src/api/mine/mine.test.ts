import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Principal } from "#src/access/principal.ts";
import { scopeOf } from "#src/access/scope/reach.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { createTestApp, insertRows, type TestApp } from "../test-app.ts";

const mother = randomUUID();
const stranger = randomUUID();
const small = randomUUID();
const grown = randomUUID();
const others = randomUUID();
const noSession: Partial<Session> = { proofs: [{ method: "vneid2", at: "2026-11-23T01:00:00Z" }] };
let at: TestApp;
/** Who asks: a guardian's or a learner's record. */
let asking: { role: "guardian" | "learner"; id: string; vouched: boolean };

beforeAll(async () => {
  at = await createTestApp(undefined, async () => {
    const principal: Principal = {
      accountId: "00000000-0000-4000-8000-000000000001",
      displayName: "Trần Thị Hoà",
      grant: {
        grantId: "00000000-0000-4000-8000-000000000002",
        role: asking.role,
        unit: { kind: asking.role, id: asking.id },
        from: "2026-01-01T00:00:00Z",
      },
    };
    const session = (asking.vouched ? noSession : { proofs: [] }) as Session;
    const scope = await scopeOf(at.pool, principal, { schoolYear: "2026-2027", day: "2026-11-23" });
    return { principal, session, scope, isOpenForSensitive: true };
  });
  await insertRows(at.pool, "guardian", [
    { guardianId: mother, fullName: "Trần Thị Hoà" },
    { guardianId: stranger, fullName: "Lý Văn Khác" },
  ]);
  await insertRows(at.pool, "learner", [
    { learnerId: small, fullName: "Lê An", birthDate: "2015-05-01", birthPrecision: "day" },
    { learnerId: grown, fullName: "Lê Bình", birthDate: "2009-05-01", birthPrecision: "day" },
    { learnerId: others, fullName: "Lý Cúc", birthDate: "2015-05-01", birthPrecision: "day" },
  ]);
  await insertRows(at.pool, "school", [{ schoolId: "S1", schoolName: "Tiểu học Mẫu", levels: ["primary"] }]);
  await insertRows(at.pool, "enrolment", [
    { learnerId: small, schoolId: "S1", schoolYear: "2026-2027", className: "5A", status: "studying" },
    { learnerId: small, schoolId: "S1", schoolYear: "2025-2026", className: "4A" },
    { learnerId: others, schoolId: "S1", schoolYear: "2026-2027", className: "5B" },
  ]);
  await insertRows(at.pool, "learnerGuardian", [
    { learnerId: small, guardianId: mother, relation: "mother" },
    { learnerId: grown, guardianId: mother, relation: "mother" },
    { learnerId: others, guardianId: stranger, relation: "father" },
  ]);
  asking = { role: "guardian", id: mother, vouched: true };
});
afterAll(() => at.close());

const people = "/api/v1/me/people";
const get = (path: string) => at.app.inject(`${people}${path}`);
const post = (path: string, payload: object = {}) =>
  at.app.inject({ method: "POST", url: `${people}${path}`, payload });
const codeOf = (reply: { json: () => { code?: string } }): string | undefined => reply.json().code;
/** Why consent to accounts in outside applications stands or doesn't. */
const reasonOf = async (id: string): Promise<string | undefined> =>
  (await get(`/learner/${id}`))
    .json<{ consents: { purpose: string; reason: string }[] }>()
    .consents.find(({ purpose }) => purpose === "outside-apps")?.reason;
const outside = (act: "give" | "withdraw") => ({ purpose: "outside-apps", act });
/** What was done about a child by the mother, as the audit has it. */
const actionsAbout = async (id: string): Promise<readonly string[]> => {
  const { rows } = await at.pool.query<{ action: string }>(
    "select action from access.audit_event where $1 = any (subjects) and action not like 'mine.%' order by at, seq",
    [id],
  );
  return rows.map(({ action }) => action);
};
const requestIds = async (): Promise<readonly string[]> => {
  const { rows } = await at.pool.query<{ id: string }>(
    "select request_id as id from access.rights_request order by received_at desc",
  );
  return rows.map(({ id }) => id);
};

test("a mother sees her children and herself, and nobody else's child", async () => {
  const { body } = await at.app.inject("/api/v1/portal/people");
  expect(body).toContain("Lê An");
  expect(body).toContain("Lê Bình");
  expect(body).not.toContain("Lý Cúc");
  const foreign = await get(`/learner/${others}`);
  const absent = await get(`/learner/${randomUUID()}`);
  expect([foreign.statusCode, codeOf(foreign)]).toEqual([404, "record-not-found"]);
  expect([absent.statusCode, codeOf(absent)]).toEqual([404, "record-not-found"]);
});

test("a child's own page tells the years, the schools and the parents, and is a look at them", async () => {
  const reply = await get(`/learner/${small}`);
  const { enrolments, guardians, verification } = reply.json();
  expect(enrolments.map((one: { className: string }) => one.className)).toEqual(["5A", "4A"]);
  expect(guardians).toEqual([
    expect.objectContaining({ fullName: "Trần Thị Hoà", relation: expect.objectContaining({ vi: "Mẹ" }) }),
  ]);
  expect(verification).toBeNull();
  const { rows } = await at.pool.query<{ subjects: string[] }>(
    "select subjects from access.audit_event where request_id = $1 and action = 'mine.read'",
    [reply.headers["x-request-id"]],
  );
  expect(rows[0]?.subjects).toContain(small);
});

describe("consent", () => {
  test("is given in the mother's name and taken back; the child's word is still missing", async () => {
    expect(await reasonOf(small)).toBe("representativeMissing");
    expect((await post(`/learner/${small}/consents`, outside("give"))).statusCode).toBe(201);
    expect(await reasonOf(small)).toBe("childMissing");
    await post(`/learner/${small}/consents`, outside("withdraw"));
    expect(await reasonOf(small)).toBe("withdrawn");
    const { rows } = await at.pool.query(
      "select act, guardian_id, channel from access.consent_event order by said_at",
    );
    expect(rows).toEqual([
      { act: "give", guardian_id: mother, channel: "portal" },
      { act: "withdraw", guardian_id: mother, channel: "portal" },
    ]);
    expect(await actionsAbout(small)).toEqual(["consent.give", "consent.withdraw"]);
  });

  test("of one who is 16 is no longer the mother's to give", async () => {
    const reply = await post(`/learner/${grown}/consents`, outside("give"));
    expect([reply.statusCode, codeOf(reply)]).toEqual([403, "consent-not-entitled"]);
  });

  test("for somebody else's child is an address nobody answers", async () => {
    const reply = await post(`/learner/${others}/consents`, outside("give"));
    expect(reply.statusCode).toBe(404);
  });
});

describe("requests", () => {
  test("a copy is asked for and handed over at once to who came by VNeID, and the request is done by it", async () => {
    const asked = await post(`/learner/${small}/requests`, { kind: "copy", childAgrees: true });
    expect(asked.statusCode).toBe(201);
    const [requestId] = await requestIds();
    const copy = await post(`/learner/${small}/requests/${requestId}/copy`, { as: "json" });
    expect(copy.headers["content-disposition"]).toMatch(
      /^attachment; filename="du-lieu-ca-nhan-\w{8}\.json"$/,
    );
    expect(copy.body).toContain("Lê An");
    expect(copy.body).not.toContain("Lý");
    const pdf = await post(`/learner/${small}/requests/${requestId}/copy`, { as: "pdf" });
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
    const { rows } = await at.pool.query(
      "select state, proof from access.rights_request where request_id = $1",
      [requestId],
    );
    expect(rows).toEqual([{ state: "done", proof: "vneid" }]);
  });

  test("of who signed in by a password wait for proof, and nothing is handed over", async () => {
    asking = { ...asking, vouched: false };
    await post(`/learner/${small}/requests`, { kind: "copy" });
    asking = { ...asking, vouched: true };
    const [requestId] = await requestIds();
    const copy = await post(`/learner/${small}/requests/${requestId}/copy`, { as: "json" });
    expect([copy.statusCode, codeOf(copy)]).toEqual([409, "rights-request-unfit"]);
    const stateOf = async () => (await get(`/learner/${small}`)).json().requests[0].state;
    expect(await stateOf()).toBe("awaitingProof");
    await post(`/learner/${small}/requests/${requestId}/withdrawal`);
    expect(await stateOf()).toBe("cancelled");
  });

  test("about another's child lead nowhere, though the request's id is known", async () => {
    const before = await requestIds();
    asking = { role: "guardian", id: stranger, vouched: true };
    const foreign = await post(`/learner/${others}/requests/${before[0]}/copy`, { as: "json" });
    const absent = await post(`/learner/${others}/requests/${randomUUID()}/copy`, { as: "json" });
    expect([foreign.statusCode, codeOf(foreign)]).toEqual([absent.statusCode, codeOf(absent)]);
    expect(foreign.statusCode).toBe(404);
    asking = { role: "guardian", id: mother, vouched: true };
  });

  test("a restriction names what it is about; a correction has a way of its own", async () => {
    expect(codeOf(await post(`/learner/${small}/requests`, { kind: "withdrawConsent" }))).toBe(
      "argument-missing",
    );
    await post(`/learner/${small}/requests`, {
      kind: "restrict",
      purposes: ["public-photos", "outside-apps"],
      detail: "không đăng ảnh",
    });
    const { rows } = await at.pool.query(
      "select purposes, state from access.rights_request where kind = 'restrict'",
    );
    expect(rows).toEqual([{ purposes: ["public-photos", "outside-apps"], state: "accepted" }]);
    expect(codeOf(await post(`/learner/${small}/requests`, { kind: "correct" }))).toBe("body-invalid");
  });

  test("a learner of 16 asks alone", async () => {
    asking = { role: "learner", id: grown, vouched: true };
    expect((await post(`/learner/${grown}/requests`, { kind: "see" })).statusCode).toBe(201);
    expect((await get(`/learner/${small}`)).statusCode).toBe(404);
    asking = { role: "guardian", id: mother, vouched: true };
    const forGrown = await post(`/learner/${grown}/requests`, { kind: "see" });
    expect(codeOf(forGrown)).toBe("rights-request-unproven");
  });
});
