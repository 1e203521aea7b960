import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TruthPart } from "../../truth/truth-part.ts";
import type { Counts } from "./counts.ts";
import type { Vendor } from "./vendor-plan.ts";

/** Where a chunk of schools puts its files, its truth and its counts. */
export type Outbox = {
  truth: TruthPart;
  counts: Counts;
  /** Writes `inbox/<vendor>/<sender>/<file>`. */
  send(vendor: Vendor, sender: string, file: string, content: Buffer | string): void;
};

/** An outbox over a directory. */
export function diskOutbox(root: string, truth: TruthPart, counts: Counts): Outbox {
  const made = new Set<string>();
  return {
    truth,
    counts,
    send(vendor, sender, file, content) {
      const folder = join(root, "inbox", vendor, sender);
      if (!made.has(folder)) {
        mkdirSync(folder, { recursive: true });
        made.add(folder);
      }
      const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
      writeFileSync(join(folder, file), bytes);
      counts.files += 1;
      counts.bytes += bytes.length;
    },
  };
}
