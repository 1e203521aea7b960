import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import { shownValue } from "./cell-text.ts";
import { type Edits, editKey } from "./use-edits.ts";
import type { WorkField, WorkRecord } from "./work-data.ts";

interface Props {
  readonly fields: readonly WorkField[];
  readonly records: readonly WorkRecord[];
  readonly edits: Edits;
}

/** Somebody else changed a cell since it was seen: both values, and whose shall stand. Nobody's is lost in silence. */
export function ConflictDialog({ fields, records, edits }: Props) {
  const t = useText(worklist);
  const say = useSay();
  const language = useLanguage();
  const edit = [...edits.edits.values()].find(({ state }) => state === "conflict");
  if (edit === undefined) return null;
  const { cell } = edit;
  const field = fields.find(({ name }) => name === cell.field);
  const record = records.find(({ recordKey }) => recordKey === cell.recordKey);
  const theirs = field === undefined ? String(edit.current ?? "") : shownValue(field, edit.current, language);
  const keepTheirs = (): void => edits.forget([editKey(cell)]);
  return (
    <Dialog
      title={t.conflict.title}
      onClose={keepTheirs}
      actions={
        <>
          <Button
            variant="secondary"
            onClick={() => edits.type([{ ...cell, version: edit.version ?? cell.version }])}
          >
            {t.conflict.mine}
          </Button>
          <Button onClick={keepTheirs}>{t.conflict.theirs}</Button>
        </>
      }
    >
      <p>
        {t.conflict.what(
          field === undefined ? cell.field : say(field.title),
          record?.name ?? "",
          edit.changedBy ?? t.conflict.file,
          edit.changedAt === undefined ? "" : formatInstant(edit.changedAt),
        )}
      </p>
      <dl className="grid gap-3 sm:grid-cols-2">
        <div className="bg-sunken rounded-lg p-3">
          <dt className="text-muted text-sm">{t.conflict.theirValue}</dt>
          <dd className="mt-1 font-semibold break-words">{theirs === "" ? t.empty : theirs}</dd>
        </div>
        <div className="bg-sunken rounded-lg p-3">
          <dt className="text-muted text-sm">{t.conflict.myValue}</dt>
          <dd className="mt-1 font-semibold break-words">{cell.value}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
