import type { TableDescription } from "./review.ts";

/** What a person says of each column (by its number): the meaning, or "" for "not wanted". */
export type Meanings = Readonly<Record<number, string>>;

/** Meanings as they were recognised: where a person begins. */
export const recognised = ({ columns }: TableDescription): Meanings =>
  Object.fromEntries(columns.map(({ index, column }) => [index, column ?? ""]));

/** Meanings that two columns have; none is taken for both. */
export function doubled(meanings: Meanings): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const meaning of Object.values(meanings)) {
    if (meaning === "") continue;
    if (seen.has(meaning)) twice.add(meaning);
    seen.add(meaning);
  }
  return twice;
}

/**
 * The mapping that is kept for every file with these headers (src/pipeline/1-landing/recognise/saved-mapping.ts). How
 * marks are read (`x` under `Nữ`) is kept only where the meaning stays the recognised one.
 */
export function mappingOf(
  table: TableDescription,
  said: {
    readonly intake: string;
    readonly meanings: Meanings;
    readonly context: Readonly<Record<string, string>>;
  },
): object {
  return {
    version: 1,
    intake: said.intake,
    fingerprint: table.fingerprint,
    columns: table.columns.map(({ index, header, column, reading }) => {
      const meaning = said.meanings[index] ?? "";
      return {
        header,
        column: meaning === "" ? null : meaning,
        ...(reading !== undefined && meaning === column ? { reading } : {}),
      };
    }),
    ...(Object.keys(said.context).length === 0 ? {} : { context: said.context }),
  };
}
