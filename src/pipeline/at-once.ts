/**
 * Works on several items at a time and returns the results in the items' order. Two are enough for steps that use
 * both engines: while Postgres looks up for one item, DuckDB computes the other.
 * @throws the first error; what was begun is waited for, so nothing works on behind the caller's back
 */
export async function atOnce<A, B>(
  workers: number,
  items: readonly A[],
  work: (item: A, index: number) => Promise<B>,
): Promise<B[]> {
  const results: B[] = [];
  const open = items.map((item, index) => ({ item, index }));
  const take = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      try {
        results[next.index] = await work(next.item, next.index);
      } catch (error) {
        open.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: workers }, take));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return results;
}

/**
 * Works that don't wait for each other, side by side.
 * @throws the first one's error; all have ended by then, so nothing works on behind the caller's back
 */
export async function together<A extends readonly unknown[]>(
  ...works: { readonly [K in keyof A]: Promise<A[K]> }
): Promise<A> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return Promise.all(works) as Promise<unknown> as Promise<A>;
}
