import { createPool } from "./pool.ts";

/**
 * Makes the owner's role, the role the API works as, and the application database on a fresh embedded cluster; does
 * nothing when they stand. The owner copies whole tables and makes the roles people act in: row policies don't bind
 * it. The API's role owns nothing (architecture §5).
 */
export async function prepareDatabase(adminUrl: string, ownerUrl: string, appUrl: string): Promise<void> {
  const owner = new URL(ownerUrl);
  const app = new URL(appUrl);
  const database = owner.pathname.slice(1);
  const admin = createPool(adminUrl, 1);
  try {
    const roles = await admin.query("select 1 from pg_roles where rolname = $1", [owner.username]);
    if (roles.rowCount === 0) {
      // Neither name nor password comes from outside: both were made by us, base64url without quotes.
      await admin.query(`create role ${owner.username} login createdb password '${owner.password}'`);
    }
    await admin.query(`alter role ${owner.username} createrole bypassrls`);
    const apps = await admin.query<{ canlogin: boolean }>(
      "select rolcanlogin as canlogin from pg_roles where rolname = $1",
      [app.username],
    );
    if (apps.rowCount === 0) await admin.query(`create role ${app.username} noinherit`);
    if (apps.rows[0]?.canlogin !== true)
      await admin.query(`alter role ${app.username} login password '${app.password}'`);
    await admin.query(`grant ${app.username} to ${owner.username} with admin option`);
    const databases = await admin.query("select 1 from pg_database where datname = $1", [database]);
    if (databases.rowCount === 0) await admin.query(`create database ${database} owner ${owner.username}`);
  } finally {
    await admin.end();
  }
}
