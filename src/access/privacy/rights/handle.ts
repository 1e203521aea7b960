import { randomUUID } from "node:crypto";
import { findDataset } from "#src/domains/catalogue.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { type Act, audit } from "../act.ts";
import { recordConsent } from "../consent/ledger.ts";
import { getPurpose } from "../purposes/register.ts";
import { getSubject, type Subject } from "../subject.ts";
import { actDue, deadlinesOn, latestExtension, type RequestKind, replyDue } from "./deadlines.ts";
import { type RequestAction, type RequestState, stateAfter } from "./machine.ts";
import { type AskedBy, getRequest, type RightsRequest } from "./request.ts";
import { writeNote } from "./sealed-notes.ts";
import { findStandingProblem, type Identified } from "./standing.ts";
import { openTask } from "./tasks.ts";
import { tellAsker } from "./tell-asker.ts";
import { readWorkingCalendar } from "./working-days.ts";

export interface Asked {
  readonly kind: RequestKind;
  readonly subject: Subject;
  readonly askedBy: AskedBy;
  /** The representative, by the guardian's record. */
  readonly guardianId?: string;
  readonly channel: string;
  /** A processor has to act too (the vendor's system holds a copy): the longer term. */
  readonly viaProcessor?: boolean;
  /** Purposes meant, for `restrict`, `object` and `withdrawConsent`. */
  readonly purposes?: readonly string[];
  /** `dataset.field` meant, for `correct`. */
  readonly fields?: readonly string[];
  /** What they wrote; stored sealed. */
  readonly detail?: string;
}

/**
 * Takes a request in. The reply clock runs from now; the term runs from {@link acceptRequest}.
 * @returns its id
 * @throws HpError `record-not-found`, `purpose-unknown`, `argument-missing`, `argument-invalid`
 */
export async function openRequest(client: Client, keyring: Keyring, asked: Asked, act: Act): Promise<string> {
  const subject = await getSubject(client, asked.subject);
  const purposes = asked.purposes ?? [];
  for (const purpose of purposes) getPurpose(purpose);
  for (const name of asked.fields ?? []) assertField(name);
  if (asked.kind === "withdrawConsent" && purposes.length === 0)
    throw new HpError("argument-missing", { name: "purposes" });
  if (asked.kind === "correct" && (asked.fields ?? []).length === 0)
    throw new HpError("argument-missing", { name: "fields" });
  if ((asked.askedBy === "representative") !== (asked.guardianId !== undefined))
    throw new HpError("argument-missing", { name: "guardianId" });
  const requestId = randomUUID();
  const receivedOn = localDay(act.at);
  const calendar = await readWorkingCalendar(client);
  await client.query(
    `insert into access.rights_request (request_id, kind, subject_entity, subject_id, asked_by, guardian_id, account_id,
       channel, school_id, via_processor, purposes, fields, state, received_at, reply_due, extended)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'received', $13, $14, false)`,
    [
      requestId,
      asked.kind,
      subject.entity,
      subject.recordId,
      asked.askedBy,
      asked.guardianId ?? null,
      act.accountId,
      asked.channel,
      subject.schoolId,
      asked.viaProcessor ?? false,
      purposes,
      asked.fields ?? [],
      act.at,
      replyDue(receivedOn, calendar).on,
    ],
  );
  if (asked.detail !== undefined) await writeNote(client, keyring, requestId, "detail", asked.detail);
  await writeEvent(client, requestId, "open", "received", act);
  return requestId;
}

function assertField(name: string): void {
  const [dataset = "", field = ""] = name.split(".");
  if (findDataset(dataset)?.fields[field] === undefined)
    throw new HpError("argument-invalid", { name: "fields", reason: name.slice(0, 60) });
}

/** Asks the person to prove who they are or whom they represent. That is the reply. */
export async function askForProof(client: Client, requestId: string, act: Act): Promise<void> {
  await moveRequest(client, requestId, "askProof", act);
}

/**
 * The asker is identified and entitled: the term begins. A correction becomes a task of the school, a withdrawal of
 * consent counts from now on.
 * @throws HpError `rights-request-unproven` saying what is missing, `rights-request-unfit`
 */
export async function acceptRequest(
  client: Client,
  requestId: string,
  identified: Identified,
  act: Act,
): Promise<void> {
  const request = await getRequest(client, requestId, true);
  const subject = await getSubject(client, request);
  const day = localDay(act.at);
  const problem = await findStandingProblem(client, request, subject, identified, day);
  if (problem !== undefined) throw new HpError("rights-request-unproven", { reason: problem });
  await moveRequest(client, requestId, "accept", act);
  const due = actDue(request.kind, day, request.viaProcessor);
  await client.query(
    "update access.rights_request set valid_at = $2, proof = $3, act_due = $4 where request_id = $1",
    [requestId, act.at, identified.proof, due],
  );
  if (request.kind === "correct") await openTask(client, { ...request, actDue: due }, act);
  if (request.kind === "withdrawConsent") await withdraw(client, request, act);
}

/** A withdrawal takes effect at once; what is left to do within the term is to stop whoever processes. */
async function withdraw(client: Client, request: RightsRequest, act: Act): Promise<void> {
  for (const purpose of request.purposes)
    await recordConsent(
      client,
      {
        subject: request,
        purpose,
        act: "withdraw",
        by: request.guardianId === null ? "self" : { guardianId: request.guardianId },
        channel: "counter",
      },
      act,
    );
}

/**
 * Extends the term, once, up to the direct time again, for a reason the person is told.
 * @throws HpError `rights-request-unfit` a second time, `argument-invalid` when the day is too far
 */
export async function extendRequest(
  client: Client,
  keyring: Keyring,
  requestId: string,
  extension: { readonly until: string; readonly reason: string },
  act: Act,
): Promise<void> {
  const request = await getRequest(client, requestId, true);
  if (request.extended || request.validAt === null || request.actDue === null) throw unfit(request, "extend");
  const latest = latestExtension(request.kind, localDay(request.validAt), request.actDue);
  if (!(extension.until > request.actDue && extension.until <= latest))
    throw new HpError("argument-invalid", { name: "until", reason: `${request.actDue} < … <= ${latest}` });
  if (extension.reason.trim() === "") throw new HpError("argument-missing", { name: "reason" });
  if (deadlinesOn(localDay(act.at)).extensions < 1) throw unfit(request, "extend");
  await moveRequest(client, requestId, "extend", act);
  await client.query("update access.rights_request set act_due = $2, extended = true where request_id = $1", [
    requestId,
    extension.until,
  ]);
  await writeNote(client, keyring, requestId, "reason", extension.reason);
}

/** Refuses, for a reason the person is told (a law that asks for keeping, not their data, not proven). */
export async function refuseRequest(
  client: Client,
  keyring: Keyring,
  requestId: string,
  reason: string,
  act: Act,
): Promise<void> {
  if (reason.trim() === "") throw new HpError("argument-missing", { name: "reason" });
  await moveRequest(client, requestId, "refuse", act);
  await writeNote(client, keyring, requestId, "outcome", reason);
  await tellAsker(client, await getRequest(client, requestId), "refused", act);
}

/** The export was made; its hash says later which file was handed over. Finishing `see` and `copy` asks for it. */
export async function markExported(
  client: Client,
  requestId: string,
  sha256: string,
  act: Act,
): Promise<void> {
  const { rowCount } = await client.query(
    "update access.rights_request set export_hash = $2 where request_id = $1",
    [requestId, sha256],
  );
  if (rowCount === 0) throw new HpError("record-not-found", { id: requestId, dataset: "rightsRequest" });
  await audit(client, act, "rights.export", `rightsRequest/${requestId}`, { detail: { sha256 } });
}

/** The person takes the request back. */
export async function cancelRequest(client: Client, requestId: string, act: Act): Promise<void> {
  await moveRequest(client, requestId, "cancel", act);
}

/**
 * Moves a request on, with its event and audit; the first step after receipt is the reply.
 * @throws HpError `rights-request-unfit`
 */
export async function moveRequest(
  client: Client,
  requestId: string,
  action: RequestAction,
  act: Act,
): Promise<RightsRequest> {
  const request = await getRequest(client, requestId, true);
  const state = stateAfter(request.state, action);
  if (state === undefined) throw unfit(request, action);
  const isOver = state === "done" || state === "refused" || state === "cancelled";
  await client.query(
    `update access.rights_request set state = $2, replied_at = coalesce(replied_at, $3),
       closed_at = case when $4 then $3::timestamptz end, outcome = case when $4 then $2::text end
     where request_id = $1`,
    [requestId, state, act.at, isOver],
  );
  await writeEvent(client, requestId, action, state, act);
  return request;
}

async function writeEvent(
  client: Client,
  requestId: string,
  action: string,
  state: RequestState,
  act: Act,
): Promise<void> {
  await client.query(
    `insert into access.rights_event (request_id, seq, action, state, done_by, at)
     select $1, 1 + coalesce(max(seq), 0), $2, $3, $4, $5 from access.rights_event where request_id = $1`,
    [requestId, action, state, act.by, act.at],
  );
  await audit(client, act, `rights.${action}`, `rightsRequest/${requestId}`, { detail: { state } });
}

function unfit(request: RightsRequest, action: string): HpError {
  return new HpError("rights-request-unfit", {
    requestId: request.requestId,
    state: request.state,
    action,
  });
}
