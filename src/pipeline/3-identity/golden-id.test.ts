import { tmpdir } from "node:os";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openLake, quote } from "#src/platform/duckdb.ts";
import { goldenId, goldenIdMacro } from "./golden-id.ts";

test("TypeScript and DuckDB derive the same golden id from any text", async () => {
  const key = Buffer.alloc(32, 7);
  const lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: tmpdir() });
  await lake.run(goldenIdMacro(key));
  // NUL and lone surrogates can't stand in a SQL literal and never reach here: cells are valid UTF-8.
  const words = fc
    .string({ unit: "grapheme", maxLength: 40 })
    .filter((word) => word.isWellFormed() && !word.includes("\0"));
  await fc.assert(
    fc.asyncProperty(words, async (word) => {
      const [row] = await lake.rows<{ id: string }>(`select golden_id(${quote(word)}) as id`);
      expect(row?.id).toBe(goldenId(key, word));
    }),
    { numRuns: 50 },
  );
  lake.close();
});
