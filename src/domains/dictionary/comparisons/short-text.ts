import type { Comparison, Level } from "../linkage.ts";
import type { Text } from "../text.ts";

/**
 * Words that a person typed: a name, a street, a town. Compared folded and without blanks, for typists lose blanks too.
 *
 * @param column SQL of the text
 * @param manyWords whether it is an address or the like: then shared words count, whatever their order
 * @param crossed other short texts of the row that it may have been typed into (name and surname, two address lines)
 */
export function shortTextComparison(
  column: string,
  name: string,
  title: Text,
  { crossed = [], manyWords = false }: { readonly crossed?: readonly string[]; readonly manyWords?: boolean },
): Comparison {
  const joined = joinedFeature(name);
  const words = `${name}_words`;
  const [l, r] = [`l.${joined}`, `r.${joined}`];
  const elsewhere = crossed
    .map(joinedFeature)
    .map((other) => `coalesce(${l} = r.${other}, false) or coalesce(l.${other} = ${r}, false)`);
  const levels: Level[] = [
    {
      name: "same",
      title: { vi: "giống nhau", en: "the same" },
      holds: `${l} = ${r}`,
      expected: 0.72,
      frequencyOf: joined,
    },
    {
      name: "slip",
      title: { vi: "sai một chữ", en: "one letter off" },
      holds: `least(len(${l}), len(${r})) >= 3 and abs(len(${l}) - len(${r})) <= 1 and damerau_levenshtein(${l}, ${r}) = 1`,
      expected: 0.1,
      frequencyOf: joined,
    },
  ];
  if (elsewhere.length > 0)
    levels.push({
      name: "elsewhere",
      title: { vi: "nằm ở cột khác", en: "stands in another column" },
      holds: elsewhere.join(" or "),
      expected: 0.03,
    });
  if (manyWords)
    levels.push({
      name: "sharedWords",
      title: { vi: "phần lớn từ giống nhau", en: "most words the same" },
      holds: `least(len(l.${words}), len(r.${words})) >= 2 and len(list_intersect(l.${words}, r.${words})) >= 0.6 * least(len(l.${words}), len(r.${words}))`,
      expected: 0.1,
    });
  levels.push(
    {
      name: "near",
      title: { vi: "gần giống", en: "nearly the same" },
      holds: `jaro_winkler_similarity(${l}, ${r}) >= 0.88 or least(len(${l}), len(${r})) >= 3 and (starts_with(${l}, ${r}) or starts_with(${r}, ${l}))`,
      expected: 0.06,
    },
    {
      name: "somewhat",
      title: { vi: "hơi giống", en: "somewhat alike" },
      holds: `jaro_winkler_similarity(${l}, ${r}) >= 0.75`,
      expected: 0.02,
    },
  );
  const features = {
    [joined]: joinedSql(column),
    ...(manyWords
      ? { [words]: `list_distinct(regexp_extract_all(hp_fold(${column}), '[\\p{L}\\p{N}]+'))` }
      : {}),
  };
  return { name, title, features, needs: [joined], levels };
}

export const joinedFeature = (name: string): string => `${name}_joined`;

const joinedSql = (column: string): string =>
  `nullif(regexp_replace(hp_fold(${column}), '[^\\p{L}\\p{N}]+', '', 'g'), '')`;
