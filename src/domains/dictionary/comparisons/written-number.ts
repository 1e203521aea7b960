import type { Comparison } from "../linkage.ts";
import type { Text } from "../text.ts";

/** A number that names something: a house, a postcode, a membership. @param column SQL of the text */
export function writtenNumberComparison(column: string, name: string, title: Text): Comparison {
  const digits = `${name}_digits`;
  const apart = (slips: number) =>
    `abs(len(l.${digits}) - len(r.${digits})) <= ${slips} and damerau_levenshtein(l.${digits}, r.${digits}) = ${slips}`;
  return {
    name,
    title,
    features: { [digits]: `nullif(ltrim(regexp_replace(lower(${column}), '[^0-9a-z]', '', 'g'), '0'), '')` },
    needs: [digits],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${digits} = r.${digits}`,
        expected: 0.78,
        frequencyOf: digits,
      },
      {
        name: "slip",
        title: { vi: "sai hoặc đảo một chữ số", en: "one digit wrong or two swapped" },
        holds: apart(1),
        expected: 0.12,
      },
      {
        name: "twoSlips",
        title: { vi: "sai hai chữ số", en: "two digits wrong" },
        holds: `least(len(l.${digits}), len(r.${digits})) >= 5 and ${apart(2)}`,
        expected: 0.02,
      },
    ],
  };
}

/** Vietnamese phone numbers: the last nine digits, whatever stands before them. @param column SQL of the text */
export function phoneComparison(column: string, name: string, title: Text): Comparison {
  return writtenNumberComparison(`right(regexp_replace(${column}, '[^0-9]', '', 'g'), 9)`, name, title);
}
