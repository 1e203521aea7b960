import type { Comparison, Level } from "../linkage.ts";
import type { Text } from "../text.ts";

/** A code or key that is the same or not: sex, school, class. @param column SQL */
export function sameComparison(column: string, name: string, title: Text, expected = 0.9): Comparison {
  return {
    name,
    title,
    features: { [`${name}_value`]: `nullif(trim(cast(${column} as varchar)), '')` },
    needs: [`${name}_value`],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${name}_value = r.${name}_value`,
        expected,
        frequencyOf: `${name}_value`,
      },
    ],
  };
}

/**
 * Free words: a street, a town, a name of another country. The same, nearly the same (Jaro-Winkler similarity, Winkler
 * 1990), or of the same beginning; a rare word says more. @param column SQL of the text
 */
export function wordsComparison(column: string, name: string, title: Text): Comparison {
  const words = `${name}_words`;
  const near = (levelName: string, levelTitle: Text, similarity: number, expected: number): Level => ({
    name: levelName,
    title: levelTitle,
    holds: `jaro_winkler_similarity(l.${words}, r.${words}) >= ${similarity}`,
    expected,
  });
  return {
    name,
    title,
    features: { [words]: `nullif(hp_fold(cast(${column} as varchar)), '')` },
    needs: [words],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${words} = r.${words}`,
        expected: 0.75,
        frequencyOf: words,
      },
      near("veryNear", { vi: "rất gần", en: "very near" }, 0.92, 0.12),
      near("near", { vi: "gần", en: "near" }, 0.8, 0.05),
    ],
  };
}
