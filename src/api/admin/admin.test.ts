import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMatrixApp } from "../access/matrix-app.ts";
import type { TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createMatrixApp();
});
afterAll(() => at.close());

const headers = { "x-test-role": "systemAdministrator" };
const get = (url: string) => at.app.inject({ url: `/api/v1${url}`, headers });
const post = (url: string, payload: object = {}) =>
  at.app.inject({ method: "POST", url: `/api/v1${url}`, headers, payload });
const reason = "Quyết định 12/QĐ-SGDĐT";
const me = "00000000-0000-4000-8000-000000000001";

interface Line {
  readonly accountId: string;
  readonly displayName: string;
  readonly grants: readonly {
    readonly grantId: string;
    readonly role: string;
    readonly unitName: string | null;
    readonly revokedAt?: string | null;
  }[];
}
const find = async (query: string): Promise<readonly Line[]> => (await get(`/accounts?${query}`)).json().data;

let accountId = "";
test("an account is made with its role, found by words of the name without accents, by user name and by role", async () => {
  const made = await post("/accounts", {
    userName: "le.van.hieu",
    displayName: "Lê Văn Hiệu",
    grant: { role: "principal", unit: { kind: "school", id: "S1" }, reason },
  });
  expect(made.statusCode, made.body).toBe(201);
  expect(made.headers["cache-control"]).toBe("no-store");
  accountId = made.json().accountId;
  expect(made.json().temporaryPassword.length).toBeGreaterThan(11);
  for (const query of [
    "q=hieu+le",
    "q=le.van",
    "q=Hi%E1%BB%87u",
    "role=principal",
    "unitKind=school&unitId=S1",
  ])
    expect(
      (await find(query)).map((one) => one.accountId),
      query,
    ).toEqual([accountId]);
  expect(await find("q=khong+co")).toEqual([]);
  expect(await find("q=hieu&state=disabled")).toEqual([]);
  expect((await find("q=hieu"))[0]?.grants).toMatchObject([{ role: "principal", unitName: "text-0" }]);
});

test("a grant that does not fit leaves no account behind", async () => {
  const reply = await post("/accounts", {
    userName: "nguyen.thi.lan",
    displayName: "Nguyễn Thị Lan",
    grant: { role: "principal", unit: { kind: "school", id: "S99" }, reason },
  });
  expect(reply.json().code).toBe("grant-unit-unknown");
  expect(await find("q=lan")).toEqual([]);
});

test("roles are given and ended for a reason, to a day that counts to its end; nobody gives themselves any", async () => {
  const grant = {
    role: "inspector",
    unit: { kind: "commune", id: "C1" },
    from: "2026-11-01",
    to: "2026-12-31",
    reason,
  };
  const given = await post(`/accounts/${accountId}/grants`, grant);
  const { grantId } = given.json();
  const one = (await get(`/accounts/${accountId}`)).json<Line & { grants: { validTo: string | null }[] }>();
  expect(one.grants.find((line) => line.grantId === grantId)).toMatchObject({
    validTo: "2026-12-31T17:00:00.000Z",
  });
  expect((await post(`/grants/${grantId}/end`, { reason: "x" })).json().code).toBe("reason-too-short");
  expect((await post(`/grants/${grantId}/end`, { reason })).statusCode).toBe(204);
  expect((await post(`/grants/${grantId}/end`, { reason })).json().code).toBe("grant-not-held");
  expect((await post(`/accounts/${me}/grants`, grant)).json().code).toBe("own-account");
  expect((await post(`/accounts/${me}/reset-password`, { reason })).json().code).toBe("own-account");
});

test("an account is closed and opened", async () => {
  expect((await post(`/accounts/${accountId}/disable`, { reason })).statusCode).toBe(204);
  expect((await find("state=disabled")).map((one) => one.accountId)).toEqual([accountId]);
  expect((await post(`/accounts/${accountId}/enable`, { reason })).statusCode).toBe(204);
  expect((await post(`/accounts/${accountId}/reset-password`, { reason })).json()).toHaveProperty(
    "temporaryPassword",
  );
});

test("a machine gets its secret once, and lists tell none", async () => {
  const made = await post("/clients", {
    clientId: "misa-qlth",
    displayName: "MISA QLTH",
    scopes: ["upload"],
  });
  const { secret } = made.json();
  expect(secret.length).toBeGreaterThan(20);
  const list = await get("/clients");
  expect(list.json().data).toMatchObject([{ clientId: "misa-qlth", scopes: ["upload"], schools: 0 }]);
  expect(list.body).not.toContain(secret);
  const rotated = (await post("/clients/misa-qlth/rotate")).json();
  expect(rotated.secret).not.toBe(secret);
  expect(
    (await post("/clients", { clientId: "misa-qlth", displayName: "Hai", scopes: ["upload"] })).json().code,
  ).toBe("client-id-taken");
});

describe("the half-yearly review", () => {
  test("lists what nobody looked at for six months, and takes the answer", async () => {
    await at.pool.query(
      "update access.grant set valid_from = now() - interval '7 months' where account_id = $1 and role = 'principal'",
      [accountId],
    );
    const { data } = (await get("/grants/due")).json<{ data: { grantId: string; displayName: string }[] }>();
    expect(data.map(({ displayName }) => displayName)).toEqual(["Lê Văn Hiệu"]);
    expect((await post(`/grants/${data[0]?.grantId}/review`, { verdict: "keep", reason })).statusCode).toBe(
      204,
    );
    expect((await get("/grants/due")).json().data).toEqual([]);
  });
});

test("each of these left its event", async () => {
  const { rows } = await at.pool.query<{ action: string }>(
    "select distinct action from access.audit_event where role = 'systemAdministrator'",
  );
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "account.create",
      "account.list",
      "account.read",
      "account.disable",
      "account.enable",
      "grant.give",
      "grant.end",
      "grant.review",
      "client.create",
      "client.rotate",
    ]),
  );
});
