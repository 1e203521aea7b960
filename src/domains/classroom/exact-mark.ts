/**
 * Marks as whole hundredths, so that 8,25 is exactly 825 and rounds half up to 8,3 as TT 22/2021 asks; as a binary
 * float some halves would fall down.
 */
export type Hundredths = number & { readonly unit: "hundredths" };

/**
 * A mark as it is stored or sent (`"8.5"`, `"8,5"`, `8.5`). Throws on anything but a number from 0 to 10 with at
 * most two decimals. A number is read by its shortest decimal form, which for two decimals is exact.
 */
export function parseMark(mark: string | number): Hundredths {
  const text = String(mark).trim().replace(",", ".");
  const match = /^(\d{1,2})(?:\.(\d{1,2})0*)?$/.exec(text);
  const value =
    match === null ? Number.NaN : Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  if (!(value >= 0 && value <= 1000)) throw new Error(`not a mark from 0 to 10: ${text}`);
  return value as Hundredths;
}

/** `8.3` of 830: one decimal unless the second says something. */
export function formatMark(mark: Hundredths): string {
  const text = (mark / 100).toFixed(2);
  return text.endsWith("0") ? text.slice(0, -1) : text;
}

/**
 * `total / weight`, both whole, rounded half up to one decimal place.
 * @param total sum of weighted marks in hundredths
 */
export function averageToTenths(total: number, weight: number): Hundredths {
  return (Math.floor((total + 5 * weight) / (10 * weight)) * 10) as Hundredths;
}
