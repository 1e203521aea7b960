import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "#src/api/test-app.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { scopeOf } from "../scope/reach.ts";

const guardianId = randomUUID();
const born = [
  ["2008-11-23", "day"],
  ["2008-11-24", "day"],
  ["2008-01-01", "year"],
  ["2007-01-01", "year"],
  [null, null],
] as const;
const children = born.map(() => randomUUID());
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await insertRows(
    database.pool,
    "learner",
    born.map(([birthDate, birthPrecision], at) => ({
      learnerId: children[at],
      fullName: "Lê An",
      birthDate,
      birthPrecision,
    })),
  );
  await insertRows(
    database.pool,
    "learnerGuardian",
    children.map((learnerId) => ({ learnerId, guardianId, relation: "mother" })),
  );
});
afterAll(() => database.drop());

test("a parent's sight ends on the eighteenth birthday; where the papers leave the day open, at its latest", async () => {
  const seenOn = async (day: string): Promise<readonly number[]> => {
    const from = "2026-01-01T00:00:00Z";
    const unit = { kind: "guardian", id: guardianId } as const;
    const grant = { grantId: randomUUID(), role: "guardian", unit, from } as const;
    const { learners } = await scopeOf(
      database.pool,
      { accountId: randomUUID(), displayName: "thử", grant },
      { schoolYear: "2026-2027", day },
    );
    return children.flatMap((id, at) => (learners.includes(id) ? [at] : []));
  };
  expect(await seenOn("2026-11-22")).toEqual([0, 1, 2, 4]);
  expect(await seenOn("2026-11-23")).toEqual([1, 2, 4]);
  expect(await seenOn("2026-12-30")).toEqual([2, 4]);
  expect(await seenOn("2026-12-31")).toEqual([4]);
});
