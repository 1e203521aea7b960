export interface Times {
  /** Milliseconds, two decimals. */
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return (
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100
  );
}

/** Asks `turns` times, one after the other, after five turns that don't count. */
export async function timesOf(ask: (turn: number) => Promise<unknown>, turns: number): Promise<Times> {
  const times: number[] = [];
  for (let turn = -5; turn < turns; turn += 1) {
    const startedMs = performance.now();
    await ask(turn + 5);
    if (turn >= 0) times.push(performance.now() - startedMs);
  }
  return { p50: percentile(times, 0.5), p90: percentile(times, 0.9), max: percentile(times, 1) };
}
