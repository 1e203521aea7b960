import { useState } from "react";
import { may, useCaller } from "../../api/caller.ts";
import { useChange } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { DateText } from "../../kit/number-text.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { reconciliation } from "../../text/reconciliation.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { ExceptionForm } from "./exception-form.tsx";
import type { CaseException, CaseStory } from "./reconciliation.ts";

/** Somebody's word that a record can't be verified for now: with a reason and an end; approved and taken back here. */
export function Exceptions({ story }: { readonly story: CaseStory }) {
  const t = useText(reconciliation).exception;
  const caller = useCaller();
  const [isOpen, setOpen] = useState(false);
  const mayApprove = may(caller, "reconciliation.approve");
  return (
    <Card title={t.title}>
      <p className="text-muted mb-4 text-sm">{mayApprove ? t.why : t.whySchool}</p>
      {story.exceptions.length === 0 ? <p className="mb-4">{t.none}</p> : null}
      <ul className="space-y-4">
        {story.exceptions.map((one) => (
          <ExceptionLine key={one.exceptionId} exception={one} mayRevoke={mayApprove} />
        ))}
      </ul>
      {mayApprove && story.closedAt === null ? (
        <div className="mt-4">
          {isOpen ? (
            <ExceptionForm story={story} onDone={() => setOpen(false)} />
          ) : (
            <Button variant="secondary" onClick={() => setOpen(true)}>
              {t.approve}
            </Button>
          )}
        </div>
      ) : null}
    </Card>
  );
}

function ExceptionLine({
  exception,
  mayRevoke,
}: {
  readonly exception: CaseException;
  readonly mayRevoke: boolean;
}) {
  const t = useText(reconciliation).exception;
  const say = useSay();
  const [isRevoking, setRevoking] = useState(false);
  const isStanding = exception.revokedAt === null;
  return (
    <li className="border-rule border-t pt-3 first:border-0 first:pt-0">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {say(exception.kindTitle)}
        <Badge tone={isStanding ? "good" : "plain"}>{isStanding ? t.stands : t.revoked}</Badge>
      </p>
      <p className="text-sm">{exception.reason}</p>
      <p className="text-muted text-sm">
        <DateText value={exception.validFrom} /> – <DateText value={exception.expiresOn} /> ·{" "}
        {t.by(exception.approvedBy)}
        {exception.document === null ? null : ` · ${exception.document}`}
      </p>
      {isStanding && mayRevoke ? (
        <div className="mt-2">
          <Button variant="quiet" size="small" onClick={() => setRevoking(true)}>
            {t.revoke}
          </Button>
        </div>
      ) : null}
      {isRevoking ? <Revoking exception={exception} onClose={() => setRevoking(false)} /> : null}
    </li>
  );
}

function Revoking({
  exception,
  onClose,
}: {
  readonly exception: CaseException;
  readonly onClose: () => void;
}) {
  const t = useText(reconciliation).exception;
  const language = useLanguage();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const change = useChange(["/api/v1/reconciliation"]);
  const send = (): void =>
    change.mutate(
      {
        method: "POST",
        path: `/api/v1/reconciliation/exceptions/${exception.exceptionId}/revocation`,
        body: { reason: reason.trim() },
      },
      {
        onSuccess: () => {
          toast({ kind: "done", text: t.revokedNow });
          onClose();
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  return (
    <Dialog
      title={t.revokeTitle}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="danger" isBusy={change.isPending} disabled={reason.trim() === ""} onClick={send}>
            {t.revoke}
          </Button>
        </>
      }
    >
      <p>{t.revokeWhy}</p>
      <TextArea
        label={t.reason}
        hint={t.reasonHint}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
