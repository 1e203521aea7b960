import { useMemo, useRef, useState } from "react";
import { may, useCaller } from "../../api/caller.ts";
import { newKey } from "../../api/client.ts";
import { type ListPage, useApi, useChange, useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { useToast } from "../../kit/toast.tsx";
import { pairs } from "../../text/pairs.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { BatchProgress } from "./batch-progress.tsx";
import { OwnDecisions } from "./own-decisions.tsx";
import type { OwnDecision, QueuedPair, Verdict } from "./pair.ts";
import { PairView } from "./pair-view.tsx";
import { useKeys } from "./use-keys.ts";

const tabs = ["cho", "lan-hai"] as const;

/** `/trung-ho-so`: records that may be one person, side by side, decided by one key each. */
export default function PairsPage() {
  const t = useText(pairs);
  const caller = useCaller();
  const [state, setState] = useUrlState({ xet: "cho", cap: "", truong: "" });
  const isDeciding = may(caller, "identity.decide");
  return (
    <>
      <PageHeader title={t.title} lead={isDeciding ? t.lead : t.leadReader} />
      {isDeciding ? (
        <Tabs
          label={t.tabs}
          value={state.xet}
          onChange={(xet) => setState({ xet, cap: "" }, true)}
          tabs={tabs.map((id) => ({
            id,
            title: id === "cho" ? t.first : t.second,
            content:
              id === state.xet ? (
                <Queue
                  key={id}
                  secondFor={id === "cho" ? undefined : (caller.person?.displayName ?? "")}
                  schoolId={state.truong}
                  at={state.cap}
                  onAt={(cap) => setState({ cap })}
                  isDeciding
                />
              ) : null,
          }))}
        />
      ) : (
        <Queue
          secondFor={undefined}
          schoolId={state.truong}
          at={state.cap}
          onAt={(cap) => setState({ cap })}
          isDeciding={false}
        />
      )}
    </>
  );
}

interface QueueProps {
  readonly secondFor: string | undefined;
  readonly schoolId: string;
  readonly at: string;
  readonly onAt: (reviewId: string) => void;
  readonly isDeciding: boolean;
}

function Queue({ secondFor, schoolId, at, onAt, isDeciding }: QueueProps) {
  const t = useText(pairs);
  const language = useLanguage();
  const toast = useToast();
  const list = useList<QueuedPair>("/api/v1/identity/reviews", {
    query: { limit: 50, secondFor, schoolId },
  });
  const mine = useApi<{ readonly data: readonly OwnDecision[] }>("/api/v1/identity/decisions/mine", {
    enabled: isDeciding,
  });
  const [done, setDone] = useState<ReadonlyMap<string, string>>(new Map());
  const decide = useChange<{ readonly decisions: readonly { readonly decisionId: string }[] }>([
    "/api/v1/identity/decisions",
    "/api/v1/portal/tasks",
  ]);
  const takeBack = useChange(["/api/v1/identity", "/api/v1/portal/tasks"]);
  const waiting = useMemo(() => list.rows.filter(({ reviewId }) => !done.has(reviewId)), [list.rows, done]);
  const found = waiting.findIndex(({ reviewId }) => reviewId === at);
  const index = Math.max(0, found);
  const current = at !== "" && found === -1 ? at : waiting[index]?.reviewId;
  /** What the shown pair was read as; set by the pair itself. */
  const shown = useRef<{ readonly reviewId: string; readonly etag: string; readonly reason: string }>(null);
  const move = (by: number): void => {
    const next = waiting[Math.min(waiting.length - 1, Math.max(0, index + by))];
    if (next !== undefined) onAt(next.reviewId);
    if (index + by >= waiting.length - 3 && list.hasNextPage && !list.isFetchingNextPage)
      void list.fetchNextPage();
  };
  const answer = (verdict: Verdict): void => {
    const pair = shown.current;
    if (!isDeciding || decide.isPending || pair === null || pair.etag === "" || pair.reviewId !== current)
      return;
    decide.mutate(
      {
        method: "POST",
        path: `/api/v1/identity/reviews/${pair.reviewId}/decision`,
        body: { verdict, reason: pair.reason },
        ifMatch: pair.etag,
        idempotencyKey: newKey(),
      },
      {
        onSuccess: ({ data }) => {
          const decisionId = data.decisions[0]?.decisionId ?? "";
          const next = waiting[index + 1] ?? waiting[index - 1];
          setDone((all) => new Map(all).set(pair.reviewId, decisionId));
          onAt(next?.reviewId ?? "");
          toast({ kind: "done", text: t.done[verdict], undo: () => undo(decisionId, pair.reviewId) });
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  };
  const undo = (decisionId: string, reviewId: string): void => {
    if (decisionId === "") return;
    takeBack.mutate(
      {
        method: "POST",
        path: `/api/v1/identity/decisions/${decisionId}/undo`,
        body: { reason: t.undoReason },
      },
      {
        onSuccess: () => {
          setDone((all) => new Map([...all].filter(([id]) => id !== reviewId)));
          onAt(reviewId);
          toast({ kind: "done", text: t.undone });
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  };
  const last = mine.data?.data[0];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    s: () => answer("same"),
    d: () => answer("different"),
    u: () => last !== undefined && undo(last.decisionId, last.reviewId),
  });
  const total = (list.data?.pages[0] as (ListPage<QueuedPair> & { readonly waiting?: number }) | undefined)
    ?.waiting;
  return (
    <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="min-w-0">
        <Reading reading={list} lines={8}>
          {() =>
            current === undefined ? (
              <Empty title={secondFor === undefined ? t.none : t.noneSecond}>{t.noneWhy}</Empty>
            ) : (
              <PairView
                key={current}
                reviewId={current}
                isDeciding={isDeciding}
                isBusy={decide.isPending}
                onAnswer={answer}
                onShown={(pair) => {
                  shown.current = pair;
                }}
                onMove={move}
                place={found === -1 ? undefined : { index, count: waiting.length }}
              />
            )
          }
        </Reading>
      </div>
      <aside className="min-w-0 space-y-6" aria-label={t.batch}>
        <BatchProgress
          done={done.size}
          waiting={
            secondFor === undefined ? Math.max(0, (total ?? list.rows.length) - done.size) : waiting.length
          }
        />
        {isDeciding ? (
          <OwnDecisions decisions={mine.data?.data ?? []} isBusy={takeBack.isPending} onUndo={undo} />
        ) : null}
      </aside>
    </div>
  );
}
