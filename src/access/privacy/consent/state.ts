import { localDay } from "#src/platform/clock.ts";
import { ageOn, type Birth, childRuleOn } from "../age.ts";
import { type ConsentText, oldestCountingVersion } from "./texts.ts";

/** One line of the ledger: what somebody said about one purpose, once. */
export interface ConsentEvent {
  readonly purpose: string;
  /** Version of the text it was said to. */
  readonly textVersion: number;
  readonly act: "give" | "withdraw";
  /** The person themselves, or a representative by the guardian's id. */
  readonly by: "self" | { readonly guardianId: string };
  readonly at: Date;
}

/** Why consent stands or doesn't; the first reason that applies. */
export type ConsentReason =
  | "granted"
  | "withdrawn"
  | "representativeMissing"
  | "childMissing"
  | "selfMissing"
  | "textRenewed";

export interface ConsentState {
  readonly granted: boolean;
  readonly reason: ConsentReason;
}

export interface ConsentQuestion {
  readonly purpose: { readonly id: string; readonly childAgrees?: boolean };
  /** `adult` for guardians and staff. */
  readonly person: Birth | "adult";
  readonly at: Date;
  readonly texts: readonly ConsentText[];
}

/**
 * Whether consent to a purpose stands at an instant, from the ledger alone.
 *
 * - From 16 the person alone decides, by what they said themselves since then: what parents agreed to for the child
 *   ends on the sixteenth birthday [design: the texts we know don't say; the careful reading is taken].
 * - Below, one representative agrees and none stands withdrawn: of two parents who disagree the one who says no counts.
 * - From 7 the child agrees too where the purpose asks for it; a child's no counts in any case. With an unknown birth
 *   date both are asked.
 * - A withdrawal counts from its instant on; a text that renews ends every consent to the texts before it.
 */
export function consentState(events: readonly ConsentEvent[], question: ConsentQuestion): ConsentState {
  const { purpose, person, at, texts } = question;
  const day = localDay(at);
  const rule = childRuleOn(day);
  const counting = oldestCountingVersion(purpose.id, day, texts);
  const last = lastOfEach(events, purpose.id, at);
  const own = last.get("self");
  const age = person === "adult" ? Number.POSITIVE_INFINITY : ageOn(person, day);
  const saidFrom = (years: number, event: ConsentEvent): boolean =>
    person === "adult" || (ageOn(person, localDay(event.at)) ?? years) >= years;

  if (age !== undefined && age >= rule.representativeBelow) {
    if (own?.act === "withdraw") return no("withdrawn");
    if (own === undefined || !saidFrom(rule.representativeBelow, own)) return no("selfMissing");
    return own.textVersion < counting ? no("textRenewed") : yes;
  }
  const heard = age === undefined || age >= rule.childAgreesFrom;
  const child = heard && own !== undefined && saidFrom(rule.childAgreesFrom, own) ? own : undefined;
  const representatives = [...last].flatMap(([who, event]) => (who === "self" ? [] : [event]));
  if ([child, ...representatives].some((event) => event?.act === "withdraw")) return no("withdrawn");
  if (representatives.length === 0) return no("representativeMissing");
  if (representatives.every((event) => event.textVersion < counting)) return no("textRenewed");
  if (!heard || purpose.childAgrees !== true) return yes;
  if (child === undefined) return no("childMissing");
  return child.textVersion < counting ? no("textRenewed") : yes;
}

const yes: ConsentState = { granted: true, reason: "granted" };
const no = (reason: ConsentReason): ConsentState => ({ granted: false, reason });

/** What each person said last; said at one instant, no counts more than yes. */
function lastOfEach(
  events: readonly ConsentEvent[],
  purpose: string,
  at: Date,
): ReadonlyMap<string, ConsentEvent> {
  const last = new Map<string, ConsentEvent>();
  for (const event of events) {
    if (event.purpose !== purpose || event.at > at) continue;
    const who = event.by === "self" ? "self" : event.by.guardianId;
    const before = last.get(who);
    const isLater =
      before === undefined ||
      event.at > before.at ||
      (event.at.getTime() === before.at.getTime() && event.act === "withdraw");
    if (isLater) last.set(who, event);
  }
  return last;
}
