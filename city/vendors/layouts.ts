import { EXCEL_LAYOUTS } from "./excel/layout.ts";
import { K12_LAYOUTS } from "./k12online/layout.ts";
import { joinedHeader, type SheetLayout } from "./layout.ts";
import { LEGACY_LAYOUTS } from "./legacy/layout.ts";
import { MISA_LAYOUTS } from "./misa/layout.ts";
import { QLCM_LAYOUTS } from "./qlcm/layout.ts";
import { SMAS_LAYOUTS } from "./smas/layout.ts";
import { SO_GD_LAYOUTS } from "./so-gd/layout.ts";
import { VNEDU_LAYOUTS } from "./vnedu/layout.ts";

/** Every table the vendors send, OneRoster apart (its columns are the standard's). */
export const ALL_LAYOUTS: readonly SheetLayout[] = [
  ...SO_GD_LAYOUTS,
  ...SMAS_LAYOUTS,
  ...VNEDU_LAYOUTS,
  ...MISA_LAYOUTS,
  ...K12_LAYOUTS,
  ...QLCM_LAYOUTS,
  ...EXCEL_LAYOUTS,
  ...LEGACY_LAYOUTS,
];

/** The layout as the Markdown table of README.md. */
export function renderLayout(layout: SheetLayout): string {
  const sheet = layout.sheet === "" ? "" : ` › sheet \`${layout.sheet}\``;
  const lines = [
    `### ${layout.vendor}: \`${layout.file}\`${sheet} → ${layout.intake}`,
    "",
    ...layout.titleRows.map((row) => `- title: ${row}`),
    `- header rows: ${layout.headerRows}; yes/no: \`${layout.flag[0]}\` / \`${layout.flag[1]}\``,
    "",
    "| column | header | kind |",
    "| --- | --- | --- |",
    ...layout.columns.map((column) => `| ${column.column} | ${joinedHeader(column)} | ${column.kind} |`),
  ];
  return lines.join("\n");
}
