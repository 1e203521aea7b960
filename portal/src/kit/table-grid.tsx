import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { AppLink } from "../app/app-link.tsx";
import { usePreferences } from "../app/preferences.tsx";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";
import { SelectAllBox, SelectBox } from "./table-select.tsx";
import type { Column, Sort, TableProps } from "./table-types.ts";
import { useReadingOn } from "./use-reading-on.ts";

/** Pixels of a row: the finger's size, or as close as a mouse may have it. */
const rowHeights = { normal: 44, compact: 34 } as const;

/**
 * The wide form: a grid that scrolls in its own box under a head that stays. Roles instead of table elements (biome.json
 * allows it here): rows out of sight are not in the page, and a table's own layout would measure every cell.
 */
export function TableGrid<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, to, onOpen, selection, total } = props;
  const t = useText(kit);
  const navigate = useNavigate();
  const rowHeight = rowHeights[usePreferences().density];
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (at) => rowKey(rows[at] as Row),
    // The head covers the first rows of the box.
    scrollPaddingStart: rowHeight,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the height changes.
  useEffect(() => virtual.measure(), [rowHeight]);
  const items = virtual.getVirtualItems();
  useReadingOn(items.at(-1)?.index, rows.length, props.onMore, props.isReadingMore);

  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) return;
    box.current?.querySelector<HTMLElement>(`[data-at="${current}"]`)?.focus({ preventScroll: true });
  });

  const moveTo = (at: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, at));
    focused.current = true;
    setCurrent(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const open = (at: number): void => {
    const row = rows[at];
    if (row === undefined) return;
    if (onOpen !== undefined) onOpen(row);
    else if (to !== undefined) void navigate({ href: to(row) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.at === undefined) return;
    const page = Math.floor((box.current?.clientHeight ?? 400) / rowHeight) - 2;
    const moves: Readonly<Record<string, number>> = {
      j: current + 1,
      ArrowDown: current + 1,
      k: current - 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined && !event.ctrlKey && !event.metaKey) moveTo(target);
    else if (event.key === "Enter") open(current);
    else if (event.key === "x" && selection !== undefined) toggle(rows[current] as Row);
    else return;
    event.preventDefault();
  };
  const toggle = (row: Row): void => {
    const keys = new Set(selection?.keys);
    if (!keys.delete(rowKey(row))) keys.add(rowKey(row));
    selection?.onChange(keys);
  };
  const template = `${selection === undefined ? "" : "3rem "}${columns.map((column) => column.width ?? "minmax(7rem, 1fr)").join(" ")}`;
  const least = leastWidth(template);
  const isLink = to !== undefined || onOpen !== undefined;

  return (
    <div className="border-rule bg-raised overflow-hidden rounded-xl border">
      <div
        ref={box}
        role="grid"
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        onKeyDown={onKeyDown}
        className="max-h-[70dvh] overflow-auto print:max-h-none"
      >
        <div role="rowgroup" className="bg-raised sticky top-0 z-10" style={{ minWidth: least }}>
          <div
            role="row"
            aria-rowindex={1}
            className="border-rule text-muted grid border-b text-sm"
            style={{ gridTemplateColumns: template }}
          >
            {selection === undefined ? null : (
              <div role="columnheader" className="grid place-items-center">
                <SelectAllBox keys={rows.map(rowKey)} selection={selection} />
              </div>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth: least }}>
          {items.map((item) => {
            const row = rows[item.index] as Row;
            const key = rowKey(row);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the row is heard by the grid.
              <div
                key={key}
                role="row"
                aria-rowindex={item.index + 2}
                {...(selection === undefined ? {} : { "aria-selected": selection.keys.has(key) })}
                data-at={item.index}
                tabIndex={item.index === Math.min(current, rows.length - 1) ? 0 : -1}
                onFocus={() => {
                  focused.current = true;
                  setCurrent(item.index);
                }}
                onBlur={() => {
                  focused.current = false;
                }}
                onClick={(event) => {
                  if ((event.target as HTMLElement).closest("a, button, input, label") === null)
                    open(item.index);
                }}
                className={`border-rule focus-visible:bg-sea-soft absolute top-0 left-0 grid w-full items-center border-b text-sm -outline-offset-2 ${isLink ? "hover:bg-sunken cursor-pointer" : ""}`}
                style={{
                  gridTemplateColumns: template,
                  height: rowHeight,
                  transform: `translateY(${item.start}px)`,
                }}
              >
                {selection === undefined ? null : (
                  <div role="gridcell" className="grid place-items-center">
                    <SelectBox
                      label={t.selectRow(props.rowName?.(row) ?? key)}
                      isSelected={selection.keys.has(key)}
                      onToggle={() => toggle(row)}
                    />
                  </div>
                )}
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role={column.isName === true ? "rowheader" : "gridcell"}
                    className={`truncate px-3 ${column.isNumber === true ? "text-right" : ""} ${column.isName === true ? "font-medium" : ""}`}
                  >
                    {column.isName === true && to !== undefined ? (
                      <AppLink to={to(row)} tabIndex={-1} className="hover:underline">
                        {column.cell(row)}
                      </AppLink>
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {props.isReadingMore === true ? (
        <p role="status" className="text-muted px-4 py-2 text-sm">
          {t.loadingMore}
        </p>
      ) : null}
    </div>
  );
}

/**
 * What the columns need at least: head and rows are grids of their own, and only with the same width do their columns
 * stand under each other. `max-content` would be each one's own.
 */
const leastWidth = (template: string): string =>
  `calc(${template
    .replaceAll(/minmax\(([^,]+),[^)]*\)/g, "$1")
    .split(" ")
    .join(" + ")})`;

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const t = useText(kit);
  const isSorted = sort?.column === column.id;
  const order = isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined;
  const align = column.isNumber === true ? "justify-end text-right" : "";
  if (column.canSort !== true || onSort === undefined)
    return (
      <div
        role="columnheader"
        className={`flex min-h-11 min-w-0 items-center px-3 py-1 font-medium ${align}`}
      >
        <span className="line-clamp-3 leading-tight" title={column.title}>
          {column.title}
        </span>
      </div>
    );
  const Arrow = order === undefined ? ArrowUpDown : order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <div role="columnheader" aria-sort={order ?? "none"} className={`flex min-w-0 ${align}`}>
      <button
        type="button"
        title={t.sortBy(column.title)}
        onClick={() => onSort({ column: column.id, isDescending: order === "ascending" })}
        className={`hover:text-ink flex min-h-11 min-w-0 items-center gap-1.5 px-3 py-1 font-medium ${isSorted ? "text-ink" : ""}`}
      >
        <span
          className={`line-clamp-3 leading-tight ${column.isNumber === true ? "text-right" : "text-left"}`}
        >
          {column.title}
        </span>
        <Arrow aria-hidden size={14} className="shrink-0" />
      </button>
    </div>
  );
}
