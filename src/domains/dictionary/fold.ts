import { remembered } from "./remembered.ts";

/**
 * Folding for comparison and search: NFC, lower case, no accents, đ → d, single spaces.
 *
 * The original text is always kept beside it; the fold never reaches a screen. The same function exists in
 * DuckDB (`hp_fold`) and Postgres (`hp_fold`); a test holds the three together on the same inputs.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[đð]/g, "d")
    .replace(/\s+/g, " ")
    .trim();
}

/** Folding of a column header: {@link foldText}, then everything but letters and digits becomes one space. */
export const foldHeader = remembered((text) =>
  foldText(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim(),
);
