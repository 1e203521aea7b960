import { randomUUID } from "node:crypto";
import { findSealed, writeSealed } from "#src/access/encryption/sealed-store.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { type Act, audit } from "../act.ts";
import { type Audience, type ClockId, type DueNotice, type IncidentLevel, noticesOf } from "./clocks.ts";

/** What kind of thing happened (TCVN 14423 asks that incidents be grouped; the groups are ours). */
export const incidentKinds = [
  "malware",
  "intrusion",
  "denialOfService",
  "dataLeak",
  "defacement",
  "phishing",
  "supplier",
  "insider",
  "other",
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export type IncidentState = "open" | "contained" | "resolved" | "closed";

/** What is told in words; sealed, and part of the notices. */
export const storyParts = ["nature", "cause", "consequences", "measures", "advice"] as const;
export type StoryPart = (typeof storyParts)[number];
export type Story = Readonly<Partial<Record<StoryPart, string>>>;

export interface IncidentFacts {
  readonly kind: IncidentKind;
  readonly level: IncidentLevel;
  /** When it was found that personal data are concerned; null while they are not. */
  readonly personalDataAt: Date | null;
  readonly affectedPeople: number | null;
  readonly datasets: readonly string[];
  readonly sensitive: boolean;
}

export interface Incident extends IncidentFacts {
  readonly incidentId: string;
  readonly state: IncidentState;
  readonly detectedAt: Date;
  readonly containedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
}

const columns = `incident_id as "incidentId", kind, level, state, detected_at as "detectedAt",
  personal_data_at as "personalDataAt", affected_people as "affectedPeople", datasets, sensitive,
  contained_at as "containedAt", resolved_at as "resolvedAt", closed_at as "closedAt"`;

/** @throws HpError `record-not-found` */
export async function getIncident(db: Db, incidentId: string, lock = false): Promise<Incident> {
  const { rows } = await db.query<Incident>(
    `select ${columns} from access.incident where incident_id = $1 ${lock ? "for update" : ""}`,
    [incidentId],
  );
  const [found] = rows;
  if (found === undefined) throw new HpError("record-not-found", { id: incidentId, dataset: "incident" });
  return found;
}

/** Newest first; a city hopes for few. */
export async function readIncidents(db: Db, openOnly = false): Promise<readonly Incident[]> {
  const { rows } = await db.query<Incident>(
    `select ${columns} from access.incident where (not $1 or closed_at is null) order by detected_at desc, incident_id`,
    [openOnly],
  );
  return rows;
}

/**
 * Writes an incident down. The clocks run from `detectedAt`, which is when somebody knew and not when it was typed in.
 * @throws HpError `argument-invalid` when it was detected in the future
 */
export async function openIncident(
  client: Client,
  keyring: Keyring,
  incident: IncidentFacts & { readonly detectedAt: Date; readonly story: Story },
  act: Act,
): Promise<string> {
  if (incident.detectedAt > act.at)
    throw new HpError("argument-invalid", { name: "detectedAt", reason: "> now" });
  const incidentId = randomUUID();
  await client.query(
    `insert into access.incident (incident_id, kind, level, state, detected_at, personal_data_at, affected_people, datasets, sensitive)
     values ($1, $2, $3, 'open', $4, $5, $6, $7, $8)`,
    [incidentId, incident.kind, incident.level, incident.detectedAt, ...factValues(incident)],
  );
  await writeStory(client, keyring, incidentId, incident.story);
  await writeEvent(client, incidentId, "open", "open", act);
  return incidentId;
}

function factValues(facts: IncidentFacts): readonly unknown[] {
  for (const dataset of facts.datasets) getDataset(dataset);
  return [facts.personalDataAt, facts.affectedPeople, facts.datasets, facts.sensitive];
}

/** What is known better now; the clocks are worked out anew from it. Parts of the story not named stay. */
export async function updateIncident(
  client: Client,
  keyring: Keyring,
  incidentId: string,
  facts: Partial<IncidentFacts>,
  story: Story,
  act: Act,
): Promise<void> {
  const incident = await getIncident(client, incidentId, true);
  if (incident.closedAt !== null) throw unfit(incident, "update");
  const now = { ...incident, ...facts };
  await client.query(
    `update access.incident set kind = $2, level = $3, personal_data_at = $4, affected_people = $5, datasets = $6,
       sensitive = $7 where incident_id = $1`,
    [incidentId, now.kind, now.level, ...factValues(now)],
  );
  await writeStory(client, keyring, incidentId, story);
  await writeEvent(client, incidentId, "update", incident.state, act);
}

const nextState: Readonly<
  Record<"contain" | "resolve" | "close", { from: readonly IncidentState[]; to: IncidentState }>
> = {
  contain: { from: ["open"], to: "contained" },
  resolve: { from: ["open", "contained"], to: "resolved" },
  close: { from: ["resolved"], to: "closed" },
};

/**
 * Moves an incident on. It is closed only when every notice it asked for went out.
 * @throws HpError `incident-unfit`
 */
export async function moveIncident(
  client: Client,
  incidentId: string,
  action: keyof typeof nextState,
  act: Act,
): Promise<void> {
  const incident = await getIncident(client, incidentId, true);
  const { from, to } = nextState[action];
  if (!from.includes(incident.state)) throw unfit(incident, action);
  if (action === "close" && (await readOpenNotices(client, incident)).length > 0)
    throw unfit(incident, action);
  await client.query(
    `update access.incident set state = $2,
       contained_at = case when $2 = 'contained' then $3 else contained_at end,
       resolved_at = case when $2 = 'resolved' then $3 else resolved_at end,
       closed_at = case when $2 = 'closed' then $3 else closed_at end
     where incident_id = $1`,
    [incidentId, to, act.at],
  );
  await writeEvent(client, incidentId, action, to, act);
}

/** Notices of an incident that have not gone out. */
export async function readOpenNotices(db: Db, incident: Incident): Promise<readonly DueNotice[]> {
  const { rows } = await db.query<{ clock: string; audience: string }>(
    "select clock, audience from access.incident_notice where incident_id = $1",
    [incident.incidentId],
  );
  const sent = new Set(rows.map(({ clock, audience }) => `${clock} ${audience}`));
  return noticesOf(incident).filter(({ clock, audience }) => !sent.has(`${clock} ${audience}`));
}

/** Notices of all incidents that should have gone out by an instant, the most overdue first. */
export async function readOverdueNotices(
  db: Db,
  at: Date,
): Promise<readonly (DueNotice & { readonly incidentId: string })[]> {
  const overdue: (DueNotice & { readonly incidentId: string })[] = [];
  for (const incident of await readIncidents(db, true))
    for (const notice of await readOpenNotices(db, incident))
      if (notice.dueAt < at) overdue.push({ ...notice, incidentId: incident.incidentId });
  return overdue.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * A notice went out.
 * @throws HpError `incident-unfit` when the incident asks for no such notice, or it went out before
 */
export async function markNoticeSent(
  client: Client,
  incidentId: string,
  notice: {
    readonly clock: ClockId;
    readonly audience: Audience;
    readonly textHash: string;
    readonly channel: string;
  },
  act: Act,
): Promise<void> {
  const incident = await getIncident(client, incidentId, true);
  const isDue = (await readOpenNotices(client, incident)).some(
    ({ clock, audience }) => clock === notice.clock && audience === notice.audience,
  );
  if (!isDue) throw unfit(incident, `${notice.clock}/${notice.audience}`);
  await client.query(
    `insert into access.incident_notice (incident_id, clock, audience, text_hash, channel, sent_by, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [incidentId, notice.clock, notice.audience, notice.textHash, notice.channel, act.by, act.at],
  );
  await writeEvent(client, incidentId, `notice:${notice.clock}/${notice.audience}`, incident.state, act);
}

const placeOf = (incidentId: string, part: StoryPart) => ({
  dataset: "incident",
  field: part,
  recordId: incidentId,
});

async function writeStory(client: Client, keyring: Keyring, incidentId: string, story: Story): Promise<void> {
  await writeSealed(
    client,
    keyring,
    storyParts.flatMap((part) => {
      const text = story[part];
      return text === undefined ? [] : [{ ...placeOf(incidentId, part), text }];
    }),
  );
}

export async function readStory(db: Db, keyring: Keyring, incidentId: string): Promise<Story> {
  const story: Partial<Record<StoryPart, string>> = {};
  for (const part of storyParts) {
    const text = await findSealed(db, keyring, placeOf(incidentId, part));
    if (text !== undefined) story[part] = text;
  }
  return story;
}

async function writeEvent(
  client: Client,
  incidentId: string,
  action: string,
  state: IncidentState,
  act: Act,
): Promise<void> {
  await client.query(
    `insert into access.incident_event (incident_id, seq, action, state, done_by, at)
     select $1, 1 + coalesce(max(seq), 0), $2, $3, $4, $5 from access.incident_event where incident_id = $1`,
    [incidentId, action, state, act.by, act.at],
  );
  await audit(client, act, `incident.${action}`, `incident/${incidentId}`, { detail: { state } });
}

function unfit(incident: Incident, action: string): HpError {
  return new HpError("incident-unfit", { incidentId: incident.incidentId, state: incident.state, action });
}
