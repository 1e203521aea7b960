import type { ReasonCode } from "./reason-codes.ts";
import type { Question } from "./types.ts";

/** Where in a file; what is not known is left out. */
export type Place = { part?: string; sheetName?: string; rowNo?: number; columnNo?: number };

/** The file (or the zip entry) is refused as a whole; nothing of it may be used. */
export class Refusal extends Error {
  readonly code: ReasonCode;
  readonly detail: string;
  readonly place: Place;
  readonly questions: Question[];

  constructor(code: ReasonCode, detail = "", place: Place = {}, questions: Question[] = []) {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.name = "Refusal";
    this.code = code;
    this.detail = detail;
    this.place = place;
    this.questions = questions;
  }

  /** The same refusal with the outer place filled in where the thrower did not know it. */
  at(place: Place): Refusal {
    return new Refusal(this.code, this.detail, { ...place, ...this.place }, this.questions);
  }
}
