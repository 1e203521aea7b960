import type { Db } from "#src/platform/postgres/pool.ts";
import type { Measures } from "./add-up.ts";
import { wholeCity } from "./counter.ts";

/** A unit whose figures are asked for. */
export interface FigureUnit {
  readonly kind: "city" | "commune" | "school";
  /** Absent for the city. */
  readonly id?: string;
}

export interface Figures {
  readonly unit: FigureUnit;
  /** Of a school: its commune. */
  readonly communeCode: string | null;
  readonly measures: Measures;
  readonly runSeq: number;
  /** When a figure of the unit moved last. */
  readonly movedAt: Date;
}

interface Row {
  readonly kind: FigureUnit["kind"];
  readonly id: string;
  readonly communeCode: string | null;
  readonly measures: Measures;
  readonly runSeq: number;
  readonly movedAt: Date;
}

/** @param open the published measures alone, which every role may read */
const columns = (open: boolean): string =>
  `unit_kind as kind, unit_id as id, commune_code as "communeCode", ${open ? "open_measures" : "measures"} as measures,
   run_seq as "runSeq", counted_at as "movedAt"`;

/** Read through who asks: a unit out of scope is not there. */
export async function findFigures(
  db: Db,
  { kind, id }: FigureUnit,
  open = false,
): Promise<Figures | undefined> {
  const { rows } = await db.query<Row>(
    `select ${columns(open)} from insight.unit_figures where unit_kind = $1 and unit_id = $2`,
    [kind, id ?? wholeCity],
  );
  const [row] = rows;
  return row === undefined ? undefined : toFigures(row);
}

/** All communes, all schools, or the schools of a commune; only those in the scope of who asks. */
export async function listFigures(
  db: Db,
  of: { readonly kind: "commune" | "school"; readonly communeCode?: string },
  open = false,
): Promise<readonly Figures[]> {
  const { rows } = await db.query<Row>(
    `select ${columns(open)} from insight.unit_figures
     where unit_kind = $1 and unit_id <> '-' and ($2::text is null or commune_code = $2)`,
    [of.kind, of.communeCode ?? null],
  );
  return rows.map(toFigures);
}

const toFigures = ({ kind, id, ...row }: Row): Figures => ({
  unit: kind === "city" ? { kind } : { kind, id },
  ...row,
});

/** A unit's figures day by day; schools have none. Oldest first. */
export async function readHistory(
  db: Db,
  { kind, id }: FigureUnit,
  sinceDay: string,
): Promise<readonly { readonly day: string; readonly measures: Measures }[]> {
  const { rows } = await db.query<{ day: string; measures: Measures }>(
    `select day::text as day, measures from insight.figure_history
     where unit_kind = $1 and unit_id = $2 and day >= $3::date order by day`,
    [kind, id ?? wholeCity, sinceDay],
  );
  return rows;
}
