import type { Principal, Unit } from "#src/access/principal.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { scopeOf } from "#src/access/scope/reach.ts";
import { createTestApp, type TestApp } from "../test-app.ts";
import { type Expected, expectedOf } from "./matrix-oracle.ts";
import { guardianIds, insertWorld, learnerIds, staffIds, year } from "./matrix-world.ts";

/** The role asks as the caller of the oracle: "own" and "G1" and "T1" are the world's own ids. */
const unitOf = ({ unit }: Expected): Unit => {
  const ids: Readonly<Record<string, string | undefined>> = {
    own: learnerIds.own,
    G1: guardianIds.own,
    T1: staffIds.self,
  };
  return { ...unit, ...(unit.id === undefined ? {} : { id: ids[unit.id] ?? unit.id }) } as Unit;
};

/** The application over the matrix's little world; whoever sends `x-test-role` is signed in as that role. */
export async function createMatrixApp(): Promise<TestApp> {
  const at: TestApp = await createTestApp(undefined, async (request) => {
    const role = request.headers["x-test-role"];
    const expected = expectedOf[String(role)];
    if (role === undefined || role === "public" || expected === undefined) return undefined;
    const principal: Principal = {
      accountId: "00000000-0000-4000-8000-000000000001",
      displayName: "Người thử",
      grant: {
        grantId: "00000000-0000-4000-8000-000000000002",
        role: role as RoleId,
        unit: unitOf(expected),
        from: "2026-01-01T00:00:00Z",
      },
    };
    return {
      principal,
      scope: await scopeOf(at.pool, principal, { schoolYear: year, day: "2026-11-23" }),
      isOpenForSensitive: true,
    };
  });
  await insertWorld(at.pool);
  return at;
}
