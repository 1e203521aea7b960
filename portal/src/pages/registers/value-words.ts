import { formatNumber } from "../../kit/number-text.tsx";
import type { Language } from "../../text/language.ts";
import { story } from "../../text/story.ts";
import type { TitleOf } from "./code-titles.ts";

interface Described {
  readonly kind?: string;
  readonly codeSet?: string | null;
}

/** A value of the record as people read it; "" where there is none. */
export function valueWords(field: Described, value: unknown, titleOf: TitleOf, language: Language): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one, titleOf, language)).join("; ");
  if (typeof value === "boolean") return value ? story[language].yes : story[language].no;
  const title = titleOf(field.codeSet, value);
  if (title !== undefined) return title[language];
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return value.split("-").reverse().join("/");
  // Whole numbers may be years.
  if (typeof value === "number" && !Number.isInteger(value)) return formatNumber(value, language, 1);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
