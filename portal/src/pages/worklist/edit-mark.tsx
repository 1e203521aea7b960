import { Check, Clock, LoaderCircle, TriangleAlert } from "lucide-react";
import { useSay, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import type { Edit } from "./use-edits.ts";

/** Where a typed cell is: on its way, waiting for the run, in the record, or wrong and why. */
export function EditMark({ edit }: { readonly edit: Edit }) {
  const t = useText(worklist);
  const say = useSay();
  if (edit.state === "refused" || edit.state === "conflict")
    return (
      <span className="text-act flex items-start gap-1 text-xs">
        <TriangleAlert aria-hidden size={14} className="mt-px shrink-0" />
        <span>{edit.message === undefined ? t.states[edit.state] : say(edit.message)}</span>
      </span>
    );
  const Picture = edit.state === "applied" ? Check : edit.state === "waiting" ? Clock : LoaderCircle;
  return (
    <span
      className={`flex items-center gap-1 text-xs ${edit.state === "applied" ? "text-good" : "text-muted"}`}
    >
      <Picture aria-hidden size={13} className={edit.state === "sending" ? "animate-spin" : ""} />
      {t.states[edit.state]}
    </span>
  );
}
