import { type KeyboardEvent, useEffect, useRef } from "react";
import { useLanguage, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import type { WorkField } from "./work-data.ts";

interface Props {
  readonly field: WorkField;
  readonly label: string;
  readonly start: string;
  /** Enter or Tab goes on, Escape gives up, leaving the cell keeps what was typed. */
  readonly onDone: (value: string | undefined, next: "down" | "right" | "stay") => void;
}

const look = "bg-raised border-sea text-ink h-9 w-full rounded-md border px-2 text-sm";

/** One cell being typed in: a choice where there are codes, else text, read by the server as a cell of a file is. */
export function CellEditor({ field, label, start, onDone }: Props) {
  const t = useText(worklist);
  const language = useLanguage();
  const place = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    place.current?.focus();
    if (place.current instanceof HTMLInputElement) place.current.select();
  }, []);
  const end = (next: "down" | "right" | "stay", isKept = true): void => {
    if (isOver.current) return;
    isOver.current = true;
    const value = place.current?.value ?? "";
    onDone(isKept && value !== start ? value : undefined, next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Enter") end("down");
    else if (event.key === "Tab") end("right");
    else if (event.key === "Escape") end("stay", false);
    else return;
    event.preventDefault();
  };
  const wires = {
    ref: place,
    "aria-label": label,
    defaultValue: start,
    onKeyDown,
    onBlur: () => end("stay"),
  };
  const choices =
    field.kind === "boolean"
      ? [
          { code: "Có", title: t.yes },
          { code: "Không", title: t.no },
        ]
      : field.choices?.map(({ code, title }) => ({ code, title: title[language] }));
  if (choices !== undefined && field.kind !== "codes")
    return (
      <select {...wires} className={look}>
        <option value="">{t.choose}</option>
        {choices.map(({ code, title }) => (
          <option key={code} value={field.kind === "boolean" ? code : title}>
            {title}
          </option>
        ))}
      </select>
    );
  return (
    <input
      {...wires}
      type="text"
      autoComplete="off"
      inputMode={["nationalId", "phone", "integer"].includes(field.kind) ? "numeric" : undefined}
      placeholder={field.kind === "date" ? t.dateHint : undefined}
      className={look}
    />
  );
}
