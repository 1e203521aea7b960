import type { Comparison } from "../linkage.ts";

/**
 * A date as some list wrote it, or only its year: what can't be a day (31/2) is compared all the same, digit by digit.
 *
 * @param column SQL of the text
 * @param order of day and month where the year stands last
 */
export function writtenDateComparison(column: string, name: string, order: "dmy" | "mdy"): Comparison {
  const digits = `${name}_digits`;
  const yearFeature = `${name}_year`;
  const part = (from: number, length: number) =>
    `substr(l.${digits}, ${from}, ${length}) = substr(r.${digits}, ${from}, ${length})`;
  const [year, month, day] = [part(1, 4), part(5, 2), part(7, 2)];
  const agreeing = `cast(${year} as integer) + cast(${month} as integer) + cast(${day} as integer)`;
  const parts = (count: number) => `${agreeing} = ${count}`;
  // Looked at first: counting slips is dear.
  const atLeast = (count: number) => `${agreeing} >= ${count}`;
  return {
    name,
    title: { vi: "Ngày", en: "Date" },
    features: {
      [digits]: digitsSql(column, order),
      [yearFeature]: `coalesce(nullif(regexp_extract(${column}, '^\\s*((18|19|20)\\d\\d)\\s*$', 1), ''), substr(${digitsSql(column, order)}, 1, 4))`,
    },
    needs: [yearFeature],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${digits} = r.${digits}`,
        expected: 0.75,
      },
      {
        name: "yearOnly",
        title: { vi: "một bên chỉ ghi năm, cùng năm", en: "the same year, one side says no more" },
        holds: `(l.${digits} is null or r.${digits} is null) and l.${yearFeature} = r.${yearFeature}`,
        expected: 0.02,
      },
      {
        name: "swapped",
        title: { vi: "đảo ngày và tháng", en: "day and month swapped" },
        holds: `${year} and substr(l.${digits}, 5, 2) = substr(r.${digits}, 7, 2) and substr(l.${digits}, 7, 2) = substr(r.${digits}, 5, 2)`,
        expected: 0.03,
      },
      {
        name: "slip",
        title: { vi: "sai hoặc đảo một chữ số", en: "one digit wrong or two swapped" },
        holds: `${atLeast(2)} and damerau_levenshtein(l.${digits}, r.${digits}) = 1`,
        expected: 0.08,
      },
      {
        name: "twoParts",
        title: { vi: "lệch một phần", en: "one part off" },
        holds: parts(2),
        expected: 0.04,
      },
      {
        name: "twoSlips",
        title: { vi: "sai hai chữ số", en: "two digits wrong" },
        holds: `${atLeast(1)} and damerau_levenshtein(l.${digits}, r.${digits}) = 2`,
        expected: 0.02,
      },
      {
        name: "onePart",
        title: { vi: "chỉ một phần giống", en: "one part the same" },
        holds: parts(1),
        expected: 0.02,
      },
    ],
  };
}

/** Eight digits `yyyymmdd`, null when the text is no date. */
function digitsSql(column: string, order: "dmy" | "mdy"): string {
  const text = `trim(${column})`;
  const yearFirst = `regexp_extract(${text}, '^((?:18|19|20)\\d\\d)[-/. ]?(\\d{1,2})[-/. ]?(\\d{1,2})(?:[T ].*)?$', ['y', 'm', 'd'])`;
  const yearLast = `regexp_extract(${text}, '^(\\d{1,2})[-/. ](\\d{1,2})[-/. ]((?:18|19|20)\\d\\d)(?:[T ].*)?$', ['${order[0]}', '${order[1]}', 'y'])`;
  const joined = (parts: string) =>
    `nullif(${parts}.y || lpad(${parts}.m, 2, '0') || lpad(${parts}.d, 2, '0'), '0000')`;
  return `coalesce(${joined(yearFirst)}, ${joined(yearLast)})`;
}
