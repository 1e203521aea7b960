import type { Value } from "../vendors/rows/value.ts";
import type { Rng } from "../world/random.ts";

/** Mistakes in the twelve digits of a national id; undefined when this id cannot carry the mistake. */
export function mistypeDigit(id: string, rng: Rng): string {
  const at = rng.int(id.length);
  const digit = (Number(id.charAt(at)) + rng.between(1, 9)) % 10;
  return id.slice(0, at) + digit + id.slice(at + 1);
}

export function transposeDigits(id: string, rng: Rng): string | undefined {
  const places: number[] = [];
  for (let at = 0; at + 1 < id.length; at += 1) if (id[at] !== id[at + 1]) places.push(at);
  if (places.length === 0) return undefined;
  const at = rng.pick(places);
  return id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2);
}

/** A numeric cell: the leading zeros of the province are gone. */
export function loseLeadingZero(id: string): Value | undefined {
  return id.startsWith("0") ? { literal: id.replace(/^0+/, "") } : undefined;
}

/** As Excel shows a long number in a narrow column and saves it to text: 3.13152E+10. */
export function toScientific(id: string): Value {
  const [digits = "", exponent = ""] = Number(id).toExponential(5).split("e+");
  return { raw: `${digits.replace(/\.?0+$/, "")}E+${exponent}` };
}

export function spaceOut(id: string): string {
  return `${id.slice(0, 3)} ${id.slice(3, 6)} ${id.slice(6)}`;
}
