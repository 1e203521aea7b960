import { cleanHeader } from "./header-text.ts";
import { recogniseTables } from "./recognise-table.ts";
import {
  HEADER_JOINT,
  type Knowledge,
  type SheetRow,
  type TableDescription,
  type TableInput,
} from "./types.ts";

/** Name under which parsing hands on the values that stand beside the tables of a JSON text. */
const BESIDE_TABLES = "$";

function isBesideTables(sheetName: string): boolean {
  return sheetName === BESIDE_TABLES || sheetName.endsWith(`${HEADER_JOINT}${BESIDE_TABLES}`);
}

/** `maTruong` | `311194802001` → `ma Truong: 311194802001`, as a title row would say it. */
function asTitles(rows: readonly SheetRow[]): string[] {
  const [keys, values] = rows;
  return (keys?.cells ?? []).flatMap((key, at) => {
    const value = values?.cells[at];
    return key === null || value === null || value === undefined
      ? []
      : [`${cleanHeader(key)}: ${value}`, value];
  });
}

/** All tables of a file. What stands beside the tables of a JSON text is said of each of them. */
export function recogniseFile(sheets: readonly TableInput[], knowledge: Knowledge): TableDescription[] {
  const beside = sheets.filter((sheet) => isBesideTables(sheet.sheetName));
  const tables = sheets.filter((sheet) => !beside.includes(sheet));
  // A JSON text of one flat object has nothing but that record: it is the table.
  if (tables.length === 0) return beside.flatMap((sheet) => recogniseTables(sheet, knowledge));
  const fileTitles = beside.flatMap((sheet) => asTitles(sheet.headRows));
  return tables.flatMap((sheet) =>
    recogniseTables({ ...sheet, fileTitles: [...fileTitles, ...(sheet.fileTitles ?? [])] }, knowledge),
  );
}
