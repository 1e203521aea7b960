import { errorCatalogue } from "./error-catalogue.ts";

export type ErrorCode = keyof typeof errorCatalogue;

/**
 * An error a person can act on: one code of the catalogue, with the facts its sentences need.
 * `facts` never hold personal data: they go to logs and to problem documents (RFC 9457).
 */
export class HpError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(fill(errorCatalogue[code].en, facts), cause === undefined ? undefined : { cause });
    this.name = "HpError";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }

  /** The sentence for people. */
  sentence(language: "vi" | "en" = "vi"): string {
    return fill(errorCatalogue[this.code][language], this.facts);
  }
}

function fill(sentence: string, facts: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
