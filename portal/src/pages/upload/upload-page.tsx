import { useMemo } from "react";
import { useCaller } from "../../api/caller.ts";
import { useEvents } from "../../api/use-events.ts";
import { Button } from "../../kit/button.tsx";
import { FileDrop } from "../../kit/file-drop.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Skeleton } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { uploads } from "../../text/uploads.ts";
import { useText } from "../../text/use-text.ts";
import type { WatchedUpload } from "../run/delivery.ts";
import { SendingCard } from "./sending-card.tsx";
import { TemplateList } from "./template-list.tsx";
import { UploadCard } from "./upload-card.tsx";
import { useSending } from "./use-sending.ts";

/** `/nop-tep`: files in, each seen on its way: sent, read, recognised, in the records. */
export default function UploadPage() {
  const t = useText(uploads);
  const { role } = useCaller();
  const schoolId = role?.unit.kind === "school" ? role.unit.id : undefined;
  const toast = useToast();
  const { sending, add, put } = useSending(schoolId, (file) =>
    toast({ kind: "done", text: t.known(file.name) }),
  );
  const { latest, state } = useEvents<{ readonly data: readonly WatchedUpload[] }>("/api/v1/uploads/watch");
  const known = useMemo(() => latest?.data ?? [], [latest]);
  const byId = new Map(known.map((upload) => [upload.uploadId, upload]));
  // A file that is on its way from this page is told by the page, which knows more; then by the server.
  const here = sending.filter(({ step }) => step.step !== "sent" || !byId.has(step.uploadId));
  const onTheWay = new Set(here.flatMap(({ step }) => ("uploadId" in step ? [step.uploadId] : [])));
  const there = known.filter(({ uploadId }) => !onTheWay.has(uploadId));
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead(role?.unit.name)}
        actions={
          <Button variant="secondary" href="/luot">
            {t.allRuns}
          </Button>
        }
      />
      <FileDrop label={t.drop} hint={t.dropHint} accept=".xlsx,.csv,.json,.zip,.txt,.xls" onFiles={add} />
      {state === "connecting" && latest !== undefined ? (
        <p role="status" className="text-muted mt-4 text-sm">
          {t.lineLost}
        </p>
      ) : null}
      <section aria-label={t.list} className="mt-8 space-y-4">
        {here.map((one) => (
          <SendingCard key={one.id} sending={one} onPut={() => put(one.id)} />
        ))}
        {latest === undefined && state !== "lost" ? <Skeleton lines={4} /> : null}
        {there.map((upload) => (
          <UploadCard key={upload.uploadId} upload={upload} onFiles={add} />
        ))}
        {latest !== undefined && here.length + there.length === 0 ? (
          <Empty title={t.none}>{t.noneWhy}</Empty>
        ) : null}
      </section>
      <TemplateList />
    </>
  );
}
