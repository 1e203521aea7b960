import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi, useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { mine } from "../../text/mine.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { CorrectionForm } from "./correction-form.tsx";
import { type CorrectionRequest, correctionsPath, type OwnStory } from "./person-data.ts";
import { paperTypes, sendPaper } from "./send-paper.ts";
import { StateLine } from "./state-line.tsx";

/** Asking to have something put right, and what the school answered. */
export function Corrections({ story }: { readonly story: OwnStory }) {
  const t = useText(mine).correct;
  const reading = useApi<{ readonly data: readonly CorrectionRequest[] }>(correctionsPath);
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
      <CorrectionForm story={story} />
      <section aria-labelledby="sent" className="min-w-0">
        <h2 id="sent" className="text-lg font-semibold">
          {t.sentBefore}
        </h2>
        <Reading reading={reading}>
          {({ data }) => {
            const own = data.filter(({ recordId }) => recordId === story.recordId);
            return own.length === 0 ? (
              <p className="text-muted mt-2">{t.none}</p>
            ) : (
              <ul className="divide-rule divide-y">
                {own.map((request) => (
                  <Sent key={request.requestId} request={request} />
                ))}
              </ul>
            );
          }}
        </Reading>
      </section>
    </div>
  );
}

function Sent({ request }: { readonly request: CorrectionRequest }) {
  const t = useText(mine).correct;
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const change = useChange([correctionsPath]);
  const [isSending, setSending] = useState(false);
  const memory = useQueryClient();
  const isOpen = request.closedAt === null;
  const add = async (file: File): Promise<void> => {
    setSending(true);
    const problem = await sendPaper(request.requestId, file);
    setSending(false);
    await memory.invalidateQueries({ queryKey: ["api", correctionsPath] });
    toast(
      problem === undefined
        ? { kind: "done", text: t.added }
        : { kind: "failed", text: problem.sentence(language) },
    );
  };
  return (
    <li className="py-4">
      <ul>
        {request.fields.map(({ field, title, proposed }) => (
          <li key={field} className="font-medium">
            {`${say(title)}: ${proposed === null ? t.onlyWrong : t.becomes(proposed)}`}
          </li>
        ))}
      </ul>
      <StateLine request={request} />
      {request.detail === null ? null : <p className="mt-2 text-sm">{request.detail}</p>}
      {request.evidence.length === 0 ? null : (
        <p className="text-muted mt-1 text-sm">
          {t.paperCount(formatNumber(request.evidence.length, language))}
        </p>
      )}
      {request.outcome === null ? null : (
        <p className="border-edge mt-2.5 border-l-2 pl-3">
          <span className="text-muted block text-sm">{t.answer}</span>
          {request.outcome}
        </p>
      )}
      {isOpen ? (
        <div className="mt-2 flex flex-wrap gap-2">
          <label className="border-edge bg-raised hover:bg-sunken focus-within:outline-sea inline-flex min-h-11 cursor-pointer items-center rounded-lg border px-3 text-sm font-medium focus-within:outline-2 focus-within:outline-offset-2">
            {t.add}
            <input
              type="file"
              accept={paperTypes.join(",")}
              className="sr-only"
              disabled={isSending}
              onChange={(event) => {
                const [file] = Array.from(event.target.files ?? []);
                event.target.value = "";
                if (file !== undefined) void add(file);
              }}
            />
          </label>
          <Button
            variant="quiet"
            isBusy={change.isPending}
            onClick={() =>
              change.mutate(
                { method: "POST", path: `${correctionsPath}/${request.requestId}/withdrawal` },
                {
                  onSuccess: () => toast({ kind: "done", text: t.withdrawn }),
                  onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
                },
              )
            }
          >
            {t.withdraw}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
