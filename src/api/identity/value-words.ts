import { findCode, findDataset } from "#src/domains/catalogue.ts";
import { type Field, protectionOf } from "#src/domains/dictionary/field.ts";
import type { Language, Text } from "#src/domains/dictionary/text.ts";
import type { Evidence } from "#src/pipeline/3-identity/decide/queue.ts";
import { formatDay, formatNumber } from "../language.ts";
import type { Surrounding } from "./surroundings.ts";

/** A value as people read it. 0 and false are values; nothing is a dash. */
export function valueWords(field: Field, value: unknown, language: Language): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one, language)).join("; ");
  if (typeof value === "boolean") return language === "vi" ? (value ? "có" : "không") : value ? "yes" : "no";
  if (field.codeSet !== undefined)
    return findCode(field.codeSet, String(value))?.title[language] ?? String(value);
  if (field.kind === "date") return formatDay(String(value));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * A value in both languages, for who decides: names, days, places and numbers whole, since they tell two people apart;
 * of what is sensitive (masking `full`) only that it is there. Whether both sides agree is said beside.
 */
export function shownWords(field: Field, value: unknown): Text | null {
  if (value === null || value === undefined) return null;
  if (protectionOf(field).masking === "full") return { vi: "•••", en: "•••" };
  return { vi: valueWords(field, value, "vi"), en: valueWords(field, value, "en") };
}

/** `Ghi danh: 2026-2027, Trường THCS Hải An, 7A1` */
export function surroundingWords(item: Surrounding, language: Language): string {
  const title = findDataset(item.dataset)?.title[language] ?? item.dataset;
  const facts = item.facts.map((fact) => fact.named ?? valueWords(fact.field, fact.value, language));
  return `${title}: ${facts.join(", ")}`;
}

/** `+6,13`, `−2,40`: how far one comparison speaks for one person or for two, in bits. */
export function weightWords(weight: number, language: Language): string {
  return `${weight < 0 ? "−" : "+"}${formatNumber(Math.abs(weight), language, 2)}`;
}

/** `Ngày sinh: ngày và tháng đổi chỗ`: what was compared, and which level held. */
export function evidenceWords(item: Evidence, language: Language): string {
  return `${item.title?.[language] ?? item.comparison}: ${item.levelTitle?.[language] ?? item.level}`;
}
