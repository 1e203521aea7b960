/** Two records that may be one person; the heavier, the surer. */
export interface Edge {
  readonly left: string;
  readonly right: string;
  readonly weight: number;
}

export interface Guards {
  /** Pairs a person called one: joined first, whatever else speaks against it. */
  readonly must: readonly (readonly [string, string])[];
  /** Pairs a person called two: never in one cluster. */
  readonly cannot: readonly (readonly [string, string])[];
  /** What only one person can have, by record: the national id that the registry confirmed. Two never join by likeness. */
  readonly exclusive: ReadonlyMap<string, string>;
}

/**
 * Joins records by falling weight, as long as no guard stands between the two clusters as a whole: a likeness of A and
 * B and one of B and C never make one person of A and C who can't be. What comes out depends on the edges and guards
 * alone, not on their order: equal weights are taken by id.
 *
 * @returns cluster (smallest record of it) by record, for records of clusters with several
 */
export function cluster(edges: readonly Edge[], guards: Guards): ReadonlyMap<string, string> {
  const forest = new Forest(guards);
  for (const [left, right] of [...guards.must].map(sorted).sort(byIds)) forest.join(left, right, true);
  const ordered = edges
    .map(({ left, right, weight }) => ({ weight, pair: sorted([left, right]) }))
    .sort((a, b) => b.weight - a.weight || byIds(a.pair, b.pair));
  for (const { pair } of ordered) forest.join(pair[0], pair[1], false);
  return forest.clusters();
}

class Forest {
  private readonly parent = new Map<string, string>();
  private readonly members = new Map<string, string[]>();
  private readonly exclusive = new Map<string, ReadonlySet<string>>();
  private readonly foes = new Map<string, ReadonlySet<string>>();

  constructor({ cannot, exclusive }: Guards) {
    for (const [left, right] of cannot) {
      this.foes.set(left, new Set([...(this.foes.get(left) ?? []), right]));
      this.foes.set(right, new Set([...(this.foes.get(right) ?? []), left]));
    }
    for (const [record, value] of exclusive) this.exclusive.set(record, new Set([value]));
  }

  join(left: string, right: string, byPerson: boolean): void {
    const a = this.root(left);
    const b = this.root(right);
    if (a === b || this.areFoes(a, b) || (!byPerson && this.exclude(a, b))) return;
    const [into, from] = a < b ? [a, b] : [b, a];
    this.parent.set(from, into);
    this.members.set(into, [...this.membersOf(into), ...this.membersOf(from)]);
    this.members.delete(from);
    const values = new Set([...(this.exclusive.get(into) ?? []), ...(this.exclusive.get(from) ?? [])]);
    if (values.size > 0) this.exclusive.set(into, values);
  }

  clusters(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const [root, members] of this.members) for (const member of members) found.set(member, root);
    return found;
  }

  private root(record: string): string {
    let at = record;
    for (let up = this.parent.get(at); up !== undefined; up = this.parent.get(at)) at = up;
    // The way is short the next time.
    for (let step = record; step !== at; ) {
      const up = this.parent.get(step) ?? at;
      this.parent.set(step, at);
      step = up;
    }
    return at;
  }

  private membersOf(root: string): readonly string[] {
    return this.members.get(root) ?? [root];
  }

  private areFoes(a: string, b: string): boolean {
    const [few, many] = this.membersOf(a).length < this.membersOf(b).length ? [a, b] : [b, a];
    return this.membersOf(few).some((member) => {
      const foes = this.foes.get(member);
      return foes !== undefined && this.membersOf(many).some((other) => foes.has(other));
    });
  }

  private exclude(a: string, b: string): boolean {
    const [left, right] = [this.exclusive.get(a), this.exclusive.get(b)];
    if (left === undefined || right === undefined) return false;
    return [...right].some((value) => !left.has(value)) || [...left].some((value) => !right.has(value));
  }
}

function sorted([left, right]: readonly [string, string]): readonly [string, string] {
  return left < right ? [left, right] : [right, left];
}

function byIds(a: readonly [string, string], b: readonly [string, string]): number {
  return compare(a[0], b[0]) || compare(a[1], b[1]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
