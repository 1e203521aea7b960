import { Badge, type Tone } from "../../kit/badge.tsx";
import { formatDay, formatInstant } from "../../kit/number-text.tsx";
import { mine } from "../../text/mine.ts";
import { useText } from "../../text/use-text.ts";
import type { RequestState } from "./person-data.ts";

const tones: Readonly<Record<RequestState, Tone>> = {
  received: "sea",
  awaitingProof: "watch",
  accepted: "sea",
  done: "good",
  refused: "act",
  cancelled: "plain",
};

interface Stated {
  readonly state: RequestState;
  readonly receivedAt: string;
  readonly dueOn: string;
}

/** How a request stands, when it was sent and until when it is answered. */
export function StateLine({ request: { state, receivedAt, dueOn } }: { readonly request: Stated }) {
  const t = useText(mine);
  const isOpen = state === "received" || state === "awaitingProof" || state === "accepted";
  return (
    <>
      <p className="text-muted mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
        <Badge tone={tones[state]}>{t.states[state]}</Badge>
        <span>{t.sentAt(formatInstant(receivedAt))}</span>
        {isOpen ? <span>{t.dueBy(formatDay(dueOn))}</span> : null}
      </p>
      {state === "awaitingProof" ? <p className="mt-1.5 text-sm">{t.proofHow}</p> : null}
    </>
  );
}
