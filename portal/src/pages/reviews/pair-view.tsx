import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTagged } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button, IconButton } from "../../kit/button.tsx";
import { formatNumber, formatShare } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { pairs } from "../../text/pairs.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { EvidenceList } from "./evidence-list.tsx";
import type { PairStory, Verdict } from "./pair.ts";
import { PairFields } from "./pair-fields.tsx";

interface Props {
  readonly reviewId: string;
  readonly isDeciding: boolean;
  readonly isBusy: boolean;
  readonly onAnswer: (verdict: Verdict) => void;
  /** Says as what the pair was read, for the answer. */
  readonly onShown: (pair: {
    readonly reviewId: string;
    readonly etag: string;
    readonly reason: string;
  }) => void;
  readonly onMove: (by: number) => void;
  readonly place: { readonly index: number; readonly count: number } | undefined;
}

/** One pair: both records in columns, what speaks for and against, and the two answers. */
export function PairView(props: Props) {
  const reading = useTagged<PairStory>(`/api/v1/identity/reviews/${props.reviewId}`);
  return (
    <Reading reading={reading} lines={10}>
      {({ data, etag }) => <Told {...props} story={data} etag={etag ?? ""} />}
    </Reading>
  );
}

function Told({
  story,
  etag,
  reviewId,
  isDeciding,
  isBusy,
  onAnswer,
  onShown,
  onMove,
  place,
}: Props & { readonly story: PairStory; readonly etag: string }) {
  const t = useText(pairs);
  const say = useSay();
  const language = useLanguage();
  const [note, setNote] = useState("");
  const strongest = story.pair.evidence
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, 3)
    .map(({ title, comparison, levelTitle, level }) =>
      t.said(
        title === undefined ? comparison : say(title),
        levelTitle === undefined ? level : say(levelTitle),
      ),
    );
  // Without words of their own the reason is what the person had before their eyes.
  const reason = note.trim() === "" ? t.reason(strongest.join("; ")).slice(0, 500) : note.trim();
  const mayAnswer = isDeciding && story.isOpen;
  useEffect(() => {
    onShown({ reviewId, etag: mayAnswer ? etag : "", reason });
  }, [onShown, reviewId, etag, reason, mayAnswer]);
  return (
    <article>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="text-lg font-semibold">
          {story.entityTitle === null ? story.pair.entity : say(story.entityTitle)}
        </h2>
        <Badge tone={story.pair.probability >= 0.5 ? "sea" : "plain"}>
          {t.likely(formatShare(story.pair.probability, language, 0))}
        </Badge>
        {place === undefined ? null : (
          <span className="ml-auto flex items-center gap-1">
            <IconButton
              icon={ChevronLeft}
              label={t.previous}
              onClick={() => onMove(-1)}
              disabled={place.index === 0}
            />
            <span className="text-muted text-sm">
              {t.place(formatNumber(place.index + 1, language), formatNumber(place.count, language))}
            </span>
            <IconButton
              icon={ChevronRight}
              label={t.next}
              onClick={() => onMove(1)}
              disabled={place.index + 1 >= place.count}
            />
          </span>
        )}
      </div>
      {story.isMerged ? <p className="bg-sea-soft mb-4 rounded-lg px-4 py-3 text-sm">{t.merged}</p> : null}
      <PairFields story={story} />
      <EvidenceList pair={story.pair} />
      {mayAnswer ? (
        <section
          aria-label={t.decision}
          data-print="hide"
          className="bg-page border-rule sticky bottom-16 z-10 mt-6 border-t py-4 lg:bottom-0"
        >
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-end">
            <div className="col-span-2 sm:col-span-1">
              <TextField
                label={t.why}
                placeholder={t.whyHint}
                maxLength={500}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            </div>
            <Button isBusy={isBusy} onClick={() => onAnswer("same")}>
              {t.same} <Key name="s" />
            </Button>
            <Button variant="secondary" isBusy={isBusy} onClick={() => onAnswer("different")}>
              {t.different} <Key name="d" />
            </Button>
          </div>
        </section>
      ) : story.isOpen ? null : (
        <p className="text-muted mt-6">{t.closed}</p>
      )}
    </article>
  );
}

/** The key that does the same. */
const Key = ({ name }: { readonly name: string }) => (
  <kbd aria-hidden className="ml-1 hidden rounded border border-current px-1.5 text-xs opacity-75 lg:inline">
    {name}
  </kbd>
);
