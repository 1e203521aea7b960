import type { Text } from "../../text/language.ts";

export type TicketKind = "fault" | "wish" | "question";
type Tier = "school" | "commune" | "department";

/** `GET /api/v1/me/tickets`, `GET /api/v1/tickets` */
export interface Ticket {
  readonly ticketId: string;
  readonly kind: TicketKind;
  readonly page: string;
  readonly tier: Tier;
  readonly state: "open" | "answered" | "closed";
  readonly dueOn: string;
  readonly roleTitle: Text;
  readonly steps: readonly {
    readonly seq: number;
    readonly action: "ask" | "answer" | "reply" | "escalate" | "overdue" | "close";
    readonly tier: Tier;
    readonly by: "asker" | "handler" | "program";
    readonly at: string;
    readonly text: string | null;
  }[];
}

export const ownTickets = "/api/v1/me/tickets";
export const deskTickets = "/api/v1/tickets";
