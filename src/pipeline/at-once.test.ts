import { expect, test } from "vitest";
import { atOnce, together } from "./at-once.ts";

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("results stand in the items' order, whichever ends first, and no more run than asked for", async () => {
  let running = 0;
  let most = 0;
  const results = await atOnce(2, [30, 1, 5, 1], async (ms) => {
    running += 1;
    most = Math.max(most, running);
    await soon(ms);
    running -= 1;
    return ms * 2;
  });
  expect(results).toEqual([60, 2, 10, 2]);
  expect(most).toBe(2);
});

test("after an error nothing new begins, what runs is waited for, and the error is told", async () => {
  const begun: number[] = [];
  let ended = false;
  const all = atOnce(2, [1, 2, 3, 4], async (item) => {
    begun.push(item);
    if (item === 1) throw new Error("disk full");
    await soon(20);
    ended = true;
  });
  await expect(all).rejects.toThrow("disk full");
  expect(begun).toEqual([1, 2]);
  expect(ended).toBe(true);
});

test("of works side by side the first error is told when all have ended", async () => {
  let ended = false;
  const slow = soon(20).then(() => {
    ended = true;
  });
  await expect(together(Promise.reject(new Error("disk full")), slow)).rejects.toThrow("disk full");
  expect(ended).toBe(true);
  expect(await together(Promise.resolve(1), Promise.resolve("a"))).toEqual([1, "a"]);
});
