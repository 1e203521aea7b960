import { findCodeSet } from "#src/domains/catalogue.ts";
import type { Text } from "#src/domains/dictionary/text.ts";

/** What a code says, for people; nothing for what is no code, or for one that its set does not know. */
export function codeTitle(codeSet: string | undefined, value: unknown): Text | undefined {
  if (codeSet === undefined || typeof value !== "string") return undefined;
  return findCodeSet(codeSet)?.entries.find(({ code }) => code === value)?.title;
}
