import { FilePen } from "lucide-react";
import { useApi, useChange, useList } from "../../api/use-api.ts";
import { Badge, type Tone } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatDay, formatInstant } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { family } from "../../text/family.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type OwnPerson, type OwnRequest, ownRequestsPath } from "./family-data.ts";
import { PaperButton } from "./paper-button.tsx";

const tones: Readonly<Record<string, Tone>> = {
  received: "sea",
  awaitingProof: "watch",
  accepted: "sea",
  done: "good",
  refused: "act",
};

/** What I asked to have mended, and what became of it. */
export default function RequestsPage() {
  const t = useText(family);
  const list = useList<OwnRequest>(ownRequestsPath);
  const people = useApi<{ readonly data: readonly OwnPerson[] }>("/api/v1/portal/people");
  const nameOf = (recordId: string): string =>
    people.data?.data.find((person) => person.recordId === recordId)?.fullName ?? "";
  const ask = (
    <Button icon={FilePen} href="/de-nghi-cua-toi/moi">
      {t.askNew}
    </Button>
  );
  return (
    <>
      <PageHeader title={t.mine} lead={t.mineLead} actions={list.rows.length === 0 ? undefined : ask} />
      {list.error !== null ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={6} /> : null}
      {list.isSuccess && list.rows.length === 0 ? (
        <Empty title={t.none} action={ask}>
          {t.noneWhy}
        </Empty>
      ) : null}
      <ul className="max-w-3xl space-y-4">
        {list.rows.map((one) => (
          <Request key={one.requestId} of={one} name={nameOf(one.recordId)} />
        ))}
      </ul>
    </>
  );
}

function Request({ of, name }: { readonly of: OwnRequest; readonly name: string }) {
  const t = useText(family);
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const change = useChange([ownRequestsPath]);
  const isOpen = of.closedAt === null;
  const states: Readonly<Record<string, string>> = t.stateOf;
  return (
    <li className="bg-raised border-rule rounded-xl border p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <h2 className="text-lg font-semibold">{of.fields.map(({ title }) => say(title)).join(", ")}</h2>
        <Badge tone={tones[of.state] ?? "plain"}>{states[of.state] ?? of.state}</Badge>
      </div>
      <p className="text-muted text-sm">
        {[name === "" ? undefined : t.about(name), t.sentAt(formatInstant(of.receivedAt))]
          .filter((part) => part !== undefined)
          .join(" · ")}
      </p>
      <ul className="mt-3 space-y-1">
        {of.fields.map(({ field, title, proposed }) => (
          <li key={field}>
            <span className="text-muted">{say(title)}. </span>
            {proposed === null ? t.noProposal : t.proposed(proposed)}
          </li>
        ))}
      </ul>
      {of.detail === null ? null : (
        <p className="mt-2 break-words whitespace-pre-line">
          <span className="text-muted block text-sm">{t.youWrote}</span>
          {of.detail}
        </p>
      )}
      {of.outcome === null ? null : (
        <p className="bg-sunken mt-3 rounded-lg p-3 break-words whitespace-pre-line">
          <span className="text-muted block text-sm">{t.answer}</span>
          {of.outcome}
        </p>
      )}
      <div className="text-muted mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        {isOpen ? <span>{t.dueOn(formatDay(of.dueOn))}</span> : null}
        {of.evidence.length > 0 ? <span>{t.papers(String(of.evidence.length))}</span> : null}
      </div>
      {isOpen ? (
        <div className="mt-3 flex flex-wrap gap-3">
          <PaperButton requestId={of.requestId} />
          <Button
            variant="quiet"
            isBusy={change.isPending}
            onClick={() =>
              change.mutate(
                { method: "POST", path: `${ownRequestsPath}/${of.requestId}/withdrawal` },
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
