import { useState } from "react";
import { newKey } from "../../api/client.ts";
import { useApi, useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Select } from "../../kit/select.tsx";
import { TextArea, TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { reconciliation } from "../../text/reconciliation.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { CaseStory, CodeSet } from "./reconciliation.ts";

/** yyyy-mm-dd in Hải Phòng, some days from now. */
const dayFromNow = (days: number): string =>
  new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

interface Props {
  readonly story: CaseStory;
  /** Whose word it is: the department's, or a wish put to it. */
  readonly isApproval: boolean;
  readonly onDone: () => void;
}

/** An exception: which kind, why, on what paper, until when. What was asked for stands in it already. */
export function ExceptionForm({ story, isApproval, onDone }: Props) {
  const t = useText(reconciliation).exception;
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const kinds = useApi<CodeSet>("/api/v1/dictionary/code-sets/exceptionKind");
  const [key] = useState(newKey);
  const { asked } = story;
  const [form, setForm] = useState({
    kind: asked?.kind ?? "",
    reason: asked?.reason ?? "",
    document: asked?.document ?? "",
    expiresOn: asked?.expiresOn ?? dayFromNow(180),
  });
  const change = useChange(["/api/v1/reconciliation"]);
  const isWhole = form.kind !== "" && form.reason.trim() !== "" && form.expiresOn !== "";
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const said = {
          kind: form.kind,
          reason: form.reason.trim(),
          ...(form.document.trim() === "" ? {} : { document: form.document.trim() }),
          expiresOn: form.expiresOn,
        };
        change.mutate(
          isApproval
            ? {
                method: "POST",
                path: "/api/v1/reconciliation/exceptions",
                body: { ...said, entity: story.entity, recordId: story.recordId, validFrom: dayFromNow(0) },
                idempotencyKey: key,
              }
            : {
                method: "POST",
                path: `/api/v1/reconciliation/cases/${story.caseId}/exception-request`,
                body: said,
              },
          {
            onSuccess: () => {
              toast({ kind: "done", text: isApproval ? t.approved : t.asked });
              onDone();
            },
            onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
          },
        );
      }}
    >
      <Select
        label={t.kind}
        options={[
          { value: "", label: t.choose },
          ...(kinds.data?.entries ?? []).map(({ code, title }) => ({ value: code, label: say(title) })),
        ]}
        value={form.kind}
        onChange={(kind) => setForm({ ...form, kind })}
      />
      <TextArea
        label={t.reason}
        hint={t.reasonHint}
        rows={3}
        maxLength={500}
        value={form.reason}
        onChange={(event) => setForm({ ...form, reason: event.target.value })}
      />
      <TextField
        label={t.document}
        maxLength={200}
        value={form.document}
        onChange={(event) => setForm({ ...form, document: event.target.value })}
      />
      <TextField
        label={t.until}
        hint={t.untilHint}
        type="date"
        min={dayFromNow(0)}
        max={dayFromNow(365)}
        value={form.expiresOn}
        onChange={(event) => setForm({ ...form, expiresOn: event.target.value })}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBusy={change.isPending} disabled={!isWhole}>
          {isApproval ? t.approve : t.send}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}
