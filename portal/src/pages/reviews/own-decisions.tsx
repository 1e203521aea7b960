import { Undo2 } from "lucide-react";
import { Badge } from "../../kit/badge.tsx";
import { IconButton } from "../../kit/button.tsx";
import { DateText } from "../../kit/number-text.tsx";
import { pairs } from "../../text/pairs.ts";
import { useText } from "../../text/use-text.ts";
import type { OwnDecision } from "./pair.ts";

interface Props {
  readonly decisions: readonly OwnDecision[];
  readonly isBusy: boolean;
  readonly onUndo: (decisionId: string, reviewId: string) => void;
}

/** What the reader decided lately; each can be taken back, also after a run has done it. */
export function OwnDecisions({ decisions, isBusy, onUndo }: Props) {
  const t = useText(pairs);
  if (decisions.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t.mine}</h2>
      <ul className="border-rule divide-rule divide-y border-y">
        {decisions.slice(0, 8).map((decision) => (
          <li key={decision.decisionId} className="flex items-center gap-2 py-1.5">
            <div className="min-w-0 flex-1 text-sm">
              <p className="truncate">
                {decision.names.length === 0 ? t.formerRecords : [...new Set(decision.names)].join(" – ")}
              </p>
              <p className="text-muted flex flex-wrap items-center gap-2">
                <Badge tone={decision.verdict === "same" ? "sea" : "plain"}>
                  {t.verdicts[decision.verdict]}
                </Badge>
                <DateText value={decision.decidedAt} />
              </p>
            </div>
            <IconButton
              icon={Undo2}
              label={t.undo}
              disabled={isBusy}
              onClick={() => onUndo(decision.decisionId, decision.reviewId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
