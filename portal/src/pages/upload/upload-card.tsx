import { ArrowRight } from "lucide-react";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Badge, type Tone } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { DateText, formatNumber, formatShare } from "../../kit/number-text.tsx";
import { uploads } from "../../text/uploads.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { DeliveryResult, WatchedUpload } from "../run/delivery.ts";
import { FileStory } from "../run/file-story.tsx";
import { ProgressBar } from "../run/progress-bar.tsx";
import { ResultFigures, useResultSentence } from "../run/result-figures.tsx";

import { FileFrame } from "./file-frame.tsx";

interface Props {
  readonly upload: WatchedUpload;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A file the server has: read live, then what became of it. */
export function UploadCard({ upload, onFiles }: Props) {
  const t = useText(uploads);
  const [file] = upload.files;
  const asks = file?.reviews ?? [];
  const [tone, state] = stateOf(upload, t.states);
  return (
    <FileFrame
      name={upload.fileName}
      bytes={upload.bytes}
      badge={<Badge tone={tone}>{state}</Badge>}
      note={<DateText value={upload.createdAt} />}
    >
      {upload.status === "receiving" ? <Resume upload={upload} onFiles={onFiles} /> : null}
      {upload.status === "queued" ? <p className="text-muted text-sm">{t.queued}</p> : null}
      {upload.status === "ingesting" ? <Going upload={upload} /> : null}
      {upload.error === null ? null : <Trouble upload={upload} />}
      {file === undefined ? null : <FileStory file={file} />}
      {asks.length === 0 ? null : (
        <div className="bg-watch-soft flex flex-wrap items-center gap-3 rounded-lg px-4 py-3">
          <p className="min-w-0 flex-1 text-sm font-medium">{t.asks(String(asks.length))}</p>
          {asks.map(({ reviewId, sheetName }) => (
            <Button key={reviewId} size="small" href={`/viec-cho/${reviewId}`}>
              {asks.length === 1 ? t.answer : t.answerSheet(sheetName ?? "")}
            </Button>
          ))}
        </div>
      )}
      {upload.status === "done" &&
      file !== undefined &&
      file.status !== "landed" &&
      file.status !== "refused" ? (
        <Result runSeq={file.runSeq} />
      ) : null}
      {upload.status === "done" && file === undefined && upload.runSeq !== undefined ? (
        <Result runSeq={upload.runSeq} />
      ) : null}
    </FileFrame>
  );
}

function stateOf(
  { status, files }: WatchedUpload,
  words: Readonly<Record<string, string>>,
): readonly [Tone, string] {
  const [file] = files;
  const of = (tone: Tone, key: string): readonly [Tone, string] => [tone, words[key] ?? key];
  if (status === "failed") return of("act", "failed");
  if (status !== "done") return of(status === "receiving" ? "watch" : "sea", status);
  if (file?.status === "refused") return of("act", "refused");
  if ((file?.reviews.length ?? 0) > 0) return of("watch", "waiting");
  return file?.runStatus === "running" ? of("sea", "ingesting") : of("good", "done");
}

/** After a reload the page has no bytes any more: chosen again, the file goes on from where it was. */
function Resume({ upload, onFiles }: Props) {
  const t = useText(uploads);
  const language = useLanguage();
  const share = upload.received / Math.max(1, upload.bytes);
  return (
    <>
      <ProgressBar label={t.progressOf(upload.fileName)} share={share} />
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-muted min-w-0 flex-1 text-sm">{t.resumeWhy(formatShare(share, language, 0))}</p>
        <label className="border-edge hover:bg-sunken focus-within:outline-sea inline-flex min-h-11 cursor-pointer items-center rounded-lg border px-4 text-sm font-medium focus-within:outline-2">
          {t.resume}
          <input
            type="file"
            className="sr-only"
            onChange={(event) => onFiles(Array.from(event.target.files ?? []))}
          />
        </label>
      </div>
    </>
  );
}

function Going({ upload }: { readonly upload: WatchedUpload }) {
  const t = useText(uploads);
  const say = useSay();
  const language = useLanguage();
  const { progress } = upload;
  const share = progress?.total === undefined ? undefined : progress.done / Math.max(1, progress.total);
  return (
    <div role="status">
      <p className="mb-1.5 text-sm">
        {progress === null ? t.starting : say(progress.title)}
        {progress?.total === undefined
          ? null
          : ` · ${t.ofTotal(formatNumber(progress.done, language), formatNumber(progress.total, language))}`}
      </p>
      <ProgressBar label={t.progressOf(upload.fileName)} share={share} />
    </div>
  );
}

function Trouble({ upload }: { readonly upload: WatchedUpload }) {
  const t = useText(uploads);
  const say = useSay();
  if (upload.error === null) return null;
  return (
    <p role="alert" className="text-act text-sm">
      {say(upload.error.text)} {t.sendAgain}
    </p>
  );
}

/** In one sentence, and the way to every cell that could not be used. */
function Result({ runSeq }: { readonly runSeq: number }) {
  const t = useText(uploads);
  const sentence = useResultSentence();
  const reading = useApi<DeliveryResult>(`/api/v1/deliveries/${runSeq}`);
  // A file of a school that is not known yet is in nobody's account.
  if (reading.data === undefined || reading.data.files === 0) return null;
  return (
    <div className="border-rule border-t pt-4">
      <p className="mb-3 font-medium">{sentence(reading.data)}.</p>
      <ResultFigures figures={reading.data} />
      <p className="mt-3">
        <AppLink
          to={`/luot/${runSeq}`}
          className="text-link inline-flex min-h-11 items-center gap-1.5 font-medium"
        >
          {t.wholeResult}
          <ArrowRight aria-hidden size={17} />
        </AppLink>
      </p>
    </div>
  );
}
