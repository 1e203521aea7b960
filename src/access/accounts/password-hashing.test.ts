import fc from "fast-check";
import { expect, test } from "vitest";
import { cheapHash, code } from "./account-world.test-support.ts";
import { PasswordHashing } from "./password-hashing.ts";
import { passwordHashing } from "./policy.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`password-hashing.test: seed ${seed}`);
const pepper = Buffer.alloc(32, 1);
const hashing = new PasswordHashing(pepper, [cheapHash]);

test("a password matches its own hash and no other's; two hashes of it differ", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), async (one, other) => {
      const stored = await hashing.hash(one, cheapHash);
      expect(stored).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$/);
      expect(await hashing.matches(one, stored)).toBe(true);
      expect(await hashing.matches(other, stored)).toBe(one === other);
      expect(await hashing.hash(one, cheapHash)).not.toBe(stored);
    }),
    { seed, numRuns: 50 },
  );
});

test("without the pepper a stolen hash matches nothing", async () => {
  const stored = await hashing.hash("mật khẩu", cheapHash);
  const thief = new PasswordHashing(Buffer.alloc(32, 2), [cheapHash]);
  expect(await thief.matches("mật khẩu", stored)).toBe(false);
});

test("a damaged hash is told and matches nothing", async () => {
  const stored = await hashing.hash("x", cheapHash);
  for (const damaged of ["", stored.slice(0, -8), stored.replace("argon2id", "argon2i"), `${stored}$`])
    await expect(hashing.matches("x", damaged)).rejects.toThrow("damaged");
});

test("a hash cheaper than what is asked is outdated, a dearer one is not", async () => {
  const stored = await hashing.hash("x", cheapHash);
  expect(hashing.isOutdated(stored, cheapHash)).toBe(false);
  expect(hashing.isOutdated(stored, { ...cheapHash, memoryKib: 128 })).toBe(true);
  expect(hashing.isOutdated(stored, { ...cheapHash, passes: 3 })).toBe(true);
  expect(hashing.isOutdated(stored, { ...cheapHash, passes: 1 })).toBe(false);
});

test("a name nobody has costs one hash, of a cost in use, always the same for a name", async () => {
  const dear = { memoryKib: 4096, passes: 3, lanes: 1 };
  const both = new PasswordHashing(pepper, [cheapHash, dear]);
  for (const name of ["lan", "minh", "hoa", "an"]) {
    const before = both.done;
    expect(await both.matchesNobody("x", name)).toBe(false);
    expect(both.done).toBe(before + 1);
  }
});

test("only so many at once, only so many wait, the rest is told; later all is as before", async () => {
  const narrow = new PasswordHashing(pepper, [cheapHash], 2, 3);
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => narrow.hash("x", cheapHash)));
  expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(5);
  for (const one of tries) if (one.status === "rejected") expect(one.reason).toEqual(code("sign-in-busy"));
  for (let round = 0; round < 3; round += 1)
    await Promise.all(Array.from({ length: 5 }, () => narrow.hash("x", cheapHash)));
  // A failure gives its place back too.
  const broken = { memoryKib: 1, passes: 1, lanes: 1 };
  await Promise.allSettled(Array.from({ length: 5 }, () => narrow.hash("x", broken)));
  await expect(narrow.hash("x", cheapHash)).resolves.toContain("argon2id");
});

test("at the cost in force 20 together take the memory of those that run, and the event loop goes on", async () => {
  const [rule] = passwordHashing;
  const cost = rule?.params ?? cheapHash;
  const real = new PasswordHashing(pepper, [cost], 2);
  let turns = 0;
  let most = 0;
  let isDone = false;
  const watch = (): void => {
    turns += 1;
    most = Math.max(most, process.memoryUsage.rss());
    if (!isDone) setImmediate(watch);
  };
  const before = process.memoryUsage.rss();
  watch();
  await Promise.all(Array.from({ length: 20 }, () => real.hash("mật khẩu dài", cost)));
  isDone = true;
  expect(turns).toBeGreaterThan(20);
  // 2 × 19 MiB, and what else the process took; 20 at once would be 380 MiB.
  expect((most - before) / 2 ** 20).toBeLessThan(150);
});
