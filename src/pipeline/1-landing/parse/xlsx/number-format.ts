/**
 * What a number format makes of a number, as far as it matters for taking the cell's value.
 * `date`: day or date and time; `time`: clock or elapsed time without a day; `padded`: only zeros, so
 * Excel shows leading zeros (an id kept as a number but shown with its zero); `plain`: everything else.
 */
export type NumberKind = "plain" | "date" | "time" | { padded: number };

/** ECMA-376 part 1 §18.8.30: formats without a code in the file. 27-36, 50-58 are dates of East Asian Excels. */
export function kindOfBuiltin(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return "date";
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return "time";
  return "plain";
}

/** Reads the section for positive numbers; quoted text, escapes, colours, locales and conditions don't count. */
export function kindOfCode(code: string): NumberKind {
  const elapsed = /\[(h+|m+|s+)\]/i.test(stripLiterals(code));
  const section = firstSection(stripLiterals(code).replace(/\[[^\]]*\]/g, ""));
  if (/^0{2,20}$/.test(section)) return { padded: section.length };
  // "General" has no date letter; digit placeholders mean a number unless they are fractions of a second.
  const letters = section.replace(/general/gi, "").replace(/s+[.,]0+/gi, "s");
  if (/[0#?]/.test(letters)) return "plain";
  if (/[yd]/i.test(letters) || /(^|[^a-z])e+([^a-z]|$)/i.test(letters)) return "date";
  if (elapsed || /[hs]/i.test(letters)) return "time";
  return /m/i.test(letters) ? "date" : "plain";
}

function stripLiterals(code: string): string {
  return code.replace(/"[^"]*"?|\\.|_.|\*./gsu, "").replace(/AM\/PM|A\/P/gi, "");
}

function firstSection(code: string): string {
  const end = code.indexOf(";");
  return (end < 0 ? code : code.slice(0, end)).trim();
}
