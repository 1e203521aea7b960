import { createPool } from "./pool.ts";

/** Makes the owner role and the application database on a fresh embedded cluster; does nothing when they stand. */
export async function prepareDatabase(adminUrl: string, ownerUrl: string): Promise<void> {
  const owner = new URL(ownerUrl);
  const database = owner.pathname.slice(1);
  const admin = createPool(adminUrl, 1);
  try {
    const roles = await admin.query("select 1 from pg_roles where rolname = $1", [owner.username]);
    if (roles.rowCount === 0) {
      // Neither name nor password comes from outside: both were made by us, base64url without quotes.
      await admin.query(`create role ${owner.username} login createdb password '${owner.password}'`);
    }
    const databases = await admin.query("select 1 from pg_database where datname = $1", [database]);
    if (databases.rowCount === 0) await admin.query(`create database ${database} owner ${owner.username}`);
  } finally {
    await admin.end();
  }
}
