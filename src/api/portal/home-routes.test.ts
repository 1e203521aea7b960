import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoView } from "#src/access/demo/desk.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import type { Scope } from "#src/access/scope/reach.ts";
import { insertSampleCity, sampleId, sampleSchool } from "../pages/sample-city.ts";
import { createTestApp, steward, type TestApp } from "../test-app.ts";

let at: TestApp;
let role: RoleId | undefined;
let scope: Scope;
beforeAll(async () => {
  at = await createTestApp(undefined, async () =>
    role === undefined
      ? undefined
      : {
          principal: { ...steward.principal, grant: { ...steward.principal.grant, role } },
          scope,
          isOpenForSensitive: true,
        },
  );
  await insertSampleCity(at.pool);
});
afterAll(() => at.close());

function beIn(next: RoleId | undefined, seen: Partial<Scope> = {}): void {
  role = next;
  if (next !== undefined)
    scope = { role: next, schools: [], learners: [], staff: [], guardians: [], ...seen };
}

interface Task {
  readonly id: string;
  readonly count: number;
  readonly overdue: number;
  readonly since: string | null;
}

async function tasks(): Promise<readonly Task[]> {
  const reply = await at.app.inject("/api/v1/portal/tasks");
  expect(reply.statusCode).toBe(200);
  return reply.json<{ data: readonly Task[] }>().data;
}

describe("what waits for the caller", () => {
  test("a school's steward has the work of that school and of no other", async () => {
    beIn("schoolSteward", { schools: [sampleSchool] });
    const found = await tasks();
    const { rows } = await at.pool.query<{ cases: number; late: number; issues: number }>(
      `select (select count(*)::int from reconciliation_case where school_id = $1) as cases,
         (select count(*)::int from reconciliation_case where school_id = $1 and due_on < $2::date) as late,
         (select count(*)::int from quality_issue where school_id = $1) as issues`,
      [sampleSchool, new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)],
    );
    const [wanted] = rows;
    expect(found.map(({ id, count }) => [id, count])).toEqual([
      ["reviews", 1],
      ["cases", wanted?.cases],
      ["issues", wanted?.issues],
    ]);
    expect(found.find(({ id }) => id === "cases")?.overdue).toBe(wanted?.late);
    expect(found[0]?.since).toBe("2026-10-20T02:41:00.000Z");
  });

  test("nobody is told of what they can't do: no zero, no task of others", async () => {
    beIn("vicePrincipal", { schools: [sampleSchool] });
    expect((await tasks()).map(({ id }) => id)).toEqual(["issues"]);
    beIn("principal", { schools: ["311194801999"] });
    expect(await tasks()).toEqual([]);
    beIn("auditor");
    expect(await tasks()).toEqual([]);
    beIn(undefined);
    expect(await tasks()).toEqual([]);
  });

  test("for who sees the city its faults are a figure and no task", async () => {
    beIn("departmentSteward");
    const ids = (await tasks()).map(({ id }) => id);
    expect(ids).toContain("cases");
    expect(ids).not.toContain("issues");
  });
});

test("one's own people are one's own, and having looked is written down", async () => {
  beIn("learner", { learners: [sampleId("learner 0")] });
  const reply = await at.app.inject("/api/v1/portal/people");
  expect(reply.json()).toEqual({
    data: [
      {
        entity: "learner",
        recordId: sampleId("learner 0"),
        isSelf: true,
        fullName: "Nguyễn Thị Mẫu 0",
        birthDate: "2015-03-31",
        schoolName: "Trường Mầm non Hải An",
      },
    ],
  });
  const { rows } = await at.pool.query("select action from access.audit_event where request_id = $1", [
    reply.headers["x-request-id"],
  ]);
  expect(rows).toEqual([{ action: "mine.list" }]);
});

test("sample accounts are told of where there is a demo, and nowhere else", async () => {
  beIn(undefined);
  expect((await at.app.inject("/api/v1/portal/demo")).statusCode).toBe(404);
  const view: DemoView = {
    isLoading: false,
    accounts: [
      {
        userName: "phu-huynh",
        role: "guardian",
        variant: undefined,
        unitName: "Lê Thị Mẹ",
        asksCode: false,
        citizenNumber: "031185000001",
      },
    ],
    password: "mot-hai-ba",
    code: { code: "123456", until: new Date("2026-11-23T06:30:30Z") },
    hasVneid: true,
  };
  const demo = { view: async () => view, seed: async () => undefined };
  const other = await createTestApp(undefined, async () => undefined, undefined, demo);
  const reply = await other.app.inject("/api/v1/portal/demo");
  expect(reply.headers["cache-control"]).toBe("no-store");
  expect(reply.json()).toMatchObject({
    password: "mot-hai-ba",
    accounts: [{ userName: "phu-huynh", title: { en: "Parent or guardian" }, reach: "own" }],
  });
  expect((await other.app.inject("/api/v1/portal/caller")).json()).toMatchObject({ isDemo: true });
  await other.close();
});
