import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { networkOf } from "./network.ts";
import { Recent } from "./recent.ts";
import { TokenBuckets } from "./token-bucket.ts";

describe("buckets", () => {
  const waits = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 300 });
  const allowances = fc.record({
    burst: fc.integer({ min: 1, max: 50 }),
    perSecond: fc.constantFrom(0.1, 0.5, 1, 7, 100),
  });

  test("never more than the burst and what time brought; who waits as told is served", () => {
    fc.assert(
      fc.property(allowances, waits, (allowance, pauses) => {
        const buckets = new TokenBuckets(10);
        let nowMs = 0;
        let served = 0;
        for (const pause of pauses) {
          nowMs += pause;
          const taken = buckets.take("a", allowance, nowMs);
          if (taken.allowed) served += 1;
          else {
            expect(taken.retrySeconds).toBeGreaterThanOrEqual(1);
            nowMs += taken.retrySeconds * 1_000;
            expect(buckets.take("a", allowance, nowMs).allowed).toBe(true);
            served += 1;
          }
        }
        expect(served).toBeLessThanOrEqual(allowance.burst + (nowMs / 1_000) * allowance.perSecond + 1e-6);
      }),
    );
  });

  test("a clock set back gives nothing", () => {
    const buckets = new TokenBuckets(10);
    const allowance = { burst: 1, perSecond: 1 };
    expect(buckets.take("a", allowance, 1_000).allowed).toBe(true);
    expect(buckets.take("a", allowance, 0).allowed).toBe(false);
  });

  test("memory is bounded, and who was just here is not forgotten", () => {
    const buckets = new TokenBuckets(100);
    const allowance = { burst: 2, perSecond: 0.001 };
    for (let index = 0; index < 10_000; index += 1) {
      buckets.take(`address ${index}`, allowance, index);
      if (index % 50 === 0) buckets.take("steady", allowance, index);
    }
    expect(buckets.size).toBe(100);
    expect(buckets.take("steady", allowance, 10_000).allowed).toBe(false);
  });
});

test("what is remembered goes by age and by number, and who counts is told", () => {
  const gone: string[] = [];
  const recent = new Recent<number>(3, 1_000, (key) => void gone.push(key));
  for (const [index, key] of ["a", "b", "c", "d"].entries()) recent.set(key, index, index);
  expect(gone).toEqual(["a"]);
  expect(recent.find("b", 500)).toBe(1);
  expect(recent.find("b", 5_000)).toBeUndefined();
  recent.set("e", 9, 5_000);
  expect(gone).toEqual(["a", "b", "c", "d"]);
  expect(recent.size).toBe(1);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:0000::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
