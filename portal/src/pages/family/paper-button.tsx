import { useQueryClient } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useRef, useState } from "react";
import { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../kit/button.tsx";
import { useToast } from "../../kit/toast.tsx";
import { family } from "../../text/family.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { mostPaperMb, ownRequestsPath, paperTypes, sendPaper } from "./family-data.ts";

/** One more paper for a request that is under way. */
export function PaperButton({ requestId }: { readonly requestId: string }) {
  const t = useText(family);
  const language = useLanguage();
  const toast = useToast();
  const memory = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (paper: File | undefined): Promise<void> => {
    if (paper === undefined) return;
    if (paper.size > mostPaperMb * 2 ** 20) {
      toast({ kind: "failed", text: t.paperTooBig(paper.name, String(mostPaperMb)) });
      return;
    }
    setBusy(true);
    try {
      await sendPaper(requestId, paper);
      toast({ kind: "done", text: t.paperAdded });
      await memory.invalidateQueries({ queryKey: ["api", ownRequestsPath] });
    } catch (error) {
      toast({ kind: "failed", text: error instanceof ApiProblem ? error.sentence(language) : t.paperFailed });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        variant="secondary"
        icon={Paperclip}
        isBusy={isBusy}
        onClick={() => field.current?.click()}
      >
        {t.addPaper}
      </Button>
      <input
        ref={field}
        type="file"
        accept={paperTypes.join(",")}
        aria-label={t.addPaper}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </>
  );
}
