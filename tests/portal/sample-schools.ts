import { planCity } from "#city/world/plan.ts";
import { insertRows } from "#src/api/test-app.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** Rows a statement takes. */
const batch = 200;

/** Every school of the whole city as the register has them: names, communes, telephones and places of the generator. */
export async function insertWholeCity(pool: Pool): Promise<number> {
  const { communes, allSchools } = planCity({ scale: 1, seed: 1 });
  const { rows: units } = await pool.query<{ code: string; longitude: number; latitude: number }>(
    `select code, longitude::float8 as longitude, latitude::float8 as latitude from admin_unit where valid_to is null`,
  );
  const centres = new Map(units.map((unit) => [unit.code, unit]));
  const rows = allSchools.map(({ code, name, levels, ownership, communeIndex, index }) => {
    const commune = communes[communeIndex];
    const centre = centres.get(commune?.code ?? "");
    return {
      schoolId: code,
      schoolName: name,
      levels,
      ownership: ownership === "public" ? "1" : "3",
      communeCode: commune?.code,
      address: `Số ${index + 1}, tổ dân phố ${1 + (index % 12)}`,
      phone: `0225${String(3_000_000 + index)}`,
      // Around its commune's centre, as far as a commune reaches: some 2 km.
      longitude: (centre?.longitude ?? 106.68) + ((index * 37) % 41) / 1_000 - 0.02,
      latitude: (centre?.latitude ?? 20.86) + ((index * 53) % 41) / 1_000 - 0.02,
      operatingStatus: "active",
    };
  });
  await pool.query("delete from school where school_id = any($1)", [rows.map(({ schoolId }) => schoolId)]);
  for (let at = 0; at < rows.length; at += batch)
    await insertRows(pool, "school", rows.slice(at, at + batch));
  return rows.length;
}
