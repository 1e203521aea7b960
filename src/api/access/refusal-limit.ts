const perMinute = 120;

/**
 * How many refusals of callers nobody knows are written down: who sends a million requests without signing in must not
 * fill the audit. The rest are counted, and the count stands in the next one that is written.
 */
export class RefusalLimit {
  #minute = 0;
  #written = 0;
  #skipped = 0;

  /** @returns how many were skipped since the one before; undefined when this one is to be skipped too */
  take(nowMs: number): number | undefined {
    const minute = Math.floor(nowMs / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#written = 0;
    }
    if (this.#written >= perMinute) {
      this.#skipped += 1;
      return undefined;
    }
    this.#written += 1;
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }
}
