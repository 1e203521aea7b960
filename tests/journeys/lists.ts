import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TinyCity } from "./tiny-city.ts";

export const listSchool = "311066002004";

/** A delivery made by a test out of the city's own lines: some rows of one school's list, or a file of its own. */
export interface Delivery {
  readonly root: string;
  /** @param rows how many lines of the school's VnEdu list, from the top; 0 is a list with its header alone */
  list(rows: number): Delivery;
  file(path: string, content: string | Uint8Array): Delivery;
  remove(): void;
}

export function newDelivery(city: TinyCity): Delivery {
  const root = mkdtempSync(join(tmpdir(), "hp-delivery-"));
  const delivery: Delivery = {
    root,
    list: (rows) => {
      const name = `vnedu/${listSchool}/hoc_sinh_2026_2027.csv`;
      const lines = readFileSync(join(city.inbox, name), "utf8").split("\r\n");
      return delivery.file(name, `${lines.slice(0, rows + 1).join("\r\n")}\r\n`);
    },
    file: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
      return delivery;
    },
    remove: () => rmSync(root, { recursive: true }),
  };
  return delivery;
}
