import { ChevronRight } from "lucide-react";
import { may, useCaller } from "../../api/caller.ts";
import { useList } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { DateText, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { reviews } from "../../text/reviews.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { WaitingReview } from "./review.ts";

/** `/viec-cho`: what the program could not be sure of in files, each with the question in words. */
export default function WaitingPage() {
  const t = useText(reviews);
  const caller = useCaller();
  const list = useList<WaitingReview>("/api/v1/waiting-reviews");
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <Reading reading={list} lines={6}>
        {() =>
          list.rows.length === 0 ? (
            <Empty
              title={t.none}
              action={may(caller, "upload") ? <Button href="/nop-tep">{t.toUpload}</Button> : undefined}
            >
              {t.noneWhy}
            </Empty>
          ) : (
            <ul className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
              {list.rows.map((review) => (
                <ReviewRow key={review.reviewId} review={review} />
              ))}
            </ul>
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
            {t.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function ReviewRow({ review }: { readonly review: WaitingReview }) {
  const t = useText(reviews);
  const kinds: Readonly<Record<string, string>> = t.kinds;
  const say = useSay();
  const language = useLanguage();
  const [question] = review.questions;
  return (
    <li>
      <AppLink
        to={`/viec-cho/${review.reviewId}`}
        className="hover:bg-sunken flex items-center gap-4 px-4 py-4 sm:px-5"
      >
        <span className="min-w-0 flex-1">
          <span className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone="watch">{kinds[review.kind] ?? review.kind}</Badge>
            <span className="text-muted text-sm">
              <DateText value={review.openedAt} />
            </span>
          </span>
          <span className="block font-medium break-words">
            {[review.fileName, review.sheetName].filter((part) => part !== null).join(" · ") || t.noFile}
          </span>
          <span className="text-muted block text-sm">
            {[
              review.schoolName,
              review.intake === null ? null : say(review.intake),
              t.rowsWait(formatNumber(review.rows, language)),
            ]
              .filter((part) => part !== null)
              .join(" · ")}
          </span>
          {question === undefined ? null : <span className="mt-1 block text-sm">{say(question)}</span>}
        </span>
        <ChevronRight aria-hidden size={20} className="text-muted shrink-0" />
      </AppLink>
    </li>
  );
}
