/** Arithmetic is done modulo this prime: exact, and products stay below 2^53. */
const prime = 67_108_859;

export interface Term<T> {
  readonly unknown: T;
  readonly factor: 1 | -1;
}

type Row = Map<number, number>;

/**
 * Which unknowns have one value only, given sums whose known side is published: those whose own equation can be made
 * from the given ones (Gauss and Jordan, sparse; an unknown is determined when its row of the reduced form has no other).
 */
export function findDetermined<T>(equations: readonly (readonly Term<T>[])[]): readonly T[] {
  const unknowns: T[] = [];
  const places = new Map<T, number>();
  const placeOf = (unknown: T): number => {
    const known = places.get(unknown);
    if (known !== undefined) return known;
    places.set(unknown, unknowns.length);
    return unknowns.push(unknown) - 1;
  };
  const rows = equations
    .filter(({ length }) => length > 0)
    .map((terms): Row => new Map(terms.map(({ unknown, factor }) => [placeOf(unknown), modulo(factor)])));
  return reduce(rows).flatMap((row) => {
    const [only, ...others] = row.keys();
    const unknown = only === undefined || others.length > 0 ? undefined : unknowns[only];
    return unknown === undefined ? [] : [unknown];
  });
}

/** The reduced row echelon form; short rows first, which keeps the others short. */
function reduce(rows: readonly Row[]): readonly Row[] {
  const pivots = new Map<number, Row>();
  /** Rows that hold a column, so that a new pivot finds them. */
  const holders = new Map<number, Set<Row>>();
  const hold = (row: Row, column: number, value: number): void => {
    if (value === 0) {
      row.delete(column);
      holders.get(column)?.delete(row);
    } else {
      row.set(column, value);
      const known = holders.get(column);
      if (known === undefined) holders.set(column, new Set([row]));
      else known.add(row);
    }
  };
  /** Takes a multiple of the pivot's row away, so that the column is gone. */
  const clear = (row: Row, column: number, pivot: Row): void => {
    const times = row.get(column) ?? 0;
    if (times === 0) return;
    for (const [at, value] of pivot) hold(row, at, modulo((row.get(at) ?? 0) - ((times * value) % prime)));
  };
  for (const given of rows.toSorted((a, b) => a.size - b.size)) {
    const row: Row = new Map();
    for (const [column, value] of given) hold(row, column, value);
    for (const column of [...row.keys()]) {
      const pivot = pivots.get(column);
      if (pivot !== undefined) clear(row, column, pivot);
    }
    const column = row.keys().next().value;
    if (column === undefined) continue;
    const scale = inverse(row.get(column) ?? 1);
    for (const [at, value] of row) row.set(at, (value * scale) % prime);
    for (const other of [...(holders.get(column) ?? [])]) if (other !== row) clear(other, column, row);
    pivots.set(column, row);
  }
  return [...pivots.values()];
}

const modulo = (value: number): number => ((value % prime) + prime) % prime;

/** By Fermat: a^(p-2). */
function inverse(value: number): number {
  let [base, power, result] = [value, prime - 2, 1];
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
    power = Math.floor(power / 2);
  }
  return result;
}
