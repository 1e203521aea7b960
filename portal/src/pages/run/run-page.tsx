import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useApi } from "../../api/use-api.ts";
import { useEvents } from "../../api/use-events.ts";
import { Card } from "../../kit/card.tsx";
import { DateText, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { deliveries } from "../../text/deliveries.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { DeliveryResult, RunState } from "./delivery.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { Rejections } from "./rejections.tsx";
import { ResultFigures, useResultSentence } from "./result-figures.tsx";
import { RunBadge } from "./run-badge.tsx";
import { RunFiles } from "./run-files.tsx";

/** `/luot/{run}`: what became of every row, file by file, with each cell that could not be used at its place. */
export default function RunPage() {
  const t = useText(deliveries);
  const { run = "" } = useParams({ strict: false }) as { readonly run?: string };
  const path = `/api/v1/deliveries/${encodeURIComponent(run)}`;
  const reading = useApi<DeliveryResult>(path);
  return (
    <>
      <PageHeader
        title={t.run(run)}
        crumbs={[{ title: t.title, to: "/luot" }, { title: t.run(run) }]}
        lead={
          reading.data === undefined ? undefined : (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <DateText value={reading.data.startedAt} />
              <RunBadge status={reading.data.status} />
            </span>
          )
        }
      />
      <Reading reading={reading} lines={8}>
        {(result) => <Told result={result} path={path} />}
      </Reading>
    </>
  );
}

function Told({ result, path }: { readonly result: DeliveryResult; readonly path: string }) {
  const t = useText(deliveries);
  const sentence = useResultSentence();
  const isGoing = result.status === "running";
  return (
    <div className="space-y-8">
      {isGoing ? <Going path={path} /> : null}
      {result.status === "failed" ? (
        <p role="alert" className="border-act bg-act-soft rounded-xl border px-5 py-4">
          {t.failedWhy}
        </p>
      ) : null}
      <Card>
        <h2 className="sr-only">{t.result}</h2>
        <p className="mb-5 text-xl font-semibold tracking-tight text-pretty sm:text-2xl">
          {sentence(result)}.
        </p>
        <ResultFigures figures={result} />
        {result.whole ? null : <p className="text-muted mt-4 text-sm">{t.ownPart}</p>}
      </Card>
      <RunFiles path={path} count={result.files} />
      <Rejections path={path} reasons={result.reasons} />
    </div>
  );
}

/** Follows the run; a reload begins with the state as it stands. At its end the result is read anew. */
function Going({ path }: { readonly path: string }) {
  const t = useText(deliveries);
  const say = useSay();
  const language = useLanguage();
  const memory = useQueryClient();
  const { latest, state } = useEvents<RunState>(`${path}/events`);
  useEffect(() => {
    if (state !== "ended") return;
    void memory.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(path) });
  }, [state, memory, path]);
  const progress = latest?.progress ?? null;
  const share = progress?.total === undefined ? undefined : progress.done / Math.max(1, progress.total);
  return (
    <Card>
      <p className="mb-2 font-medium">{progress === null ? t.runStatus.running : say(progress.title)}</p>
      <ProgressBar label={t.runStatus.running} share={share} />
      <p className="text-muted mt-2 text-sm">
        {latest === undefined ? null : `${t.stepsDone(formatNumber(latest.steps.length, language))}. `}
        {t.going}
      </p>
    </Card>
  );
}
