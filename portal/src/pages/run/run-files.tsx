import { may, useCaller } from "../../api/caller.ts";
import { useList } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Button } from "../../kit/button.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { deliveries } from "../../text/deliveries.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import type { CountedFile } from "./delivery.ts";
import { FileStory } from "./file-story.tsx";
import { useResultSentence } from "./result-figures.tsx";
import { FileBadge } from "./run-badge.tsx";

/** The files of a run: what each was taken for, and what became of its rows. */
export function RunFiles({ path, count }: { readonly path: string; readonly count: number }) {
  const t = useText(deliveries);
  const language = useLanguage();
  const list = useList<CountedFile>(`${path}/files`);
  if (count === 0) return null;
  return (
    <section>
      <h2 className="mb-3 text-lg font-semibold">
        {t.filesTitle}{" "}
        <span className="text-muted font-normal">{t.files(formatNumber(count, language))}</span>
      </h2>
      <Reading reading={list} lines={4}>
        {() => (
          <ul className="bg-raised border-rule divide-rule divide-y rounded-xl border">
            {list.rows.map((file) => (
              <FileRow key={file.fileSeq} file={file} />
            ))}
          </ul>
        )}
      </Reading>
      {list.hasNextPage ? (
        <div className="mt-3">
          <Button
            variant="secondary"
            size="small"
            isBusy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.more}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function FileRow({ file }: { readonly file: CountedFile }) {
  const t = useText(deliveries);
  const caller = useCaller();
  const sentence = useResultSentence();
  return (
    <li className="px-4 py-4 sm:px-5">
      <div className="mb-2 flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <div className="min-w-0">
          <h3 className="font-medium break-words">{file.fileName}</h3>
          <p className="text-muted text-sm">
            {[file.schoolName ?? file.schoolId, file.status === "refused" ? null : sentence(file)]
              .filter((part) => part !== null)
              .join(" · ")}
          </p>
        </div>
        <FileBadge status={file.status} />
      </div>
      <FileStory file={file} />
      {file.status === "waiting" && may(caller, "review.decide") ? (
        <AppLink to="/viec-cho" className="text-link mt-2 inline-flex min-h-11 items-center font-medium">
          {t.toReviews}
        </AppLink>
      ) : null}
    </li>
  );
}
