import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMatrixApp } from "../access/matrix-app.ts";
import { guardianIds, learnerIds, staffIds } from "../access/matrix-world.ts";
import { insertRows, type TestApp } from "../test-app.ts";

let at: TestApp;
const own = learnerIds.own ?? "";
const sibling = randomUUID();
beforeAll(async () => {
  at = await createMatrixApp();
  // A second child of the same mother.
  await insertRows(at.pool, "learner", [{ learnerId: sibling, fullName: "Lê Thị Em", schoolId: "S2" }]);
  await insertRows(at.pool, "learnerGuardian", [
    { learnerId: sibling, guardianId: guardianIds.own, relation: "mother" },
  ]);
  await at.pool.query("update school set school_name = 'Trường ' || school_id");
  await at.pool.query(
    "insert into access.account (account_id, kind, display_name, state, created_at) values ($1, 'person', 'Phạm Thị Cán Bộ', 'active', now())",
    ["00000000-0000-4000-8000-000000000001"],
  );
  for (const role of ["nurse", "principal", "guardian"]) await ask(role, `/api/v1/learners/${own}`);
  await ask("nurse", `/api/v1/learner-health/${own}`, { "x-purpose": "child-protection" });
  await ask("principal", `/api/v1/learners?limit=500`);
  await ask("communeOfficer", `/api/v1/learners/${sibling}`);
});
afterAll(() => at.close());

const ask = (role: string, url: string, more: Readonly<Record<string, string>> = {}) =>
  at.app.inject({ url, headers: { "x-test-role": role, ...more } });

interface Told {
  readonly name: string | null;
  readonly role: string;
  readonly unit: string | null;
  readonly action: string;
  readonly purpose: string | null;
  readonly classes: readonly string[];
}
const looksOf = async (role: string, url = "/api/v1/me/looks"): Promise<readonly Told[]> =>
  (await ask(role, url)).json<{ data: Told[] }>().data;

describe("the person concerned", () => {
  test("is told who, in which role and unit, what for and at what kind of fields", async () => {
    const looks = await looksOf("learner");
    expect(looks.map(({ role, action }) => [role, action])).toEqual([
      ["principal", "learner.list"],
      ["nurse", "learnerHealth.read"],
      ["guardian", "learner.read"],
      ["principal", "learner.read"],
      ["nurse", "learner.read"],
    ]);
    expect(looks[1]).toMatchObject({
      name: "Phạm Thị Cán Bộ",
      unit: "Trường S1",
      purpose: "child-protection",
      classes: ["health"],
    });
    // A parent is a private person: by role alone.
    expect(looks[2]).toMatchObject({ name: null, unit: null });
  });

  test("a parent is told of each child, page by page", async () => {
    expect((await looksOf("guardian", `/api/v1/me/looks?record=${own}`)).length).toBe(5);
    const child = await looksOf("guardian", `/api/v1/me/looks?record=${sibling}`);
    expect(child.map(({ role }) => role)).toContain("communeOfficer");
    const seen: string[] = [];
    let url: string | null = `/api/v1/me/looks?record=${own}&limit=2`;
    while (url !== null) {
      const body: { data: { at: string }[]; next: string | null } = (await ask("guardian", url)).json();
      seen.push(...body.data.map((look) => look.at));
      url = body.next;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  test("nobody is told of others' records: body and status are those of an id that is not there", async () => {
    const foreign = [...Object.values(learnerIds), ...Object.values(guardianIds), ...Object.values(staffIds)];
    for (const role of ["learner", "guardian", "homeroomTeacher", "subjectTeacher"]) {
      const mine =
        role === "learner" ? [own] : role === "guardian" ? [own, guardianIds.own] : [staffIds.self];
      const absent = randomUUID();
      const nowhere = await ask(role, `/api/v1/me/looks?record=${absent}`);
      for (const id of foreign.filter((one) => !mine.includes(one))) {
        const reply = await ask(role, `/api/v1/me/looks?record=${id}`);
        const blank = (text: string, of: string) =>
          text.replaceAll(of, "").replace(/"requestId":"[^"]*"/, "");
        expect([reply.statusCode, blank(reply.body, id)]).toEqual([404, blank(nowhere.body, absent)]);
      }
    }
  });

  test("1,000 random ids leak nothing", async () => {
    let told = 0;
    for (let n = 0; n < 1_000; n += 1) {
      const reply = await ask("guardian", `/api/v1/me/looks?record=${randomUUID()}`);
      if (reply.statusCode !== 404) told += 1;
    }
    expect(told).toBe(0);
  }, 60_000);

  test.each(["principal", "departmentSteward", "systemAdministrator", "researcher"])(
    "%s has no such address",
    async (role) => {
      expect((await ask(role, "/api/v1/me/looks")).json().code).toBe("address-not-found");
      expect((await ask(role, `/api/v1/learners/${own}/looks`)).json().code).toBe("address-not-found");
    },
  );
});

test("a look is told in words, in both languages", async () => {
  const { body } = await ask("learner", "/api/v1/me/looks");
  for (const words of ["Nhân viên y tế", "School nurse", "sức khỏe", "Trường S1", "Phạm Thị Cán Bộ"])
    expect(body).toContain(words);
});

describe("the auditor", () => {
  test("is told of any record, with accounts, and is recorded", async () => {
    const url = `/api/v1/learners/${own}/looks`;
    const reply = await ask("auditor", url);
    expect(reply.json<{ data: { accountId: string }[] }>().data[0]?.accountId).toMatch(/^0{8}-/);
    const again = await looksOf("auditor", url);
    expect(again[0]).toMatchObject({ action: "audit.looks", role: "auditor" });
    expect((await ask("auditor", "/api/v1/learners/x/looks")).statusCode).toBe(400);
  });

  test("finds events by who did them, and is told of accounts their names alone", async () => {
    type Found = readonly { displayName: string | null; says: { deed: { vi: string } } }[];
    const events = async (who: string): Promise<Found> =>
      looksOf("auditor", `/api/v1/audit/events?who=${encodeURIComponent(who)}`) as never;
    await ask("nurse", `/api/v1/learners/${own}`);
    const found = await events("can bo pham");
    expect(found.length).toBeGreaterThan(0);
    for (const { displayName, says } of found) {
      expect(displayName).toBe("Phạm Thị Cán Bộ");
      expect(says.deed.vi).not.toBe("");
    }
    expect(await events("Không Ai Tên Vậy")).toEqual([]);
    // In an auditor's role the table itself stays shut.
    const client = await at.appPool.connect();
    await client.query("begin; set local role hp_as_auditor");
    await expect(client.query("select display_name from access.account")).rejects.toThrow(
      /permission denied/,
    );
    await client.query("rollback");
    client.release();
  });

  test("finds events by account, subject, action, result and time", async () => {
    const events = async (query: string): Promise<readonly { action: string; result: string }[]> =>
      looksOf("auditor", `/api/v1/audit/events?${query}`) as never;
    expect((await events(`subject=${sibling}&action=learner.read`)).length).toBe(1);
    for (const { result } of await events("result=refused")) expect(result).toBe("refused");
    expect(await events("from=2030-01-01T00:00:00Z")).toEqual([]);
    const wrong = await ask("auditor", "/api/v1/audit/events?subject=An");
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, "parameter-not-of-kind"]);
    expect((await ask("auditor", "/api/v1/audit/events?q=An")).json().code).toBe("parameter-unknown");
  });
});
