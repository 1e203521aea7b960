import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { AppLink } from "../app/app-link.tsx";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";
import { SelectBox } from "./table-select.tsx";
import type { TableProps } from "./table-types.ts";
import { useReadingOn } from "./use-reading-on.ts";

/** A finger may come down anywhere on a card; ways of their own inside it lie above. */
const wholeCard = "after:absolute after:inset-0 after:rounded-xl after:content-['']";

/** The phone's form: a card a row, in the flow of the page. */
export function TableCards<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, to, onOpen, selection } = props;
  const t = useText(kit);
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 120,
    overscan: 6,
    scrollMargin: top,
    getItemKey: (at) => rowKey(rows[at] as Row),
  });
  const items = virtual.getVirtualItems();
  useReadingOn(items.at(-1)?.index, rows.length, props.onMore, props.isReadingMore);
  const name = columns.find((column) => column.isName === true) ?? columns[0];
  const others = columns.filter((column) => column !== name && column.isWideOnly !== true);
  return (
    <>
      <ul ref={list} aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index] as Row;
          const key = rowKey(row);
          const title = <span className="flex-1 font-semibold">{name?.cell(row)}</span>;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={props.total ?? rows.length}
              aria-posinset={item.index + 1}
              className="absolute top-0 left-0 w-full pb-3"
              style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
            >
              <div className="bg-raised border-rule relative rounded-xl border p-4">
                <div className="flex items-center gap-2">
                  {selection === undefined ? null : (
                    <SelectBox
                      label={t.selectRow(props.rowName?.(row) ?? key)}
                      isSelected={selection.keys.has(key)}
                      onToggle={() => {
                        const keys = new Set(selection.keys);
                        if (!keys.delete(key)) keys.add(key);
                        selection.onChange(keys);
                      }}
                    />
                  )}
                  {to !== undefined ? (
                    <AppLink to={to(row)} className={`flex min-h-11 flex-1 items-center gap-2 ${wholeCard}`}>
                      {title}
                      <ChevronRight aria-hidden size={18} className="text-muted" />
                    </AppLink>
                  ) : onOpen !== undefined ? (
                    <button
                      type="button"
                      onClick={() => onOpen(row)}
                      className={`flex min-h-11 flex-1 items-center gap-2 text-left ${wholeCard}`}
                    >
                      {title}
                      <ChevronRight aria-hidden size={18} className="text-muted" />
                    </button>
                  ) : (
                    title
                  )}
                </div>
                <dl className="mt-1 grid [&_:is(a,button)]:relative [&_:is(a,button)]:z-10 grid-cols-[minmax(6rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
                  {others.map((column) => (
                    <div key={column.id} className="contents">
                      <dt className="text-muted">{column.title}</dt>
                      <dd className="min-w-0">{column.cell(row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </li>
          );
        })}
      </ul>
      {props.isReadingMore === true ? (
        <p role="status" className="text-muted py-2 text-sm">
          {t.loadingMore}
        </p>
      ) : null}
    </>
  );
}
