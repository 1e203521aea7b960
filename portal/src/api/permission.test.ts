import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { permissions } from "./permission.ts";

test("the portal knows the permissions of the server, by name", () => {
  const file = join(import.meta.dirname, "../../../src/access/roles/permissions.ts");
  const [, union = ""] = /type Permission =([^;]+);/.exec(readFileSync(file, "utf8")) ?? [];
  const declared = [...union.matchAll(/"([a-zA-Z.]+)"/g)].map(([, name]) => name);
  expect([...permissions].sort()).toEqual(declared.sort());
});
