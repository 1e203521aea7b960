import fc from "fast-check";
import { expect, test } from "vitest";
import { ageOn } from "../age.ts";
import { type ConsentEvent, type ConsentQuestion, consentState } from "./state.ts";
import type { ConsentText } from "./texts.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`consent/state.test: seed ${seed}`);
const runs = { seed, numRuns: 500 };

const purpose = { id: "face-attendance", childAgrees: true };
const text = (version: number, effectiveFrom: string, renews: boolean): ConsentText => ({
  purpose: purpose.id,
  version,
  effectiveFrom,
  renews,
  tag: "design",
  text: { vi: "", en: "" },
});
const texts = [text(1, "2026-01-01", true), text(2, "2027-06-01", false), text(3, "2028-06-01", true)];

const day = (offset: number): Date => new Date(Date.UTC(2026, 0, 2 + offset, 3));
const instant = fc.integer({ min: 0, max: 1500 }).map(day);
const by: fc.Arbitrary<ConsentEvent["by"]> = fc.constantFrom<ConsentEvent["by"][]>(
  "self",
  { guardianId: "mother" },
  { guardianId: "father" },
);
const event: fc.Arbitrary<ConsentEvent> = fc.record({
  purpose: fc.constantFrom(purpose.id, "public-photos"),
  textVersion: fc.integer({ min: 1, max: 3 }),
  act: fc.constantFrom("give", "withdraw"),
  by,
  at: instant,
});
const events = fc.array(event, { maxLength: 12 });
/** Born 2008 to 2024: 2 to 22 years old in the time of the events. */
const person = fc.record({
  birthDate: fc.option(
    fc
      .integer({ min: 0, max: 6000 })
      .map((days) => new Date(Date.UTC(2008, 0, 1 + days)).toISOString().slice(0, 10)),
  ),
  birthPrecision: fc.constantFrom("day", "month", "year"),
});
const question = (who: ConsentQuestion["person"], at: Date): ConsentQuestion => ({
  purpose,
  person: who,
  at,
  texts,
});
const age = (who: { birthDate: string | null; birthPrecision: string }, at: Date) =>
  ageOn(who, new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10));

test("a withdrawal counts at once and until the same person agrees again", () => {
  fc.assert(
    fc.property(events, person, instant, fc.integer({ min: 0, max: 400 }), (before, who, at, later) => {
      const years = age(who, at);
      for (const actor of ["self", { guardianId: "mother" }] as const) {
        const entitled =
          actor === "self" ? years === undefined || years >= 7 : years === undefined || years < 16;
        fc.pre(entitled);
        const then = new Date(at.getTime() + later * 86_400_000);
        // Afterwards others may say what they like.
        const silent = before.filter(
          (one) => one.at < at || JSON.stringify(one.by) !== JSON.stringify(actor),
        );
        const said = [
          ...silent,
          { purpose: purpose.id, textVersion: 3, act: "withdraw", by: actor, at } as const,
        ];
        const still = age(who, then);
        if (actor !== "self" && still !== undefined && still >= 16) return;
        expect(consentState(said, question(who, then)).granted).toBe(false);
      }
    }),
    runs,
  );
});

test("from 16 what parents said changes nothing; below, without a parent nothing is granted", () => {
  fc.assert(
    fc.property(events, person, instant, (said, who, at) => {
      const years = age(who, at);
      const own = said.filter((one) => one.by === "self");
      const state = consentState(said, question(who, at));
      if (years !== undefined && years >= 16) expect(state).toEqual(consentState(own, question(who, at)));
      else expect(consentState(own, question(who, at)).granted).toBe(false);
      if (years !== undefined && years < 7)
        expect(state).toEqual(
          consentState(
            said.filter((one) => one.by !== "self"),
            question(who, at),
          ),
        );
    }),
    runs,
  );
});

test("only the past counts, in any order, and only what was said of this purpose", () => {
  fc.assert(
    fc.property(events, person, instant, (said, who, at) => {
      const state = consentState(said, question(who, at));
      const past = said.filter((one) => one.at <= at && one.purpose === purpose.id);
      expect(consentState(past.toReversed(), question(who, at))).toEqual(state);
    }),
    runs,
  );
});

test("what is granted was given by those who must, at an age at which they may, to a text that counts", () => {
  let granted = 0;
  fc.assert(
    fc.property(events, person, instant, (said, who, at) => {
      if (!consentState(said, question(who, at)).granted) return;
      granted += 1;
      const years = age(who, at);
      const newest = at >= new Date("2028-05-31T17:00:00Z") ? 3 : 1;
      const given = said.filter(
        (one) =>
          one.purpose === purpose.id && one.act === "give" && one.at <= at && one.textVersion >= newest,
      );
      const own = given.filter((one) => one.by === "self");
      if (years !== undefined && years >= 16) {
        expect(own.some((one) => (age(who, one.at) ?? 0) >= 16)).toBe(true);
        return;
      }
      expect(given.some((one) => one.by !== "self")).toBe(true);
      if (years === undefined || years >= 7)
        expect(own.some((one) => (age(who, one.at) ?? 7) >= 7)).toBe(true);
    }),
    { ...runs, numRuns: 3000 },
  );
  expect(granted).toBeGreaterThan(20);
});

test("examples: two parents, the child's own word, the sixteenth birthday, a text that renews", () => {
  const child = { birthDate: "2016-05-10", birthPrecision: "day" };
  const give = (who: ConsentEvent["by"], at: string, textVersion = 1): ConsentEvent => ({
    purpose: purpose.id,
    textVersion,
    act: "give",
    by: who,
    at: new Date(at),
  });
  const take = (who: ConsentEvent["by"], at: string): ConsentEvent => ({ ...give(who, at), act: "withdraw" });
  const mother = { guardianId: "mother" };
  const father = { guardianId: "father" };
  const reason = (said: readonly ConsentEvent[], at: string) =>
    consentState(said, question(child, new Date(at))).reason;
  const both = [give(mother, "2026-09-01"), give("self", "2026-09-02")];
  expect(reason([give(mother, "2026-09-01")], "2026-10-01")).toBe("childMissing");
  expect(reason([give("self", "2026-09-01")], "2026-10-01")).toBe("representativeMissing");
  expect(reason(both, "2026-10-01")).toBe("granted");
  expect(reason([...both, take(father, "2026-09-30")], "2026-10-01")).toBe("withdrawn");
  expect(reason([...both, take(father, "2026-09-30"), give(mother, "2026-10-02")], "2026-10-03")).toBe(
    "withdrawn",
  );
  expect(reason([...both, take(father, "2026-09-30"), give(father, "2026-10-02")], "2026-10-03")).toBe(
    "granted",
  );
  expect(reason(both, "2028-06-02")).toBe("textRenewed");
  const renewed = [give(mother, "2028-07-01", 3), give("self", "2028-07-01", 3)];
  expect(reason(renewed, "2032-05-09T10:00:00+07:00")).toBe("granted");
  expect(reason(renewed, "2032-05-10T00:00:00+07:00")).toBe("selfMissing");
  expect(reason([...renewed, give("self", "2032-06-01", 3)], "2032-06-02")).toBe("granted");
});

test("age is of full years on the day; papers that leave it open give the youngest age", () => {
  const on = (birthDate: string, day: string, birthPrecision = "day") =>
    ageOn({ birthDate, birthPrecision }, day);
  expect(on("2010-11-23", "2026-11-22")).toBe(15);
  expect(on("2010-11-23", "2026-11-23")).toBe(16);
  expect(on("2012-02-29", "2028-02-28")).toBe(15);
  expect(on("2012-02-29", "2028-02-29")).toBe(16);
  expect(on("2012-02-29", "2029-02-28")).toBe(16);
  expect(on("2012-02-29", "2029-03-01")).toBe(17);
  expect(on("2010-01-01", "2026-12-30", "year")).toBe(15);
  expect(on("2010-11-01", "2026-11-29", "month")).toBe(15);
  expect(ageOn({ birthDate: null, birthPrecision: null }, "2026-11-23")).toBeUndefined();
});
