import { TableCards } from "./table-cards.tsx";
import { TableGrid } from "./table-grid.tsx";
import type { TableProps } from "./table-types.ts";
import { useIsWide } from "./use-is-wide.ts";

/**
 * Rows of a list: a dense grid on wide screens, cards on a phone; only what is in sight stands in the page, so 100,000
 * rows scroll like ten. Keys: j/k or arrows move, Enter opens, x selects, Home and End.
 */
export function DataTable<Row>(props: TableProps<Row>) {
  const isWide = useIsWide();
  if (props.rows.length === 0 && props.empty !== undefined) return props.empty;
  return isWide ? <TableGrid {...props} /> : <TableCards {...props} />;
}
