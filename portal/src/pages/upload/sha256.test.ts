import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { hashFile, Sha256 } from "./sha256.ts";

const expected = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("the hash is the one everybody else gets, however the bytes are cut", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 70_001]) {
    const bytes = randomBytes(length);
    for (const step of [1, 7, 64, 4096]) {
      const hash = new Sha256();
      for (let at = 0; at < length; at += step) hash.update(bytes.subarray(at, at + step));
      expect(hash.digest(), `${length} bytes by ${step}: ${bytes.toString("hex").slice(0, 200)}`).toBe(
        expected(bytes),
      );
    }
  }
});

test("a file is read piece by piece to its end", async () => {
  const bytes = randomBytes(3 * 2 ** 20 + 17);
  const seen: number[] = [];
  expect(await hashFile(new Blob([bytes]), (read) => seen.push(read))).toBe(expected(bytes));
  expect(seen.at(-1)).toBe(bytes.length);
});
