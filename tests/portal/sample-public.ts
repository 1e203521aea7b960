import type { Pool } from "#src/platform/postgres/pool.ts";

/** Of the sample schools, what a register that is kept well also has: places on the map, telephone, grounds. */
export async function insertSamplePublic(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>("select school_id as id from school order by 1");
  for (const [at, { id }] of rows.entries())
    await pool.query(
      `update school set longitude = $2, latitude = $3, phone = $4, site_area_m2 = $5, has_clean_water = true
       where school_id = $1`,
      [id, 106.7 + at / 100, 20.84 + at / 200, `02253${String(100_000 + at)}`, 4_000 + at * 500],
    );
}
