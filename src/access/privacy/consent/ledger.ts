import { randomUUID } from "node:crypto";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { type Act, audit } from "../act.ts";
import { childRuleOn } from "../age.ts";
import { getPurpose, purposes } from "../purposes/register.ts";
import {
  ageOfSubject,
  getSubject,
  type KnownSubject,
  readRepresentatives,
  type Subject,
} from "../subject.ts";
import { type ConsentEvent, type ConsentState, consentState } from "./state.ts";
import { consentTexts, findTextOn } from "./texts.ts";

/** How it was said. */
export const consentChannels = ["portal", "app", "paper", "counter"] as const;
export type ConsentChannel = (typeof consentChannels)[number];

export interface ConsentSaid {
  readonly subject: Subject;
  readonly purpose: string;
  readonly act: "give" | "withdraw";
  readonly by: "self" | { readonly guardianId: string };
  readonly channel: ConsentChannel;
  readonly document?: string;
}

/**
 * Writes what somebody said to the ledger, in the caller's transaction. It counts from `act.at` on.
 * @returns id of the line
 * @throws HpError `purpose-unknown`, `record-not-found`; `consent-not-entitled` when it is not theirs to say
 */
export async function recordConsent(client: Client, said: ConsentSaid, act: Act): Promise<string> {
  const purpose = getPurpose(said.purpose);
  const subject = await getSubject(client, said.subject);
  const day = localDay(act.at);
  const refuse = (reason: string): HpError =>
    new HpError("consent-not-entitled", { purpose: purpose.id, reason });
  if (purpose.basis !== "consent") throw refuse("mục đích này theo luật định, không hỏi đồng ý");
  const text = findTextOn(purpose.id, day);
  if (text === undefined) throw refuse("chưa có lời đồng ý nào có hiệu lực");
  const problem = await findProblem(client, subject, said.by, day);
  if (problem !== undefined) throw refuse(problem);
  const eventId = randomUUID();
  await client.query(
    `insert into access.consent_event (event_id, subject_entity, subject_id, purpose, text_version, act, by_kind,
       guardian_id, account_id, channel, document, recorded_by, said_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      eventId,
      subject.entity,
      subject.recordId,
      purpose.id,
      text.version,
      said.act,
      said.by === "self" ? "self" : "representative",
      said.by === "self" ? null : said.by.guardianId,
      act.accountId,
      said.channel,
      said.document ?? null,
      act.by,
      act.at,
    ],
  );
  await audit(client, act, `consent.${said.act}`, `${subject.entity}/${subject.recordId}`, {
    purpose: purpose.id,
    detail: { textVersion: text.version, channel: said.channel },
  });
  return eventId;
}

/** Why somebody may not speak for the person, for people; undefined when they may. */
async function findProblem(
  db: Db,
  subject: KnownSubject,
  by: ConsentSaid["by"],
  day: string,
): Promise<string | undefined> {
  const rule = childRuleOn(day);
  const age = ageOfSubject(subject, day);
  if (by === "self")
    return age !== undefined && age < rule.childAgreesFrom
      ? `trẻ dưới ${rule.childAgreesFrom} tuổi chưa tự nêu ý kiến, người đại diện quyết định`
      : undefined;
  if (age !== undefined && age >= rule.representativeBelow)
    return `người từ đủ ${rule.representativeBelow} tuổi tự quyết định`;
  const representatives = await readRepresentatives(db, subject);
  return representatives.includes(by.guardianId) ? undefined : "không phải người đại diện của trẻ";
}

/** A line of the ledger as it is shown. */
export interface ConsentLine extends ConsentEvent {
  readonly eventId: string;
  readonly channel: string;
  readonly document: string | null;
  readonly recordedBy: string;
}

interface Row {
  readonly event_id: string;
  readonly subject_id: string;
  readonly purpose: string;
  readonly text_version: number;
  readonly act: "give" | "withdraw";
  readonly guardian_id: string | null;
  readonly channel: string;
  readonly document: string | null;
  readonly recorded_by: string;
  readonly said_at: Date;
}

/** Everything said about a person, oldest first. */
export async function readConsentLines(
  db: Db,
  subject: KnownSubject,
  purpose?: string,
): Promise<readonly ConsentLine[]> {
  const { rows } = await db.query<Row>(
    `select * from access.consent_event where subject_id = any ($1::uuid[]) and subject_entity = $2
       and ($3::text is null or purpose = $3) order by said_at, event_id`,
    [subject.ids, subject.entity, purpose ?? null],
  );
  return rows.map((row) => ({
    eventId: row.event_id,
    purpose: row.purpose,
    textVersion: row.text_version,
    act: row.act,
    by: row.guardian_id === null ? "self" : { guardianId: row.guardian_id },
    at: row.said_at,
    channel: row.channel,
    document: row.document,
    recordedBy: row.recorded_by,
  }));
}

/**
 * Whether a person's data may be used for a purpose now. Purposes by law need no consent and answer `granted`.
 * @throws HpError `purpose-unknown`, `record-not-found`
 */
export async function readConsent(
  db: Db,
  named: Subject,
  purposeId: string,
  at: Date,
): Promise<ConsentState> {
  const purpose = getPurpose(purposeId);
  if (purpose.basis !== "consent") return { granted: true, reason: "granted" };
  const subject = await getSubject(db, named);
  return stateOf(subject, await readConsentLines(db, subject, purposeId), purposeId, at);
}

/** How a person stands to every purpose that needs consent. */
export async function readConsents(
  db: Db,
  named: Subject,
  at: Date,
): Promise<readonly (ConsentState & { readonly purpose: string })[]> {
  const subject = await getSubject(db, named);
  const lines = await readConsentLines(db, subject);
  return purposes
    .filter(({ basis }) => basis === "consent")
    .map(({ id }) => ({ purpose: id, ...stateOf(subject, lines, id, at) }));
}

function stateOf(
  subject: KnownSubject,
  lines: readonly ConsentLine[],
  purposeId: string,
  at: Date,
): ConsentState {
  return consentState(lines, {
    purpose: getPurpose(purposeId),
    person: subject.entity === "learner" ? subject : "adult",
    at,
    texts: consentTexts,
  });
}
