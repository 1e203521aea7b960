/**
 * The literal of a number cell as text: never through a float where that could lose a digit.
 * Excel stores 17 significant digits (8.3 as 8.3000000000000007), so a literal of 16 or 17 digits is
 * given in the shortest decimal that reads back as the same double; up to 15 digits it is exact as it
 * stands. Leading zeros, more than 17 digits and exponents with a plus are kept letter by letter: a 12
 * digit id written as 1.23E+11 has lost digits and must be seen to have lost them.
 * @returns undefined when it is no number
 */
export function numberText(literal: string): string | undefined {
  if (isShortDecimal(literal)) return literal;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?)(\d+))?$/.exec(literal);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponentSign, exponent] = match;
  if (whole === "" && fraction === "") return undefined;
  if (exponent !== undefined && exponentSign !== "-") return literal;
  const significant = (whole + fraction).replace(/^0+/, "").length;
  const minus = sign === "-" ? "-" : "";
  if (exponent === undefined && (significant <= 15 || significant > 17)) {
    if (fraction === "") return literal;
    const trimmed = fraction.replace(/0+$/, "");
    return `${minus}${whole === "" ? "0" : whole}${trimmed === "" ? "" : `.${trimmed}`}`;
  }
  if (exponent === undefined && (fraction === "" || (whole.length > 1 && whole.startsWith("0"))))
    return literal;
  return plainDecimal(Number(literal)) ?? literal;
}

/** At most 15 digits, already in its shortest form: nearly every number there is. */
function isShortDecimal(literal: string): boolean {
  const { length } = literal;
  if (length === 0 || length > 15) return false;
  let dot = -1;
  for (let at = 0; at < length; at++) {
    const code = literal.charCodeAt(at);
    if (code === 46 && dot < 0) dot = at;
    else if (code < 48 || code > 57) return false;
  }
  if (dot < 0) return true;
  const last = literal.charCodeAt(length - 1);
  return dot > 0 && last !== 48 && last !== 46 && (dot === 1 || literal.charCodeAt(0) !== 48);
}

/** Shortest decimal of a double without exponent; undefined when it would be long or is not finite. */
function plainDecimal(value: number): string | undefined {
  const text = String(value);
  if (!text.includes("e")) return Number.isFinite(value) ? text : undefined;
  const match = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", first = "", rest = "", exponent = ""] = match;
  return Number(exponent) > 30 ? undefined : `${sign}0.${"0".repeat(Number(exponent) - 1)}${first}${rest}`;
}
