import fc from "fast-check";
import type { AdapterPayload } from "oidc-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Clock, fixedClock } from "#src/platform/clock.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { createArtifactStore, findProviderSessions, sweepExpired } from "./artifact-store.ts";

let database: TestDatabase;
let pool: Pool;
const clock = fixedClock("2026-11-02T02:00:00Z");
beforeAll(async () => {
  database = await createTestDatabase();
  // As the API is: in the role that owns nothing.
  pool = createPool(database.appUrl, 8);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const store = (model: string, at: Clock = clock) => createArtifactStore(pool, at, model);
const rowsWith = async (text: string): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int from access.oidc_artifact a where a::text like '%' || $1 || '%'",
    [text],
  );
  return rows[0]?.count ?? 0;
};

describe("what the provider keeps", () => {
  test("codes and tokens can be found by who has them, and used by nobody who reads the table", async () => {
    for (const model of ["AuthorizationCode", "AccessToken", "ClientCredentials"]) {
      const id = `secret-of-${model}`;
      await store(model).upsert(id, { jti: id, grantId: "g1", kind: model }, 60);
      expect(await store(model).find(id)).toEqual({ jti: id, grantId: "g1", kind: model });
      expect(await rowsWith(id)).toBe(0);
    }
  });

  test("models are apart: a code is no access token", async () => {
    await store("AuthorizationCode").upsert("apart", { jti: "apart" }, 60);
    expect(await store("AccessToken").find("apart")).toBeUndefined();
  });

  test("sessions are found by their uid and by the city's session they stand on", async () => {
    const sessions = store("Session");
    await sessions.upsert("s1", { jti: "s1", uid: "u1", citySession: "city-1" }, 60);
    await sessions.destroy("s1");
    await sessions.upsert("s2", { jti: "s2", uid: "u1", citySession: "city-1" }, 60);
    expect(await sessions.findByUid("u1")).toMatchObject({ jti: "s2" });
    expect(await findProviderSessions(pool, "city-1")).toEqual(["s2"]);
  });

  test("what an application hints about a person is not kept", async () => {
    await store("Interaction").upsert(
      "i1",
      {
        jti: "i1",
        params: { client_id: "c", login_hint: "031190123456" },
        prompt: { name: "login", reasons: [], details: { login_hint: "031190123456" } },
      },
      60,
    );
    expect(await rowsWith("031190123456")).toBe(0);
    expect(await store("Interaction").find("i1")).toMatchObject({ params: { client_id: "c" } });
  });

  test("of many who use a code at once one succeeds, and everything it was given ends", async () => {
    const codes = store("AuthorizationCode");
    await store("Grant").upsert("g2", { jti: "g2" }, 60);
    await store("AccessToken").upsert("t2", { jti: "t2", grantId: "g2" }, 60);
    await codes.upsert("c2", { jti: "c2", grantId: "g2" }, 60);
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => codes.consume("c2")));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await store("AccessToken").find("t2")).toBeUndefined();
    expect(await store("Grant").find("g2")).toBeUndefined();
  });

  test("a used code says so", async () => {
    const codes = store("AuthorizationCode");
    await codes.upsert("c3", { jti: "c3", grantId: "g3" }, 60);
    await codes.consume("c3");
    expect(await codes.find("c3")).toMatchObject({ consumed: clock.now().getTime() / 1000 });
  });

  test("a revoked grant takes along its codes and tokens and nobody else's", async () => {
    const tokens = store("AccessToken");
    await tokens.upsert("t4", { jti: "t4", grantId: "g4" }, 60);
    await tokens.upsert("t5", { jti: "t5", grantId: "g5" }, 60);
    await tokens.revokeByGrantId("g4");
    expect(await tokens.find("t4")).toBeUndefined();
    expect(await tokens.find("t5")).toBeDefined();
  });

  test("what has expired is swept an hour later, in portions", async () => {
    const codes = store("DeviceCode");
    for (let i = 0; i < 12; i += 1) await codes.upsert(`d${i}`, { jti: `d${i}` }, i < 9 ? 60 : 7_200);
    const later = fixedClock("2026-11-02T03:00:59Z");
    const before = await sweepExpired(pool, later, 4);
    expect(await sweepExpired(pool, fixedClock("2026-11-02T03:02:00Z"), 4)).toBeGreaterThanOrEqual(9);
    expect(before).toBe(0);
    expect(await codes.find("d11")).toBeDefined();
    expect(await codes.find("d0")).toBeUndefined();
  });
});

type Act =
  | { kind: "upsert"; id: string; grant: string }
  | { kind: "destroy"; id: string }
  | { kind: "revoke"; grant: string };

test("over any sequence of acts it holds what a plain map holds", async () => {
  const id = fc.constantFrom("a", "b", "c", "d");
  const grant = fc.constantFrom("x", "y");
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ kind: fc.constant("upsert" as const), id, grant }),
    fc.record({ kind: fc.constant("destroy" as const), id }),
    fc.record({ kind: fc.constant("revoke" as const), grant }),
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      run += 1;
      const named = (text: string): string => `${run}-${text}`;
      const tokens = store("AccessToken");
      const model = new Map<string, AdapterPayload>();
      for (const one of acts) {
        if (one.kind === "upsert") {
          const payload = { jti: named(one.id), grantId: named(one.grant) };
          await tokens.upsert(named(one.id), payload, 60);
          model.set(one.id, payload);
        } else if (one.kind === "destroy") {
          await tokens.destroy(named(one.id));
          model.delete(one.id);
        } else {
          await tokens.revokeByGrantId(named(one.grant));
          for (const [key, { grantId }] of model) if (grantId === named(one.grant)) model.delete(key);
        }
      }
      for (const key of ["a", "b", "c", "d"]) expect(await tokens.find(named(key))).toEqual(model.get(key));
    }),
    { numRuns: 40 },
  );
});
