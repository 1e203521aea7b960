import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { may, useCaller } from "../../api/caller.ts";
import { newKey } from "../../api/client.ts";
import { useApi, useChange, useTagged } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { reviews } from "../../text/reviews.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { ChoiceForm } from "./choice-form.tsx";
import { MappingForm } from "./mapping-form.tsx";
import type { Answer, Review, WaitingReview } from "./review.ts";

/** `/viec-cho/{review}`: one question about a file, and its answer, given once. */
export default function ReviewPage() {
  const t = useText(reviews);
  const language = useLanguage();
  const { reviewId = "" } = useParams({ strict: false }) as { readonly reviewId?: string };
  const reading = useTagged<Review>(`/api/v1/reviews/${reviewId}`);
  const list = useApi<{ readonly data: readonly WaitingReview[] }>("/api/v1/waiting-reviews", {
    query: { reviewId },
  });
  const about = list.data?.data[0];
  const kinds: Readonly<Record<string, string>> = t.asks;
  const kind = reading.data?.data.kind ?? "";
  return (
    <>
      <PageHeader
        title={kinds[kind] ?? t.answerTitle}
        crumbs={[{ title: t.title, to: "/viec-cho" }, { title: about?.fileName ?? t.answerTitle }]}
        lead={
          about === undefined
            ? undefined
            : [
                about.fileName,
                about.sheetName,
                about.schoolName,
                t.rowsWait(formatNumber(about.rows, language)),
              ]
                .filter((part) => part !== null)
                .join(" · ")
        }
      />
      <Reading reading={reading} lines={8}>
        {({ data, etag }) =>
          data.status === "open" ? (
            <OpenReview review={data} etag={etag} />
          ) : (
            <Empty title={t.answered} action={<Button href="/viec-cho">{t.toList}</Button>}>
              {data.decidedBy === null ? null : t.answeredBy(data.decidedBy)}
            </Empty>
          )
        }
      </Reading>
    </>
  );
}

function OpenReview({ review, etag }: { readonly review: Review; readonly etag: string | undefined }) {
  const t = useText(reviews);
  const language = useLanguage();
  const caller = useCaller();
  const toast = useToast();
  const navigate = useNavigate();
  const [isRefusing, setRefusing] = useState(false);
  const [key] = useState(newKey);
  const change = useChange(["/api/v1/reviews", "/api/v1/waiting-reviews", "/api/v1/portal/tasks"]);
  const answer = (said: Answer): void =>
    change.mutate(
      {
        method: "POST",
        path: `/api/v1/reviews/${review.reviewId}/decision`,
        body: said,
        ifMatch: etag,
        idempotencyKey: key,
      },
      {
        onSuccess: () => {
          toast({ kind: "done", text: said.action === "reject" ? t.refused : t.readAgain });
          void navigate({ href: may(caller, "upload") ? "/nop-tep" : "/viec-cho" });
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  const props = { review, isBusy: change.isPending, onAnswer: answer };
  const refuse = (
    <Button variant="quiet" onClick={() => setRefusing(true)}>
      {t.refuse}
    </Button>
  );
  return (
    <>
      {review.kind === "mappingUnsure" ? (
        <MappingForm {...props}>{refuse}</MappingForm>
      ) : review.kind === "feedShrunk" ? (
        <Shrunk {...props}>{refuse}</Shrunk>
      ) : (
        <ChoiceForm {...props}>{refuse}</ChoiceForm>
      )}
      {isRefusing ? (
        <Dialog
          title={t.refuseTitle}
          onClose={() => setRefusing(false)}
          actions={
            <>
              <Button variant="secondary" onClick={() => setRefusing(false)}>
                {t.cancel}
              </Button>
              <Button variant="danger" isBusy={change.isPending} onClick={() => answer({ action: "reject" })}>
                {t.refuse}
              </Button>
            </>
          }
        >
          <p>{t.refuseWhy}</p>
        </Dialog>
      ) : null}
    </>
  );
}

interface FormProps {
  readonly review: Review;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: Answer) => void;
  /** The other way out: not taken. */
  readonly children: React.ReactNode;
}

function Shrunk({ review: { question }, isBusy, onAnswer, children }: FormProps) {
  const t = useText(reviews);
  const language = useLanguage();
  const before = question.rowsBefore ?? question.before ?? 0;
  const now = question.rowsNow ?? question.now ?? 0;
  const n = (value: number): string => formatNumber(value, language);
  return (
    <div className="max-w-2xl">
      <p className="mb-6 text-lg">{t.shrunk(n(before), n(now), n(before - now))}</p>
      <p className="text-muted mb-6">{t.shrunkWhy}</p>
      <div className="flex flex-wrap gap-3">
        <Button isBusy={isBusy} onClick={() => onAnswer({ action: "release" })}>
          {t.release}
        </Button>
        {children}
      </div>
    </div>
  );
}
