import { randomUUID } from "node:crypto";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { Unit } from "../principal.ts";
import type { PersonEntity } from "../privacy/subject.ts";
import type { Permission } from "../roles/permissions.ts";
import { roles } from "../roles/roles.ts";
import type { NotificationKind } from "./kinds.ts";

/** Who is told: an account; whoever acts as a person of the record; everybody who has a permission in a unit itself. */
export type Recipient =
  | { readonly accountId: string }
  | { readonly person: { readonly entity: PersonEntity; readonly recordId: string } }
  | { readonly permission: Permission; readonly unit: Unit };

export interface Notice {
  readonly to: Recipient;
  readonly kind: NotificationKind;
  /** What it is about, `kind/id`: told again while unread it is one line with the newer time. */
  readonly about: string;
  /** Where it is seen, in the portal: begins with `/`. */
  readonly path: string;
  /** Counts and codes that the kind's sentence names; nothing of a person. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Whose deed it was: nobody is told of what they did themselves. */
  readonly except?: string;
}

/**
 * Tells people of something, in the transaction that does it: rolled back, nobody is told.
 * @param client of the owner: whom a role is given to is nobody else's to read
 * @returns how many accounts were told
 */
export async function notify(client: Client, notice: Notice, at: Date): Promise<number> {
  const accounts = (await accountsOf(client, notice.to, at)).filter((id) => id !== notice.except);
  // One order for all writers, so that two of them can't wait for each other.
  for (const accountId of accounts.toSorted())
    await client.query(
      `insert into access.notification (notification_id, account_id, kind, about, path, facts, at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account_id, kind, about) where read_at is null
       do update set path = excluded.path, facts = excluded.facts, at = excluded.at`,
      [
        randomUUID(),
        accountId,
        notice.kind,
        notice.about,
        notice.path,
        JSON.stringify(notice.facts ?? {}),
        at,
      ],
    );
  return accounts.length;
}

const unitKindOf: Readonly<Record<PersonEntity, Unit["kind"]>> = {
  learner: "learner",
  guardian: "guardian",
  staffMember: "staff",
};

async function accountsOf(client: Client, to: Recipient, at: Date): Promise<readonly string[]> {
  if ("accountId" in to) return [to.accountId];
  const isPerson = "person" in to;
  const kind = isPerson ? unitKindOf[to.person.entity] : to.unit.kind;
  const id = isPerson ? to.person.recordId : (to.unit.id ?? null);
  const acting = isPerson
    ? null
    : roles.filter(({ may }) => may.some((one) => one === to.permission)).map((role) => role.id);
  const { rows } = await client.query<{ id: string }>(
    `select distinct account_id as id from access.grant
     where unit_kind = $1 and unit_id is not distinct from $2 and ($3::text[] is null or role = any ($3))
       and revoked_at is null and valid_from <= $4 and (valid_to is null or valid_to > $4)`,
    [kind, id, acting, at],
  );
  return rows.map((row) => row.id);
}
