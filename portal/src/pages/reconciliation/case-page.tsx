import { useParams } from "@tanstack/react-router";
import { CircleCheck, CircleX, Minus } from "lucide-react";
import { may, useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { recordPath } from "../../app/record-path.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { DateText } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { reconciliation } from "../../text/reconciliation.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { Exceptions } from "./exceptions.tsx";
import type { CaseStory } from "./reconciliation.ts";

/** `/doi-soat/{case}`: what the record says, whether the registry agrees, by which rule, and what to do next. */
export default function CasePage() {
  const t = useText(reconciliation);
  const { caseId = "" } = useParams({ strict: false }) as { readonly caseId?: string };
  const reading = useApi<CaseStory>(`/api/v1/reconciliation/cases/${caseId}`);
  const title = reading.data?.name ?? t.case.title;
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ title: t.title, to: "/doi-soat" }, { title }]}
        lead={reading.data === undefined ? undefined : <Lead story={reading.data} />}
      />
      <Reading reading={reading} lines={10}>
        {(story) => (
          <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
            <div className="min-w-0 space-y-6">
              <NextStep story={story} />
              <Claim story={story} />
            </div>
            <Exceptions story={story} />
          </div>
        )}
      </Reading>
    </>
  );
}

function Lead({ story }: { readonly story: CaseStory }) {
  const t = useText(reconciliation);
  const say = useSay();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={story.closedAt === null ? "watch" : "good"}>{say(story.statusTitle)}</Badge>
      {story.schoolName === null ? null : <span>{story.schoolName}</span>}
      {story.closedAt === null ? null : (
        <span>
          {t.case.closed} <DateText value={story.closedAt} />
        </span>
      )}
    </span>
  );
}

function NextStep({ story }: { readonly story: CaseStory }) {
  const t = useText(reconciliation);
  const say = useSay();
  const caller = useCaller();
  const record = recordPath(story.entity === "staffMember" ? "staffMember" : "learner", story.recordId);
  return (
    <Card title={t.case.next}>
      <p className="text-lg font-medium text-pretty">
        {story.nextStepTitle === null ? t.case.noStep : say(story.nextStepTitle)}
      </p>
      <dl className="mt-4 grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
        <div>
          <dt className="text-muted">{t.columns.owner}</dt>
          <dd>{story.ownerTitle === null ? "–" : say(story.ownerTitle)}</dd>
        </div>
        <div>
          <dt className="text-muted">{t.columns.due}</dt>
          <dd className="flex items-center gap-2">
            <DateText value={story.dueOn} />
            {story.isOverdue ? <Badge tone="act">{t.overdue}</Badge> : null}
          </dd>
        </div>
        {story.causeTitle === null ? null : (
          <div>
            <dt className="text-muted">{t.case.cause}</dt>
            <dd>{say(story.causeTitle)}</dd>
          </div>
        )}
        {story.source === null ? null : (
          <div className="min-w-0">
            <dt className="text-muted">{t.case.source}</dt>
            <dd className="break-words">
              {t.case.place(
                story.source.fileName ?? "",
                String(story.source.sheetNo),
                String(story.source.rowNo),
              )}
            </dd>
          </div>
        )}
      </dl>
      <div className="mt-5 flex flex-wrap gap-3">
        {record === undefined ? null : <Button href={record}>{t.case.toRecord}</Button>}
        {story.otherRecordId !== null && may(caller, "identity.read") ? (
          <Button variant="secondary" href="/trung-ho-so">
            {t.case.toPairs}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

/** The four values that are asked about; the registry says yes or no, and never what it has itself. */
function Claim({ story }: { readonly story: CaseStory }) {
  const t = useText(reconciliation);
  const say = useSay();
  return (
    <Card title={t.case.claim}>
      <p className="text-muted mb-4 max-w-[68ch] text-sm">{t.case.claimWhy}</p>
      <ul className="divide-rule border-rule divide-y border-y">
        {story.fields.map(({ name, title, value, agrees }) => (
          <li key={name} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-2.5">
            <span className="min-w-0">
              <span className="text-muted block text-sm">{say(title)}</span>
              <span className="block font-medium break-words">
                {value === null ? t.case.noValue : say(value)}
              </span>
            </span>
            <Agreement agrees={agrees} />
          </li>
        ))}
      </ul>
      <ul className="text-muted mt-4 list-disc space-y-1 pl-5 text-sm">
        {story.numberFits.sex === false ? <li>{t.case.numberSex}</li> : null}
        {story.numberFits.birthYear === false ? <li>{t.case.numberYear}</li> : null}
        <li>
          {t.case.standsSince} <DateText value={story.askedAt} />
        </li>
        <li>
          {story.everVerifiedAt === null ? (
            t.case.neverVerified
          ) : (
            <>
              {t.case.everVerified} <DateText value={story.everVerifiedAt} />
            </>
          )}
        </li>
      </ul>
    </Card>
  );
}

function Agreement({ agrees }: { readonly agrees: boolean | null }) {
  const t = useText(reconciliation).case;
  const [Icon, text, colour] =
    agrees === null
      ? ([Minus, t.notAsked, "text-muted"] as const)
      : agrees
        ? ([CircleCheck, t.agrees, "text-good"] as const)
        : ([CircleX, t.differs, "text-act"] as const);
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${colour}`}>
      <Icon aria-hidden size={18} />
      {text}
    </span>
  );
}
