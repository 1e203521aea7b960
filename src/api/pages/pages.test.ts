import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeSets, datasets } from "#src/domains/catalogue.ts";
import { createTestApp, type TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
});
afterAll(async () => {
  await at.close();
});

const docs = ["/docs/dictionary", "/docs/errors", "/docs/dictionary/learner"];

async function open(path: string): Promise<string> {
  const response = await at.app.inject({ url: path, headers: { accept: "text/html" } });
  expect(response.statusCode, `${path}: ${response.body.slice(0, 500)}`).toBe(200);
  expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
  return response.body;
}

describe("pages", () => {
  test.each(docs)("%s opens in Vietnamese and in English, the one language or the other", async (path) => {
    const vi = await open(path);
    const en = await open(`${path}?lang=en`);
    expect(vi).toContain('<html lang="vi">');
    expect(en).toContain('<html lang="en">');
    expect(vi).toContain("Từ điển dữ liệu");
    expect(en).not.toContain("Từ điển dữ liệu");
    // Links on an English page stay on English pages.
    for (const [, href] of en.matchAll(/ href="(\/[^"]*)"/g)) {
      if (/^\/(assets|api|openapi)/.test(href ?? "")) continue;
      if (en.includes(`href="${href}" lang="vi"`)) continue;
      expect(href).toContain("lang=en");
    }
  });

  test.each(docs)("%s refers to no outside host and has no script or inline style", async (path) => {
    const page = await open(path);
    expect(page).not.toMatch(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/i);
    expect(page).not.toMatch(/<script|style="|onclick=|undefined|NaN|\[object/i);
  });

  test("every link of the pages leads somewhere", async () => {
    const links = new Set<string>();
    for (const path of docs) {
      for (const [, href] of (await open(path)).matchAll(/ href="([^"#]*)/g)) {
        if (href !== undefined && href !== "")
          links.add(href.replaceAll("&amp;", "&").replaceAll("&#38;", "&"));
      }
    }
    expect(links.size).toBeGreaterThan(60);
    for (const link of links) {
      // Pages of the portal, which this application runs without.
      if (/^\/(luot\/|trung-ho-so|doi-soat|tinh-trang|lien-he-su-co|xa-phuong)/.test(link)) continue;
      const response = await at.app.inject({ url: link, headers: { accept: "text/html" } });
      expect([200, 301, 303], `${link} ${response.body.slice(0, 200)}`).toContain(response.statusCode);
    }
  });

  test("what does not exist is a page with the code to quote", async () => {
    for (const path of ["/docs/dictionary/khong-co", "/khong-co"]) {
      const response = await at.app.inject({ url: path, headers: { accept: "text/html" } });
      expect(response.statusCode, path).toBe(404);
      expect(response.body).toContain("Mã tra cứu");
    }
    const injected = await at.app.inject({
      url: "/%3Cscript%3Ealert(1)%3C/script%3E",
      headers: { accept: "text/html" },
    });
    expect(injected.body).not.toContain("<script>alert");
  });
});

describe("the dictionary", () => {
  test("has a page and a JSON of every dataset with all its fields, in both languages", async () => {
    for (const target of datasets) {
      for (const language of ["vi", "en"] as const) {
        const page = await open(`/docs/dictionary/${target.id}?lang=${language}`);
        for (const name of Object.keys(target.fields))
          expect(page, `${target.id}.${name}`).toContain(`id="field-${name}"`);
        expect(page).toContain(target.table);
      }
      const json = (await at.app.inject(`/api/v1/dictionary/datasets/${target.id}`)).json();
      expect(json.fields.map((field: { name: string }) => field.name)).toEqual(Object.keys(target.fields));
    }
  });

  test("has a page of every code set with all its codes", async () => {
    for (const set of codeSets) {
      const page = await open(`/docs/dictionary/code-sets/${set.id}`);
      for (const entry of set.entries) expect(page).toContain(`<code>${entry.code}</code>`);
    }
    expect((await at.app.inject("/api/v1/dictionary/code-sets/sex")).json().entries).toHaveLength(3);
    expect((await at.app.inject("/api/v1/dictionary/datasets/none")).statusCode).toBe(404);
  });
});
