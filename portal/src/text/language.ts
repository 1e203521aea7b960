/** A thing said in both languages of the portal. */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

export type Language = "vi" | "en";

/** What a dictionary may hold: a sentence, a sentence with something filled in, or a group of these. */
// biome-ignore lint/suspicious/noExplicitAny: the parameters of a sentence are its own matter; both languages must agree on them.
type Phrase = string | ((...filled: any[]) => string);
interface Phrases {
  readonly [key: string]: Phrase | Phrases;
}

/** The same keys, and where a sentence is filled in, by the same things. */
type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...filled: infer P) => string
      ? (...filled: P) => string
      : Same<T[K]>;
};

export interface Dictionary<T> {
  readonly vi: Same<T>;
  readonly en: Same<T>;
}

/** The words of an area. Types hold the two languages against each other; `text.test.ts` finds words nobody uses. */
export const words = <const T extends Phrases>(vi: T, en: Same<T>): Dictionary<T> => ({
  vi: vi as unknown as Same<T>,
  en,
});
