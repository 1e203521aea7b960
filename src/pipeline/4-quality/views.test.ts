import { expect, test } from "vitest";
import { datasets, qualityViews } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { QualityView } from "#src/domains/dictionary/quality-view.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";

const byTable = new Map(datasets.map((dataset) => [dataset.table, dataset]));

/** Columns of other rows that a piece of a view's SQL looks at, beside keys, by dataset. */
function columnsLookedAt(pieces: readonly string[]): ReadonlyMap<Dataset, ReadonlySet<string>> {
  const found = new Map<Dataset, Set<string>>();
  const sql = pieces.join(" ");
  for (const [, table = "", alias = ""] of sql.matchAll(/\b(?:from|join) (\w+) (\w+)/g)) {
    const dataset = byTable.get(table);
    if (dataset === undefined) continue;
    const columns = found.get(dataset) ?? new Set();
    found.set(dataset, columns);
    const keys = dataset.key.map(toSnakeCase);
    for (const [, column = ""] of sql.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, "g"))) {
      // An index changes with the encrypted column it is of.
      if (!keys.includes(column)) columns.add(column.replace(/_index$/, ""));
    }
  }
  return found;
}

/** Columns whose change an entry of `affectedBy` follows; undefined: all. */
function columnsFollowed(select: string): ReadonlySet<string> | undefined {
  const lists = [...select.matchAll(/\$changed(?:\(([^)]*)\))?/g)].map(([, list]) => list);
  if (lists.includes(undefined)) return undefined;
  return new Set(lists.flatMap((list) => (list ?? "").split(",").map((name) => name.trim())));
}

/** Each relation is a piece of its own; the join and what reads it are one. */
const piecesOf = (view: QualityView): readonly (readonly string[])[] => [
  ...Object.values({ ...view.relations, ...view.owner?.relations }).map((sql) => [sql]),
  [view.join, view.owner?.join ?? "", view.owner?.column ?? "", ...Object.values(view.columns)],
];

test("a view follows every dataset it looks at, and every column of it", () => {
  const missing: string[] = [];
  let followed = 0;
  for (const view of qualityViews.filter((candidate) => !candidate.always)) {
    for (const piece of piecesOf(view)) {
      for (const [dataset, columns] of columnsLookedAt(piece)) {
        // Reference tables change with the program, and then everything is scored; rows of sources are looked at again.
        if (dataset.origin !== "vendor") continue;
        const select = view.affectedBy[dataset.id];
        const seen = select === undefined ? new Set<string>() : columnsFollowed(select);
        if (select === undefined) missing.push(`${view.dataset} does not follow ${dataset.id}`);
        for (const column of columns) {
          followed += 1;
          if (seen !== undefined && !seen.has(column))
            missing.push(`${view.dataset} does not follow ${dataset.id}.${column}`);
        }
      }
    }
  }
  expect(missing).toEqual([]);
  expect(followed).toBeGreaterThan(40);
});

test("what a view follows are columns of that dataset", () => {
  for (const view of qualityViews) {
    for (const [id, select] of Object.entries(view.affectedBy)) {
      const dataset = datasets.find((candidate) => candidate.id === id);
      const names = Object.keys(dataset?.fields ?? {}).map(toSnakeCase);
      for (const column of columnsFollowed(select) ?? []) {
        if (column !== "")
          expect({ view: view.dataset, id, names }).toMatchObject({
            names: expect.arrayContaining([column]),
          });
      }
    }
  }
});
