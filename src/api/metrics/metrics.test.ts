import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countPass } from "#src/insight/metrics/count-pass.ts";
import { metrics } from "#src/insight/metrics/metrics.ts";
import { openMeasuresOf } from "#src/insight/metrics/open-measures.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { readOpenData } from "#src/platform/config-open-data.ts";
import { createMatrixApp } from "../access/matrix-app.ts";
import { learnerIds } from "../access/matrix-world.ts";
import type { TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createMatrixApp();
  // S3's learner lives in C1, and is enrolled in C2.
  await at.pool.query(
    "update residence set residence_kind = 'current', commune_code = 'C1' where learner_id = $1",
    [learnerIds.otherCommune],
  );
  await at.pool.query("update enrolment set exit_date = null");
  await countPass(at.pool, systemClock, true);
});
afterAll(() => at.close());

const ask = (role: string, path: string) =>
  at.app.inject({ url: `/api/v1${path}`, headers: { "x-test-role": role } });
interface Answer {
  readonly unit: string;
  readonly figures: readonly {
    readonly id: string;
    readonly value: number | null;
    readonly rows?: string;
    readonly parts: Record<string, number>;
  }[];
}
const figuresOf = async (role: string, unit: string): Promise<Answer> =>
  (await ask(role, `/metrics/figures?unit=${unit}`)).json();

describe("scope", () => {
  test.each([
    ["departmentLeader", ["city", "commune:C1", "commune:C2", "school:S1", "school:S3"], []],
    ["communeOfficer", ["commune:C1", "school:S1", "school:S2"], ["city", "commune:C2", "school:S3"]],
    ["principal", ["school:S1"], ["city", "commune:C1", "school:S2"]],
  ])("%s", async (role, may, mayNot) => {
    for (const unit of may)
      expect((await ask(role, `/metrics/figures?unit=${unit}`)).statusCode, unit).toBe(200);
    const absent = await ask(role, "/metrics/figures?unit=school:S99");
    for (const unit of mayNot) {
      const reply = await ask(role, `/metrics/figures?unit=${unit}`);
      expect([reply.statusCode, reply.json().code], unit).toEqual([absent.statusCode, absent.json().code]);
    }
  });

  test("without a unit one's own is meant", async () => {
    expect((await ask("communeOfficer", "/metrics/figures")).json().unit).toBe("commune:C1");
    expect((await ask("principal", "/metrics/figures")).json().unit).toBe("school:S1");
    expect((await ask("departmentLeader", "/metrics/figures")).json().unit).toBe("city");
  });

  test("parts are those one may see; a foreign school has no classes", async () => {
    const ids = async (role: string, query: string): Promise<readonly string[]> =>
      (await ask(role, `/metrics/parts?${query}`))
        .json<{ data: { id: string }[] }>()
        .data.map(({ id }) => id);
    expect(await ids("departmentLeader", "unit=city&by=school&metric=learners")).toEqual(["S1", "S2", "S3"]);
    expect(await ids("communeOfficer", "unit=commune:C1&metric=learners")).toEqual(["S1", "S2"]);
    expect(await ids("principal", "unit=school:S1")).toEqual(["A"]);
    expect((await ask("principal", "/metrics/parts?unit=school:S2")).statusCode).toBe(404);
  });

  test("a commune sees where its children go, not who goes where else", async () => {
    const own = (await ask("communeOfficer", "/metrics/residence?unit=commune:C1")).json();
    expect(own).toMatchObject({ livingHere: 1, both: 0, goTo: [{ code: "C2", learners: 1 }] });
    expect((await ask("communeOfficer", "/metrics/residence?unit=commune:C2")).statusCode).toBe(404);
  });

  test("the role that owns nothing reads no figure without a role", async () => {
    await expect(at.appPool.query("select * from insight.unit_figures")).rejects.toThrow("permission denied");
  });
});

describe("a number explains itself", () => {
  test("every metric says what it is made of, and its rows are as many as it says", async () => {
    for (const unit of ["city", "school:S1"]) {
      const { figures } = await figuresOf("departmentSteward", unit);
      expect(figures.map(({ id }) => id)).toEqual(metrics.map(({ id }) => id));
      for (const id of ["learners", "schools", "classes", "staff", "issues", "feeds", "cases"]) {
        const found = figures.find((one) => one.id === id);
        if (found?.rows === undefined) continue;
        const rows = await at.app.inject({
          url: `${found.rows}${found.rows.includes("?") ? "&" : "?"}count=exact`,
          headers: { "x-test-role": "departmentSteward" },
        });
        expect([id, rows.statusCode, rows.json().count], rows.body).toEqual([id, 200, found.value]);
      }
    }
  });

  test("every list of rows can be asked for as declared", async () => {
    const { figures } = await figuresOf("departmentSteward", "school:S1");
    for (const { id, rows } of figures.filter((one) => one.rows !== undefined)) {
      const reply = await at.app.inject({ url: rows ?? "", headers: { "x-test-role": "departmentSteward" } });
      expect([id, reply.statusCode], reply.body).toEqual([id, 200]);
    }
  });

  test("what has no source has no number, and says why", async () => {
    const { metrics: told } = (await ask("public", "/metrics")).json<{
      metrics: { id: string; absent?: { vi: string } }[];
    }>();
    expect(told.find(({ id }) => id === "attendance")?.absent?.vi).toContain("Chưa có nguồn");
    const { figures } = await figuresOf("departmentLeader", "city");
    expect(figures.find(({ id }) => id === "attendance")?.value).toBeNull();
  });
});

describe("what anybody may have", () => {
  test("is open measures, and no group of fewer than five people", async () => {
    const body = (await ask("public", "/open/figures?unit=school:S1")).json();
    // Three learners: too few to be published, and not said to be none.
    expect(body.measures).not.toHaveProperty("learners");
    expect(body.figures.find(({ id }: { id: string }) => id === "learners")).toEqual({
      id: "learners",
      value: null,
    });
    const open = new Set(metrics.filter(({ isOpen }) => isOpen).map(({ id }) => id));
    expect(body.figures.every(({ id }: { id: string }) => open.has(id))).toBe(true);
    const city = (await ask("public", "/open/figures?unit=city")).json();
    expect(city.figures.find(({ id }: { id: string }) => id === "learners")).toEqual({
      id: "learners",
      value: 5,
    });
  });

  test("a metric that is open is made of open measures alone", async () => {
    const everything = Object.fromEntries(
      metrics
        .flatMap(({ computation }) =>
          computation.kind === "sum"
            ? computation.of
            : computation.kind === "ratio"
              ? [...computation.top, ...computation.bottom]
              : computation.kind === "own"
                ? [computation.of]
                : [],
        )
        .map((name) => [name, 100]),
    );
    const unit = { kind: "city", id: "*", commune: null, measures: everything } as const;
    const [open = {}] = openMeasuresOf([unit], readOpenData({}));
    for (const { id, isOpen, computation } of metrics.filter((one) => one.isOpen)) {
      const names =
        computation.kind === "sum"
          ? computation.of
          : computation.kind === "ratio"
            ? [...computation.top, ...computation.bottom]
            : computation.kind === "own"
              ? [computation.of]
              : [];
      for (const name of names) expect([id, isOpen, name in open]).toEqual([id, true, true]);
    }
  });

  test("outlines and places of schools; one without coordinates is listed, not guessed", async () => {
    const communes = (await ask("public", "/geo/communes")).json();
    expect([communes.approximate, communes.features.length]).toEqual([true, 114]);
    await at.pool.query("update school set latitude = 20.8, longitude = 106.6 where school_id = 'S1'");
    const schools = (await ask("public", "/geo/schools")).json();
    expect(schools.features.map((one: { id: string }) => one.id)).toEqual(["S1"]);
    expect(schools.withoutPlace.map((one: { id: string }) => one.id)).toEqual(["S2", "S3"]);
  });
});

describe("the month", () => {
  const month = localDay(new Date()).slice(0, 7);
  const send = (role: string, body: object) =>
    at.app.inject({
      method: "POST",
      url: "/api/v1/metrics/consolidations",
      headers: { "x-test-role": role },
      payload: body,
    });
  const own = async (role: string) =>
    (await ask(role, `/metrics/consolidations?month=${month}`)).json<{
      data: { communeCode: string; state: string; revision: number | null }[];
    }>().data;

  test("is sent by the commune's office alone, once for the same figures, anew when they moved", async () => {
    expect((await own("communeOfficer")).map(({ communeCode }) => communeCode)).toEqual(["C1"]);
    expect((await send("principal", { month })).statusCode).toBe(404);
    const first = await send("communeOfficer", { month, note: "đã rà soát" });
    expect([first.statusCode, first.json()]).toEqual([201, { month, communeCode: "C1", revision: 1 }]);
    expect((await send("communeOfficer", { month })).statusCode).toBe(200);
    await at.pool.query("insert into insight.changed_school values (gen_random_uuid(), 'S2')");
    await at.pool.query("delete from room where school_id = 'S2'");
    await countPass(at.pool, systemClock);
    expect((await send("communeOfficer", { month })).json().revision).toBe(2);
    const all = await own("departmentOfficer");
    expect(all.find(({ communeCode }) => communeCode === "C1")).toMatchObject({ state: "sent", revision: 2 });
    expect((await send("communeOfficer", { month: "2020-01" })).json().code).toBe(
      "consolidation-not-this-month",
    );
  });
});

describe("a reminder", () => {
  const remind = (role: string, schoolId: string) =>
    at.app.inject({
      method: "POST",
      url: "/api/v1/metrics/reminders",
      headers: { "x-test-role": role },
      payload: { schoolId },
    });

  test("goes to a school of one's own, once a day, and says how much waits", async () => {
    expect((await remind("communeOfficer", "S3")).json().code).toBe("record-not-found");
    expect((await remind("principal", "S1")).statusCode).toBe(404);
    await at.pool.query(
      "update insight.unit_figures set measures = measures || '{\"issues.grave\": 3}' where unit_id = 'S1'",
    );
    const sent = await remind("communeOfficer", "S1");
    expect([sent.statusCode, sent.json()]).toMatchObject([201, { schoolId: "S1", issues: 3 }]);
    expect((await remind("communeOfficer", "S1")).json().code).toBe("reminded-today");
    const listed = (await ask("communeOfficer", "/metrics/reminders")).json();
    expect(listed.data).toMatchObject([{ schoolId: "S1", issues: 3 }]);
    // The neighbour commune and a school itself are not told of it here.
    expect((await ask("principal", "/metrics/reminders?unit=commune:C1")).json().data).toEqual([]);
  });

  test("is not sent where nothing waits", async () => {
    await at.pool.query(
      "update insight.unit_figures set measures = (select jsonb_object_agg(key, 0) from jsonb_each(measures)) where unit_id = 'S2'",
    );
    expect((await remind("communeOfficer", "S2")).json().code).toBe("nothing-to-remind");
  });
});

test("a stranger's words are refused in Vietnamese", async () => {
  for (const [path, code] of [
    ["/metrics/figures?unit=school:", "parameter-not-of-kind"],
    ["/metrics/figures?metric=nope", "parameter-not-one-of"],
    ["/metrics/parts?unit=school:S1&by=commune", "parameter-not-one-of"],
    ["/metrics/history?days=0", "parameter-out-of-range"],
    ["/metrics/feeds?cursor=xx", "cursor-invalid"],
    ["/metrics/sources?x=1", "parameter-unknown"],
  ] as const)
    expect((await ask("departmentLeader", path)).json().code, path).toBe(code);
});
