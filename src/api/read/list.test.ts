import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, insertRows, learnerRow, type Row, type TestApp } from "../test-app.ts";

let at: TestApp;

interface ListBody {
  readonly data: readonly Record<string, unknown>[];
  readonly next: string | null;
  readonly count?: number;
  readonly countKind?: string;
}

async function getList(url: string): Promise<ListBody> {
  const response = await at.app.inject(url);
  expect(response.statusCode, `${url} ${response.body.slice(0, 300)}`).toBe(200);
  return response.json();
}

/** Follows `next` to the end. */
async function walk(url: string): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let next: string | null = url;
  while (next !== null) {
    const body: ListBody = await getList(next);
    rows.push(...body.data);
    next = body.next;
  }
  return rows;
}

const classNames = ["6/1", "6A1", "a%b", "x_y", "lớp, ghép", "\\'\"", "Ω", "10 Toán"];

beforeAll(async () => {
  at = await createTestApp();
  const ids = Array.from(
    { length: 137 },
    (_, i) => `00000000-0000-4000-8000-${String((i * 7919) % 99991).padStart(12, "0")}`,
  );
  await insertRows(
    at.pool,
    "learner",
    ids.map((learnerId, i) =>
      learnerRow({
        learnerId,
        schoolId: i % 5 === 0 ? null : `3111948020${String(i % 4).padStart(2, "0")}`,
        birthDate: i % 3 === 0 ? null : `2015-0${(i % 9) + 1}-15`,
        fullName: i % 2 === 0 ? "Nguyễn Thị Hoa" : "Trần Văn An",
      }),
    ),
  );
  const rows: Row[] = [];
  for (const [i, className] of classNames.entries()) {
    for (const schoolYear of ["2025-2026", "2026-2027"]) {
      rows.push({ schoolId: "311194802001", schoolYear, className, pupilCount: i === 0 ? 0 : i });
    }
  }
  await insertRows(at.pool, "classSection", rows);
  await insertRows(at.pool, "changeLog", [
    changeRow(1, "2026-10-20T02:41:00.123456Z"),
    changeRow(2, "2026-10-20T02:41:00.123457Z"),
  ]);
});
afterAll(() => at.close());

const changeRow = (version: number, changedAt: string): Row => ({
  recordId: "00000000-0000-4000-8000-000000000001",
  dataset: "learner",
  recordKey: "x",
  version,
  operation: "insert",
  actor: "run",
  runSeq: 1,
  changedAt,
});

describe("walking all pages gives the table, in order, each row once", () => {
  test("by key, under any limit and in both directions", async () => {
    const { rows } = await at.pool.query<{ id: string }>(
      "select learner_id as id from learner order by learner_id",
    );
    const ordered = rows.map((row) => row.id);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), fc.boolean(), async (limit, descending) => {
        const got = await walk(
          `/api/v1/learners?fields=learnerId&limit=${limit}${descending ? "&order=desc" : ""}`,
        );
        expect(got.map((row) => row.learnerId)).toEqual(descending ? ordered.toReversed() : ordered);
      }),
      { numRuns: 25 },
    );
  });

  test("by a column with empty cells, which come last and first in turn", async () => {
    const { rows } = await at.pool.query<{ id: string }>(
      "select learner_id as id from learner order by school_id asc nulls last, learner_id",
    );
    const ordered = rows.map((row) => row.id);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.boolean(), async (limit, descending) => {
        const got = await walk(
          `/api/v1/learners?sort=schoolId&fields=learnerId&limit=${limit}${descending ? "&order=desc" : ""}`,
        );
        expect(got.map((row) => row.learnerId)).toEqual(descending ? ordered.toReversed() : ordered);
      }),
      { numRuns: 25 },
    );
  });

  test("by a key of several columns with signs of SQL, LIKE and URLs in it", async () => {
    const { rows } = await at.pool.query<{ school_year: string; class_name: string }>(
      "select school_year, class_name from class_section order by school_id, school_year, class_name",
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (limit) => {
        const got = await walk(`/api/v1/class-sections?limit=${limit}`);
        expect(got.map((row) => [row.schoolYear, row.className])).toEqual(
          rows.map((row) => [row.school_year, row.class_name]),
        );
      }),
      { numRuns: 20 },
    );
  });

  test("with a filter, whose rows are those the filter names", async () => {
    const got = await walk("/api/v1/learners?schoolId.in=311194802001,311194802002&limit=7");
    const { rows } = await at.pool.query<{ n: string }>(
      "select count(*) as n from learner where school_id in ('311194802001', '311194802002')",
    );
    expect(got).toHaveLength(Number(rows[0]?.n));
    expect(new Set(got.map((row) => row.schoolId))).toEqual(new Set(["311194802001", "311194802002"]));
  });

  test("instants one microsecond apart are two places", async () => {
    expect(await walk("/api/v1/change-logs?limit=1")).toHaveLength(2);
    const exact = await getList("/api/v1/change-logs?changedAt=2026-10-20T02:41:00.123457Z");
    expect(exact.data.map((row) => row.version)).toEqual([2]);
  });
});

describe("filters", () => {
  test.each([
    ["birthDate.from=2015-05-01&birthDate.to=2015-06-30", "birth_date between '2015-05-01' and '2015-06-30'"],
    ["birthDate.null=true", "birth_date is null"],
    ["birthDate.null=false", "birth_date is not null"],
    ["schoolId=311194802001&schoolId=311194802003", "school_id in ('311194802001', '311194802003')"],
    ["schoolId.prefix=3111948020", "school_id like '3111948020%'"],
    ["version=1", "version = 1"],
    ["version.from=2", "false"],
  ])("%s", async (query, where) => {
    const { rows } = await at.pool.query<{ n: string }>(`select count(*) as n from learner where ${where}`);
    const body = await getList(`/api/v1/learners?${query}&count=exact&limit=500`);
    expect(body.data).toHaveLength(Number(rows[0]?.n));
    expect(body).toMatchObject({ count: Number(rows[0]?.n), countKind: "exact" });
  });

  test("a list of codes is found by any of them", async () => {
    await insertRows(at.pool, "school", [
      { schoolId: "311194802777", schoolName: "Trường TH và THCS Mẫu", levels: ["02", "03"] },
    ]);
    expect((await getList("/api/v1/schools?levels=03")).data.map((row) => row.levels)).toEqual([
      ["02", "03"],
    ]);
    expect((await getList("/api/v1/schools?levels=04")).data).toEqual([]);
  });

  test("a prefix is text, not a pattern", async () => {
    const of = async (prefix: string) =>
      (
        await getList(
          `/api/v1/class-sections?schoolYear=2026-2027&className.prefix=${encodeURIComponent(prefix)}`,
        )
      ).data.map((row) => row.className);
    expect(await of("a%")).toEqual(["a%b"]);
    expect(await of("x_")).toEqual(["x_y"]);
    expect(await of("%")).toEqual([]);
  });

  test("a zero is a value", async () => {
    const body = await getList("/api/v1/class-sections?pupilCount=0&schoolYear=2026-2027&fields=pupilCount");
    expect(body.data).toEqual([{ pupilCount: 0 }]);
  });

  test("counting is only done when asked, and an estimate says so", async () => {
    expect(await getList("/api/v1/learners?limit=1")).not.toHaveProperty("count");
    const estimate = await getList("/api/v1/learners?count=estimate");
    expect(estimate.countKind).toBe("estimate");
    expect(typeof estimate.count).toBe("number");
  });
});

describe("what can't be meant is refused by name", () => {
  test.each([
    ["colour=red", "parameter-unknown", "colour"],
    ["birthDate.prefix=2015", "parameter-unknown", "birthDate.prefix"],
    ["fieldSource=x", "parameter-unknown", "fieldSource"],
    ["__proto__=x", "parameter-unknown", "__proto__"],
    ["constructor=x", "parameter-unknown", "constructor"],
    ["birthDate=31/02/2015", "parameter-not-of-kind", "birthDate"],
    ["birthDate=0000-01-01", "parameter-not-of-kind", "birthDate"],
    ["birthDate=2015-02-30", "parameter-not-of-kind", "birthDate"],
    ["learnerId=1", "parameter-not-of-kind", "learnerId"],
    ["version=3000000000", "parameter-not-of-kind", "version"],
    ["swims=yes", "parameter-not-of-kind", "swims"],
    ["schoolId=", "parameter-empty", "schoolId"],
    ["fullName=%00", "parameter-not-of-kind", "fullName"],
    ["limit=501", "parameter-out-of-range", "limit"],
    ["limit=0", "parameter-out-of-range", "limit"],
    ["limit=1&limit=2", "parameter-repeated", "limit"],
    ["sort=fullName", "parameter-not-one-of", "sort"],
    ["order=up", "parameter-not-one-of", "order"],
    ["count=yes", "parameter-not-one-of", "count"],
    ["fields=fullName,password", "parameter-not-one-of", "fields"],
    ["q=Hoa&sort=schoolId", "parameters-conflict", "q"],
    ["q=%20", "parameter-not-of-kind", "q"],
    ["birthDate.null=maybe", "parameter-not-one-of", "birthDate.null"],
  ])("%s → %s", async (query, code, name) => {
    const response = await at.app.inject(`/api/v1/learners?${query}`);
    expect(response.statusCode, response.body).toBe(400);
    expect(response.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({ code, status: 400, type: `/docs/errors#${code}` });
    expect(response.json().detail).toContain(name);
    expect(response.json().detail).toMatch(/tham số/i);
  });

  test("a cursor of another list, another order, or of nobody", async () => {
    const { next } = await getList("/api/v1/learners?limit=1");
    const cursor = new URL(next ?? "", "http://x").searchParams.get("cursor") ?? "";
    for (const url of [
      `/api/v1/guardians?cursor=${cursor}`,
      `/api/v1/learners?order=desc&cursor=${cursor}`,
      `/api/v1/learners?sort=schoolId&cursor=${cursor}`,
      `/api/v1/learners?cursor=${cursor}x`,
      "/api/v1/learners?cursor=%22",
      `/api/v1/learners?cursor=${Buffer.from('["learners:learnerId:asc",0,"1; drop table learner"]').toString("base64url")}`,
      `/api/v1/learners?cursor=${Buffer.from('["learners:learnerId:asc",99,"00000000-0000-4000-8000-000000000000"]').toString("base64url")}`,
      `/api/v1/learners?cursor=${Buffer.from("{}").toString("base64url")}`,
    ]) {
      const response = await at.app.inject(url);
      expect([response.statusCode, response.json().code], url).toEqual([400, "cursor-invalid"]);
    }
  });
});
