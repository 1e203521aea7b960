import type { SheetRow, TableDescription } from "./types.ts";

/** One table of a delivery, as far as telling whether it belongs to a package of several. */
export interface PackageSheet {
  readonly fileSeq: number;
  readonly sheetNo: number;
  /** Name of the sheet; for csv the file's or the zip entry's name. */
  readonly sheetName: string;
  readonly fileName: string;
  /** Entry of a zip; null when the file itself is the table. */
  readonly part: string | null;
  readonly pathSegments: readonly string[];
  readonly headRows: readonly SheetRow[];
  readonly lastRow: number;
}

/** Rows of one intake made of a package's tables. */
export interface JoinedTable {
  /** `fileSeq` and `sheetNo` name the table whose rows are pointed at. */
  readonly description: TableDescription & { readonly intake: string };
  /**
   * DuckDB SELECT over the plan's relations that gives file_seq, sheet_no, row_no, cells: cells in the description's order, row numbers of the row each one comes from.
   */
  readonly sql: string;
}

/** A named step between raw rows and those of our intakes. */
export interface Relation {
  readonly name: string;
  /**
   * DuckDB SELECT over the relations before it and `$raw` (file_seq, sheet_no, row_no, cells of the package's tables).
   */
  readonly sql: string;
}

export interface PackagePlan {
  /** Made once for all tables, in this order. */
  readonly relations: readonly Relation[];
  readonly tables: readonly JoinedTable[];
  /** DuckDB SELECT over the relations: file_seq, sheet_no, row_no, reason of rows that found no place. */
  readonly leftoversSql: string;
}

/** How a standard that spreads a record over several tables is made into rows of our intakes. */
export interface PackageJoin {
  /** Groups of tables that form a package; tables of none are left out. */
  findPackages(sheets: readonly PackageSheet[]): readonly (readonly PackageSheet[])[];
  plan(sheets: readonly PackageSheet[]): PackagePlan;
}
