import { expect, test } from "vitest";
import { datasets, findDataset, getDataset } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { consentTexts } from "../consent/texts.ts";
import { keepRules } from "../retention/keep-rules.ts";
import { recipients } from "./recipients.ts";
import {
  fieldsNeeded,
  getPurpose,
  isKept,
  personalDatasets,
  personalFieldsOf,
  purposeOf,
  purposes,
  withoutPurpose,
} from "./register.ts";

test("every personal field has a purpose, or is listed as not kept; none is both", () => {
  const unclaimed = datasets.flatMap(({ id }) =>
    personalFieldsOf(id)
      .filter((field) => purposeOf(id, field).length > 0 === !isKept(id, field))
      .map((field) => `${id}.${field}`),
  );
  expect(unclaimed).toEqual([]);
  // The test would pass on an empty catalogue too.
  expect(personalDatasets.length).toBeGreaterThan(15);
  expect(personalFieldsOf("learner").length).toBeGreaterThan(10);
});

test("a purpose names only datasets and fields there are, and only personal ones", () => {
  for (const purpose of purposes)
    for (const id of Object.keys(purpose.needs)) {
      expect(findDataset(id), `${purpose.id}: ${id}`).toBeDefined();
      const strange = fieldsNeeded(purpose, id).filter((field) => !personalFieldsOf(id).includes(field));
      expect(strange, `${purpose.id}: ${id}`).toEqual([]);
    }
  for (const [id, fields] of Object.entries(withoutPurpose))
    for (const field of fields) expect(Object.keys(getDataset(id).fields)).toContain(field);
});

test("a purpose says its ground, its recipients and how long, all of which exist", () => {
  const known = new Set(recipients.map(({ id }) => id));
  const rules = new Set<string>(keepRules.map(({ ruleId }) => ruleId));
  expect(new Set(purposes.map(({ id }) => id)).size).toBe(purposes.length);
  for (const purpose of purposes) {
    expect(purpose.legalBasis).not.toBe("");
    expect(purpose.recipients.length).toBeGreaterThan(0);
    for (const recipient of purpose.recipients) expect(known).toContain(recipient);
    expect(rules).toContain(purpose.keep);
    const asked = consentTexts.some((text) => text.purpose === purpose.id);
    expect(asked, purpose.id).toBe(purpose.basis === "consent");
    expect(purpose.childAgrees !== undefined, purpose.id).toBe(purpose.basis === "consent");
  }
});

test("purposeOf answers field by field", () => {
  expect(purposeOf("learner", "phone").map(({ id }) => id)).toEqual(["family-contact"]);
  expect(purposeOf("learner", "religion")).toEqual([]);
  expect(isKept("learner", "religion")).toBe(false);
  expect(purposeOf("learner", "learnerId")).toEqual([]);
  expect(isKept("learner", "learnerId")).toBe(true);
  expect(() => getPurpose("marketing")).toThrow(HpError);
});
