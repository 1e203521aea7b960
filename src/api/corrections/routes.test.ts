import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Principal } from "#src/access/principal.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { createTestApp, insertRows, learnerRow, noServices, steward, type TestApp } from "../test-app.ts";

let at: TestApp;
let runs = 0;
const ids = { own: randomUUID(), other: randomUUID(), verified: randomUUID() };

/** Somebody of a school: `x-test-as: registrar@S1`. */
beforeAll(async () => {
  at = await createTestApp(
    () => ({
      ...noServices,
      ingest: async () => {
        runs += 1;
        return {
          runId: 1,
          files: 0,
          rowsIn: 0,
          published: 0,
          unchanged: 0,
          merged: 0,
          held: 0,
          accounted: true,
        };
      },
    }),
    async ({ headers }) => {
      const [role = "", school = ""] = String(headers["x-test-as"] ?? "registrar@S1").split("@");
      const principal: Principal = {
        ...steward.principal,
        accountId: `00000000-0000-4000-8000-00000000000${headers["x-test-account"] ?? "1"}`,
        displayName: `Người ${headers["x-test-account"] ?? "1"}`,
        grant: { ...steward.principal.grant, role: role as RoleId, unit: { kind: "school", id: school } },
      };
      const schools = school === "" ? [] : [school];
      return {
        principal,
        scope: { ...steward.scope, role: role as RoleId, schools },
        isOpenForSensitive: true,
      };
    },
  );
  await insertRows(at.pool, "learner", [
    learnerRow({ learnerId: ids.own, schoolId: "S1", phone: "0911000111", ethnicity: "01", version: 3 }),
    learnerRow({ learnerId: ids.other, schoolId: "S2" }),
    learnerRow({ learnerId: ids.verified, schoolId: "S1" }),
  ]);
  await insertRows(at.pool, "school", [{ schoolId: "S1", schoolName: "Trường S1", levels: ["02"] }]);
  await at.pool.query(
    "insert into verification values ('learner', $1, 'verified', 'verified', null, now(), now(), 1, 'S1', 1, now())",
    [ids.verified],
  );
});
afterAll(() => at.close());
beforeEach(() => at.pool.query("delete from correction"));

const learnerCell = (field: string, value: unknown, more: object = {}) => ({
  dataset: "learner",
  recordKey: ids.own,
  field,
  value,
  version: 3,
  ...more,
});

const send = (cells: readonly object[], headers: Readonly<Record<string, string>> = {}) =>
  at.app.inject({
    method: "POST",
    url: "/api/v1/corrections",
    headers: { "idempotency-key": randomUUID(), ...headers },
    payload: { cells },
  });

const stored = async () =>
  (await at.pool.query("select * from correction order by corrected_at, field")).rows;

test("good cells are taken and bad ones say in Vietnamese which field and why", async () => {
  const reply = await send([
    learnerCell("phone", "+84 912 345 678"),
    learnerCell("birthDate", "31/02/2015"),
    learnerCell("nationalId", "31215000123"),
    learnerCell("sex", "nữ"),
    learnerCell("ethnicity", "Tày"),
    learnerCell("email", "  "),
    learnerCell("schoolId", "S2"),
  ]);
  expect(reply.statusCode, reply.body).toBe(202);
  const { outcomes } = reply.json();
  expect(
    outcomes.map(({ field, state, value, reason }: Record<string, unknown>) => [
      field,
      state,
      value ?? reason,
    ]),
  ).toEqual([
    ["phone", "accepted", "0912345678"],
    ["birthDate", "refused", "date-impossible"],
    ["nationalId", "refused", "id-lost-zero"],
    ["sex", "accepted", "2"],
    ["ethnicity", "accepted", "02"],
    ["email", "refused", "value-missing"],
    ["schoolId", "refused", "field-not-mended"],
  ]);
  expect(outcomes[1].message.vi).toBe("Ngày sinh: Ngày này không có trong lịch.");
  expect(
    (await stored()).map(({ field, before, after, school_id, state }) => [
      field,
      before,
      after,
      school_id,
      state,
    ]),
  ).toEqual([
    ["ethnicity", "01", "02", "S1", "waiting"],
    ["phone", "0911000111", "0912345678", "S1", "waiting"],
    ["sex", null, "2", "S1", "waiting"],
  ]);
});

test("a national id never stands readable in the table", async () => {
  expect((await send([learnerCell("nationalId", "031215000123")])).statusCode).toBe(202);
  const [row] = await stored();
  expect(JSON.stringify(row)).not.toContain("031215000123");
  expect(row?.after).toMatch(/^~\./);
});

test("what the registry confirmed, what the department keeps and other schools' records are refused with the reason", async () => {
  const reply = await send([
    learnerCell("fullName", "Tên khác", { recordKey: ids.verified, version: 1 }),
    learnerCell("phone", "0912345678", { recordKey: ids.other, version: 1 }),
    { dataset: "school", recordKey: "S1", field: "schoolName", value: "Trường khác", version: 1 },
    { dataset: "school", recordKey: "S1", field: "ownership", value: "1", version: 1 },
    { dataset: "learnerHealth", recordKey: ids.own, field: "heightCm", value: "120", version: 1 },
  ]);
  expect([reply.statusCode, reply.json().code]).toEqual([422, "corrections-refused"]);
  expect(reply.json().outcomes.map(({ reason }: Record<string, unknown>) => reason)).toEqual([
    "registry-confirmed",
    "record-not-there",
    "department-keeps",
    "department-keeps",
    "dataset-not-mended",
  ]);
  // A value the registry knows nothing of may be mended beside the confirmed ones.
  expect(
    (await send([learnerCell("phone", "0912345678", { recordKey: ids.verified, version: 1 })])).statusCode,
  ).toBe(202);
  // The department's steward mends what the department keeps.
  const city = await send(
    [{ dataset: "school", recordKey: "S1", field: "schoolName", value: "Trường khác", version: 1 }],
    {
      "x-test-as": "departmentSteward@",
    },
  );
  expect(city.statusCode, city.body).toBe(202);
});

test("the database itself refuses a correction for another school and any other change by a person", async () => {
  const client = await at.appPool.connect();
  const attempt = async (sql: string): Promise<string> => {
    try {
      await client.query("begin");
      await client.query("set local role hp_as_registrar; set local hp.schools = 'S1'");
      await client.query(sql);
      return "done";
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query("rollback");
    }
  };
  const insert = (school: string) =>
    `insert into correction (correction_id, batch_id, dataset, record_key, field, school_id, after, state, corrected_by, corrected_by_name, corrected_at)
     values (gen_random_uuid(), gen_random_uuid(), 'learner', 'x', 'phone', '${school}', '"1"', 'waiting', 'a', 'b', now())`;
  expect(await attempt(insert("S1"))).toBe("done");
  expect(await attempt(insert("S2"))).toMatch(/row-level security/);
  expect(await attempt("update correction set after = '1'")).toMatch(/permission denied/);
  expect(await attempt("delete from correction")).toMatch(/permission denied/);
  client.release();
});

test("two people on one field: the second is told who, when and what; the same value twice is no conflict", async () => {
  expect((await send([learnerCell("phone", "0912345678")])).statusCode).toBe(202);
  const second = await send([learnerCell("phone", "0987654321")], { "x-test-account": "2" });
  expect([second.statusCode, second.json().code]).toEqual([409, "corrections-conflict"]);
  expect(second.json().outcomes[0]).toMatchObject({
    state: "conflict",
    current: "0912345678",
    changedBy: "Người 1",
  });
  expect((await send([learnerCell("phone", "0912345678")], { "x-test-account": "2" })).statusCode).toBe(202);
});

test("a field that changed since it was seen is in conflict, one that did not is taken", async () => {
  await at.pool.query(
    `insert into change_log (record_id, dataset, record_key, version, operation, before, after, actor, run_seq, changed_at)
     values ($1, 'learner', $2, 3, 'update', '{"phone":"0900000000"}', '{"phone":"0911000111"}', 'pipeline', 1, now())
     on conflict do nothing`,
    [ids.own, ids.own],
  );
  const reply = await send([
    learnerCell("phone", "0955555555", { version: 2 }),
    learnerCell("email", "a@b.vn", { version: 2 }),
  ]);
  expect(reply.statusCode).toBe(202);
  expect(reply.json().outcomes).toMatchObject([
    { state: "conflict", current: "0911000111", version: 3, changedBy: null },
    { state: "accepted", value: "a@b.vn" },
  ]);
});

test("the same key again takes nothing twice", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const first = await send([learnerCell("phone", "0912345678")], headers);
  const again = await send([learnerCell("phone", "0912345678")], headers);
  expect(again.json()).toEqual(first.json());
  expect(await stored()).toHaveLength(1);
});

test("taken back before a run it is over at once, after one it waits for the next; another school sees nothing of it", async () => {
  const taken = await send([learnerCell("phone", "0912345678"), learnerCell("email", "a@b.vn")]);
  const { batchId, outcomes } = taken.json();
  await at.pool.query("update correction set state = 'applied', run_seq = 1 where field = 'email'");
  const undo = (payload: object, as = "registrar@S1") =>
    at.app.inject({ method: "POST", url: "/api/v1/corrections/undo", headers: { "x-test-as": as }, payload });
  expect((await undo({ batchId }, "registrar@S2")).statusCode).toBe(404);
  const before = runs;
  const undone = await undo({ batchId });
  expect(undone.statusCode, undone.body).toBe(200);
  expect((await stored()).map(({ field, state }) => [field, state])).toEqual([
    ["email", "undoing"],
    ["phone", "undone"],
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBeGreaterThan(before);
  expect((await undo({ correctionIds: [outcomes[0].correctionId] })).statusCode).toBe(200);
});

test("who may not mend is answered as if the address did not exist", async () => {
  for (const role of ["nurse", "vicePrincipal", "communeOfficer", "inspector"])
    expect(
      (await send([learnerCell("phone", "0912345678")], { "x-test-as": `${role}@S1` })).statusCode,
      role,
    ).toBe(404);
});

test("a batch tells how far it is, and that it is over", async () => {
  const { batchId } = (await send([learnerCell("phone", "0912345678")])).json();
  await at.pool.query("update correction set state = 'applied', run_seq = 7");
  const reply = await at.app.inject(`/api/v1/correction-batches/${batchId}/events`);
  expect(reply.headers["content-type"]).toMatch("text/event-stream");
  expect(reply.body).toContain('event: end\ndata: {"batchId"');
  expect(reply.body).toContain('"counts":{"applied":1},"refused":[],"runSeq":7,"isOver":true');
  expect((await at.app.inject(`/api/v1/correction-batches/${randomUUID()}/events`)).statusCode).toBe(404);
});
