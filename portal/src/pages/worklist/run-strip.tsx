import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useApi } from "../../api/use-api.ts";
import { useEvents } from "../../api/use-events.ts";
import { Button } from "../../kit/button.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { useLanguage, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import type { Edits } from "./use-edits.ts";
import type { SchoolScore } from "./work-data.ts";

interface BatchState {
  readonly batchId: string;
  readonly refused: readonly { readonly correctionId: string }[];
  readonly isOver: boolean;
}

interface Props {
  readonly schoolId: string;
  readonly edits: Edits;
  /** The score when the page was opened. */
  readonly scoreBefore: number | null | undefined;
  readonly onUndo: () => void;
}

/** How what was typed is coming into the records, and what that did to the score. What waits is told by the records after a reload. */
export function RunStrip({ schoolId, edits, scoreBefore, onUndo }: Props) {
  const t = useText(worklist);
  const language = useLanguage();
  const memory = useQueryClient();
  const following = edits.open[0];
  const { latest } = useEvents<BatchState>(
    following === undefined ? undefined : `/api/v1/correction-batches/${following}/events`,
  );
  const { settle } = edits;
  useEffect(() => {
    if (latest?.isOver !== true || latest.batchId !== following) return;
    settle(
      latest.batchId,
      latest.refused.map(({ correctionId }) => correctionId),
    );
    void memory.invalidateQueries({
      predicate: ({ queryKey }) => /^\/api\/v1\/(worklist|school-scores)/.test(String(queryKey[1])),
    });
  }, [latest, following, settle, memory]);
  const score = useApi<SchoolScore>(`/api/v1/school-scores/${encodeURIComponent(schoolId)}`);
  const count = (state: string): number =>
    [...edits.edits.values()].filter((edit) => edit.state === state).length;
  const [unsent, waiting, applied, wrong] = [
    count("unsent") + count("sending"),
    count("waiting"),
    count("applied"),
    count("refused") + count("conflict"),
  ];
  if (unsent + waiting + applied + wrong === 0) return null;
  const now = score.data?.score;
  return (
    <div
      role="status"
      className="bg-raised border-rule mb-4 flex flex-wrap items-center gap-x-5 gap-y-2 rounded-xl border px-4 py-3 text-sm"
    >
      {edits.isOffline ? (
        <span className="text-watch flex items-center gap-2">
          <WifiOff aria-hidden size={16} />
          {t.strip.offline(formatNumber(unsent, language))}
        </span>
      ) : unsent + waiting > 0 ? (
        <span className="flex items-center gap-2">
          <LoaderCircle aria-hidden size={16} className="text-sea animate-spin" />
          {t.strip.going(formatNumber(unsent + waiting, language))}
        </span>
      ) : (
        <span className="text-good flex items-center gap-2">
          <CircleCheck aria-hidden size={16} />
          {t.strip.done(formatNumber(applied, language))}
        </span>
      )}
      {wrong > 0 ? <span className="text-act">{t.strip.wrong(formatNumber(wrong, language))}</span> : null}
      {now === undefined || now === null ? null : (
        <span data-score>
          {scoreBefore === undefined || scoreBefore === null || scoreBefore === now
            ? t.strip.score(formatNumber(now, language, 2))
            : t.strip.rose(formatNumber(scoreBefore, language, 2), formatNumber(now, language, 2))}
        </span>
      )}
      {edits.last === undefined ? null : (
        <span className="ml-auto">
          <Button size="small" variant="secondary" onClick={onUndo}>
            {t.strip.undo}
          </Button>
        </span>
      )}
      {edits.problem === undefined ? null : (
        <span className="text-act w-full">{edits.problem.sentence(language)}</span>
      )}
    </div>
  );
}
