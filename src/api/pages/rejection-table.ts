import type { Language } from "#src/domains/dictionary/text.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { sayIn, table } from "./layout.ts";
import { reasonWords } from "./reason-words.ts";
import { placeWords } from "./source-place.ts";

export interface RejectionRow {
  readonly sourceRowId: string;
  readonly columnName: string;
  readonly reason: string;
  readonly header: string | null;
  readonly raw: string | null;
}

/** Cells and rows that could not be used, in the sender's own coordinates. */
export function rejectionTable(
  rows: readonly RejectionRow[],
  fileNames: ReadonlyMap<string, string>,
  language: Language,
): Html {
  const say = sayIn(language);
  if (rows.length === 0)
    return html`<p class="empty">${say("Không có ô nào bị từ chối.", "No cell was rejected.")}</p>`;
  return table(
    say("Ô và dòng không dùng được", "Cells and rows that could not be used"),
    [
      { title: say("Ở đâu", "Where"), wide: true },
      { title: say("Cột", "Column") },
      { title: say("Ghi là", "It says") },
      { title: say("Vì sao", "Why"), wide: true },
    ],
    rows.map((row) => [
      placeWords(row.sourceRowId, fileNames, language),
      // A held row names the column it was held for in `raw`; there is no cell to show.
      row.columnName === "*"
        ? `${say("cả dòng", "whole row")}${row.header === null ? "" : ` (${row.header})`}`
        : (row.header ?? row.columnName),
      row.columnName === "*" ? "–" : (row.raw ?? "–"),
      reasonWords(row.reason, language),
    ]),
  );
}
