import { useVirtualizer } from "@tanstack/react-virtual";
import { Lock } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import { CellEditor } from "./cell-editor.tsx";
import { readPasted, shownValue } from "./cell-text.ts";
import { EditMark } from "./edit-mark.tsx";
import type { CellToSend } from "./send-cells.ts";
import { type Edits, editKey } from "./use-edits.ts";
import { isOpenCell, type WorkField, type WorkRecord } from "./work-data.ts";

interface Props {
  readonly label: string;
  readonly fields: readonly WorkField[];
  readonly records: readonly WorkRecord[];
  readonly edits: Edits;
  readonly onMore: (() => void) | undefined;
  readonly onHelp: () => void;
  readonly onUndo: () => void;
  readonly onStory: (record: WorkRecord) => void;
  readonly onPasted: (taken: number, left: number) => void;
}

const rowHeight = 60;

/**
 * Failing records as a grid to type and paste into. Arrows or j/k/h/l move, e or Enter opens a cell, ? tells the keys.
 * Only rows in sight stand in the page.
 */
export function FixGrid({ label, fields, records, edits, onMore, onHelp, onUndo, onStory, onPasted }: Props) {
  const t = useText(worklist);
  const say = useSay();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const [isEditing, setIsEditing] = useState(false);
  const hasFocus = useRef(false);
  const virtual = useVirtualizer({
    count: records.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: 44,
    getItemKey: (index) => records[index]?.recordKey ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onMore !== undefined && records.length > 0 && lastShown >= records.length - 15) onMore();
  }, [lastShown, records.length, onMore]);
  useEffect(() => {
    if (!hasFocus.current || isEditing) return;
    box.current
      ?.querySelector<HTMLElement>(`[data-cell="${at.row}/${at.column}"]`)
      ?.focus({ preventScroll: true });
  });

  const move = (row: number, column: number): void => {
    const next = {
      row: Math.max(0, Math.min(records.length - 1, row)),
      column: Math.max(0, Math.min(fields.length - 1, column)),
    };
    hasFocus.current = true;
    setAt(next);
    virtual.scrollToIndex(next.row, { align: "auto" });
  };
  const open = (): void => {
    const record = records[at.row];
    const field = fields[at.column];
    if (record !== undefined && field !== undefined && isOpenCell(record, field)) setIsEditing(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isEditing || !(event.target instanceof HTMLElement) || event.target.dataset.cell === undefined)
      return;
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey);
    if ((event.ctrlKey || event.metaKey || event.altKey) && !isUndo) return;
    const record = records[at.row];
    const keys = new Map<string, () => void>([
      ["j", () => move(at.row + 1, at.column)],
      ["ArrowDown", () => move(at.row + 1, at.column)],
      ["k", () => move(at.row - 1, at.column)],
      ["ArrowUp", () => move(at.row - 1, at.column)],
      ["l", () => move(at.row, at.column + 1)],
      ["ArrowRight", () => move(at.row, at.column + 1)],
      ["h", () => move(at.row, at.column - 1)],
      ["ArrowLeft", () => move(at.row, at.column - 1)],
      ["Home", () => move(0, at.column)],
      ["End", () => move(records.length - 1, at.column)],
      ["PageDown", () => move(at.row + 8, at.column)],
      ["PageUp", () => move(at.row - 8, at.column)],
      ["e", open],
      ["Enter", open],
      ["F2", open],
      ["o", () => record !== undefined && onStory(record)],
      ["z", onUndo],
      ["?", onHelp],
    ]);
    const act = keys.get(event.key);
    if (act === undefined || (event.key === "z" && !isUndo)) return;
    event.preventDefault();
    act();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (isEditing) return;
    event.preventDefault();
    const rows = readPasted(event.clipboardData.getData("text/plain"));
    const cells: CellToSend[] = [];
    let left = 0;
    for (const [down, row] of rows.entries()) {
      for (const [right, value] of row.entries()) {
        const record = records[at.row + down];
        const field = fields[at.column + right];
        if (value === "") continue;
        if (record === undefined || field === undefined || !isOpenCell(record, field)) left += 1;
        else cells.push(cellOf(record, field, value));
      }
    }
    edits.type(cells);
    onPasted(cells.length, left);
  };
  const template = `minmax(12rem, 1.4fr) ${fields.map(() => "minmax(11rem, 1fr)").join(" ")} minmax(10rem, 1fr)`;

  return (
    <div className="border-rule bg-raised overflow-hidden rounded-xl border">
      <div
        ref={box}
        role="grid"
        aria-label={label}
        aria-rowcount={records.length + 1}
        aria-colcount={fields.length + 2}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onFocus={() => {
          hasFocus.current = true;
        }}
        onBlur={() => {
          hasFocus.current = false;
        }}
        className="max-h-[68dvh] overflow-auto"
      >
        <div role="rowgroup" className="bg-raised sticky top-0 z-10 w-max min-w-full">
          <div
            role="row"
            aria-rowindex={1}
            className="border-rule text-muted grid h-11 items-center border-b text-sm font-medium"
            style={{ gridTemplateColumns: template }}
          >
            <div role="columnheader" className="px-3">
              {t.record}
            </div>
            {fields.map((field) => (
              <div role="columnheader" key={field.name} className="flex items-center gap-1.5 px-3">
                {say(field.title)}
                {field.isMendable ? null : <Lock role="img" aria-label={t.locked} size={13} />}
              </div>
            ))}
            <div role="columnheader" className="px-3">
              {t.source}
            </div>
          </div>
        </div>
        <div role="rowgroup" className="relative w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const record = records[item.index];
            if (record === undefined) return null;
            return (
              <div
                key={record.recordKey}
                role="row"
                aria-rowindex={item.index + 2}
                className="border-rule absolute top-0 left-0 grid w-full items-stretch border-b text-sm"
                style={{
                  gridTemplateColumns: template,
                  height: rowHeight,
                  transform: `translateY(${item.start}px)`,
                }}
              >
                <div role="rowheader" className="min-w-0 self-center px-3">
                  <button
                    type="button"
                    tabIndex={-1}
                    title={t.openStory}
                    onClick={() => onStory(record)}
                    className="block max-w-full truncate text-left font-medium hover:underline"
                  >
                    {record.name}
                  </button>
                  <span className="text-muted block truncate text-xs">{record.place}</span>
                </div>
                {fields.map((field, column) => {
                  const isHere = at.row === item.index && at.column === column;
                  const edit = edits.edits.get(editKey({ recordKey: record.recordKey, field: field.name }));
                  const isOpen = isOpenCell(record, field);
                  const value = edit?.cell.value ?? shownValue(field, record.values[field.name], language);
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and e on the cell are heard by the grid.
                    <div
                      key={field.name}
                      role="gridcell"
                      data-cell={`${item.index}/${column}`}
                      tabIndex={isHere ? 0 : -1}
                      aria-readonly={!isOpen}
                      aria-selected={isHere}
                      onClick={() => {
                        if (isHere && hasFocus.current) open();
                        else move(item.index, column);
                      }}
                      onDoubleClick={open}
                      className={`min-w-0 px-3 -outline-offset-2 ${isOpen ? "cursor-text" : "bg-sunken text-muted"} ${isHere ? "bg-sea-soft" : ""} flex flex-col justify-center`}
                    >
                      {isHere && isEditing ? (
                        <CellEditor
                          field={field}
                          label={`${say(field.title)}, ${record.name}`}
                          start={value}
                          onDone={(typed, next) => {
                            setIsEditing(false);
                            if (typed !== undefined) edits.type([cellOf(record, field, typed)]);
                            if (next === "down") move(at.row + 1, at.column);
                            else if (next === "right") move(at.row, at.column + 1);
                            else hasFocus.current = true;
                          }}
                        />
                      ) : (
                        <>
                          <span className="flex min-w-0 items-center gap-1.5">
                            <span className="truncate">
                              {value === "" ? <span className="text-muted">{t.empty}</span> : value}
                            </span>
                            {record.isVerified && field.isMendable && !isOpen ? (
                              <Lock role="img" aria-label={t.confirmed} size={13} className="shrink-0" />
                            ) : null}
                          </span>
                          {edit === undefined ? (
                            record.waiting.includes(field.name) ? (
                              <span className="text-muted text-xs">{t.states.waiting}</span>
                            ) : null
                          ) : (
                            <EditMark edit={edit} />
                          )}
                        </>
                      )}
                    </div>
                  );
                })}
                <div role="gridcell" className="text-muted min-w-0 self-center px-3 text-xs">
                  {record.source === null ? null : (
                    <>
                      <span className="block truncate">{record.source.file}</span>
                      {t.place(String(record.source.sheetNo), String(record.source.rowNo))}
                    </>
                  )}
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

export const cellOf = (record: WorkRecord, field: WorkField, value: string): CellToSend => ({
  dataset: record.dataset,
  recordKey: record.recordKey,
  field: field.name,
  value,
  version: record.version,
});
