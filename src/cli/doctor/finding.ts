import type { Text } from "#src/domains/dictionary/text.ts";

type State = "ok" | "warn" | "fail";

/** What one check found: a sentence, and what to do where something is wrong. */
export interface Finding {
  /** Stable id for machines: `postgres.settings`. */
  readonly check: string;
  readonly state: State;
  readonly sentence: Text;
  readonly advice?: Text;
}

export function ok(check: string, vi: string, en: string): Finding {
  return { check, state: "ok", sentence: { vi, en } };
}

export function warn(check: string, sentence: Text, advice: Text): Finding {
  return { check, state: "warn", sentence, advice };
}

export function fail(check: string, sentence: Text, advice: Text): Finding {
  return { check, state: "fail", sentence, advice };
}

/** The first few of a list, and how many more there are. */
export function some(items: readonly string[], shown = 3): string {
  const rest = items.length - shown;
  return items.slice(0, shown).join(", ") + (rest > 0 ? `, … (+${rest})` : "");
}
