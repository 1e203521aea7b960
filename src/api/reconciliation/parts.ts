import {
  type CommuneStanding,
  readStandingByCommune,
} from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** A commune or a school, and how its people stand against the registry. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly records: number;
  readonly verified: number;
  readonly everVerified: number;
}

/** Communes of the people the reader sees. */
export async function readCommuneParts(
  db: Db,
  counted?: readonly CommuneStanding[],
): Promise<readonly Part[]> {
  const byCommune = Map.groupBy(
    counted ?? (await readStandingByCommune(db)),
    ({ communeCode }) => communeCode,
  );
  const { rows } = await db.query<{ id: string; name: string }>(
    "select code as id, full_name as name from admin_unit where valid_to is null and code = any($1)",
    [[...byCommune.keys()].filter((code) => code !== null)],
  );
  return sorted(
    rows.map(({ id, name }) => {
      const own = byCommune.get(id) ?? [];
      const sum = (of: (row: CommuneStanding) => number): number =>
        own.reduce((total, row) => total + of(row), 0);
      return {
        id,
        name,
        records: sum(({ n }) => n),
        verified: sum(({ status, n }) => (status === "verified" ? n : 0)),
        everVerified: sum(({ ever }) => ever),
      };
    }),
  );
}

/** Schools of a commune. */
export async function readSchoolParts(db: Db, communeCode: string): Promise<readonly Part[]> {
  const { rows } = await db.query<Part>(
    `select s.school_id as id, s.school_name as name, count(*)::int as records,
       (count(*) filter (where v.status = 'verified'))::int as verified, count(v.ever_verified_at)::int as "everVerified"
     from verification v join school s on s.school_id = v.school_id where s.commune_code = $1 group by 1, 2`,
    [communeCode],
  );
  return sorted(rows);
}

const sorted = (parts: readonly Part[]): readonly Part[] =>
  parts.toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
