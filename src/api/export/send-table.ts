import { PassThrough, Readable } from "node:stream";
import ExcelJS from "exceljs";
import type { FastifyReply } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { byteOrderMark, type Cell, csvLine } from "#src/platform/spreadsheet/csv.ts";
import { attachment } from "../headers.ts";

export type TableFormat = "csv" | "xlsx";

export interface Table {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly heads: readonly string[];
  /** Rows as they are read; the file is never held whole. */
  readonly rows: AsyncIterable<readonly Cell[]>;
}

/** A sheet of Excel ends here, its head included. */
const mostRows = 1_048_575;

/**
 * Sends a table as a file to keep, row by row. A failure on the way breaks the connection, so that no half file looks
 * whole.
 */
export function sendTable(reply: FastifyReply, table: Table, format: TableFormat): FastifyReply {
  reply
    .header("content-disposition", attachment(`${table.name}.${format}`))
    .header("cache-control", "no-store");
  return format === "csv"
    ? reply.type("text/csv; charset=utf-8").send(Readable.from(csvOf(table)))
    : reply.type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").send(workbookOf(table));
}

async function* csvOf({ heads, rows }: Table): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(heads);
  for await (const row of counted(rows)) yield csvLine(row);
}

/** Text cells are typed as text: what begins like a formula is none in a workbook. */
function workbookOf({ name, heads, rows }: Table): PassThrough {
  const out = new PassThrough();
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const sheet = workbook.addWorksheet(name.replace(/[*?:\\/[\]]/g, " ").slice(0, 31), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  sheet.columns = heads.map((title) => ({ width: Math.min(36, Math.max(12, title.length + 2)) }));
  const write = async (): Promise<void> => {
    const head = sheet.addRow([...heads]);
    head.font = { bold: true };
    head.commit();
    for await (const row of counted(rows)) {
      sheet.addRow([...row]).commit();
      // The writer takes all it is given into memory unless somebody waits for the line.
      if (out.writableNeedDrain) await new Promise((resolve) => out.once("drain", resolve));
    }
    sheet.commit();
    await workbook.commit();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

async function* counted(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<readonly Cell[]> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostRows) throw new HpError("export-too-long", { most: mostRows });
    yield row;
  }
}
