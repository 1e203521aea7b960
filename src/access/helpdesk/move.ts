import { randomUUID } from "node:crypto";
import { writeSealed } from "#src/access/encryption/sealed-store.ts";
import type { Clock } from "#src/platform/clock.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import type { NotificationKind } from "../notifications/kinds.ts";
import { notify } from "../notifications/notify.ts";
import { type Act, audit } from "../privacy/act.ts";
import { addWorkingDays, readWorkingCalendar } from "../privacy/rights/working-days.ts";
import { type Desk, handles, nextDesk, termDays, unitOf } from "./desk.ts";
import {
  getTicket,
  placeOf,
  type StepAction,
  type Ticket,
  type TicketKind,
  type TicketState,
} from "./ticket.ts";

export interface NewTicket {
  readonly accountId: string;
  readonly role: string;
  readonly kind: TicketKind;
  readonly page: string;
  readonly text: string;
  readonly desk: Desk;
}

const asked = "/gop-y";
const handled = "/gop-y/xu-ly";

/** Takes feedback in and tells the desk it comes to. @returns its id */
export async function openTicket(
  client: Client,
  keyring: Keyring,
  ticket: NewTicket,
  act: Act,
): Promise<string> {
  const ticketId = randomUUID();
  const { desk } = ticket;
  await client.query(
    `insert into access.ticket (ticket_id, account_id, role, kind, page, tier, unit_id, state, opened_at, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9)`,
    [
      ticketId,
      ticket.accountId,
      ticket.role,
      ticket.kind,
      withoutIds(ticket.page),
      desk.tier,
      desk.unitId,
      act.at,
      await dueOn(client, desk, act.at),
    ],
  );
  await writeStep(
    client,
    keyring,
    { ticketId, tier: desk.tier },
    { action: "ask", by: "asker", text: ticket.text },
    act,
  );
  await tellDesk(client, ticketId, desk, "feedbackArrived", act);
  return ticketId;
}

/**
 * A page's address without its search and without ids: which page it is says enough, whose record stood on it is nobody's
 * business here.
 */
export const withoutIds = (page: string): string =>
  (page.split(/[?#]/, 1)[0] ?? "/")
    .split("/")
    .map((part) => (/[0-9]{5}|^[0-9a-f]{8}-|%|@/i.test(part) ? "…" : part))
    .join("/")
    .slice(0, 120);

interface Said {
  readonly action: StepAction;
  readonly by: "asker" | "handler" | "program";
  readonly text?: string | undefined;
}

/** From which state a step goes to which. */
const moves: Readonly<
  Record<Exclude<StepAction, "ask">, { readonly from: readonly TicketState[]; readonly to: TicketState }>
> = {
  answer: { from: ["open", "answered"], to: "answered" },
  reply: { from: ["open", "answered"], to: "open" },
  escalate: { from: ["open", "answered"], to: "open" },
  overdue: { from: ["open"], to: "open" },
  close: { from: ["open", "answered"], to: "closed" },
};

/**
 * Moves a ticket on, tells whom it concerns, and writes it to the audit.
 * @throws HpError `record-not-found`; `ticket-unfit` for a step its state or tier does not allow
 */
export async function moveTicket(
  client: Client,
  keyring: Keyring,
  ticketId: string,
  said: Said & { readonly action: Exclude<StepAction, "ask"> },
  act: Act,
): Promise<void> {
  const ticket = await getTicket(client, ticketId, true);
  const move = moves[said.action];
  const goesUp = said.action === "escalate" || said.action === "overdue";
  if (!move.from.includes(ticket.state) || (goesUp && ticket.tier === "department"))
    throw new HpError("ticket-unfit", { ticketId });
  const desk: Desk = goesUp ? await nextDesk(client, ticket) : ticket;
  // A new tier and a word of the asker begin a new term.
  const due = goesUp || said.action === "reply" ? await dueOn(client, desk, act.at) : ticket.dueOn;
  await client.query(
    "update access.ticket set state = $2, tier = $3, unit_id = $4, due_on = $5 where ticket_id = $1",
    [ticketId, move.to, desk.tier, desk.unitId, due],
  );
  await writeStep(client, keyring, { ticketId, tier: desk.tier }, said, act);
  if (said.by !== "asker") await tellAsker(client, ticket, said.action, act);
  if (goesUp) await tellDesk(client, ticketId, desk, "feedbackMovedUp", act);
  else if (said.action === "reply") await tellDesk(client, ticketId, desk, "feedbackArrived", act);
}

async function dueOn(client: Client, { tier }: Desk, at: Date): Promise<string> {
  return addWorkingDays(localDay(at), termDays[tier], await readWorkingCalendar(client));
}

async function writeStep(
  client: Client,
  keyring: Keyring,
  { ticketId, tier }: { readonly ticketId: string; readonly tier: Desk["tier"] },
  { action, by, text }: Said,
  act: Act,
): Promise<void> {
  const { rows } = await client.query<{ seq: number }>(
    "select coalesce(max(seq), 0)::int + 1 as seq from access.ticket_step where ticket_id = $1",
    [ticketId],
  );
  const seq = rows[0]?.seq ?? 1;
  await client.query(
    `insert into access.ticket_step (ticket_id, seq, action, tier, done_by, account_id, at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [ticketId, seq, action, tier, by, act.accountId, act.at],
  );
  if (text !== undefined && text !== "")
    await writeSealed(client, keyring, [{ ...placeOf(ticketId, seq), text }]);
  await audit(client, act, `ticket.${action}`, `ticket/${ticketId}`, { detail: { tier } });
}

const tells: Readonly<Partial<Record<StepAction, NotificationKind>>> = {
  answer: "feedbackAnswered",
  close: "feedbackClosed",
};

async function tellAsker(client: Client, ticket: Ticket, action: StepAction, act: Act): Promise<void> {
  const kind = tells[action];
  if (kind === undefined) return;
  const to = { accountId: ticket.accountId };
  await notify(client, { to, kind, about: `ticket/${ticket.ticketId}`, path: asked, except: act.by }, act.at);
}

async function tellDesk(
  client: Client,
  ticketId: string,
  desk: Desk,
  kind: NotificationKind,
  act: Act,
): Promise<void> {
  const to = { permission: handles[desk.tier], unit: unitOf(desk) };
  await notify(client, { to, kind, about: `ticket/${ticketId}`, path: handled, except: act.by }, act.at);
}

/** What no tier answered within its term goes one up, each in a transaction of its own. @returns how many */
export async function escalateOverdue(pool: Pool, keyring: Keyring, clock: Clock): Promise<number> {
  const at = clock.now();
  const { rows } = await pool.query<{ id: string }>(
    `select ticket_id as id from access.ticket
     where state = 'open' and tier <> 'department' and due_on < $1::date order by due_on, ticket_id`,
    [localDay(at)],
  );
  const none = { accountId: null, role: null, unit: null, from: null, requestId: null };
  const act: Act = { at, by: "program", ...none };
  let moved = 0;
  for (const { id } of rows)
    try {
      await inTransaction(pool, (client) =>
        moveTicket(client, keyring, id, { action: "overdue", by: "program" }, act),
      );
      moved += 1;
    } catch (cause) {
      // Answered or closed by somebody in between: nothing is left to do.
      if (!(cause instanceof HpError) || cause.code !== "ticket-unfit") throw cause;
    }
  return moved;
}
