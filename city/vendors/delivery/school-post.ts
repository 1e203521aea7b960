import type { RowPlace } from "../../truth/truth-part.ts";
import type { SchoolWorld } from "../../world/types.ts";
import type { Outbox } from "./outbox.ts";
import type { Today } from "./print-learners.ts";
import type { SchoolSystems, Vendor } from "./vendor-plan.ts";

/** Everything a vendor's writer needs to send one school's files. */
export type SchoolPost = {
  seed: number;
  world: SchoolWorld;
  systems: SchoolSystems;
  outbox: Outbox;
  /** "delta" sends changed rows only, where the vendor can. */
  mode: "whole" | "delta";
  today: Today;
};

export function sendMode(post: SchoolPost): string {
  return post.mode === "whole" ? "Kiểu gửi: toàn bộ" : "Kiểu gửi: thay đổi";
}

/** As printed: the sample is of 20 October 2026, the follow-up of the day after. */
export function sentOn(post: SchoolPost): string {
  return post.mode === "whole" ? "20/10/2026" : "21/10/2026";
}

export function placeOf(
  post: SchoolPost,
  vendor: Vendor,
  file: string,
  sheet: string,
  intake: string,
): RowPlace {
  return { vendor, sender: post.world.plan.code, file, sheet, intake };
}
