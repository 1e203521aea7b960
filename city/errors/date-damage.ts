import type { Value } from "../vendors/rows/value.ts";
import type { Rng } from "../world/random.ts";

type Parts = { year: number; month: number; day: number };

function partsOf(isoDay: string): Parts {
  const [year = 0, month = 0, day = 0] = isoDay.split("-").map(Number);
  return { year, month, day };
}

function iso({ year, month, day }: Parts): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Possible only when the day can be a month and differs from it. */
export function swapDayAndMonth(isoDay: string): string | undefined {
  const { year, month, day } = partsOf(isoDay);
  return day <= 12 && day !== month ? iso({ year, month: day, day: month }) : undefined;
}

/** Another day of the same month (1-28, so that it exists). */
export function mistakeDay(isoDay: string, rng: Rng): string {
  const parts = partsOf(isoDay);
  const day = ((parts.day - 1 + rng.between(1, 27)) % 28) + 1;
  return iso({ ...parts, day: day === parts.day ? (day % 28) + 1 : day });
}

/** A date no calendar has, or no living pupil: 31/02, month 13, day 0, a year typed wrongly. */
export function breakDate(isoDay: string, rng: Rng): Value {
  const { year, month, day } = partsOf(isoDay);
  const two = (value: number): string => String(value).padStart(2, "0");
  const variants = [
    `${rng.between(30, 31)}/02/${year}`,
    `${two(day)}/${rng.between(13, 19)}/${year}`,
    `00/${two(month)}/${year}`,
    `${two(day)}/${two(month)}/${year + 90}`,
    `${two(day)}/${two(month)}/${String(year).slice(0, 3)}`,
  ];
  return { raw: rng.pick(variants) };
}
