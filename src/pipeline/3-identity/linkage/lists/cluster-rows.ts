/** Two rows and how much speaks for one person, in bits. */
export interface RowPair {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}

export interface Clustering {
  /** Mean weight from which two clusters are one. */
  readonly joinWeight: number;
  /** Weight of two rows that were not compared, or came out so unlike that nobody kept the pair. */
  readonly strangerWeight: number;
  /** One pair says no more than this for or against, or a single exact twin would outvote the rest. */
  readonly mostWeight: number;
}

/**
 * Joins rows as long as two clusters agree on the whole: the pair of clusters with the highest mean weight between their
 * rows first (average linkage, Sokal and Michener 1958). A row with hardly a value in it thus can't chain two persons
 * together. The result depends on the pairs alone, not on their order: equal means are taken by row.
 *
 * @returns cluster (its smallest row) by row, for rows of clusters with several
 */
export function clusterRows(pairs: readonly RowPair[], options: Clustering): ReadonlyMap<number, number> {
  const clusters = new Map<number, Cluster>();
  const clusterOf = (row: number): Cluster => {
    const found = clusters.get(row) ?? { id: row, rows: [row], sums: new Map() };
    clusters.set(row, found);
    return found;
  };
  const heap = new Heap();
  for (const { left, right, weight } of pairs) {
    const excess =
      Math.min(options.mostWeight, Math.max(-options.mostWeight, weight)) - options.strangerWeight;
    clusterOf(left).sums.set(right, excess);
    clusterOf(right).sums.set(left, excess);
    heap.push({
      mean: excess + options.strangerWeight,
      low: Math.min(left, right),
      high: Math.max(left, right),
      stamp: 2,
    });
  }
  for (let top = heap.pop(); top !== undefined && top.mean >= options.joinWeight; top = heap.pop()) {
    const [low, high] = [clusters.get(top.low), clusters.get(top.high)];
    // One of them was joined with another since: a newer entry stands for the pair.
    if (low === undefined || high === undefined || low.rows.length + high.rows.length !== top.stamp) continue;
    clusters.delete(high.id);
    low.rows.push(...high.rows);
    low.sums.delete(high.id);
    for (const [other, sum] of high.sums) {
      if (other === low.id) continue;
      low.sums.set(other, (low.sums.get(other) ?? 0) + sum);
      clusters.get(other)?.sums.delete(high.id);
    }
    for (const [id, sum] of low.sums) {
      const other = clusters.get(id);
      if (other === undefined) continue;
      other.sums.set(low.id, sum);
      const mean = sum / (low.rows.length * other.rows.length) + options.strangerWeight;
      if (mean < options.joinWeight) continue;
      heap.push({
        mean,
        low: Math.min(low.id, id),
        high: Math.max(low.id, id),
        stamp: low.rows.length + other.rows.length,
      });
    }
  }
  return named([...clusters.values()]);
}

interface Cluster {
  /** Its smallest row: clusters join into the lower one. */
  readonly id: number;
  readonly rows: number[];
  /** By other cluster: what the pairs between them weigh above strangers. */
  readonly sums: Map<number, number>;
}

function named(clusters: readonly Cluster[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { id, rows } of clusters) if (rows.length > 1) for (const row of rows) found.set(row, id);
  return found;
}

interface Entry {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Rows of both together when the entry was made; another number means that it is outdated. */
  readonly stamp: number;
}

/** The highest mean on top, then the lowest rows. */
class Heap {
  private readonly entries: Entry[] = [];

  push(entry: Entry): void {
    this.entries.push(entry);
    let at = this.entries.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.before(at, up)) break;
      this.swap(at, up);
      at = up;
    }
  }

  pop(): Entry | undefined {
    const top = this.entries[0];
    const last = this.entries.pop();
    if (top === undefined || last === undefined || this.entries.length === 0) return top;
    this.entries[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let first = at;
      if (left < this.entries.length && this.before(left, first)) first = left;
      if (right < this.entries.length && this.before(right, first)) first = right;
      if (first === at) return top;
      this.swap(at, first);
      at = first;
    }
  }

  private before(a: number, b: number): boolean {
    const [left, right] = [this.entries[a], this.entries[b]];
    if (left === undefined || right === undefined) return false;
    if (left.mean !== right.mean) return left.mean > right.mean;
    return left.low - right.low < 0 || (left.low === right.low && left.high < right.high);
  }

  private swap(a: number, b: number): void {
    const [left, right] = [this.entries[a], this.entries[b]];
    if (left === undefined || right === undefined) return;
    this.entries[a] = right;
    this.entries[b] = left;
  }
}
