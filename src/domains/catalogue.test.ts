import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  checks,
  codeSets,
  datasets,
  findDataset,
  getCodeSet,
  getDataset,
  intakes,
  legalRules,
  matchings,
} from "./catalogue.ts";
import { type Dataset, rowValidator } from "./dictionary/dataset.ts";
import { protectionOf } from "./dictionary/field.ts";
import { foldHeader } from "./dictionary/fold.ts";
import { toCamelCase, toSnakeCase } from "./dictionary/text.ts";

const fieldsOf = (target: Dataset) => Object.entries(target.fields).map(([name, field]) => ({ name, field }));

test("every code set a field or column names is declared", () => {
  const known = new Set(codeSets.map((set) => set.id));
  const missing = [
    ...datasets.flatMap((target) =>
      fieldsOf(target).map(({ name, field }) => [target.id, name, field.codeSet]),
    ),
    ...intakes.flatMap((intake) =>
      Object.entries(intake.columns).map(([name, field]) => [intake.id, name, field.codeSet]),
    ),
  ].filter(([, , set]) => set !== undefined && !known.has(set));
  expect(missing).toEqual([]);
});

test("every reference names a dataset; a record of any kind is named only by the exchange's own books", () => {
  const entities = new Set([
    ...datasets.map((target) => target.id),
    ...matchings.map((matching) => matching.entity),
  ]);
  const missing = datasets.flatMap((target) =>
    fieldsOf(target).flatMap(({ name, field }) =>
      field.refersTo !== undefined &&
      !(field.kind === "uuid" && target.group === "exchange") &&
      !entities.has(field.refersTo)
        ? [`${target.id}.${name} → ${field.refersTo}`]
        : [],
    ),
  );
  expect(missing).toEqual([]);
});

test("no field is both personal and open, and nothing personal goes unmasked", () => {
  for (const target of datasets) {
    for (const { name, field } of fieldsOf(target)) {
      const pii = field.info.pii ?? "none";
      if (pii === "none") continue;
      expect.soft(field.info.open ?? false, `${target.id}.${name}`).toBe(false);
      expect.soft(protectionOf(field).masking, `${target.id}.${name}`).not.toBe("none");
    }
  }
});

test("every national id is stored encrypted", () => {
  const ids = datasets.flatMap((target) =>
    fieldsOf(target).filter(({ field }) => field.kind === "nationalId"),
  );
  expect(ids.length).toBeGreaterThan(0);
  for (const { field } of ids) expect(protectionOf(field).encryption).toBe("fieldLevel");
});

test("every text a person reads has both languages", () => {
  const texts = [
    ...datasets.flatMap((target) => [target.title, target.grain]),
    ...codeSets.flatMap((set) => [set.title, ...set.entries.map((entry) => entry.title)]),
    ...intakes.map((intake) => intake.title),
    ...legalRules.map((rule) => rule.title),
  ];
  expect(texts.filter((text) => text.vi.trim() === "" || text.en.trim() === "")).toEqual([]);
});

test("texts are NFC, so that equal words are equal", () => {
  const texts = [
    ...codeSets.flatMap((set) => set.entries.flatMap((entry) => [entry.title.vi, ...(entry.aliases ?? [])])),
    ...datasets.flatMap((target) => fieldsOf(target).flatMap(({ field }) => field.info.aliases ?? [])),
  ];
  expect(texts.filter((text) => text !== text.normalize("NFC"))).toEqual([]);
});

test.each(codeSets.map((set) => [set.id, set] as const))(
  "code set %s: no spelling means two codes",
  (_, set) => {
    const owners = new Map<string, string>();
    const doubled: string[] = [];
    // A code written as itself means itself, whatever it folds to: "A-" and "A+".
    const codes = new Set(set.entries.map((entry) => entry.code));
    for (const entry of set.entries) {
      for (const spelling of [entry.code, entry.title.vi, entry.title.en, ...(entry.aliases ?? [])]) {
        if (codes.has(spelling)) continue;
        const key = foldHeader(spelling);
        const owner = owners.get(key);
        if (owner !== undefined && owner !== entry.code)
          doubled.push(`${spelling}: ${owner} or ${entry.code}`);
        if (key !== "") owners.set(key, entry.code);
      }
    }
    expect(doubled).toEqual([]);
  },
);

test.each(intakes.map((intake) => [intake.id, intake] as const))(
  "intake %s: no header means two columns",
  (_, intake) => {
    const owners = new Map<string, string>();
    const doubled: string[] = [];
    for (const [name, field] of Object.entries(intake.columns)) {
      for (const alias of field.info.aliases ?? []) {
        const key = foldHeader(alias);
        const owner = owners.get(key);
        if (owner !== undefined && owner !== name) doubled.push(`${alias}: ${owner} or ${name}`);
        owners.set(key, name);
      }
    }
    expect(doubled).toEqual([]);
  },
);

test("versions of a legal rule follow one another without overlap", () => {
  for (const ruleId of new Set(legalRules.map((rule) => rule.ruleId))) {
    const versions = legalRules
      .filter((rule) => rule.ruleId === ruleId)
      .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
    for (const [index, version] of versions.entries()) {
      const next = versions[index + 1];
      expect(version.effectiveFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      if (version.effectiveTo !== undefined)
        expect(version.effectiveTo >= version.effectiveFrom, ruleId).toBe(true);
      if (next !== undefined) {
        expect(version.effectiveTo !== undefined && version.effectiveTo < next.effectiveFrom, ruleId).toBe(
          true,
        );
      }
    }
  }
});

test("every dataset gives a JSON schema for the API", () => {
  for (const target of datasets) {
    const schema = z.toJSONSchema(rowValidator(target), { unrepresentable: "throw" });
    expect(Object.keys(schema.properties ?? {}), target.id).toEqual(Object.keys(target.fields));
  }
});

test("names go to SQL and back unchanged", () => {
  for (const target of datasets) {
    for (const { name } of fieldsOf(target))
      expect(toCamelCase(toSnakeCase(name)), `${target.id}.${name}`).toBe(name);
  }
});

test("get throws where find returns undefined", () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      if (findDataset(id) !== undefined) expect(getDataset(id).id).toBe(id);
      else expect(() => getDataset(id)).toThrow();
    }),
  );
  expect(() => getCodeSet("nothing")).toThrow("no code set is called nothing");
});

test("every rule names a dataset and fields that exist, and has one code", () => {
  expect(checks.length).toBeGreaterThan(0);
  for (const check of checks) {
    const target = getDataset(check.dataset);
    for (const name of check.fields) expect(target.fields, check.code).toHaveProperty(name);
  }
});
