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
  const mayAsk = may(caller, "reconciliation.decide");
  const isOpenCase = story.closedAt === null;
  return (
    <Card title={t.title}>
      <p className="text-muted mb-4 text-sm">{mayApprove ? t.why : t.whySchool}</p>
      {story.exceptions.length === 0 && story.asked === null ? <p className="mb-4">{t.none}</p> : null}
      <ul className="space-y-4">
        {story.exceptions.map((one) => (
          <ExceptionLine key={one.exceptionId} exception={one} mayRevoke={mayApprove} />
        ))}
      </ul>
      {story.asked === null ? null : <Asked story={story} mayRefuse={mayApprove && isOpenCase} />}
      {(mayApprove || mayAsk) && isOpenCase ? (
        <div className="mt-4">
          {isOpen ? (
            <ExceptionForm story={story} isApproval={mayApprove} onDone={() => setOpen(false)} />
          ) : (
            <Button
              variant={story.isAsked && mayApprove ? "primary" : "secondary"}
              onClick={() => setOpen(true)}
            >
              {mayApprove ? t.approve : story.asked === null ? t.ask : t.askAgain}
            </Button>
          )}
        </div>
      ) : null}
    </Card>
  );
}

/** What was asked for, and the answer where it was no. */
function Asked({ story, mayRefuse }: { readonly story: CaseStory; readonly mayRefuse: boolean }) {
  const t = useText(reconciliation).exception;
  const say = useSay();
  const [isRefusing, setRefusing] = useState(false);
  const { asked } = story;
  if (asked === null) return null;
  return (
    <div className="border-watch mt-4 border-l-4 pl-4">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {say(asked.kindTitle)}
        <Badge tone={story.isAsked ? "watch" : "plain"}>{story.isAsked ? t.waits : t.refused}</Badge>
      </p>
      <p className="text-sm">{asked.reason}</p>
      <p className="text-muted text-sm">
        {t.askedBy(asked.askedBy)} · {t.until} <DateText value={asked.expiresOn} />
        {asked.document === undefined ? null : ` · ${asked.document}`}
      </p>
      {asked.refusal === undefined ? null : (
        <p className="mt-1 text-sm">{t.refusal(asked.refusedBy ?? "", asked.refusal)}</p>
      )}
      {story.isAsked && mayRefuse ? (
        <div className="mt-2">
          <Button variant="quiet" size="small" onClick={() => setRefusing(true)}>
            {t.refuse}
          </Button>
        </div>
      ) : null}
      {isRefusing ? (
        <ReasonDialog
          title={t.refuseTitle}
          why={t.refuseWhy}
          deed={t.refuse}
          done={t.refusedNow}
          path={`/api/v1/reconciliation/cases/${story.caseId}/exception-request/refusal`}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </div>
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
      {isRevoking ? (
        <ReasonDialog
          title={t.revokeTitle}
          why={t.revokeWhy}
          deed={t.revoke}
          done={t.revokedNow}
          path={`/api/v1/reconciliation/exceptions/${exception.exceptionId}/revocation`}
          onClose={() => setRevoking(false)}
        />
      ) : null}
    </li>
  );
}

interface ReasonProps {
  readonly title: string;
  readonly why: string;
  readonly deed: string;
  readonly done: string;
  readonly path: string;
  readonly onClose: () => void;
}

/** Something that is only done with a reason. */
function ReasonDialog({ title, why, deed, done, path, onClose }: ReasonProps) {
  const t = useText(reconciliation).exception;
  const language = useLanguage();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const change = useChange(["/api/v1/reconciliation"]);
  const send = (): void =>
    change.mutate(
      { method: "POST", path, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          toast({ kind: "done", text: done });
          onClose();
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="danger" isBusy={change.isPending} disabled={reason.trim() === ""} onClick={send}>
            {deed}
          </Button>
        </>
      }
    >
      <p>{why}</p>
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
