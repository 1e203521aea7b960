import type { Language } from "../../text/language.ts";
import type { WorkField } from "./work-data.ts";

/** A value as people read it in a cell. */
export function shownValue(
  field: Pick<WorkField, "kind" | "choices">,
  value: unknown,
  language: Language,
): string {
  if (value === null || value === undefined || value === "") return "";
  const titleOf = (code: unknown): string =>
    field.choices?.find((choice) => choice.code === code)?.title[language] ?? String(code);
  if (Array.isArray(value)) return value.map(titleOf).join("; ");
  if (typeof value === "boolean") return yesNo[language][value ? 0 : 1] ?? "";
  if (field.kind === "date" && typeof value === "string") return value.split("-").reverse().join("/");
  return field.kind === "code" ? titleOf(value) : String(value);
}

const yesNo: Readonly<Record<Language, readonly [string, string]>> = {
  vi: ["Có", "Không"],
  en: ["Yes", "No"],
};

/** A table of cells out of the clipboard: rows of tabs, as Excel and Google Sheets write them; quotes hold line ends. */
export function readPasted(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') isQuoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") {
      endCell();
      rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  endCell();
  // Excel ends the last row too.
  const last = rows.at(-1);
  if (last?.length === 1 && last[0] === "" && rows.length > 1) rows.pop();
  return rows;
}
