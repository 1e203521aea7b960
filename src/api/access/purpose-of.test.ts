import { expect, test } from "vitest";
import { purposes } from "#src/access/privacy/purposes/register.ts";
import { roles } from "#src/access/roles/roles.ts";
import { purposeOfRole } from "./purpose-of.ts";

test("what a role works for stands in the register; only who looks at their own, or at nobody, has none", () => {
  const known = new Set(purposes.map(({ id }) => id));
  expect(Object.values(purposeOfRole).filter((id) => !known.has(id))).toEqual([]);
  const without = roles.filter(({ id }) => purposeOfRole[id] === undefined).map(({ id }) => id);
  expect(without.sort()).toEqual(
    ["auditor", "guardian", "inspector", "learner", "public", "systemAdministrator"].sort(),
  );
});
