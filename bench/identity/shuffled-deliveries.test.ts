import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Rng } from "#city/world/random.ts";
import { layOut, shuffleSenders } from "./shuffled-deliveries.ts";

const seed = 20261124;
const scratch = mkdtempSync(join(tmpdir(), "hp-orders-"));
const inbox = join(scratch, "inbox");
const senders = ["smas/1", "smas/2", "vnedu/3", "k12online/1", "misa/1", "qlcm/1", "qlcm/2", "so-gd/10507"];
for (const sender of senders) {
  mkdirSync(join(inbox, sender), { recursive: true });
  writeFileSync(join(inbox, sender, "list.csv"), sender);
}
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("every sender is in exactly one delivery, none is empty, and the seed decides", () => {
  fc.assert(
    fc.property(fc.nat(), (drawn) => {
      const deliveries = shuffleSenders(inbox, Rng.of(drawn, "order", 1));
      expect(deliveries.flat().sort()).toEqual([...senders].sort());
      expect(deliveries.every((delivery) => delivery.length > 0)).toBe(true);
      expect(shuffleSenders(inbox, Rng.of(drawn, "order", 1))).toEqual(deliveries);
    }),
    { seed, numRuns: 50 },
  );
});

test("a delivery is laid out as an inbox", () => {
  const folder = join(scratch, "delivery");
  layOut(inbox, ["qlcm/2", "smas/1"], folder);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    "qlcm",
    "qlcm/2",
    "qlcm/2/list.csv",
    "smas",
    "smas/1",
    "smas/1/list.csv",
  ]);
});
