import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import type { Journey } from "./journey.ts";

/** The same delivery once more changes nothing: no version, no time, no log entry, no event, no score. */
export function sameAgain(journey: Journey): void {
  describe("the same files twice", () => {
    test("byte for byte: all rows unchanged, no table touched", async () => {
      const before = await fingerprint(journey.run);
      const again = await journey.run.ingest(journey.city.inbox);
      expect({
        accounted: again.accounted,
        rowsIn: again.rowsIn,
        published: again.published,
        merged: again.merged,
      }).toEqual({
        accounted: true,
        rowsIn: journey.first.rowsIn,
        published: 0,
        merged: 0,
      });
      expect(await fingerprint(journey.run)).toEqual(before);
    });

    test("other bytes, same rows (a list saved again): read again, found unchanged", async () => {
      const before = await fingerprint(journey.run);
      const dir = mkdtempSync(join(tmpdir(), "hp-saved-again-"));
      try {
        cpSync(join(journey.city.inbox, "vnedu"), join(dir, "vnedu"), { recursive: true });
        appendFileSync(join(dir, "vnedu/311066002004/hoc_sinh_2026_2027.csv"), "\r\n");
        const again = await journey.run.ingest(join(dir, "vnedu"));
        expect({
          accounted: again.accounted,
          published: again.published,
          merged: again.merged,
          changed: sum(again.changed),
        }).toEqual({ accounted: true, published: 0, merged: 0, changed: 0 });
        expect(await fingerprint(journey.run)).toEqual(before);
      } finally {
        rmSync(dir, { recursive: true });
      }
    });
  });
}

export function sum(
  changed: Readonly<Record<string, { inserted: number; updated: number; retired: number }>>,
): number {
  return Object.values(changed).reduce(
    (total, { inserted, updated, retired }) => total + inserted + updated + retired,
    0,
  );
}
