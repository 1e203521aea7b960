import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Width as a track of a CSS grid: `"8rem"`, `"minmax(12rem, 2fr)"`; by itself an equal share. */
  readonly width?: string;
  /** Figures stand at the end. */
  readonly isNumber?: boolean;
  /** Names the row: first on a card, and what a screen reader calls the row. One column has it. */
  readonly isName?: boolean;
  /** The list can be asked in this order. */
  readonly canSort?: boolean;
  /** Left out on phones. */
  readonly isWideOnly?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
}

export interface TableProps<Row> {
  /** What the table is of, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The row in words, for "select …". */
  readonly rowName?: (row: Row) => string;
  /** Where a row leads: the whole row becomes a way there, Enter too. */
  readonly to?: (row: Row) => string;
  /** What a row does instead of leading somewhere (opens a drawer). */
  readonly onOpen?: (row: Row) => void;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly selection?: Selection;
  /** Reads on; called when the last rows come into sight. */
  readonly onMore?: () => void;
  readonly isReadingMore?: boolean;
  /** All there are, where it is known: for `aria-rowcount`. */
  readonly total?: number;
  /** Instead of rows. */
  readonly empty?: ReactNode;
}
