import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccountWorld, createAccountWorld } from "./account-world.test-support.ts";
import { KeyedTurns } from "./keyed-turns.ts";
import { countAttempt, forgetFailures, pruneThrottle } from "./throttle.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`throttle.test: seed ${seed}`);
let world: AccountWorld;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());

const limits = { failuresBeforeLock: 5, failureHours: 24 };
const locks = [15, 60, 240];
const start = Date.parse("2026-11-23T01:00:00Z");

/** The law, written once more without SQL. */
class Model {
  failures = 0;
  locks = 0;
  last = Number.NEGATIVE_INFINITY;
  until: number | undefined;
  attempt(now: number): boolean {
    const window = now - limits.failureHours * 60;
    if (this.until !== undefined && this.until > now) {
      this.failures += 1;
    } else {
      const wasLocked = this.until !== undefined;
      if (Math.max(this.last, this.until ?? this.last) < window) this.locks = 0;
      this.failures = wasLocked || this.last < window ? 1 : this.failures + 1;
      this.until = undefined;
      if (this.failures === limits.failuresBeforeLock) {
        this.locks += 1;
        this.until = now + (locks[Math.min(this.locks, locks.length) - 1] ?? 0);
      }
    }
    this.last = now;
    return this.failures <= limits.failuresBeforeLock;
  }
}

test("any sequence of attempts, pauses and successes is counted as the law says", async () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.constant({ kind: "attempt" as const }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("wait" as const),
        minutes: fc.integer({ min: 1, max: 2000 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "success" as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const subject = `test:${randomUUID()}`;
      let model = new Model();
      let minute = 0;
      for (const one of steps) {
        if (one.kind === "wait") minute += one.minutes;
        else if (one.kind === "success") {
          await forgetFailures(world.context.pool, [subject]);
          model = new Model();
        } else {
          const now = new Date(start + minute * 60_000);
          const attempt = await countAttempt(world.context.pool, subject, now, limits, locks);
          expect(attempt.allowed).toBe(model.attempt(minute));
          const until = model.until === undefined ? undefined : new Date(start + model.until * 60_000);
          expect(attempt.lockedUntil).toEqual(until);
        }
      }
    }),
    { seed, numRuns: 40 },
  );
});

test("of 10 attempts at once all count, five are looked at, and the lock is as long as one", async () => {
  const now = new Date(start);
  const tries = await Promise.all(
    Array.from({ length: 10 }, () => countAttempt(world.context.pool, "test:race", now, limits, locks)),
  );
  expect(tries.filter(({ allowed }) => allowed).length).toBe(5);
  const { rows } = await world.context.pool.query(
    "select failures, locks, locked_until from access.sign_in_throttle where subject = 'test:race'",
  );
  expect(rows).toEqual([{ failures: 10, locks: 1, locked_until: new Date(start + 15 * 60_000) }]);
});

test("whoever goes on guessing during a lock does not make it longer", async () => {
  for (let minute = 0; minute < 15; minute += 1)
    for (let guess = 0; guess < 6; guess += 1)
      await countAttempt(world.context.pool, "test:siege", new Date(start + minute * 60_000), limits, [15]);
  const after = await countAttempt(
    world.context.pool,
    "test:siege",
    new Date(start + 15 * 60_000),
    limits,
    [15],
  );
  expect(after).toEqual({ allowed: true, lockedUntil: undefined });
});

test("counts that mean nothing any more are taken out, others stay", async () => {
  await world.context.pool.query("delete from access.sign_in_throttle");
  const now = world.context.clock.now();
  await countAttempt(world.context.pool, "test:old", new Date(now.getTime() - 25 * 3_600_000), limits, locks);
  await countAttempt(world.context.pool, "test:new", now, limits, locks);
  expect(await pruneThrottle(world.context)).toBe(1);
  const { rows } = await world.context.pool.query("select subject from access.sign_in_throttle");
  expect(rows).toEqual([{ subject: "test:new" }]);
});

test("turns under a key come one after another in order, others do not wait, too many are told", async () => {
  const turns = new KeyedTurns(3);
  const order: number[] = [];
  let running = 0;
  const work = (at: number) => async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(at);
    running -= 1;
    if (at === 1) throw new Error("one fails");
  };
  const tries = await Promise.allSettled([0, 1, 2, 3].map((at) => turns.take("a", work(at))));
  expect(order).toEqual([0, 1, 2]);
  expect(tries.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
  await expect(
    Promise.all([turns.take("a", async () => 1), turns.take("b", async () => 2)]),
  ).resolves.toEqual([1, 2]);
});
