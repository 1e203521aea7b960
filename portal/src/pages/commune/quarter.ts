/** A quarter of a year, written 2026-4. */
export interface Quarter {
  readonly key: string;
  readonly year: string;
  readonly number: string;
  /** yyyy-mm-dd, both inside. */
  readonly from: string;
  readonly to: string;
  /** yyyy-mm of its three months. */
  readonly months: readonly string[];
}

const two = (value: number): string => String(value).padStart(2, "0");

/** @param key 2026-4; undefined when it is none */
export function findQuarter(key: string): Quarter | undefined {
  const [, year, number] = /^(\d{4})-([1-4])$/.exec(key) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const first = (Number(number) - 1) * 3 + 1;
  const months = [first, first + 1, first + 2].map((month) => `${year}-${two(month)}`);
  // Day 0 of the next month is the last of this one.
  const lastDay = new Date(Date.UTC(Number(year), first + 2, 0)).getUTCDate();
  return { key, year, number, months, from: `${months[0]}-01`, to: `${months[2]}-${two(lastDay)}` };
}

/** The quarter of a day and those before it, newest first. @param day yyyy-mm-dd */
export function quartersUntil(day: string, count: number): readonly Quarter[] {
  const at = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  return Array.from({ length: count }, (_, back) => {
    const one = at - back;
    return findQuarter(`${Math.floor(one / 4)}-${(one % 4) + 1}`);
  }).filter((one) => one !== undefined);
}
