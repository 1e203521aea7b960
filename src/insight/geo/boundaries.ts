import { createHash } from "node:crypto";
import type { RecordDeed } from "#src/platform/deed.ts";
import { type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { approximateCells } from "./cells.ts";
import type { Geometry, Position } from "./geometry.ts";
import { readBoundaryFile } from "./read-boundary-file.ts";

export interface CommuneOutline {
  readonly code: string;
  readonly title: string;
  readonly centre: Position;
  readonly areaKm2: number;
  readonly geometry: Geometry;
}

export interface Outlines {
  /** Drawn by the program around centres; false for the city's own file. */
  readonly isApproximate: boolean;
  /** Where the outlines come from, to be shown beside the map. */
  readonly source: string | null;
  readonly communes: readonly CommuneOutline[];
}

/** All communes of today with an outline: the imported ones, or approximate cells. */
export async function readOutlines(db: Db): Promise<Outlines> {
  const communes = await readCommunes(db);
  const { rows } = await db.query<{ code: string; geometry: Geometry }>(
    "select commune_code as code, geometry from insight.boundary",
  );
  const imported = new Map(rows.map(({ code, geometry }) => [code, geometry]));
  // A commune that the file of former days does not know: no mixture of both kinds.
  const isComplete = communes.every(({ code }) => imported.has(code));
  const geometries = isComplete ? imported : approximateCells(communes);
  const source = isComplete
    ? (await db.query<{ title: string }>("select title from insight.boundary_source")).rows[0]?.title
    : undefined;
  return {
    isApproximate: !isComplete,
    source: source ?? null,
    communes: communes.flatMap((commune) => {
      const geometry = geometries.get(commune.code);
      return geometry === undefined ? [] : [{ ...commune, geometry }];
    }),
  };
}

async function readCommunes(db: Db): Promise<readonly Omit<CommuneOutline, "geometry">[]> {
  const { rows } = await db.query<{ code: string; title: string; lon: number; lat: number; area: number }>(
    `select code, full_name as title, longitude::float8 as lon, latitude::float8 as lat, coalesce(area_km2, 1)::float8 as area
     from admin_unit where valid_to is null and length(code) = 5 and longitude is not null and latitude is not null order by code`,
  );
  return rows.map(({ code, title, lon, lat, area }) => ({ code, title, centre: [lon, lat], areaKm2: area }));
}

/**
 * Replaces all outlines by those of a file.
 * @param bytes the file's text
 * @throws HpError `boundary-file-invalid`
 */
export async function importBoundaries(
  pool: Pool,
  file: { readonly text: string; readonly name: string; readonly title: string },
  by: { readonly name: string; readonly at: Date; readonly record: RecordDeed },
): Promise<number> {
  const outlines = readBoundaryFile(file.text, await readCommunes(pool));
  await inTransaction(pool, async (client) => {
    await client.query("delete from insight.boundary");
    await client.query(
      `insert into insight.boundary select code, geometry from jsonb_to_recordset($1) as n(code text, geometry jsonb)`,
      [JSON.stringify([...outlines].map(([code, geometry]) => ({ code, geometry })))],
    );
    await client.query(
      `insert into insight.boundary_source values (true, $1, $2, $3, $4, $5)
       on conflict (only_row) do update set title = excluded.title, file_name = excluded.file_name,
         content_hash = excluded.content_hash, imported_by = excluded.imported_by, imported_at = excluded.imported_at`,
      [file.title, file.name, createHash("sha256").update(file.text).digest("hex"), by.name, by.at],
    );
    await by.record(client, {
      action: "boundary.import",
      object: "boundary",
      detail: { communes: outlines.size },
    });
  });
  return outlines.size;
}

/** Back to approximate outlines. */
export async function removeBoundaries(pool: Pool, record: RecordDeed): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("delete from insight.boundary; delete from insight.boundary_source");
    await record(client, { action: "boundary.remove", object: "boundary" });
  });
}
