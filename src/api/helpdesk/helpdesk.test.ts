import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { escalateOverdue, withoutIds } from "#src/access/helpdesk/move.ts";
import { readNotifications } from "#src/access/notifications/read-notifications.ts";
import type { Principal, Unit } from "#src/access/principal.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { scopeOf } from "#src/access/scope/reach.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { foldersOf } from "#src/platform/config.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { createTestApp, insertRows, type TestApp } from "../test-app.ts";

const mother = randomUUID();
const child = randomUUID();
const words = "Trang hồ sơ của cháu không mở được";

interface Person {
  readonly accountId: string;
  readonly role: RoleId;
  readonly unit: Unit;
}
const person = (role: RoleId, unit: Unit): Person => ({ accountId: randomUUID(), role, unit });
const parent = person("guardian", { kind: "guardian", id: mother });
const registrar = person("registrar", { kind: "school", id: "S1" });
const elsewhere = person("registrar", { kind: "school", id: "S2" });
const teacher = person("vicePrincipal", { kind: "school", id: "S1" });
const commune = person("communeSteward", { kind: "commune", id: "C1" });
const department = person("departmentSteward", { kind: "city" });
let at: TestApp;
let who: Person = parent;

beforeAll(async () => {
  at = await createTestApp(undefined, async () => {
    const { accountId, role, unit } = who;
    const from = "2026-01-01T00:00:00Z";
    const principal: Principal = {
      accountId,
      displayName: "Trần Thị Hoà",
      grant: { grantId: randomUUID(), role, unit, from },
    };
    const scope = await scopeOf(at.pool, principal, { schoolYear: "2026-2027", day: "2026-11-23" });
    return {
      principal,
      session: { accountId, proofs: [] } as unknown as Session,
      scope,
      isOpenForSensitive: true,
    };
  });
  await insertRows(at.pool, "school", [
    { schoolId: "S1", schoolName: "Trường S1", levels: ["primary"], communeCode: "C1" },
    { schoolId: "S2", schoolName: "Trường S2", levels: ["primary"] },
  ]);
  await insertRows(at.pool, "guardian", [{ guardianId: mother, fullName: "Trần Thị Hoà" }]);
  await insertRows(at.pool, "learner", [{ learnerId: child, fullName: "Lê An", schoolId: "S1" }]);
  await insertRows(at.pool, "learnerGuardian", [
    { learnerId: child, guardianId: mother, relation: "mother" },
  ]);
  for (const { accountId, role, unit } of [parent, registrar, elsewhere, teacher, commune, department])
    await at.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, $3, $4, $5, '2026-01-01', 'thử')`,
      [randomUUID(), accountId, role, unit.kind, unit.id ?? null],
    );
});
afterAll(() => at.close());
beforeEach(() => {
  who = parent;
});

interface Told {
  readonly ticketId: string;
  readonly page: string;
  readonly tier: string;
  readonly state: string;
  readonly steps: readonly { readonly action: string; readonly by: string; readonly text: string | null }[];
}
const send = (page = `/ho-so-cua-toi/learner/${child}?phan=sua`) =>
  at.app.inject({ method: "POST", url: "/api/v1/me/tickets", payload: { kind: "fault", page, text: words } });
const step = (base: string, id: string, action: string, text?: string) =>
  at.app.inject({
    method: "POST",
    url: `/api/v1/${base}/${id}/steps`,
    payload: { action, ...(text === undefined ? {} : { text }) },
  });
const deskOf = async (handler: Person): Promise<readonly Told[]> => {
  who = handler;
  return (await at.app.inject("/api/v1/tickets")).json<{ data: Told[] }>().data;
};
const unreadOf = async ({ accountId }: Person): Promise<number> =>
  (await readNotifications(at.pool, accountId, 50)).unread;

describe("feedback goes through three tiers", () => {
  test("a parent's comes to the child's school, moves up by hand and by its term, is answered, and the asker sees each step", async () => {
    const sent = (await send()).json<Told>();
    expect(sent).toMatchObject({ tier: "school", state: "open", page: "/ho-so-cua-toi/learner/…" });
    expect(await unreadOf(registrar)).toBe(1);
    expect(await unreadOf(teacher)).toBe(0);

    expect((await deskOf(registrar)).map(({ ticketId }) => ticketId)).toEqual([sent.ticketId]);
    expect(await deskOf(elsewhere)).toEqual([]);
    expect(await deskOf(teacher)).toEqual([]);
    expect(await deskOf(commune)).toEqual([]);

    who = registrar;
    expect((await step("tickets", sent.ticketId, "escalate", "Trường không sửa được")).json()).toMatchObject({
      tier: "commune",
    });
    expect((await step("tickets", sent.ticketId, "answer", "muộn rồi")).statusCode).toBe(404);
    expect((await deskOf(commune)).length).toBe(1);
    expect(await unreadOf(commune)).toBe(1);

    // The commune lets its term pass: not a day before it is over, and once only.
    const keyring = openKeyring(foldersOf(at.dataDir).keys);
    const { rows } = await at.pool.query<{ due: string }>("select due_on::text as due from access.ticket");
    const due = rows[0]?.due ?? "";
    const on = (day: string) => ({ now: () => new Date(`${day}T03:00:00Z`) });
    expect(await escalateOverdue(at.pool, keyring, on(due))).toBe(0);
    const later = new Date(Date.parse(due) + 86_400_000).toISOString().slice(0, 10);
    expect(await escalateOverdue(at.pool, keyring, on(later))).toBe(1);
    expect(await escalateOverdue(at.pool, keyring, on(later))).toBe(0);

    expect((await deskOf(department)).length).toBe(1);
    expect((await step("tickets", sent.ticketId, "escalate", "lên nữa")).json().code).toBe("ticket-unfit");
    expect((await step("tickets", sent.ticketId, "answer", "Đã sửa, mời chị thử lại")).statusCode).toBe(200);
    expect(await unreadOf(parent)).toBe(1);

    who = parent;
    const [own] = (await at.app.inject("/api/v1/me/tickets")).json<{ data: Told[] }>().data;
    expect(own?.steps.map(({ action, by, text }) => [action, by, text])).toEqual([
      ["ask", "asker", words],
      ["escalate", "handler", "Trường không sửa được"],
      ["overdue", "program", null],
      ["answer", "handler", "Đã sửa, mời chị thử lại"],
    ]);
    expect((await step("me/tickets", sent.ticketId, "close")).json()).toMatchObject({ state: "closed" });
    expect((await step("me/tickets", sent.ticketId, "reply", "à mà")).json().code).toBe("ticket-unfit");
  });

  test("a school's own begins at the commune, a commune's at the department", async () => {
    who = registrar;
    expect((await send("/nop-tep")).json()).toMatchObject({ tier: "commune" });
    who = elsewhere;
    expect((await send("/nop-tep")).json()).toMatchObject({ tier: "department" });
    who = commune;
    expect((await send("/")).json()).toMatchObject({ tier: "department" });
  });
});

test("another's ticket is one that is not there", async () => {
  const { ticketId } = (await send()).json<Told>();
  for (const [stranger, base] of [
    [elsewhere, "tickets"],
    [teacher, "tickets"],
    [registrar, "me/tickets"],
  ] as const) {
    who = stranger;
    expect((await step(base, ticketId, "close", "x")).statusCode).toBe(404);
    expect((await step(base, randomUUID(), "close", "x")).statusCode).toBe(404);
  }
});

test("what people write lies sealed, and the audit has no word of it", async () => {
  await send();
  const { rows } = await at.pool.query<{ all: string }>(
    `select (select string_agg(s::text, ' ') from access.ticket_step s) ||
       (select string_agg(t::text, ' ') from access.ticket t) ||
       (select string_agg(e::text, ' ') from access.audit_event e where action like 'ticket.%') as all`,
  );
  expect(rows[0]?.all).toContain("ticket.ask");
  expect(rows[0]?.all).not.toContain("không mở được");
});

test.each([
  ["/truong/311194802001?q=Nguyễn#x", "/truong/…"],
  ["/ho-so-cua-toi/learner/96f80bf5-9cbf-4122-8540-b85c5462b830", "/ho-so-cua-toi/learner/…"],
  ["/lop/a@b.vn/x", "/lop/…/x"],
  ["/", "/"],
  ["/ho-so-cua-toi/$entity/$recordId", "/ho-so-cua-toi/$entity/$recordId"],
])("the page %s is kept as %s", (page, kept) => {
  expect(withoutIds(page)).toBe(kept);
});
