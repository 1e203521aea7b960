import { FileQuestion, FileWarning, Table2 } from "lucide-react";
import { formatNumber } from "../../kit/number-text.tsx";
import { deliveries } from "../../text/deliveries.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { DeliveredFile } from "./delivery.ts";

/** What a file was taken for: its tables with school, period and rows; what nobody understood; why it was refused. */
export function FileStory({ file }: { readonly file: DeliveredFile }) {
  const t = useText(deliveries);
  const say = useSay();
  const language = useLanguage();
  const number = (value: number): string => formatNumber(value, language);
  return (
    <ul className="space-y-2.5 text-sm">
      {file.tables.map((table) => (
        <li key={`${table.sheetNo} ${say(table.title)}`} className="flex gap-3">
          <Table2 aria-hidden size={18} className="text-sea mt-0.5 shrink-0" />
          <div className="min-w-0">
            <p>
              <strong className="font-medium">{say(table.title)}</strong>
              {[
                file.schoolName ?? file.schoolId,
                table.schoolYear === null ? null : t.schoolYear(table.schoolYear),
                table.term,
                t.rowsOnSheet(number(table.rows), table.sheetNo),
              ]
                .filter((part) => part !== null)
                .map((part) => ` · ${part}`)
                .join("")}
            </p>
            {table.columns.length === 0 ? null : (
              <details className="mt-1">
                <summary className="text-link cursor-pointer py-1">
                  {t.columnsKnown(number(table.columns.length))}
                </summary>
                <dl className="border-rule mt-1.5 grid gap-x-6 gap-y-1 border-l-2 pl-4 sm:grid-cols-2">
                  {table.columns.map(({ header, title }) => (
                    <div key={`${header} ${say(title)}`} className="flex gap-2">
                      <dt className="text-muted min-w-0 flex-1 break-words">{header}</dt>
                      <dd className="min-w-0 flex-1 break-words">{say(title)}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            )}
          </div>
        </li>
      ))}
      {file.waiting.map((part) => (
        <li key={part.sheetName} className="flex gap-3">
          <FileQuestion aria-hidden size={18} className="text-watch mt-0.5 shrink-0" />
          <div className="min-w-0">
            <p className="font-medium">{t.sheetWaits(part.sheetName, number(part.rows))}</p>
            <ul className="text-muted list-disc pl-4.5">
              {part.questions.slice(0, 4).map((question) => (
                <li key={question.vi}>{say(question)}</li>
              ))}
            </ul>
            {part.questions.length > 4 ? (
              <p className="text-muted">{t.moreQuestions(number(part.questions.length - 4))}</p>
            ) : null}
          </div>
        </li>
      ))}
      {file.status === "refused" && file.reason !== null ? (
        <li className="flex gap-3">
          <FileWarning aria-hidden size={18} className="text-act mt-0.5 shrink-0" />
          <p>
            <PlaceText file={file} />
            {say(file.reason.text)}
          </p>
        </li>
      ) : null}
      {file.refusedParts.map((part) => (
        <li key={part.name} className="flex gap-3">
          <FileWarning aria-hidden size={18} className="text-act mt-0.5 shrink-0" />
          <p>
            <strong className="font-medium">{part.name}</strong> · {say(part.reason)}
          </p>
        </li>
      ))}
      {file.passedOver.length === 0 ? null : (
        <li className="text-muted pl-7.5">{t.passedOver(file.passedOver.join(", "))}</li>
      )}
    </ul>
  );
}

/** `trang “Lớp 6A”, dòng 12, cột 3: ` */
function PlaceText({ file: { place } }: { readonly file: DeliveredFile }) {
  const t = useText(deliveries).place;
  const parts = [
    place.part === undefined ? undefined : String(place.part),
    place.sheetName === undefined ? undefined : t.sheetName(String(place.sheetName)),
    place.rowNo === undefined ? undefined : t.row(String(place.rowNo)),
    place.columnNo === undefined ? undefined : t.columnNo(String(place.columnNo)),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <strong className="font-medium">{parts.join(", ")}: </strong>;
}
