import { formatInstant } from "../../kit/number-text.tsx";
import { story } from "../../text/story.ts";
import { useText } from "../../text/use-text.ts";
import type { Place } from "./story-data.ts";

/** Where a value came from: who mended it, or the system, file, sheet and row it was read in. */
export function PlaceLine({ place }: { readonly place: Place | null }) {
  const t = useText(story);
  if (place === null) return <span>{t.unknownPlace}</span>;
  const { mended, system, file, sheetNo, rowNo, receivedAt } = place;
  if (mended !== undefined)
    return (
      <span>
        {t.mendedBy(mended.by, formatInstant(mended.at))}
        {mended.reason === null || mended.reason === "" ? null : <> · {t.because(mended.reason)}</>}
      </span>
    );
  const parts = [
    system?.title,
    file ?? t.otherSchool,
    file === null ? undefined : t.place(String(sheetNo), String(rowNo)),
    receivedAt === null ? undefined : formatInstant(receivedAt),
  ];
  return <span className="break-words">{parts.filter((part) => part !== undefined).join(" · ")}</span>;
}
