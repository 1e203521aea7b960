import type { Comparison } from "../linkage.ts";

/** A day of birth: day and month swapped, one part mistyped, only the year right. @param column SQL of a DATE */
export function plainDateComparison(column: string, name = "birth"): Comparison {
  const date = `${name}_date`;
  const same = (part: string) => `${part}(l.${date}) = ${part}(r.${date})`;
  return {
    name,
    title: { vi: "Ngày sinh", en: "Birth date" },
    lasting: true,
    features: {
      [date]: `cast(${column} as date)`,
      // For blocks: what is left of the date when one part is wrong, or day and month changed places.
      [`${name}_month`]: `100 * year(${column}) + month(${column})`,
      [`${name}_day`]: `100 * year(${column}) + day(${column})`,
      [`${name}_either`]: `10000 * year(${column}) + 100 * least(day(${column}), month(${column})) + greatest(day(${column}), month(${column}))`,
    },
    needs: [date],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${date} = r.${date}`,
        expected: 0.88,
      },
      {
        name: "swapped",
        title: { vi: "đảo ngày và tháng", en: "day and month swapped" },
        holds: `${same("year")} and day(l.${date}) = month(r.${date}) and month(l.${date}) = day(r.${date})`,
        expected: 0.04,
      },
      {
        name: "onePartOff",
        title: { vi: "lệch một phần", en: "one part off" },
        holds: `cast(${same("year")} as integer) + cast(${same("month")} as integer) + cast(${same("day")} as integer) = 2`,
        expected: 0.05,
      },
      {
        // Excel counts days from 1900 or from 1904.
        name: "shifted",
        title: { vi: "lệch gốc ngày của Excel", en: "shifted by Excel's other epoch" },
        holds: `abs(l.${date} - r.${date}) in (1, 1461, 1462)`,
        expected: 0.005,
      },
      {
        name: "sameYear",
        title: { vi: "cùng năm", en: "same year" },
        holds: same("year"),
        expected: 0.015,
      },
    ],
  };
}
