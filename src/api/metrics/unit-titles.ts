import type { FigureUnit } from "#src/insight/metrics/read-figures.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

export interface TitledUnit {
  readonly unit: FigureUnit;
  readonly title: string;
}

const city: TitledUnit = { unit: { kind: "city" }, title: "Thành phố Hải Phòng" };

/** The way down to a unit: city › commune › school. Empty when there is no such unit. */
export async function wayTo(db: Db, unit: FigureUnit): Promise<readonly TitledUnit[]> {
  if (unit.kind === "city") return [city];
  const { rows } = await db.query<{ name: string; commune: string | null; commune_name: string | null }>(
    unit.kind === "commune"
      ? `select full_name as name, null as commune, null as commune_name from admin_unit
         where code = $1 and valid_to is null and length(code) = 5
         union all select code, null, null from (select $1::text as code) c
         where not exists (select from admin_unit where code = $1 and valid_to is null)
           and exists (select from school where commune_code = $1)`
      : `select s.school_name as name, s.commune_code as commune, u.full_name as commune_name
         from school s left join admin_unit u on u.code = s.commune_code and u.valid_to is null where s.school_id = $1`,
    [unit.id],
  );
  const [row] = rows;
  if (row === undefined) return [];
  const own = { unit, title: row.name };
  if (row.commune === null) return [city, own];
  return [city, { unit: { kind: "commune", id: row.commune }, title: row.commune_name ?? row.commune }, own];
}

/** Names of communes by code. */
export async function communeTitles(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ code: string; name: string }>(
    "select code, full_name as name from admin_unit where valid_to is null and length(code) = 5",
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

export interface SchoolTitle {
  readonly name: string;
  readonly levels: readonly string[];
  readonly ownership: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What tells schools apart in lists and on the map; all of it is in the public register. */
export async function schoolTitles(db: Db, communeCode?: string): Promise<ReadonlyMap<string, SchoolTitle>> {
  const { rows } = await db.query<SchoolTitle & { readonly id: string }>(
    `select school_id as id, school_name as name, levels, ownership, latitude::float8 as latitude, longitude::float8 as longitude
     from school where $1::text is null or commune_code = $1`,
    [communeCode ?? null],
  );
  return new Map(rows.map(({ id, ...school }) => [id, school]));
}
