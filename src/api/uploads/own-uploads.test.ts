import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, steward, type TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp(undefined, async (request) => {
    const account = request.headers["x-test-account"];
    if (typeof account !== "string" || steward.principal === undefined) return steward;
    const grant = {
      ...steward.principal.grant,
      role: "schoolSteward" as const,
      unit: { kind: "school" as const, id: "S1" },
    };
    return {
      ...steward,
      principal: { ...steward.principal, accountId: account, grant },
      scope: { ...steward.scope, role: "schoolSteward", schools: ["S1"] },
    };
  });
});
afterAll(() => at.close());

const [lan, ha] = [randomUUID(), randomUUID()];
const text = "mã;tên\n1;An\n";
const as = (account: string | undefined, more: object) =>
  at.app.inject({
    ...more,
    headers: {
      "idempotency-key": "k1",
      ...(account === undefined ? {} : { "x-test-account": account }),
      ...("headers" in more ? (more.headers as object) : {}),
    },
  });
const create = (account: string) =>
  as(account, {
    method: "POST",
    url: "/api/v1/uploads",
    payload: {
      fileName: "Nguyễn Thị Hoa.csv",
      bytes: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
    },
  });

test("an upload is its sender's: others don't see it, can't go on with it, and can't guess its key", async () => {
  const first = await create(lan);
  const url = String(first.headers.location);
  expect(first.json()).not.toHaveProperty("sentBy");
  expect((await as(lan, { url })).statusCode).toBe(200);

  const foreign = await as(ha, { url });
  const absent = await as(ha, { url: `/api/v1/uploads/${randomUUID()}` });
  expect([foreign.statusCode, foreign.json().code]).toEqual([absent.statusCode, absent.json().code]);
  const bytes = { "content-type": "application/offset+octet-stream", "upload-offset": "0" };
  const patch = await as(ha, { method: "PATCH", url, payload: text, headers: bytes });
  expect([patch.statusCode, patch.json().code]).toEqual([404, "upload-not-found"]);
  expect((await as(ha, { url: "/api/v1/uploads" })).json().data).toEqual([]);
  expect((await as(lan, { url: "/api/v1/uploads" })).json().data).toHaveLength(1);

  // The same key of somebody else is another upload.
  expect((await create(ha)).headers.location).not.toBe(url);
  expect((await create(lan)).headers.location).toBe(url);
  // Who looks after the whole city sees what is stuck.
  expect((await as(undefined, { url: "/api/v1/uploads" })).json().data).toHaveLength(2);
});
