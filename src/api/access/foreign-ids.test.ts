import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasets } from "#src/domains/catalogue.ts";
import { createResource, listPath, recordHref } from "../read/resource.ts";
import type { TestApp } from "../test-app.ts";
import { createMatrixApp } from "./matrix-app.ts";
import { aboutOf } from "./matrix-oracle.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createMatrixApp();
});
afterAll(() => at.close());

const resources = datasets.map((dataset) => createResource(dataset));
const ask = (role: string, url: string) => at.app.inject({ url, headers: { "x-test-role": role } });

/** An answer without what tells requests apart, and with every id of the address blanked. */
function shape(reply: Awaited<ReturnType<typeof ask>>, ids: readonly string[]): string {
  const headers = { ...reply.headers, "x-request-id": "", "content-length": "", date: "", etag: "" };
  const body = reply.body.replaceAll(/"requestId":"[^"]*"/g, "");
  return ids.reduce(
    (text, id) => text.replaceAll(id, "·"),
    `${reply.statusCode} ${JSON.stringify(headers)} ${body}`,
  );
}

/** A key like the given one that nothing has: ids anew, text turned round. */
const nobodys = (value: unknown): string =>
  /^[0-9a-f-]{36}$/.test(String(value)) ? randomUUID() : `${String(value)}9`;

test.each(["principal", "communeOfficer", "homeroomTeacher", "guardian", "learner", "schoolSteward"])(
  "%s can't tell a record that is none of theirs from one that is not there",
  async (role) => {
    let compared = 0;
    const differing: string[] = [];
    for (const resource of resources) {
      if (aboutOf[resource.dataset.id] === "everybody") continue;
      const all = (await ask("departmentSteward", `${listPath(resource)}?limit=500`)).json<{
        data: Record<string, unknown>[];
      }>().data;
      const mine = await ask(role, `${listPath(resource)}?limit=500`);
      const seen = mine.statusCode === 200 ? mine.json<{ data: unknown[] }>().data.length : 0;
      let refused = 0;
      for (const row of all) {
        const absent = Object.fromEntries(
          resource.key.map((column) => [column.name, nobodys(row[column.name])]),
        );
        const [there, nowhere] = [recordHref(resource, row), recordHref(resource, absent)];
        const reply = await ask(role, there);
        if (reply.statusCode === 200) continue;
        refused += 1;
        const ids = [...Object.values(row), ...Object.values(absent)]
          .map(String)
          .filter((id) => id.length > 3);
        const paths = [there, nowhere].map((path) => path.slice(listPath(resource).length + 1));
        const keys = [row, absent].map((one) =>
          resource.key.map((column) => String(one[column.name])).join("/"),
        );
        const blank = [...paths, ...keys, ...ids].sort((a, b) => b.length - a.length);
        if (shape(reply, blank) !== shape(await ask(role, nowhere), blank))
          differing.push(`${there} ${shape(reply, blank)} | ${shape(await ask(role, nowhere), blank)}`);
        compared += 1;
      }
      // What the list shows and what single records answer is one and the same set.
      if (mine.statusCode === 200)
        expect([resource.name, all.length - refused]).toEqual([resource.name, seen]);
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(20);
  },
  60_000,
);
