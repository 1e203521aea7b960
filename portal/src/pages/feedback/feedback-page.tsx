import { useState } from "react";
import { useApi, useChange } from "../../api/use-api.ts";
import { findRoute } from "../../app/portal-paths.ts";
import { useUrlState } from "../../app/url-state.ts";
import { useDraft } from "../../app/use-draft.ts";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Reading } from "../../kit/states.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { feedback } from "../../text/feedback.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { ownTickets, type Ticket, type TicketKind } from "./ticket-data.ts";
import { TicketStory } from "./ticket-story.tsx";

/** `/gop-y`: what does not work or is missing, said once, followed to its answer. */
export default function FeedbackPage() {
  const t = useText(feedback);
  const reading = useApi<{ readonly data: readonly Ticket[] }>(ownTickets);
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
        <Send />
        <section aria-labelledby="own" className="min-w-0">
          <h2 id="own" className="text-lg font-semibold">
            {t.own}
          </h2>
          <Reading reading={reading}>
            {({ data }) =>
              data.length === 0 ? (
                <p className="text-muted mt-2">{t.none}</p>
              ) : (
                <ul className="divide-rule divide-y">
                  {data.map((ticket) => (
                    <li key={ticket.ticketId} className="py-4">
                      <TicketStory ticket={ticket} />
                      {ticket.state === "closed" ? null : <More ticket={ticket} />}
                    </li>
                  ))}
                </ul>
              )
            }
          </Reading>
        </section>
      </div>
    </>
  );
}

const empty = { kind: "fault" as TicketKind, text: "" };

function Send() {
  const t = useText(feedback);
  const language = useLanguage();
  const toast = useToast();
  const [{ trang }] = useUrlState({ trang: "" });
  const draft = useDraft("feedback", empty);
  const change = useChange([ownTickets]);
  const page = trang.startsWith("/") ? trang : "/";
  const say = useSay();
  const title = findRoute(page)?.title;
  return (
    <Card>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { method: "POST", path: ownTickets, body: { ...draft.value, page } },
            {
              onSuccess: () => {
                draft.clear();
                toast({ kind: "done", text: t.sent });
              },
            },
          );
        }}
      >
        <Select
          label={t.kind}
          value={draft.value.kind}
          onChange={(kind) => draft.set({ ...draft.value, kind: kind as TicketKind })}
          options={(["fault", "wish", "question"] as const).map((value) => ({
            value,
            label: t.kinds[value],
          }))}
        />
        <TextArea
          label={t.text}
          hint={t.textHint}
          rows={5}
          required
          maxLength={4000}
          value={draft.value.text}
          onChange={(event) => draft.set({ ...draft.value, text: event.target.value })}
        />
        {page === "/" ? null : (
          <p className="text-muted text-sm break-all">{t.from(title === undefined ? page : say(title))}</p>
        )}
        {change.error === null ? null : (
          <p role="alert" className="text-act text-sm">
            {change.error.sentence(language)}
          </p>
        )}
        <Button type="submit" isBusy={change.isPending} disabled={draft.value.text.trim() === ""}>
          {t.send}
        </Button>
      </form>
    </Card>
  );
}

function More({ ticket }: { readonly ticket: Ticket }) {
  const t = useText(feedback);
  const language = useLanguage();
  const toast = useToast();
  const [text, setText] = useState("");
  const change = useChange([ownTickets]);
  const step = (body: object): void =>
    change.mutate(
      { method: "POST", path: `${ownTickets}/${ticket.ticketId}/steps`, body },
      {
        onSuccess: () => setText(""),
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  return (
    <details className="mt-2">
      <summary className="text-link min-h-11 cursor-pointer py-2.5 text-sm">{t.more}</summary>
      <div className="grid gap-3">
        <TextArea
          label={t.more}
          hidesLabel
          rows={3}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex flex-wrap gap-3">
          <Button
            variant="secondary"
            isBusy={change.isPending}
            disabled={text.trim() === ""}
            onClick={() => step({ action: "reply", text })}
          >
            {t.sendMore}
          </Button>
          <Button variant="quiet" isBusy={change.isPending} onClick={() => step({ action: "close" })}>
            {t.close}
          </Button>
        </div>
      </div>
    </details>
  );
}
