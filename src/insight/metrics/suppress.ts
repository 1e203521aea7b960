import type { UnitFigures } from "./add-up.ts";
import { findDetermined } from "./determined.ts";
import { unitKey } from "./scores.ts";

/** Counts of people that add up: a total, and the groups it falls into. */
const families = [
  { total: "learners", parts: ["learners.01", "learners.02", "learners.03", "learners.04", "learners.05"] },
  { total: "staff", parts: ["teachers", "managers", "supportStaff"] },
] as const;

/** Measures that tell nearly the same as another: hidden with it. */
const alsoTells: Readonly<Record<string, string>> = { learners: "classes.seats" };

/** Measures of people, of which small ones are not published. */
export const peopleMeasures: readonly string[] = [
  ...families.flatMap(({ total, parts }) => [total, ...parts]),
  ...Object.values(alsoTells),
];

/** A number of a table: how many people of a kind a unit has. Zeros are no cells: they tell of nobody. */
interface Cell {
  readonly unit: string;
  readonly measure: string;
  readonly value: number;
  /** What is hidden first where something must be: of a school before a commune, a group before a total. */
  readonly weight: number;
  isHidden: boolean;
  readonly lines: Line[];
}

/** Numbers that add up: the first is the sum of the others. */
type Line = readonly Cell[];

/**
 * What must stay unpublished so that no group of fewer than `smallest` people can be read or worked out: the small
 * numbers themselves, and beside each in every sum it stands in at least one more (complementary suppression; Hundepool
 * et al., Statistical Disclosure Control, 2012, ch. 4). Small numbers hide behind small ones first. Afterwards the sums
 * are solved as a reader with all published numbers would, and whatever still comes out is protected again.
 * @returns names of measures to leave out, by unit
 */
export function findHidden(
  figures: readonly UnitFigures[],
  smallest: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const cells = cellsOf(figures);
  const lines = linesOf(figures, cells);
  for (const cell of cells.values()) cell.isHidden = cell.value < smallest;
  protect(lines);
  for (let open = exposed(lines); open.length > 0; open = exposed(lines)) {
    for (const cell of open) coverNear(cell);
    protect(lines);
  }
  const hidden = new Map<string, Set<string>>();
  for (const { unit, measure, isHidden } of cells.values()) {
    if (!isHidden) continue;
    const names = hidden.get(unit) ?? new Set();
    hidden.set(unit, names.add(measure));
    const twin = alsoTells[measure];
    if (twin !== undefined) names.add(twin);
  }
  return hidden;
}

const kindWeight = { school: 0, commune: 2, city: 4 } as const;
const nameOf = (unit: string, measure: string): string => `${unit}\n${measure}`;

function cellsOf(figures: readonly UnitFigures[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { kind, id, measures } of figures) {
    const unit = unitKey(kind, id);
    for (const { total, parts } of families)
      for (const measure of [total, ...parts]) {
        const value = measures[measure] ?? 0;
        const weight = kindWeight[kind] + (measure === total ? 1 : 0);
        if (value > 0)
          cells.set(nameOf(unit, measure), { unit, measure, value, weight, isHidden: false, lines: [] });
      }
  }
  return cells;
}

/** Every sum a reader could use: groups of a unit, schools of a commune, communes of the city. */
function linesOf(figures: readonly UnitFigures[], cells: ReadonlyMap<string, Cell>): readonly Line[] {
  const lines: Line[] = [];
  const add = (names: readonly string[]): void => {
    const line = names.map((name) => cells.get(name)).filter((cell) => cell !== undefined);
    if (line.length < 2) return;
    lines.push(line);
    for (const cell of line) cell.lines.push(line);
  };
  const city = figures.find(({ kind }) => kind === "city");
  const schools = Map.groupBy(
    figures.filter(({ kind }) => kind === "school"),
    ({ commune }) => commune,
  );
  const communes = figures.filter(({ kind }) => kind === "commune");
  for (const { total, parts } of families) {
    for (const { kind, id } of figures)
      add([total, ...parts].map((measure) => nameOf(unitKey(kind, id), measure)));
    for (const measure of [total, ...parts]) {
      const named = (units: readonly UnitFigures[]): readonly string[] =>
        units.map(({ kind, id }) => nameOf(unitKey(kind, id), measure));
      for (const commune of communes) add(named([commune, ...(schools.get(commune.id) ?? [])]));
      if (city !== undefined) add(named([city, ...communes]));
    }
  }
  return lines;
}

/** Until no sum lacks exactly one number. */
function protect(lines: readonly Line[]): void {
  const waiting = [...lines];
  for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
    if (line.filter(({ isHidden }) => isHidden).length !== 1) continue;
    const cell = hideOne(line);
    // The lone one is the whole sum and its only part: both are hidden, or neither would be.
    if (cell !== undefined) waiting.push(...cell.lines);
  }
}

/** Hides the number that is missed least. */
function hideOne(line: Line): Cell | undefined {
  let least: Cell | undefined;
  for (const cell of line)
    if (
      !cell.isHidden &&
      (least === undefined ||
        cell.weight < least.weight ||
        (cell.weight === least.weight && cell.value < least.value))
    )
      least = cell;
  if (least !== undefined) least.isHidden = true;
  return least;
}

/** Hidden numbers that the published ones still give away. */
function exposed(lines: readonly Line[]): readonly Cell[] {
  return findDetermined(
    lines.map((line) =>
      line.flatMap((cell, at) => (cell.isHidden ? [{ unknown: cell, factor: at === 0 ? -1 : 1 }] : [])),
    ),
  );
}

/** One more unknown in a sum that gives a number away; further out where all of its sums are hidden already. */
function coverNear(cell: Cell): void {
  const seen = new Set<Cell>([cell]);
  for (const from of seen)
    for (const line of from.lines) {
      if (hideOne(line) !== undefined) return;
      for (const next of line) seen.add(next);
    }
}
