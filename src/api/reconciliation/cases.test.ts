import { afterAll, beforeAll, expect, test } from "vitest";
import { insertSampleCity, sampleCommune, sampleId, sampleSchool } from "../pages/sample-city.ts";
import { createTestApp, steward, type TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp(undefined, async (request) =>
    request.headers["x-test-school"] === undefined
      ? steward
      : {
          ...steward,
          principal: {
            ...steward.principal,
            grant: {
              ...steward.principal.grant,
              role: "schoolSteward",
              unit: { kind: "school", id: sampleSchool },
            },
          },
          scope: { ...steward.scope, role: "schoolSteward", schools: [sampleSchool] },
        },
  );
  await insertSampleCity(at.pool);
});
afterAll(() => at.close());

const asSchool = { "x-test-school": "1" };
interface Case {
  readonly caseId: string;
  readonly dueOn: string;
  readonly isOverdue: boolean;
}

async function walk(path: string, headers = {}): Promise<readonly Case[]> {
  const seen: Case[] = [];
  for (let next: string | null = path; next !== null; ) {
    const reply: Awaited<ReturnType<typeof at.app.inject>> = await at.app.inject({ url: next, headers });
    expect(reply.statusCode, reply.body).toBe(200);
    seen.push(...reply.json().data);
    next = reply.json().next;
  }
  return seen;
}

test("a school's cases are all there, page after page, each once, the most urgent first", async () => {
  const seen = await walk("/api/v1/reconciliation/cases", asSchool);
  expect(new Set(seen.map(({ caseId }) => caseId)).size).toBe(60);
  expect(seen).toHaveLength(60);
  const days = seen.map(({ dueOn }) => dueOn);
  expect(days).toEqual(days.toSorted());
  expect(await walk(`/api/v1/reconciliation/cases?schoolId=${sampleSchool}`)).toEqual(seen);
  const overdue = await walk("/api/v1/reconciliation/cases?overdue=1", asSchool);
  expect(overdue).toEqual(seen.filter(({ isOverdue }) => isOverdue));
});

test("a cursor of another list is refused", async () => {
  const { next } = (await at.app.inject("/api/v1/reconciliation/cases")).json();
  const wrong = await at.app.inject(`${next}&status=noId`);
  expect(wrong.statusCode).toBe(400);
  expect((await at.app.inject("/api/v1/reconciliation/cases?cursor=WyJ4Il0")).statusCode).toBe(400);
});

test("a case tells agreement field by field, and no value of the registry's side", async () => {
  const caseId = sampleId("case 5");
  await at.pool.query("update reconciliation_case set evidence = $2 where case_id = $1", [
    caseId,
    { name: true, birthDate: false, sex: null },
  ]);
  const story = (
    await at.app.inject({ url: `/api/v1/reconciliation/cases/${caseId}`, headers: asSchool })
  ).json();
  expect(story).toMatchObject({ name: "Nguyễn Thị Mẫu 5", nextStep: "correctBirthDate", isAsked: false });
  const agreed = story.fields.map((field: { name: string; agrees: unknown }) => [field.name, field.agrees]);
  // Nobody asked about a number that is not there.
  expect(agreed).toEqual([
    ["nationalId", null],
    ["fullName", true],
    ["birthDate", false],
    ["sex", null],
  ]);
});

test("communes and schools stand with both figures, verified now and ever", async () => {
  const communes = (await at.app.inject("/api/v1/reconciliation/parts")).json().data;
  expect(communes).toMatchObject([{ id: sampleCommune, records: 240, verified: 30, everVerified: 120 }]);
  const schools = (await at.app.inject(`/api/v1/reconciliation/parts?communeCode=${sampleCommune}`)).json()
    .data;
  expect(schools).toHaveLength(4);
  const sum = (key: string): number =>
    schools.reduce((total: number, one: Record<string, number>) => total + (one[key] ?? 0), 0);
  expect([sum("records"), sum("verified"), sum("everVerified")]).toEqual([240, 30, 120]);
});
