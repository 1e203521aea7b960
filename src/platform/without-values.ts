import { HpError } from "./errors.ts";

/**
 * An error as it may be shown, kept and logged. Database engines quote what they choked on ("invalid input syntax for
 * type integer: "Nguyễn …""), and that may be somebody's name: where an error is about a value, everything quoted
 * and every line that repeats input is left out. Names of columns and files in other errors stay.
 */
export function withoutValues(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("an error without a message");
  if (error instanceof HpError || !isAboutValue(error)) return error;
  const [first = ""] = error.message.split("\n");
  const shown = new Error(first.replaceAll(/"[^"]*"|'[^']*'/g, "“…”").replace(/(“…”).*$/s, "$1"));
  shown.name = error.name;
  // The stack begins with the message: only its frames are kept.
  shown.stack = [
    `${shown.name}: ${shown.message}`,
    ...(error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)),
  ].join("\n");
  return shown;
}

/** Class 22 is "data exception" and 23 "integrity violation" (PostgreSQL, appendix A); DuckDB names its kinds first. */
function isAboutValue(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return /^2[23]/.test(code) || /^(Conversion|Constraint|Invalid Input|Out of Range)/.test(error.message);
}
