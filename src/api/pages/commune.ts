import type { Db } from "#src/platform/postgres/pool.ts";

export interface Commune {
  readonly code: string;
  readonly fullName: string;
}

export async function findCommune(db: Db, code: string): Promise<Commune | undefined> {
  const { rows } = await db.query<{ code: string; full_name: string }>(
    "select code, full_name from admin_unit where code = $1 and valid_to is null",
    [code],
  );
  const row = rows[0];
  return row === undefined ? undefined : { code: row.code, fullName: row.full_name };
}
