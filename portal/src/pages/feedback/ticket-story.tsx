import { findRoute } from "../../app/portal-paths.ts";
import { Badge } from "../../kit/badge.tsx";
import { formatDay, formatInstant } from "../../kit/number-text.tsx";
import { feedback } from "../../text/feedback.ts";
import { useSay, useText } from "../../text/use-text.ts";
import type { Ticket } from "./ticket-data.ts";

const tones = { open: "watch", answered: "good", closed: "plain" } as const;

/** How a ticket stands and every step it went, oldest first. */
export function TicketStory({ ticket }: { readonly ticket: Ticket }) {
  const t = useText(feedback);
  const say = useSay();
  const page = findRoute(ticket.page)?.title;
  return (
    <>
      <p className="text-muted flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
        <Badge tone={tones[ticket.state]}>{t.states[ticket.state]}</Badge>
        {ticket.state === "closed" ? null : <span>{t.at(t.tiers[ticket.tier])}</span>}
        {ticket.state === "open" ? <span>{t.due(formatDay(ticket.dueOn))}</span> : null}
        <span className="break-all">{t.from(page === undefined ? ticket.page : say(page))}</span>
      </p>
      <ol className="mt-3 space-y-3">
        {ticket.steps.map((step) => (
          <li
            key={step.seq}
            className={`border-l-2 pl-3 ${step.by === "asker" ? "border-edge" : "border-sea"}`}
          >
            <p className="text-muted text-sm">
              {t.step(t.steps[step.action], t.by[step.by], t.tiers[step.tier], formatInstant(step.at))}
            </p>
            {step.text === null ? null : <p className="break-words whitespace-pre-line">{step.text}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}
