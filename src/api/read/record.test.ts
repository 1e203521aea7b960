import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasets } from "#src/domains/catalogue.ts";
import { rowValidator } from "#src/domains/dictionary/dataset.ts";
import { createTestApp, insertRows, learnerRow, type TestApp } from "../test-app.ts";
import { resourceName } from "./resource-names.ts";

let at: TestApp;
const learnerId = "00000000-0000-4000-8000-00000000abcd";

beforeAll(async () => {
  at = await createTestApp();
  await insertRows(at.pool, "learner", [
    learnerRow({ learnerId, birthDate: "2015-03-31", fieldSource: { fullName: 1 } }),
  ]);
  await insertRows(at.pool, "classSection", [
    { schoolId: "311194802001", schoolYear: "2026-2027", className: "6/1 Ω%", pupilCount: 0 },
  ]);
});
afterAll(() => at.close());

describe("one record", () => {
  test("shows every field, exactly as it is stored", async () => {
    const response = await at.app.inject(`/api/v1/learners/${learnerId}`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      learnerId,
      birthDate: "2015-03-31",
      version: 1,
      fieldSource: { fullName: 1 },
      changedAt: "2026-10-20T02:41:00.123456Z",
    });
    expect(response.headers.etag).toMatch(/^"v1-/);
  });

  test("is found by a key with a slash, a space and letters beyond ASCII", async () => {
    const url = `/api/v1/class-sections/311194802001/2026-2027/${encodeURIComponent("6/1 Ω%")}`;
    expect((await at.app.inject(url)).json()).toMatchObject({ className: "6/1 Ω%", pupilCount: 0 });
  });

  test("shows only the fields asked for", async () => {
    const response = await at.app.inject(`/api/v1/learners/${learnerId}?fields=fullName,birthDate`);
    expect(response.json()).toEqual({ fullName: "Nguyễn Thị Hoa", birthDate: "2015-03-31" });
  });

  test("that does not exist is 404, that can't exist is 400", async () => {
    const absent = await at.app.inject("/api/v1/learners/00000000-0000-4000-8000-000000000000");
    expect([absent.statusCode, absent.json().code]).toEqual([404, "record-not-found"]);
    const malformed = await at.app.inject("/api/v1/learners/1");
    expect([malformed.statusCode, malformed.json().code]).toEqual([400, "parameter-not-of-kind"]);
  });
});

describe("strong ETag", () => {
  test("same bytes, same tag; a change of any kind, another tag", async () => {
    const read = async () => {
      const response = await at.app.inject(`/api/v1/learners/${learnerId}`);
      return { etag: String(response.headers.etag), body: response.body };
    };
    const seen = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("An", "Bình"),
        fc.boolean(),
        async (version, name, bump) => {
          await at.pool.query(
            "update learner set version = $2, full_name = $3, changed_at = case when $4 then now() else changed_at end where learner_id = $1",
            [learnerId, version, name, bump],
          );
          const { etag, body } = await read();
          expect(etag.startsWith(`"v${version}-`)).toBe(true);
          const before = seen.get(etag);
          if (before !== undefined) expect(body).toBe(before);
          for (const [otherTag, otherBody] of seen) if (otherBody === body) expect(etag).toBe(otherTag);
          seen.set(etag, body);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("a known tag gets 304 without a body, alone, in a list, weak, or as a star", async () => {
    const { headers } = await at.app.inject(`/api/v1/learners/${learnerId}`);
    const etag = String(headers.etag);
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, "*"]) {
      const response = await at.app.inject({
        url: `/api/v1/learners/${learnerId}`,
        headers: { "if-none-match": known },
      });
      expect([response.statusCode, response.body, response.headers.etag], known).toEqual([304, "", etag]);
    }
    const other = await at.app.inject({
      url: `/api/v1/learners/${learnerId}`,
      headers: { "if-none-match": '"x"' },
    });
    expect(other.statusCode).toBe(200);
  });
});

test("every dataset has a list and every list takes every parameter the document names", async () => {
  const document = (await at.app.inject("/openapi.json")).json() as {
    paths: Record<string, { get?: { parameters?: { name: string; in: string; schema: Schema }[] } }>;
  };
  for (const target of datasets) {
    const path = `/api/v1/${resourceName(target.id)}`;
    const parameters = document.paths[path]?.get?.parameters ?? [];
    expect(parameters.length, path).toBeGreaterThan(5);
    const given = parameters.filter(({ name }) => name !== "cursor" && name !== "fields");
    // A search has an order of its own, so `q` goes apart from `sort` and `order`.
    for (const names of [
      given.filter(({ name }) => name !== "q"),
      given.filter(({ name }) => name === "q"),
    ]) {
      const query = names.map(
        ({ name, schema }) => `${encodeURIComponent(name)}=${encodeURIComponent(sampleOf(schema))}`,
      );
      const response = await at.app.inject(`${path}?${query.join("&")}`);
      expect(response.statusCode, `${path}: ${response.body.slice(0, 300)}`).toBe(200);
    }
  }
});

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
}

function sampleOf(schema: Schema): string {
  if (schema.items !== undefined) return sampleOf(schema.items);
  if (schema.enum !== undefined) return schema.enum[0] ?? "";
  if (schema.format === "uuid") return learnerId;
  if (schema.format === "date") return "2015-03-31";
  if (schema.format === "date-time") return "2026-10-20T02:41:00Z";
  if (schema.type === "boolean") return "true";
  return "7";
}

test("rows of the reference data satisfy the dictionary's own validators", async () => {
  for (const target of datasets.filter((one) => one.origin === "reference")) {
    const body = (await at.app.inject(`/api/v1/${resourceName(target.id)}?limit=500`)).json() as {
      data: object[];
    };
    const validator = rowValidator(target);
    for (const row of body.data) {
      const result = validator.safeParse(row);
      expect(result.success, `${target.id} ${JSON.stringify(result.error?.issues)}`).toBe(true);
    }
  }
});
