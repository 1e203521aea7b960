import { may, useCaller } from "../../api/caller.ts";
import { useList } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { DateText, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { deliveries } from "../../text/deliveries.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import type { Delivery } from "./delivery.ts";
import { useResultSentence } from "./result-figures.tsx";
import { RunBadge } from "./run-badge.tsx";

/** `/luot`: runs with files of the caller's units, newest first, each told in one sentence. */
export default function RunsPage() {
  const t = useText(deliveries);
  const caller = useCaller();
  const list = useList<Delivery>("/api/v1/deliveries");
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={may(caller, "upload") ? <Button href="/nop-tep">{t.send}</Button> : undefined}
      />
      <Reading reading={list} lines={6}>
        {() =>
          list.rows.length === 0 ? (
            <Empty title={t.none}>{t.noneWhy}</Empty>
          ) : (
            <ol
              aria-label={t.runsOf}
              className="bg-raised border-rule divide-rule divide-y rounded-xl border"
            >
              {list.rows.map((run) => (
                <RunRow key={run.runSeq} run={run} />
              ))}
            </ol>
          )
        }
      </Reading>
      {list.hasNextPage ? (
        <div className="mt-4">
          <Button
            variant="secondary"
            isBusy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.older}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function RunRow({ run }: { readonly run: Delivery }) {
  const t = useText(deliveries);
  const language = useLanguage();
  const sentence = useResultSentence();
  const n = (value: number): string => formatNumber(value, language);
  return (
    <li>
      <AppLink
        to={`/luot/${run.runSeq}`}
        className="hover:bg-sunken grid gap-x-6 gap-y-1 px-4 py-3.5 sm:px-5 md:grid-cols-[11rem_minmax(0,1fr)_auto]"
      >
        <span>
          <span className="block font-medium">{t.run(String(run.runSeq))}</span>
          <span className="text-muted block text-sm">
            <DateText value={run.startedAt} />
          </span>
        </span>
        <span>
          <span className="block">{sentence(run)}</span>
          <span className="text-muted block text-sm">
            {run.files === 0 ? t.noFiles : t.files(n(run.files))}
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-2 md:justify-end">
          {run.filesWaiting > 0 ? <Badge tone="watch">{t.filesWaiting(n(run.filesWaiting))}</Badge> : null}
          {run.filesRefused > 0 ? <Badge tone="act">{t.filesRefused(n(run.filesRefused))}</Badge> : null}
          <RunBadge status={run.status} />
        </span>
      </AppLink>
    </li>
  );
}
