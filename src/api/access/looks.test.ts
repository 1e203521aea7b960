import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnClassOf } from "#src/access/roles/field-class.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { columnsOf } from "#src/domains/dictionary/dataset.ts";
import { createResource, listPath, recordHref } from "../read/resource.ts";
import type { TestApp } from "../test-app.ts";
import { createMatrixApp } from "./matrix-app.ts";
import { aboutOf, expectedOf } from "./matrix-oracle.ts";
import { guardianIds, learnerIds, staffIds } from "./matrix-world.ts";

let at: TestApp;
const resources = datasets.map((dataset) => createResource(dataset));
const aboutNobody = resources.filter(
  ({ dataset }) => aboutOf[dataset.id] === "everybody" && !["school", "campus"].includes(dataset.id),
);
const persons = [learnerIds, guardianIds, staffIds].flatMap((ids) => Object.values(ids));

/** Stands in every field that names or reaches a person, and nowhere else. */
const canary = "Cà Na Ri";

beforeAll(async () => {
  at = await createMatrixApp();
  for (const dataset of datasets) {
    const direct = columnsOf(dataset).filter(
      ({ field, postgresType }) => postgresType === "text" && columnClassOf(dataset, field) === "direct",
    );
    if (direct.length === 0 || dataset.id === "school" || dataset.id === "rowRejection") continue;
    const set = direct.map(({ name }) => `"${name}" = '${canary}'`).join(", ");
    await at.pool.query(`update ${dataset.table} set ${set}`);
  }
});
afterAll(() => at.close());

const ask = (role: string, url: string, more: Readonly<Record<string, string>> = {}) =>
  at.app.inject({ url, headers: { "x-test-role": role, ...more } });

interface Event {
  readonly action: string;
  readonly role: string;
  readonly unit: string | null;
  readonly purpose: string | null;
  readonly result: string;
  readonly subjects: readonly string[];
  readonly detail: { readonly rows?: number; readonly classes?: readonly string[] } | null;
}

async function eventsOf(reply: Awaited<ReturnType<typeof ask>>): Promise<readonly Event[]> {
  const { rows } = await at.pool.query<Event>(
    `select action, role, unit, purpose, result, coalesce(subjects, '{}') as subjects, detail
     from access.audit_event where request_id = $1`,
    [reply.headers["x-request-id"] ?? reply.json().requestId],
  );
  return rows;
}

/** GET routes that show nobody, or nothing without what this world lacks: uploads in folders, runs under way. */
const elsewhere = [
  /^\/(assets|docs|health|openapi)/,
  /^\/api\/v1\/(dictionary|research|uploads|templates|(runs|deliveries)\/:runSeq\/events|metrics\/watch|correction-batches|correction-requests\/)/,
  // An account is no record of a person: who looks at one is on record all the same.
  /^\/api\/v1\/accounts\/:accountId$/,
  /^\/(sign-|oidc|session|account|tai-khoan)/,
  /^\/api\/v1\/me(\/(account|roles|sessions))?$/,
  /^\/api\/v1\/reconciliation\/report$/,
];

/** Addresses that stand for every GET route: lists, each record of the little world, pages. */
async function addresses(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const resource of resources) {
    const reply = await ask("departmentSteward", `${listPath(resource)}?limit=500`);
    const { data } = reply.json<{ data: Readonly<Record<string, unknown>>[] }>();
    found.push(`${listPath(resource)}?limit=500`, `${listPath(resource)}?limit=2`);
    if (resource.searched !== undefined) found.push(`${listPath(resource)}?q=ca+na+ri`);
    found.push(...data.map((row) => recordHref(resource, row)));
  }
  const { rows } = await at.pool.query<{ id: string; record: string }>(
    "select review_id as id, left_record_id as record from identity_review",
  );
  for (const { id } of rows) found.push(`/api/v1/identity/reviews/${id}`);
  found.push(...persons.map((id) => `/api/v1/identity/records/${id}`));
  for (const resource of ["learners", "guardians", "staff-members"])
    found.push(...persons.map((id) => `/api/v1/${resource}/${id}/looks`));
  for (const entity of ["learner", "guardian", "staffMember"])
    found.push(...persons.map((id) => `/api/v1/me/people/${entity}/${id}`));
  for (const school of ["S1", "S2", "S3"])
    found.push(
      `/api/v1/worklist/${school}`,
      `/api/v1/school-scores/${school}`,
      `/api/v1/schools/${school}/roll`,
      `/api/v1/worklist/${school}/learner.id-missing/records`,
    );
  found.push(
    ...Object.values(learnerIds).map((id) => `/api/v1/record-stories/learner/${id}`),
    ...Object.values(staffIds).map((id) => `/api/v1/record-stories/staffMember/${id}`),
    ...Object.values(guardianIds).map((id) => `/api/v1/record-stories/guardian/${id}`),
  );
  for (const run of (await at.pool.query<{ n: number }>("select run_seq as n from run")).rows)
    for (const part of ["", "/files", "/rejections"]) found.push(`/api/v1/deliveries/${run.n}${part}`);
  const cases = await at.pool.query<{ id: string }>("select case_id as id from reconciliation_case");
  found.push(...cases.rows.map(({ id }) => `/api/v1/reconciliation/cases/${id}`));
  for (const school of ["S1", "S2", "S3"]) found.push(`/api/v1/open/schools/${school}`);
  // Every other route that needs nothing in its address, and ends.
  for (const { method, url } of at.routes)
    if (
      method === "GET" &&
      !url.includes(":") &&
      !url.includes("*") &&
      !url.endsWith("/watch") &&
      !found.includes(url)
    )
      found.push(url);
  return found;
}

let all: readonly string[] = [];
beforeAll(async () => {
  all = await addresses();
}, 60_000);

test("each GET route that may show somebody is asked", () => {
  const asked = new Set(all.map((url) => url.split("?", 1)[0] ?? ""));
  const missing = at.routes
    .filter(({ method, url }) => method === "GET" && !elsewhere.some((one) => one.test(url)))
    .filter(({ url }) => !aboutNobody.some((resource) => url.startsWith(`${listPath(resource)}/`)))
    .filter(({ url }) => {
      const pattern = new RegExp(`^${url.replaceAll(/:[A-Za-z]+/g, "[^/]+")}$`);
      return ![...asked].some((path) => pattern.test(path));
    });
  expect(missing).toEqual([]);
});

describe("every read that shows a person is one that is recorded", () => {
  test.each(Object.keys(expectedOf).filter((role) => role !== "public"))(
    "%s",
    async (role) => {
      const wrong: string[] = [];
      let shown = 0;
      for (const url of all) {
        const reply = await ask(role, url);
        if (reply.statusCode !== 200 && reply.statusCode !== 308) continue;
        const events = await eventsOf(reply);
        const named = new Set(events.flatMap((event) => event.subjects));
        // One's own id in a link to one's own page, or as the unit of one's own role, is no look at anybody.
        const self = /^\/(api\/v1\/me\/people|api\/v1\/portal\/caller$)/.test(url)
          ? [guardianIds.own, learnerIds.own, staffIds.self]
          : [];
        const inBody = persons.filter((id) => reply.body.includes(id) && !self.includes(id));
        if (inBody.length > 0 || reply.body.includes(canary)) shown += 1;
        // Who audits sees ids of records and of units, thousands of them, and no word of anybody; that is recorded.
        if (/^\/api\/v1\/(audit\/|.*\/looks$)/.test(url) && role === "auditor") {
          if (!/^audit\.(list|looks)$/.test(events[0]?.action ?? "")) wrong.push(`${url}: unrecorded`);
          continue;
        }
        for (const id of inBody) if (!named.has(id)) wrong.push(`${url}: shows ${id} and no event says so`);
        if (reply.body.includes(canary) && events.length === 0)
          wrong.push(`${url}: shows a name, unrecorded`);
        for (const event of events)
          if (event.role !== role || event.result !== "ok") wrong.push(`${url}: ${JSON.stringify(event)}`);
      }
      console.log(`${role}: ${shown} reads that showed somebody, all recorded`);
      expect(wrong).toEqual([]);
      // The test can fail: who may read records was shown some.
      expect(shown > 5).toBe(/record|audit/.test(expectedOf[role]?.kinds ?? ""));
    },
    120_000,
  );
});

test("reads about nobody leave nothing behind", async () => {
  for (const url of [
    "/api/v1/codes",
    "/api/v1/admin-units",
    "/api/v1/subjects",
    "/api/v1/buildings",
    "/docs/",
  ]) {
    const reply = await ask("departmentSteward", url);
    expect(await eventsOf(reply), url).toEqual([]);
  }
});

test("an event says who, in which role and unit, what for and what kind of fields", async () => {
  const reply = await ask("nurse", `/api/v1/learner-health/${learnerIds.own}`);
  expect(await eventsOf(reply)).toMatchObject([
    {
      action: "learnerHealth.read",
      role: "nurse",
      unit: "school/S1",
      purpose: "school-health",
      subjects: [learnerIds.own],
      detail: { rows: 1, classes: ["health"] },
    },
  ]);
  const other = await ask("principal", "/api/v1/learners?fields=schoolId", {
    "x-purpose": "child-protection",
  });
  expect(await eventsOf(other)).toMatchObject([
    { action: "learner.list", purpose: "child-protection", detail: { rows: 3, classes: [] } },
  ]);
  const unknown = await ask("principal", "/api/v1/learners", { "x-purpose": "curiosity" });
  expect([unknown.statusCode, unknown.json().code]).toEqual([400, "parameter-not-one-of"]);
});

test("what was refused is recorded, and the person concerned can be told that somebody tried", async () => {
  const foreign = await ask("homeroomTeacher", `/api/v1/learners/${learnerIds.otherCommune}`);
  expect(await eventsOf(foreign)).toMatchObject([
    { action: "record.read", result: "refused", subjects: [learnerIds.otherCommune] },
  ]);
  const forbidden = await ask("nurse", "/api/v1/source-rows");
  expect(await eventsOf(forbidden)).toMatchObject([{ action: "source.read", result: "refused" }]);
  const nobody = await ask("public", `/api/v1/learners/${learnerIds.own}`);
  expect([nobody.statusCode, await eventsOf(nobody)]).toMatchObject([
    401,
    [{ role: "public", result: "refused", subjects: [learnerIds.own] }],
  ]);
});

test("who can't be recorded sees nothing", async () => {
  await at.pool.query("alter function access.append_audit rename to append_audit_away");
  try {
    const reply = await ask("principal", `/api/v1/learners/${learnerIds.own}`);
    expect([reply.statusCode, reply.body.includes(canary)]).toEqual([500, false]);
  } finally {
    await at.pool.query("alter function access.append_audit_away rename to append_audit");
  }
});
