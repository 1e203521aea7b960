import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles } from "#src/access/roles/roles.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { createResource, listPath, type Resource } from "../read/resource.ts";
import type { TestApp } from "../test-app.ts";
import { createMatrixApp } from "./matrix-app.ts";
import { aboutOf, type Expected, expectedOf, kindOf, onlyFor, type Relation } from "./matrix-oracle.ts";
import { guardianIds, learnerIds, staffIds, subjectField } from "./matrix-world.ts";

let at: TestApp;
const routes: { readonly method: string; readonly url: string }[] = [];
const resources: readonly Resource[] = datasets.map((dataset) => createResource(dataset));

beforeAll(async () => {
  at = await createMatrixApp();
  routes.push(...at.routes);
});
afterAll(() => at.close());

const kindOfRoute = (url: string, method = "GET"): string | undefined =>
  kindOf.find(([pattern]) => pattern.test(`${method} ${url}`))?.[1];
/** False where the address is of a dataset that the role may not know of. */
const mayKnow = (role: string, url: string): boolean => {
  // A list of names is nothing for a system that sees none.
  if (url.endsWith("/roll") && role === "vendorClient") return false;
  const of = resources.find((one) => url === listPath(one) || url.startsWith(`${listPath(one)}/`));
  return onlyFor[of?.dataset.id ?? ""]?.includes(role) ?? true;
};
const ask = (role: string, method: string, url: string) =>
  at.app.inject({ method: method as "GET", url, headers: { "x-test-role": role } });

test("the oracle knows every role, dataset and route", () => {
  expect(Object.keys(expectedOf).sort()).toEqual(roles.map((role) => role.id).sort());
  expect(Object.keys(aboutOf).sort()).toEqual(datasets.map((dataset) => dataset.id).sort());
  expect(routes.filter((route) => kindOfRoute(route.url, route.method) === undefined)).toEqual([]);
  expect(routes.length).toBeGreaterThan(100);
  console.log(`${routes.length} of ${routes.length} routes × ${roles.length} roles held against the oracle`);
});

describe("routes × roles", () => {
  test.each(Object.entries(expectedOf))(
    "%s",
    async (role, expected) => {
      const disagreements: string[] = [];
      for (const { method, url } of routes) {
        const kind = kindOfRoute(url, method);
        // Streams don't end.
        if (kind === "public" || /\/(events|watch)$/.test(url)) continue;
        const path = url.replaceAll(/:[A-Za-z]+/g, "00000000-0000-4000-8000-0000000000ff");
        const reply = await ask(role, method, path);
        const refusal = role === "public" ? 401 : 404;
        const isRefused =
          reply.statusCode === refusal &&
          (method === "HEAD" || /sign-in-needed|address-not-found|Không có địa chỉ/.test(reply.body));
        const isHis =
          kind === "signedIn" ? role !== "public" : expected.kinds.split(" ").includes(kind ?? "");
        const mayCall = isHis && mayKnow(role, url);
        // A HEAD answer has no body that tells a refusal from a missing record.
        if (method === "HEAD" && reply.statusCode === 404) continue;
        if (isRefused === mayCall)
          disagreements.push(`${method} ${url}: ${reply.statusCode}, may: ${mayCall}`);
        if (reply.statusCode >= 500) disagreements.push(`${method} ${url}: ${reply.statusCode}`);
      }
      expect(disagreements).toEqual([]);
    },
    120_000,
  );
});

/** Who a role should see of a dataset, by the name of the subject. */
function oracleOf(expected: Expected, datasetId: string): readonly string[] | undefined {
  const learners = (): readonly Relation[] => expected.learners;
  switch (aboutOf[datasetId]) {
    case "learner":
    case "family":
      return learners().map((relation) => learnerIds[relation] ?? "");
    case "guardian":
      if (expected.guardians === "none") return [];
      return expected.guardians === "self"
        ? [guardianIds.own ?? ""]
        : learners().map((relation) => guardianIds[relation] ?? "");
    case "staff":
      return expected.staff.map((place) => staffIds[place] ?? "");
    case "school":
      return expected.schools;
    case "department":
      return expected.unit.kind === "city" ? undefined : [];
    default:
      return undefined;
  }
}

describe("rows × roles × relations", () => {
  test.each(Object.entries(expectedOf).filter(([role]) => role !== "public"))(
    "%s",
    async (role, expected) => {
      const disagreements: string[] = [];
      let compared = 0;
      for (const resource of resources) {
        const kind = kindOfRoute(listPath(resource)) ?? "";
        const oracle = oracleOf(expected, resource.dataset.id);
        if (!expected.kinds.split(" ").includes(kind) || oracle === undefined) continue;
        if (!mayKnow(role, listPath(resource))) continue;
        const reply = await ask(role, "GET", `${listPath(resource)}?limit=500&count=exact`);
        const { data, count } = reply.json<{ data: Record<string, unknown>[]; count: number }>();
        const seen = data.map((row) => String(row[subjectField(resource.dataset)])).sort();
        compared += 1;
        if (seen.join() !== [...oracle].sort().join() || count !== oracle.length)
          disagreements.push(
            `${resource.name}: sees ${seen.length} (count ${count}), should ${oracle.length}`,
          );
      }
      console.log(`${role}: ${compared} lists compared`);
      expect(disagreements).toEqual([]);
    },
    120_000,
  );
});
