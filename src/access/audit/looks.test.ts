import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { publicScope, type Scope, scopeSql } from "../scope/reach.ts";
import { findEvents } from "./find-events.ts";
import { howOften, whoLooked } from "./looks.ts";
import { recordAudit } from "./record.ts";
import { lookEvent, openTestAudit, type TestAudit } from "./test-audit.ts";

const child = randomUUID();
const classmates = Array.from({ length: 30 }, () => randomUUID());
const teacher = randomUUID();
let audit: TestAudit;

/** Forty looks of October and November, some by one child's record, some by a list of the class. */
beforeAll(async () => {
  audit = await openTestAudit(fixedClock("2026-11-23T03:00:05Z"));
  await audit.database.pool.query(
    "insert into access.account (account_id, kind, display_name, state, created_at) values ($1, 'person', 'Cô Lan', 'active', $2)",
    [teacher, new Date("2026-09-01T00:00:00Z")],
  );
  await inTransaction(audit.app, async (client) => {
    for (let n = 0; n < 40; n += 1) {
      const at = new Date(Date.UTC(2026, n < 10 ? 9 : 10, 5 + (n % 10), 3, 0, 0));
      const list = n % 2 === 0;
      await recordAudit(
        client,
        lookEvent({
          at,
          accountId: teacher,
          action: list ? "learner.list" : "learner.read",
          object: list ? "learner" : `learner/${child}`,
          ...(list ? { subjects: [...classmates, child] } : {}),
        }),
      );
      await recordAudit(client, lookEvent({ at }));
    }
  });
});
afterAll(() => audit.close());

const inScope = <T>(scope: Partial<Scope>, work: (client: Client) => Promise<T>): Promise<T> =>
  inTransaction(audit.app, async (client) => {
    await client.query(scopeSql({ ...publicScope, ...scope }));
    return work(client);
  });
const looksSeen = async (scope: Partial<Scope>, subject = child): Promise<number> =>
  inScope(scope, (client) => whoLooked(client, subject, { size: 100 })).then(
    ({ looks }) => looks.length,
    (error: Error) => (/permission denied/.test(error.message) ? -1 : Promise.reject(error)),
  );

test("pages tell every look once, newest first, by name and role and without the others on the list", async () => {
  const seen: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await inScope({ role: "guardian", learners: [child] }, (client) =>
      whoLooked(client, child, { size: 7, ...(after === undefined ? {} : { after }) }),
    );
    seen.push(...page.looks.map(({ at }) => at));
    expect(JSON.stringify(page)).not.toContain(classmates[0]);
    for (const look of page.looks)
      expect(look).toMatchObject({ displayName: "Cô Lan", role: "homeroomTeacher", purpose: "teaching" });
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toHaveLength(40);
  expect(seen).toEqual(seen.toSorted().toReversed());
});

test("how often, by month", async () => {
  const counts = await inScope({ role: "learner", learners: [child] }, (client) => howOften(client, child));
  expect(counts.map(({ month, action, looks }) => [month, action, looks])).toEqual([
    ["2026-11", "learner.list", 15],
    ["2026-11", "learner.read", 15],
    ["2026-10", "learner.list", 5],
    ["2026-10", "learner.read", 5],
  ]);
});

test("only those concerned are told", async () => {
  expect(await looksSeen({ role: "learner", learners: [child] })).toBe(40);
  expect(await looksSeen({ role: "guardian", learners: [classmates[0] ?? "", child] })).toBe(40);
  expect(await looksSeen({ role: "guardian", learners: [classmates[0] ?? ""] })).toBe(0);
  expect(await looksSeen({ role: "guardian" })).toBe(0);
  // A teacher sees the pupil, not who else looked at the pupil; and who looked at the teacher's own record.
  expect(await looksSeen({ role: "homeroomTeacher", learners: [child], staff: [teacher] })).toBe(0);
  expect(await looksSeen({ role: "homeroomTeacher", staff: [child] })).toBe(40);
  expect(await looksSeen({ role: "principal", schools: ["31115600"] })).toBe(0);
  expect(await looksSeen({ role: "auditor" })).toBe(40);
  expect(await looksSeen({ role: "departmentLeader", learners: [child] })).toBe(-1);
  expect(await looksSeen({ role: "systemAdministrator", learners: [child] })).toBe(-1);
  // The API's role by itself is nobody, whatever it sets.
  const bare = inTransaction(audit.app, async (client) => {
    await client.query("select set_config('hp.learners', $1, true)", [child]);
    return whoLooked(client, child, { size: 5 });
  });
  await expect(bare).rejects.toThrow("permission denied");
  // Who works on the machine itself.
  expect((await whoLooked(audit.database.pool, child, { size: 100 })).looks).toHaveLength(40);
});

test("an auditor finds events by subject, account and time, page by page", async () => {
  const found = (filter: Parameters<typeof findEvents>[1], size = 500) =>
    inScope({ role: "auditor" }, (client) => findEvents(client, filter, { size }));
  expect((await found({ subject: child })).events).toHaveLength(40);
  expect((await found({ accountId: teacher })).events).toHaveLength(40);
  expect((await found({ from: "2026-11-01T00:00:00Z", to: "2026-11-06T00:00:00Z" })).events).toHaveLength(6);
  expect((await found({ subject: child, action: "learner.list", result: "ok" })).events).toHaveLength(20);
  const first = await found({}, 50);
  const second = await inScope({ role: "auditor" }, (client) =>
    findEvents(client, {}, { size: 50, after: first.next ?? "" }),
  );
  const places = [...first.events, ...second.events].map(({ lane, seq }) => `${lane}/${seq}`);
  expect(new Set(places).size).toBe(80);
  await expect(
    found({}, 5).then(() => inScope({ role: "guardian" }, (client) => findEvents(client, {}, { size: 5 }))),
  ).rejects.toThrow("permission denied");
  await expect(findEvents(audit.database.pool, {}, { size: 5, after: "!!" })).rejects.toMatchObject({
    code: "cursor-invalid",
  });
});
