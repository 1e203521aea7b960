import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { UnitKind } from "../principal.ts";
import type { RoleId } from "../roles/roles.ts";
import type { Account } from "./account.ts";
import { foldUserName } from "./credential.ts";

/** An account as administrators see it in a list. */
export interface AccountLine {
  readonly accountId: string;
  readonly kind: Account["kind"];
  readonly displayName: string;
  readonly userName: string | null;
  readonly state: Account["state"];
  readonly stateReason: string | null;
  readonly mfaRequired: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  /** Roles that hold now. */
  readonly grants: readonly {
    readonly role: RoleId;
    readonly unitKind: UnitKind;
    readonly unitId: string | null;
    readonly validTo: string | null;
  }[];
}

export interface AccountFilter {
  /** Words of the name, accents optional, or the beginning of a user name. */
  readonly text?: string | undefined;
  readonly state?: Account["state"] | undefined;
  readonly role?: RoleId | undefined;
  readonly unitKind?: UnitKind | undefined;
  readonly unitId?: string | undefined;
}

/** What accounts are found by: a tsquery over `hp_name_keys(display_name)`, a pattern of user names. */
export function calledBy(text: string): { readonly names?: string; readonly userNameLike?: string } {
  const words = foldText(text)
    .split(" ")
    .filter((word) => word !== "");
  const names = words.map((word) => `'${word.replace(/['\\]/g, "$&$&")}':*`).join(" & ");
  const userName = foldUserName(text.trim());
  return {
    ...(names === "" ? {} : { names }),
    ...(userName === undefined ? {} : { userNameLike: `${userName.replace(/[\\%_]/g, "\\$&")}%` }),
  };
}

/** Accounts by id, a page after `after`. Words are looked up by an index, and so are roles by theirs. */
export async function searchAccounts(
  db: Db,
  filter: AccountFilter,
  page: { readonly limit: number; readonly after?: string | undefined; readonly now: Date },
): Promise<readonly AccountLine[]> {
  const called = filter.text === undefined ? {} : calledBy(filter.text);
  const { rows } = await db.query<AccountLine>(
    `select a.account_id as "accountId", a.kind, a.display_name as "displayName", c.user_name as "userName", a.state,
       a.state_reason as "stateReason", a.mfa_required as "mfaRequired", a.created_at as "createdAt", a.last_seen_at as "lastSeenAt",
       coalesce((select json_agg(json_build_object('role', g.role, 'unitKind', g.unit_kind, 'unitId', g.unit_id, 'validTo', g.valid_to) order by g.valid_from)
         from access.grant g where g.account_id = a.account_id and ${holds}), '[]') as grants
     from access.account a left join access.credential c using (account_id)
     where ($2::text is null or a.account_id in (
         select account_id from access.account where hp_name_keys(display_name) @@ $2::tsquery
         union all select account_id from access.credential where $3::text is not null and user_name like $3))
       and ($4::text is null or a.state = $4)
       and ($5::text is null and $6::text is null or a.account_id in (
         select g.account_id from access.grant g where ${holds} and ($5::text is null or g.role = $5)
           and ($6::text is null or g.unit_kind = $6 and g.unit_id is not distinct from $7)))
       and ($8::uuid is null or a.account_id > $8)
     order by a.account_id limit $9`,
    [
      page.now,
      called.names ?? null,
      called.userNameLike ?? null,
      filter.state ?? null,
      filter.role ?? null,
      filter.unitKind ?? null,
      filter.unitId ?? null,
      page.after ?? null,
      page.limit,
    ],
  );
  return rows;
}

const holds = "g.revoked_at is null and g.valid_from <= $1 and (g.valid_to is null or g.valid_to > $1)";
