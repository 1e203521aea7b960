import { findSealed } from "#src/access/encryption/sealed-store.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import type { Desk, Tier } from "./desk.ts";

export const ticketKinds = ["fault", "wish", "question"] as const;
export type TicketKind = (typeof ticketKinds)[number];
export type TicketState = "open" | "answered" | "closed";
export type StepAction = "ask" | "answer" | "reply" | "escalate" | "overdue" | "close";

export interface Ticket {
  readonly ticketId: string;
  readonly accountId: string;
  readonly role: string;
  readonly kind: TicketKind;
  readonly page: string;
  readonly tier: Tier;
  readonly unitId: string | null;
  readonly state: TicketState;
  readonly openedAt: Date;
  /** yyyy-mm-dd */
  readonly dueOn: string;
}

/** A step as its asker and its handlers see it: who by part alone, never by name. */
export interface Step {
  readonly seq: number;
  readonly action: StepAction;
  readonly tier: Tier;
  readonly by: "asker" | "handler" | "program";
  readonly at: Date;
  readonly text: string | null;
}

const columns = `ticket_id as "ticketId", account_id as "accountId", role, kind, page, tier, unit_id as "unitId",
  state, opened_at as "openedAt", due_on::text as "dueOn"`;

/** @throws HpError `record-not-found` */
export async function getTicket(db: Db, ticketId: string, lock = false): Promise<Ticket> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from access.ticket where ticket_id = $1 ${lock ? "for update" : ""}`,
    [ticketId],
  );
  const [found] = rows;
  if (found === undefined) throw new HpError("record-not-found", { id: ticketId, dataset: "ticket" });
  return found;
}

/** The newest an account sent. @param size at most this many */
export async function readTicketsOf(db: Db, accountId: string, size: number): Promise<readonly Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from access.ticket where account_id = $1 order by opened_at desc, ticket_id limit $2`,
    [accountId, size],
  );
  return rows;
}

/** What waits at a desk, the first due first; what is answered stands behind. @param size at most this many */
export async function readTicketsAt(
  db: Db,
  { tier, unitId }: Desk,
  size: number,
): Promise<readonly Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from access.ticket
     where tier = $1 and unit_id is not distinct from $2 and state <> 'closed'
     order by state desc, due_on, ticket_id limit $3`,
    [tier, unitId, size],
  );
  return rows;
}

export async function readSteps(db: Db, keyring: Keyring, ticketId: string): Promise<readonly Step[]> {
  const { rows } = await db.query<Omit<Step, "text">>(
    `select seq, action, tier, done_by as by, at from access.ticket_step where ticket_id = $1 order by seq`,
    [ticketId],
  );
  const steps: Step[] = [];
  for (const row of rows)
    steps.push({ ...row, text: (await findSealed(db, keyring, placeOf(ticketId, row.seq))) ?? null });
  return steps;
}

export const placeOf = (ticketId: string, seq: number) => ({
  dataset: "ticket",
  field: `step ${seq}`,
  recordId: ticketId,
});
