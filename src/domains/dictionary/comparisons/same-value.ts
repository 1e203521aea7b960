import type { Comparison } from "../linkage.ts";
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
