import { useParams } from "@tanstack/react-router";
import { Keyboard } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { callApi } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useApi, useList } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { useIsWide } from "../../kit/use-is-wide.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import { StoryDrawer } from "../registers/story-drawer.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { FixCards } from "./fix-cards.tsx";
import { FixGrid } from "./fix-grid.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { RunStrip } from "./run-strip.tsx";
import { SchoolChooser } from "./school-chooser.tsx";
import { useEdits } from "./use-edits.ts";
import { useSchool, withSchool } from "./use-school.ts";
import type { SchoolScore, WorkRecord, WorkRule } from "./work-data.ts";

/** The records that break one rule, to be mended in place. */
export default function FixPage() {
  const { schoolId, chooses, choose } = useSchool();
  const { rule } = useParams({ strict: false }) as { rule: string };
  if (schoolId === undefined) return <SchoolChooser onChoose={choose} />;
  return <Fix key={`${schoolId}/${rule}`} schoolId={schoolId} rule={rule} chooses={chooses} />;
}

function Fix({
  schoolId,
  rule,
  chooses,
}: {
  readonly schoolId: string;
  readonly rule: string;
  readonly chooses: boolean;
}) {
  const t = useText(worklist);
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const school = encodeURIComponent(schoolId);
  const list = useList<WorkRecord>(`/api/v1/worklist/${school}/${encodeURIComponent(rule)}/records`, {
    query: { limit: 200 },
  });
  const rules = useApi<{ readonly data: readonly WorkRule[] }>(`/api/v1/worklist/${school}`);
  const score = useApi<SchoolScore>(`/api/v1/school-scores/${school}`);
  const before = useRef<number | null>(undefined);
  if (before.current === undefined && score.data !== undefined) before.current = score.data.score;
  // What the rule says stays while its last records are mended and it leaves the list.
  const first = list.data?.pages[0] as
    | { sentence?: WorkRule["sentence"]; fields?: WorkRule["fields"] }
    | undefined;
  const fields = useMemo(() => first?.fields ?? [], [first]);
  const known = rules.data?.data.find(({ checkCode }) => checkCode === rule);
  const edits = useEdits(`hp-cells/${schoolId}/${rule}`);
  const [showsKeys, setShowsKeys] = useState(false);
  const [story, setStory] = useState<WorkRecord>();
  const isWide = useIsWide();

  const { last, takenBack } = edits;
  const undo = useCallback(() => {
    if (last === undefined) return;
    callApi("POST", "/api/v1/corrections/undo", { body: { batchId: last } })
      .then(() => {
        takenBack(last);
        toast({ kind: "done", text: t.undone });
        void list.refetch();
      })
      .catch((error: unknown) =>
        toast({
          kind: "failed",
          text: error instanceof ApiProblem ? error.sentence(language) : t.undoFailed,
        }),
      );
  }, [last, takenBack, toast, t, list, language]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "?" && !(event.target instanceof HTMLInputElement)) setShowsKeys(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const onMore = list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined;
  const isMendable = fields.some((field) => field.isMendable);

  return (
    <>
      <PageHeader
        title={first?.sentence === undefined ? t.title : say(first.sentence)}
        lead={
          known === undefined
            ? undefined
            : `${t.remedies[isMendable ? "mend" : known.remedy].how} ${known.legalBasis ?? ""}`.trim()
        }
        crumbs={[{ title: t.title, to: withSchool("/viec-can-sua", schoolId, chooses) }]}
        actions={
          isMendable && isWide ? (
            <Button variant="quiet" icon={Keyboard} onClick={() => setShowsKeys(true)}>
              {t.keys.title}
            </Button>
          ) : undefined
        }
      />
      <RunStrip schoolId={schoolId} edits={edits} scoreBefore={before.current} onUndo={undo} />
      {list.error !== null ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={8} /> : null}
      {list.isSuccess && list.rows.length === 0 ? (
        <Empty
          title={t.allMended}
          action={<Button href={withSchool("/viec-can-sua", schoolId, chooses)}>{t.backToList}</Button>}
        >
          {t.allMendedWhy}
        </Empty>
      ) : null}
      {list.rows.length === 0 ? null : isWide ? (
        <>
          <p className="text-muted mb-2 text-sm">
            {t.shown(
              formatNumber(list.rows.length, language),
              formatNumber(known?.records ?? list.rows.length, language),
            )}{" "}
            {isMendable ? t.gridHint : null}
          </p>
          <FixGrid
            label={first?.sentence === undefined ? rule : say(first.sentence)}
            fields={fields}
            records={list.rows}
            edits={edits}
            onMore={onMore}
            onHelp={() => setShowsKeys(true)}
            onUndo={undo}
            onStory={setStory}
            onPasted={(taken, left) =>
              toast({
                kind: left === 0 ? "done" : "failed",
                text: t.pasted(formatNumber(taken, language), formatNumber(left, language)),
              })
            }
          />
        </>
      ) : (
        <FixCards fields={fields} records={list.rows} edits={edits} onMore={onMore} onStory={setStory} />
      )}
      <ConflictDialog fields={fields} records={list.rows} edits={edits} />
      {showsKeys ? <KeysDialog onClose={() => setShowsKeys(false)} /> : null}
      {story === undefined ? null : (
        <StoryDrawer
          dataset={story.dataset}
          recordKey={story.recordKey}
          title={story.name}
          onClose={() => setStory(undefined)}
        />
      )}
    </>
  );
}
