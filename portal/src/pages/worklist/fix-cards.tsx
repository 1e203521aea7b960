import { useState } from "react";
import { Button } from "../../kit/button.tsx";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import { CellEditor } from "./cell-editor.tsx";
import { shownValue } from "./cell-text.ts";
import { EditMark } from "./edit-mark.tsx";
import { cellOf } from "./fix-grid.tsx";
import { type Edits, editKey } from "./use-edits.ts";
import { isOpenCell, type WorkField, type WorkRecord } from "./work-data.ts";

interface Props {
  readonly fields: readonly WorkField[];
  readonly records: readonly WorkRecord[];
  readonly edits: Edits;
  readonly onMore: (() => void) | undefined;
  readonly onStory: (record: WorkRecord) => void;
}

/** The same on a phone: a card a record, its fields to touch. */
export function FixCards({ fields, records, edits, onMore, onStory }: Props) {
  const t = useText(worklist);
  const say = useSay();
  const language = useLanguage();
  const [open, setOpen] = useState<string>();
  return (
    <div className="space-y-3">
      <ul className="space-y-3">
        {records.map((record) => (
          <li key={record.recordKey} className="bg-raised border-rule rounded-xl border p-4">
            <button
              type="button"
              onClick={() => onStory(record)}
              className="-my-2 block min-h-11 w-full py-2 text-left"
            >
              <span className="block font-semibold">{record.name}</span>
              <span className="text-muted block text-sm">
                {[
                  record.place,
                  record.source === null
                    ? null
                    : `${record.source.file}, ${t.place(String(record.source.sheetNo), String(record.source.rowNo))}`,
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
            </button>
            <dl className="mt-2 space-y-1">
              {fields.map((field) => {
                const key = editKey({ recordKey: record.recordKey, field: field.name });
                const edit = edits.edits.get(key);
                const value = edit?.cell.value ?? shownValue(field, record.values[field.name], language);
                return (
                  <div key={field.name}>
                    <dt className="text-muted text-sm">{say(field.title)}</dt>
                    <dd>
                      {open === key ? (
                        <CellEditor
                          field={field}
                          label={`${say(field.title)}, ${record.name}`}
                          start={value}
                          onDone={(typed) => {
                            setOpen(undefined);
                            if (typed !== undefined) edits.type([cellOf(record, field, typed)]);
                          }}
                        />
                      ) : isOpenCell(record, field) ? (
                        <button
                          type="button"
                          onClick={() => setOpen(key)}
                          className="border-edge min-h-11 w-full rounded-lg border px-3 text-left"
                        >
                          {value === "" ? <span className="text-muted">{t.touchToType}</span> : value}
                        </button>
                      ) : (
                        <span className="block py-1">{value === "" ? t.empty : value}</span>
                      )}
                      {edit === undefined ? null : <EditMark edit={edit} />}
                    </dd>
                  </div>
                );
              })}
            </dl>
          </li>
        ))}
      </ul>
      {onMore === undefined ? null : (
        <Button variant="secondary" isWide onClick={onMore}>
          {t.more}
        </Button>
      )}
    </div>
  );
}
