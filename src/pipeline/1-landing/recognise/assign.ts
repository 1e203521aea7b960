/**
 * One-to-one assignment of rows to columns with the greatest total weight (Kuhn-Munkres with potentials,
 * O(n² m)). Weights of 0 or less mean "never"; a row may stay alone.
 *
 * @param weights `weights[row][column]`, a rectangle
 * @returns for each row its column, or -1
 */
export function assignBest(weights: readonly (readonly number[])[]): number[] {
  const rowCount = weights.length;
  const realColumns = weights[0]?.length ?? 0;
  // Every row gets a column of its own that costs nothing, so that no row is pushed into a pair that never fits.
  const columnCount = realColumns + rowCount;
  const cost = (row: number, column: number): number => {
    const weight = column < realColumns ? (weights[row]?.[column] ?? 0) : 0;
    if (column < realColumns && weight <= 0) return 1e6;
    return -weight;
  };
  const rowPotential = new Float64Array(rowCount + 1);
  const columnPotential = new Float64Array(columnCount + 1);
  const rowOf = new Int32Array(columnCount + 1);
  const cameFrom = new Int32Array(columnCount + 1);
  for (let row = 1; row <= rowCount; row += 1) {
    rowOf[0] = row;
    let column = 0;
    const slack = new Float64Array(columnCount + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(columnCount + 1);
    do {
      used[column] = 1;
      const current = rowOf[column] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= columnCount; other += 1) {
        if (used[other] === 1) continue;
        const reduced =
          cost(current - 1, other - 1) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (slack[other] ?? 0)) {
          slack[other] = reduced;
          cameFrom[other] = column;
        }
        if ((slack[other] ?? 0) < delta) {
          delta = slack[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= columnCount; other += 1) {
        if (used[other] === 1) {
          const owner = rowOf[other] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + delta;
          columnPotential[other] = (columnPotential[other] ?? 0) - delta;
        } else {
          slack[other] = (slack[other] ?? 0) - delta;
        }
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = cameFrom[column] ?? 0;
      rowOf[column] = rowOf[previous] ?? 0;
      column = previous;
    }
  }
  const assigned = new Array<number>(rowCount).fill(-1);
  for (let column = 1; column <= realColumns; column += 1) {
    const row = rowOf[column] ?? 0;
    if (row > 0) assigned[row - 1] = column - 1;
  }
  return assigned;
}
