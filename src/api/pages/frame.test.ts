import { afterAll, beforeAll, expect, test } from "vitest";
import type { RoleId } from "#src/access/roles/roles.ts";
import type { Scope } from "#src/access/scope/reach.ts";
import { createTestApp, steward, type TestApp } from "../test-app.ts";
import { insertSampleCity, sampleSchool } from "./sample-city.ts";

let at: TestApp;
let role: RoleId = "principal";
beforeAll(async () => {
  at = await createTestApp(undefined, async () => {
    const grant = { ...steward.principal.grant, role, unit: { kind: "school", id: sampleSchool } as const };
    const scope: Scope = { role, schools: [sampleSchool], learners: [], staff: [], guardians: [] };
    return { principal: { ...steward.principal, grant }, scope, isOpenForSensitive: true };
  });
  await insertSampleCity(at.pool);
});
afterAll(() => at.close());

const linksOf = (body: string): readonly string[] =>
  [...body.matchAll(/<a href="(\/[^"#]*)/g)].map(([, href]) => (href ?? "").replaceAll("&amp;", "&"));

test.each<RoleId>(["principal", "vicePrincipal", "registrar", "communeOfficer", "departmentLeader"])(
  "no page shows a %s a way that ends before a closed door",
  async (asked) => {
    role = asked;
    const seen = new Set<string>();
    for (const path of ["/docs/dictionary", "/docs/dictionary/learner", "/docs/errors"]) {
      const { statusCode, body } = await at.app.inject({ url: path, headers: { accept: "text/html" } });
      expect(statusCode, path).toBe(200);
      for (const link of linksOf(body)) seen.add(link);
    }
    expect(seen.size).toBeGreaterThan(10);
    for (const link of seen) {
      // Which rows are whose the little city does not keep straight; that is the matrix test's matter.
      // Pages of the portal are nobody's here, where the application runs without it.
      if (
        /^\/(sign-|assets|luot\/|trung-ho-so|doi-soat|tinh-trang|lien-he-su-co|xa-phuong|ho-so-cua-toi)|\/[0-9a-f-]{36}$/.test(
          link,
        )
      )
        continue;
      const { statusCode } = await at.app.inject({ url: link, headers: { accept: "text/html" } });
      expect([200, 301, 303], `${asked} ${link}`).toContain(statusCode);
    }
  },
);
