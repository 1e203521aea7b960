import { createHash } from "node:crypto";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Role } from "../roles/roles.ts";
import { memberships, neededDatabaseRoles, tablePolicySql, writePolicySql } from "./policy-sql.ts";

/**
 * Makes the database's roles, row policies and column rights what this version declares. Nothing is done when they
 * were made from the same declarations before; otherwise all of it in one transaction, a few hundred milliseconds.
 * @returns whether anything was done
 * @throws HpError `database-role-rights` when the connection may not make roles or lacks BYPASSRLS
 */
export async function applyPolicies(
  pool: Pool,
  datasets: readonly Dataset[],
  roles: readonly Role[],
  clock: Clock,
): Promise<boolean> {
  const statements = datasets
    .flatMap((dataset) => [tablePolicySql(dataset), writePolicySql(dataset, roles)])
    .join("\n");
  const wanted = JSON.stringify([neededDatabaseRoles(roles), memberships(roles), statements]);
  const hash = createHash("sha256").update(wanted).digest("hex");
  return inTransaction(pool, async (client) => {
    // Roles belong to the whole cluster: two databases must not make them at once.
    await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.policies'))");
    const known = await client.query<{ hash: string }>("select hash from access.policy_state");
    if (known.rows[0]?.hash === hash) return false;
    await assertRights(client);
    await makeRoles(client, roles);
    await client.query(statements);
    await client.query(
      `insert into access.policy_state values (true, $1, $2)
       on conflict (only_row) do update set hash = excluded.hash, applied_at = excluded.applied_at`,
      [hash, clock.now()],
    );
    return true;
  });
}

/** The pipeline copies whole tables as the owner, which row policies do not allow to anybody they bind. */
async function assertRights(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; enough: boolean }>(
    `select rolname as name, rolsuper or (rolcreaterole and rolbypassrls) as enough
     from pg_roles where rolname = current_user`,
  );
  const [role] = rows;
  if (role?.enough !== true) throw new HpError("database-role-rights", { role: role?.name ?? "" });
}

async function makeRoles(client: Client, roles: readonly Role[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select rolname as name from pg_roles where rolname like 'hp\\_%'",
  );
  const standing = new Set(rows.map((row) => row.name));
  for (const name of neededDatabaseRoles(roles)) {
    if (!standing.has(name)) await client.query(`create role ${name} nologin`);
  }
  const members = await client.query<{ member: string; of: string }>(
    `select m.rolname as member, g.rolname as of from pg_auth_members a
     join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
     where m.rolname like 'hp\\_as\\_%' or m.rolname = 'hp_app'`,
  );
  const wanted = memberships(roles);
  const key = (member: string, of: string): string => `${member} ${of}`;
  const keys = new Set(wanted.map(([member, of]) => key(member, of)));
  for (const { member, of } of members.rows) {
    if (member !== "hp_app" && !keys.has(key(member, of))) await client.query(`revoke ${of} from ${member}`);
  }
  const have = new Set(members.rows.map(({ member, of }) => key(member, of)));
  for (const [member, of] of wanted) {
    if (!have.has(key(member, of))) await client.query(`grant ${of} to ${member}`);
  }
  for (const member of new Set(wanted.map(([name]) => name))) {
    if (!have.has(key("hp_app", member)))
      await client.query(`grant ${member} to hp_app with inherit false, set true`);
    await client.query(`grant usage on schema access to ${member}`);
  }
}
