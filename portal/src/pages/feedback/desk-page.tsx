import { useState } from "react";
import { useApi, useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { feedback } from "../../text/feedback.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { deskTickets, type Ticket } from "./ticket-data.ts";
import { TicketStory } from "./ticket-story.tsx";

interface Desk {
  readonly desk: { readonly tier: string } | null;
  readonly data: readonly Ticket[];
}

/** `/gop-y/xu-ly`: what came to the desk of a school, a commune or the department. */
export default function DeskPage() {
  const t = useText(feedback).desk;
  const reading = useApi<Desk>(deskTickets, { refetchMs: 60_000 });
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <Reading reading={reading} lines={5}>
        {({ desk, data }) =>
          desk === null ? (
            <Empty title={t.noDesk}>{t.noDeskWhy}</Empty>
          ) : data.length === 0 ? (
            <Empty title={t.none}>{t.noneWhy}</Empty>
          ) : (
            <ul className="grid max-w-4xl gap-5">
              {data.map((ticket) => (
                <li key={ticket.ticketId}>
                  <Handle ticket={ticket} />
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </>
  );
}

function Handle({ ticket }: { readonly ticket: Ticket }) {
  const words = useText(feedback);
  const t = words.desk;
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const [text, setText] = useState("");
  const change = useChange([deskTickets]);
  const step = (action: "answer" | "escalate" | "close"): void =>
    change.mutate(
      { method: "POST", path: `${deskTickets}/${ticket.ticketId}/steps`, body: { action, text } },
      {
        onSuccess: () => {
          setText("");
          toast({ kind: "done", text: t.done });
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  const off = text.trim() === "";
  return (
    <Card title={words.kinds[ticket.kind]}>
      <p className="text-muted mb-1.5 text-sm">{t.from(say(ticket.roleTitle))}</p>
      <TicketStory ticket={ticket} />
      <div className="mt-4 grid gap-3">
        <TextArea
          label={t.answer}
          rows={3}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex flex-wrap gap-3">
          <Button isBusy={change.isPending} disabled={off} onClick={() => step("answer")}>
            {t.send}
          </Button>
          <Button variant="secondary" isBusy={change.isPending} disabled={off} onClick={() => step("close")}>
            {t.close}
          </Button>
          {ticket.tier === "department" ? null : (
            <Button variant="quiet" isBusy={change.isPending} disabled={off} onClick={() => step("escalate")}>
              {t.up}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
