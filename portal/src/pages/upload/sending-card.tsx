import { X } from "lucide-react";
import { Badge } from "../../kit/badge.tsx";
import { IconButton } from "../../kit/button.tsx";
import { formatShare } from "../../kit/number-text.tsx";
import { uploads } from "../../text/uploads.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { ProgressBar } from "../run/progress-bar.tsx";
import { FileFrame } from "./file-frame.tsx";
import type { Sending } from "./use-sending.ts";

/** A file on its way from this page. */
export function SendingCard({ sending, onPut }: { readonly sending: Sending; readonly onPut: () => void }) {
  const t = useText(uploads);
  const language = useLanguage();
  const { file, step } = sending;
  const share = "done" in step ? step.done / Math.max(1, file.size) : undefined;
  const badge =
    step.step === "failed" ? (
      <span className="flex items-center gap-1">
        <Badge tone="act">{t.states.failed}</Badge>
        <IconButton icon={X} label={t.putAway} onClick={onPut} />
      </span>
    ) : (
      <Badge tone={step.step === "waiting" ? "watch" : "sea"}>{t.steps[step.step]}</Badge>
    );
  return (
    <FileFrame
      name={file.name}
      bytes={file.size}
      badge={badge}
      {...(share === undefined ? {} : { note: formatShare(share, language, 0) })}
    >
      {step.step === "failed" ? (
        <p role="alert" className="text-act text-sm">
          {step.problem.sentence(language)}
        </p>
      ) : step.step === "waiting" ? (
        <p className="text-sm">{t.waitsForLine}</p>
      ) : (
        <ProgressBar label={t.progressOf(file.name)} share={share ?? 0} />
      )}
    </FileFrame>
  );
}
