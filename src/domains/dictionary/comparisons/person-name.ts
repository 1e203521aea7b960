import type { Comparison, Features } from "../linkage.ts";

/**
 * A Vietnamese full name, as lists write it: without accents, with the tone on the other vowel (hòa, hoà), decomposed
 * (NFD), in capitals, with đ as d or ð, its parts swapped, a middle name dropped or shortened to a letter.
 * Folded text takes most of these away; what differs before folding is weaker agreement, since Ánh and Anh may be twins.
 *
 * @param column SQL of the name
 * @param name of the comparison; features are named after it
 */
export function personNameComparison(column: string, name = "name"): Comparison {
  const feature = (part: string) => `${name}_${part}`;
  const same = (part: string) => `l.${feature(part)} = r.${feature(part)}`;
  return {
    name,
    title: { vi: "Họ và tên", en: "Full name" },
    lasting: true,
    features: personNameFeatures(column, name),
    needs: [feature("folded")],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: same("spelling"),
        expected: 0.8,
        frequencyOf: feature("folded"),
      },
      {
        name: "accentsLost",
        title: { vi: "một bên mất dấu", en: "one side without accents" },
        holds: `${same("folded")} and l.${feature("accented")} <> r.${feature("accented")}`,
        expected: 0.06,
        frequencyOf: feature("folded"),
      },
      {
        name: "accentsDiffer",
        title: { vi: "khác dấu", en: "other accents" },
        holds: same("folded"),
        expected: 0.06,
        frequencyOf: feature("folded"),
      },
      {
        name: "typed",
        title: { vi: "còn phím gõ Telex", en: "keys of Telex left in" },
        holds: same("typed"),
        expected: 0.005,
        frequencyOf: feature("folded"),
      },
      {
        name: "swapped",
        title: { vi: "đảo thứ tự", en: "same words in another order" },
        holds: same("words"),
        expected: 0.04,
        frequencyOf: feature("words"),
      },
      {
        name: "shortened",
        title: { vi: "viết tắt hoặc thiếu tên đệm", en: "shortened, or a middle name missing" },
        holds: `${same("given")} and (
          ${same("family")} and l.${feature("count")} < r.${feature("count")} and list_has_all(r.${feature("list")}, l.${feature("list")})
          or ${same("family")} and r.${feature("count")} < l.${feature("count")} and list_has_all(l.${feature("list")}, r.${feature("list")})
          or l.${feature("lettered")} and ${abbreviates("l", "r", feature)}
          or r.${feature("lettered")} and ${abbreviates("r", "l", feature)})`,
        expected: 0.015,
        frequencyOf: feature("given"),
      },
      {
        name: "slip",
        title: { vi: "lệch một, hai chữ", en: "one or two letters off" },
        // A given name has three letters or so: two letters off are another name (Bảo, Hân). Lengths tell most pairs
        // apart at once.
        holds: `abs(len(l.${feature("folded")}) - len(r.${feature("folded")})) <= 2 and (${same("given")} or ${same("family")})
          and damerau_levenshtein(l.${feature("folded")}, r.${feature("folded")}) <= case when ${same("given")} then 2 else 1 end`,
        expected: 0.015,
        frequencyOf: feature("given"),
      },
      {
        // Brothers and sisters share all but the last word.
        name: "otherGiven",
        title: { vi: "cùng họ đệm, khác tên", en: "same family and middle name, other given name" },
        holds: `${same("before_given")} and l.${feature("before_given")} <> ''`,
        expected: 0.002,
      },
    ],
  };
}

function personNameFeatures(column: string, name: string): Features {
  // N.V.An is three words.
  const folded = `hp_fold(replace(${column}, '.', ' '))`;
  const words = `string_split(${folded}, ' ')`;
  return {
    [`${name}_spelling`]: `hp_spelling(${column})`,
    [`${name}_folded`]: folded,
    [`${name}_words`]: `array_to_string(list_sort(${words}), ' ')`,
    [`${name}_given`]: `${words}[-1]`,
    [`${name}_family`]: `${words}[1]`,
    [`${name}_before_given`]: `array_to_string(${words}[:-2], ' ')`,
    [`${name}_list`]: words,
    [`${name}_count`]: `len(${words})`,
    // A word of one letter may be an initial.
    [`${name}_lettered`]: `len(list_filter(${words}, word -> len(word) = 1)) > 0`,
    [`${name}_typed`]: typedSql(folded),
    [`${name}_accented`]: `hp_fold(${column}) <> trim(lower(${column}))`,
  };
}

/**
 * What was meant by keys that became no letters: Nguyeenx Vawn Dduwcs. After its first vowel a Vietnamese syllable has
 * no s, f, r, x, j, and nowhere a w or a doubled letter.
 */
function typedSql(folded: string): string {
  const single = ["aa", "ee", "oo", "dd"].reduce(
    (sql, two) => `replace(${sql}, '${two}', '${two[0]}')`,
    folded,
  );
  return `regexp_replace(replace(${single}, 'w', ''), '([aeiouy])([a-z]*)[sfrxj]', '\\1\\2', 'g')`;
}

/** Whether each word of one name begins, in order, some word of the other: N. V. An for Nguyễn Văn An. */
function abbreviates(short: string, long: string, feature: (part: string) => string): string {
  const pattern = `'^' || replace(${short}.${feature("folded")}, ' ', '[a-z]*( [a-z]+)* ') || '[a-z]*$'`;
  return `regexp_full_match(${long}.${feature("folded")}, ${pattern})`;
}
