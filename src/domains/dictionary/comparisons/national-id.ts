import type { Comparison } from "../linkage.ts";

/**
 * A national id as written, readable or not: a lost zero in front, Excel's 3.03E+10, one digit wrong, two digits
 * swapped. Two readable ids that differ in more speak against one person. @param column SQL of the text
 */
export function nationalIdComparison(column: string, name = "national_id"): Comparison {
  const [digits, rough] = [`${name}_digits`, `${name}_rough`];
  return {
    name,
    title: { vi: "Số định danh cá nhân", en: "National id" },
    lasting: true,
    features: {
      // Without the zeros in front a number and the id it came from are the same text.
      [digits]: `nullif(ltrim(regexp_replace(case when contains(upper(${column}), 'E') then '' else ${column} end, '[^0-9]', '', 'g'), '0'), '')`,
      [rough]: `try_cast(${column} as double)`,
    },
    needs: [rough],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau, kể cả mất số 0 đầu", en: "the same, a lost zero in front or not" },
        holds: `l.${digits} = r.${digits}`,
        expected: 0.6,
      },
      {
        name: "rounded",
        title: { vi: "khớp phần Excel còn giữ", en: "agrees as far as Excel kept it" },
        holds: `(l.${digits} is null or r.${digits} is null) and abs(l.${rough} - r.${rough}) <= 1e-5 * greatest(abs(l.${rough}), abs(r.${rough}))`,
        expected: 0.1,
      },
      {
        name: "slip",
        title: { vi: "sai một chữ số hoặc đảo hai chữ số", en: "one digit wrong or two swapped" },
        holds: `damerau_levenshtein(l.${digits}, r.${digits}) = 1`,
        expected: 0.2,
      },
      {
        name: "twoSlips",
        title: { vi: "sai hai chữ số", en: "two digits wrong" },
        holds: `damerau_levenshtein(l.${digits}, r.${digits}) = 2`,
        expected: 0.02,
      },
    ],
  };
}
