import { rmSync } from "node:fs";
import { join } from "node:path";
import { Rng } from "#city/world/random.ts";
import type { Progress } from "#src/pipeline/progress.ts";
import { type Agreement, compareClusters } from "./compare-clusters.ts";
import { measurePairs } from "./pairwise.ts";
import { loadFound, loadTruth, placeRows } from "./placed-rows.ts";
import { copyKeys, ingest, makeCity, openScratch } from "./scratch.ts";
import { layOut, shuffleSenders } from "./shuffled-deliveries.ts";
import { withLake } from "./with-lake.ts";

export interface OrdersOptions {
  readonly scale: number;
  readonly seed: number;
  /** How many shuffled orders. */
  readonly orders: number;
  readonly keep?: string;
}

interface Order extends Agreement {
  readonly ingests: number;
  readonly precision: number;
  readonly recall: number;
}

export interface OrdersReport {
  readonly scale: number;
  readonly seed: number;
  /** The least of all orders; bar: 0.9999. */
  readonly sharePersonsSameId: number;
  readonly sharePairs: number;
  /** Of the whole inbox in one ingest, which the others are held against. */
  readonly precision: number;
  readonly recall: number;
  readonly orders: readonly Order[];
}

/**
 * The same city, arrived in other orders: its senders' folders (a vendor's school) are shuffled by the seed and cut
 * into several ingests of uneven size. Each order has a data folder of its own with the same keys. Merged records count
 * by the record they were merged into, as everything that points at them is led there.
 */
export async function measureOrders(options: OrdersOptions, progress: Progress): Promise<OrdersReport> {
  const { scale, seed } = options;
  const scratch = openScratch(options.keep);
  const workDir = join(scratch.dir, "work");
  try {
    const city = join(scratch.dir, "city");
    await makeCity({ scale, seed, out: city }, progress);
    const inbox = join(city, "inbox");
    const whole = join(scratch.dir, "whole");
    await ingest(whole, [inbox], progress);
    return await withLake(workDir, async (lake) => {
      await loadTruth(lake, [city], workDir);
      await loadFound(lake, whole, "found", workDir);
      await placeRows(lake, "found");
      await lake.run(
        "create or replace temp table at_once as select row_no, record_id from placed where record_id is not null",
      );
      const { precision, recall } = await measurePairs(lake);
      const orders: Order[] = [];
      for (let order = 1; order <= options.orders; order += 1) {
        const dataDir = join(scratch.dir, `order-${order}`);
        const deliveries = shuffleSenders(inbox, Rng.of(seed, "order", order));
        copyKeys(whole, dataDir);
        for (const senders of deliveries) {
          const delivery = join(scratch.dir, "delivery");
          layOut(inbox, senders, delivery);
          await ingest(dataDir, [delivery], progress);
          rmSync(delivery, { recursive: true });
        }
        await loadFound(lake, dataDir, "found", workDir);
        await placeRows(lake, "found");
        await lake.run(`create or replace temp table compared as
          select p.entity, p.person_id, p.errors, o.record_id as a, p.record_id as b from placed p left join at_once o using (row_no)`);
        const measured = await measurePairs(lake);
        orders.push({
          ingests: deliveries.length,
          ...(await compareClusters(lake)),
          precision: measured.precision,
          recall: measured.recall,
        });
        console.error(JSON.stringify({ order, ...orders.at(-1) }));
        if (options.keep === undefined) rmSync(dataDir, { recursive: true, force: true });
      }
      return {
        scale,
        seed,
        sharePersonsSameId: Math.min(...orders.map((order) => order.sharePersonsSameId)),
        sharePairs: Math.min(...orders.map((order) => order.sharePairs)),
        precision,
        recall,
        orders,
      };
    });
  } finally {
    scratch.remove();
  }
}
