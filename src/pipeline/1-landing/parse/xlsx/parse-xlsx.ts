import type { ByteSource } from "../byte-source.ts";
import { Refusal } from "../refusal.ts";
import type { RowGate } from "../row-gate.ts";
import type { ParseLimits, PartOutcome } from "../types.ts";
import { readXml } from "../xml/read-xml.ts";
import type { ZipEntry } from "../zip/directory.ts";
import { type InflateBudget, inflateEntry } from "../zip/inflate.ts";
import { type Package, readWorkbook } from "./workbook.ts";
import { Worksheet } from "./worksheet.ts";

/**
 * All worksheets of an .xlsx or .xlsm, in the order of their tabs, hidden ones included and marked.
 * Chart and macro sheets hold no cells and are returned as left out.
 * @param part path of the entry when the workbook itself stood in a zip
 * @throws Refusal xlsx-*, xml-*, zip-*, too-many-*
 */
export async function parseXlsx(
  source: ByteSource,
  entries: ZipEntry[],
  part: string | null,
  gate: RowGate,
  limits: ParseLimits,
  budget: InflateBudget,
): Promise<PartOutcome[]> {
  const byPath = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const parts: Package = {
    find: (path) => byPath.get(path.toLowerCase())?.name,
    open(path) {
      const entry = byPath.get(path.toLowerCase());
      if (entry === undefined) throw new Refusal("xlsx-missing-part", path);
      return inflateEntry(source, entry, limits, budget);
    },
  };
  if (byPath.has("xl/workbook.bin")) throw new Refusal("xlsb-unsupported");
  const workbook = await readWorkbook(parts, limits);
  if (workbook.sheets.length === 0) throw new Refusal("xlsx-no-sheets");
  const leftOut: PartOutcome[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.kind === "other") {
      leftOut.push({ part: sheet.name, reasonCode: "format-unsupported", detail: "chart/macro sheet" });
      continue;
    }
    if (sheet.path === undefined)
      throw new Refusal("xlsx-missing-part", sheet.name, { sheetName: sheet.name });
    gate.begin(sheet.name, part, sheet.hidden);
    try {
      const read = await readXml(parts.open(sheet.path), new Worksheet(workbook, gate), limits, () =>
        gate.drain(),
      );
      gate.end(read.merges);
    } catch (error) {
      throw error instanceof Refusal ? error.at({ sheetName: sheet.name }) : error;
    }
  }
  return leftOut;
}
