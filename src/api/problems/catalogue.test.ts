import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorCatalogue } from "#src/platform/error-catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { createTestApp, type TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
});
afterAll(() => at.close());

const sourceDir = join(fileURLToPath(new URL(".", import.meta.url)), "../..");
const codes = Object.keys(errorCatalogue);

/** Codes in `new HpError("…")`, over all of src but tests. */
function thrownCodes(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of readdirSync(sourceDir, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".ts") || path.endsWith(".test.ts")) continue;
    const text = readFileSync(join(sourceDir, path), "utf8");
    for (const [, code] of text.matchAll(/new HpError\(\s*"([a-z-]+)"/g))
      if (code !== undefined) found.add(code);
  }
  return found;
}

describe("one error catalogue", () => {
  test("every code that is thrown is in it, and every code in it is thrown somewhere", () => {
    const thrown = thrownCodes();
    expect([...thrown].filter((code) => !codes.includes(code))).toEqual([]);
    expect(codes.filter((code) => !thrown.has(code))).toEqual([]);
  });

  test("the page shows every code and no other", async () => {
    for (const language of ["vi", "en"]) {
      const { body } = await at.app.inject(`/docs/errors?lang=${language}`);
      const shown = [...body.matchAll(/<code id="([a-z-]+)">/g)].map(([, code]) => code);
      expect(shown).toEqual(codes);
    }
  });

  test("each has a Vietnamese and an English sentence with the same facts", () => {
    for (const [code, entry] of Object.entries(errorCatalogue)) {
      const facts = (sentence: string) =>
        // A reason that is itself a sentence comes in both languages.
        new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name?.replace(/(Vi|En)$/, "")));
      expect(facts(entry.vi), code).toEqual(facts(entry.en));
      expect(entry.vi, code).not.toBe(entry.en);
      expect(entry.status, code).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("errors leave as problem documents", () => {
  test("with code, Vietnamese detail, English title and the request's id", async () => {
    const response = await at.app.inject("/api/v1/runs/1/events");
    expect(response.statusCode).toBe(404);
    expect(response.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(response.json()).toEqual({
      type: "/docs/errors#run-not-found",
      title: "No run 1.",
      status: 404,
      detail: "Không có lượt nhập 1.",
      code: "run-not-found",
      requestId: response.headers["x-request-id"],
    });
  });

  test.each([
    ["an address nobody answers", { url: "/api/v1/nothing" }, 404, "address-not-found"],
    ["a method nobody answers", { method: "DELETE", url: "/api/v1/learners" }, 404, "address-not-found"],
    ["a body that is no JSON", post("{"), 400, "body-invalid"],
    [
      "a body of another type",
      { ...post("x"), headers: { "content-type": "text/plain" } },
      415,
      "media-type-unsupported",
    ],
    ["a body that is too large", post(`"${"x".repeat(300_000)}"`), 413, "body-too-large"],
    [
      "a field that is not asked for",
      post('{"fileName":"a","bytes":1,"sha256":"b","x":1}'),
      400,
      "body-invalid",
    ],
    ["a bad percent sign", { url: "/api/v1/learners/%E0%A4%A" }, 404, "address-not-found"],
    ["a parameter of 2,000 letters", { url: `/api/v1/feeds/${"x".repeat(2_000)}` }, 404, "address-not-found"],
  ] as const)("%s", async (_what, request, status, code) => {
    const response = await at.app.inject(request);
    expect([response.statusCode, response.json().code], response.body).toEqual([status, code]);
    expect(response.json().requestId).toBeTruthy();
  });

  test("an unforeseen failure says nothing of what it met, to the client or the log", async () => {
    await at.pool.query("alter table subject rename to subject_gone");
    const response = await at.app.inject("/api/v1/subjects");
    await at.pool.query("alter table subject_gone rename to subject");
    expect([response.statusCode, response.json().code]).toEqual([500, "internal"]);
    expect(response.body).not.toContain("subject");
    const line =
      at.logged.find((one) => one.includes(response.json().requestId) && one.includes("internal")) ?? "";
    expect(line).toContain("42P01");
    expect(line).not.toContain("relation");
  });

  test("fills the sentences of both languages", () => {
    const error = new HpError("parameter-out-of-range", { name: "limit", min: 1, max: 500 });
    expect(error.sentence()).toBe("Tham số limit phải từ 1 đến 500.");
    expect(error.sentence("en")).toBe("Parameter limit must be between 1 and 500.");
  });
});

function post(payload: string) {
  return {
    method: "POST",
    url: "/api/v1/uploads",
    payload,
    headers: { "content-type": "application/json" },
  } as const;
}
