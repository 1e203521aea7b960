import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Principal } from "#src/access/principal.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { scopeOf } from "#src/access/scope/reach.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { createTestApp, insertRows, noServices, steward, type TestApp } from "../test-app.ts";

const mother = randomUUID();
const child = randomUUID();
const stranger = randomUUID();
let at: TestApp;
let runs = 0;

type Who = "mother" | "stranger" | "registrar@S1" | "registrar@S2";

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
      const who = String(headers["x-test-as"]) as Who;
      const [role, school] = who.startsWith("registrar") ? who.split("@") : ["guardian", undefined];
      const id = school ?? (who === "mother" ? mother : stranger);
      const principal: Principal = {
        ...steward.principal,
        displayName: who,
        grant: {
          ...steward.principal.grant,
          role: role as RoleId,
          unit: { kind: school === undefined ? "guardian" : "school", id },
        },
      };
      const proofs =
        headers["x-test-vneid"] === "no" ? [] : [{ method: "vneid2", at: "2026-11-23T01:00:00Z" }];
      const scope = await scopeOf(at.pool, principal, { schoolYear: "2026-2027", day: "2026-11-23" });
      return { principal, session: { proofs } as unknown as Session, scope, isOpenForSensitive: true };
    },
  );
  await insertRows(at.pool, "school", [{ schoolId: "S1", schoolName: "Trường S1", levels: ["02"] }]);
  await insertRows(at.pool, "guardian", [
    { guardianId: mother, fullName: "Trần Thị Hoà" },
    { guardianId: stranger, fullName: "Lý Văn Khác" },
  ]);
  await insertRows(at.pool, "learner", [
    {
      learnerId: child,
      fullName: "Lê An",
      birthDate: "2015-05-01",
      birthPrecision: "day",
      schoolId: "S1",
      phone: "0911000111",
    },
  ]);
  await insertRows(at.pool, "learnerGuardian", [
    { learnerId: child, guardianId: mother, relation: "mother", legalRepresentative: true },
  ]);
});
afterAll(() => at.close());

const call = (
  who: Who,
  method: "GET" | "POST",
  url: string,
  payload?: object | Buffer,
  headers: Readonly<Record<string, string>> = {},
) =>
  at.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { "x-test-as": who, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

const ask = (who: Who, fields: readonly object[], more: object = {}, headers = {}) =>
  call(
    who,
    "POST",
    "/me/correction-requests",
    { entity: "learner", recordId: child, fields, ...more },
    headers,
  );

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("giấy khai sinh của Lê An")]);

test("a mother asks, the school accepts, the values wait for the run with the request as their reason, the mother sees it", async () => {
  const asked = await ask("mother", [{ field: "phone", value: "0912 345 678" }, { field: "birthPlace" }], {
    detail: "Nhà đã đổi số",
    childAgrees: true,
  });
  expect(asked.statusCode, asked.body).toBe(201);
  expect(asked.json()).toMatchObject({
    state: "accepted",
    isProven: true,
    schoolId: "S1",
    detail: "Nhà đã đổi số",
  });
  const { requestId } = asked.json();
  const paper = await call("mother", "POST", `/me/correction-requests/${requestId}/evidence`, png, {
    "content-type": "image/png",
  });
  expect(paper.statusCode, paper.body).toBe(201);

  const { data } = (await call("registrar@S1", "GET", "/correction-requests")).json();
  expect(data).toMatchObject([
    {
      requestId,
      name: "Lê An",
      current: { phone: "0911000111", birthPlace: null },
      fields: [
        { field: "phone", proposed: "0912 345 678" },
        { field: "birthPlace", proposed: null },
      ],
      evidence: [{ mediaType: "image/png", bytes: png.byteLength }],
    },
  ]);
  expect((await call("registrar@S2", "GET", "/correction-requests")).json().data).toEqual([]);

  const at1 = `/correction-requests/${requestId}/evidence/${data[0].evidence[0].evidenceId}`;
  const download = await call("registrar@S1", "GET", at1);
  expect(download.rawPayload.equals(png)).toBe(true);
  expect(download.headers).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "content-disposition": expect.stringMatching(/^attachment; filename="giay-to-[0-9a-f]{8}\.png"$/),
  });
  expect((await call("registrar@S2", "GET", at1)).statusCode).toBe(404);

  const before = runs;
  const accepted = await call("registrar@S1", "POST", `/correction-requests/${requestId}/acceptance`, {
    cells: [{ field: "phone", value: "0912345678", version: 1 }],
    answer: "Đã sửa số điện thoại theo đề nghị.",
  });
  expect(accepted.statusCode, accepted.body).toBe(200);
  expect(accepted.json()).toMatchObject({ state: "done", outcome: "Đã sửa số điện thoại theo đề nghị." });
  const { rows } = await at.pool.query("select * from correction");
  expect(rows).toMatchObject([
    {
      field: "phone",
      after: "0912345678",
      request_id: requestId,
      state: "waiting",
      corrected_by_name: "registrar@S1",
    },
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBeGreaterThan(before);
  const own = (await call("mother", "GET", "/me/correction-requests")).json().data;
  expect(own).toMatchObject([{ requestId, state: "done", outcome: "Đã sửa số điện thoại theo đề nghị." }]);
  // Over is over.
  expect(
    (await call("registrar@S1", "POST", `/correction-requests/${requestId}/refusal`, { reason: "x" }))
      .statusCode,
  ).toBe(409);
});

test("papers lie sealed on disk, and only pictures and PDFs of a size are taken", async () => {
  const { requestId } = (
    await ask("mother", [{ field: "hometown", value: "Hải Phòng" }], { childAgrees: true })
  ).json();
  const add = (content: Buffer, type: string, who: Who = "mother") =>
    call(who, "POST", `/me/correction-requests/${requestId}/evidence`, content, { "content-type": type });
  expect((await add(png, "image/png")).statusCode).toBe(201);
  const [dir = ""] = readdirSync(join(at.dataDir, "evidence")).filter((name) => name === requestId);
  const [file = ""] = readdirSync(join(at.dataDir, "evidence", dir));
  expect(readFileSync(join(at.dataDir, "evidence", dir, file)).includes(Buffer.from("khai sinh"))).toBe(
    false,
  );
  // What calls itself a picture and is a page that runs is none.
  const html = await add(Buffer.from("<html><script>1</script>"), "image/png");
  expect([html.statusCode, html.json().code]).toEqual([422, "evidence-unfit"]);
  expect((await add(Buffer.from("<svg/>"), "image/svg+xml")).statusCode).toBe(415);
  expect((await add(Buffer.concat([png, Buffer.alloc(6 * 2 ** 20)]), "image/png")).statusCode).toBe(413);
  expect((await add(png, "image/png", "stranger")).statusCode).toBe(404);
  for (let n = 2; n <= 5; n += 1) expect((await add(png, "image/png")).statusCode).toBe(201);
  expect((await add(png, "image/png")).json().code).toBe("evidence-unfit");
});

test("a slip in what is proposed is told at once, with field and reason", async () => {
  const reply = await ask("mother", [{ field: "birthDate", value: "31/02/2015" }]);
  expect([reply.statusCode, reply.json().code]).toEqual([400, "argument-invalid"]);
  expect(reply.json().detail).toContain("Ngày sinh: Ngày này không có trong lịch");
  expect((await ask("stranger", [{ field: "phone", value: "0912345678" }])).statusCode).toBe(404);
});

test("who did not come by VNeID is identified by the school before anything is mended", async () => {
  const { requestId, state } = (
    await ask("mother", [{ field: "email", value: "me@example.vn" }], {}, { "x-test-vneid": "no" })
  ).json();
  expect(state).toBe("awaitingProof");
  const accept = (more: object) =>
    call("registrar@S1", "POST", `/correction-requests/${requestId}/acceptance`, {
      cells: [{ field: "email", value: "me@example.vn", version: 1 }],
      answer: "Đã sửa.",
      ...more,
    });
  expect((await accept({})).json().code).toBe("argument-missing");
  const done = await accept({ proof: "inPerson" });
  expect([done.statusCode, done.json().state]).toEqual([200, "done"]);
});

test("cells that can't be taken close nothing; refusing needs a reason, which the mother reads", async () => {
  const { requestId } = (await ask("mother", [{ field: "sex", value: "Nữ" }], { childAgrees: true })).json();
  const bad = await call("registrar@S1", "POST", `/correction-requests/${requestId}/acceptance`, {
    cells: [{ field: "sex", value: "không rõ gì", version: 1 }],
    answer: "Đã sửa.",
  });
  expect([bad.statusCode, bad.json().code]).toEqual([422, "corrections-refused"]);
  expect((await call("registrar@S1", "GET", `/correction-requests/${requestId}`)).json().state).toBe(
    "accepted",
  );
  expect(
    (await call("registrar@S2", "POST", `/correction-requests/${requestId}/refusal`, { reason: "x" }))
      .statusCode,
  ).toBe(404);
  const refused = await call("registrar@S1", "POST", `/correction-requests/${requestId}/refusal`, {
    reason: "Giấy khai sinh ghi khác.",
  });
  expect([refused.statusCode, refused.json().state]).toEqual([200, "refused"]);
  const own = (await call("mother", "GET", "/me/correction-requests")).json().data;
  expect(own.find((one: { requestId: string }) => one.requestId === requestId)).toMatchObject({
    state: "refused",
    outcome: "Giấy khai sinh ghi khác.",
  });
});
