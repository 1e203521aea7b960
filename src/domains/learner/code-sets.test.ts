import { expect, test } from "vitest";
import { classroomCodeSets } from "../classroom/code-sets.ts";
import { foldText } from "../dictionary/fold.ts";
import { ethnicity, ethnicityGso, verySmallGroups } from "./code-sets/ethnicity.ts";
import { learnerCodeSets } from "./code-sets.ts";

/** Every spelling of a set → the codes it stands for. */
function spellings(set: (typeof learnerCodeSets)[number]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const entry of set.entries) {
    for (const text of [entry.code, entry.title.vi, entry.title.en, ...(entry.aliases ?? [])]) {
      const folded = foldText(text);
      found.set(folded, (found.get(folded) ?? new Set()).add(entry.code));
    }
  }
  return found;
}

test.each([...learnerCodeSets, ...classroomCodeSets])("no spelling of $id means two codes", (set) => {
  const ambiguous = [...spellings(set)].filter(([, codes]) => codes.size > 1);
  expect(ambiguous.map(([text, codes]) => `${text}: ${[...codes].join(", ")}`)).toEqual([]);
});

test.each([...learnerCodeSets, ...classroomCodeSets])(
  "the titles of $id are there in both languages",
  (set) => {
    for (const entry of set.entries) {
      expect(entry.title.vi.length, entry.code).toBeGreaterThan(0);
      expect(entry.title.en.length, entry.code).toBeGreaterThan(0);
      expect(entry.title.vi.normalize("NFC"), entry.code).toBe(entry.title.vi);
    }
  },
);

test("54 ethnic groups and foreigners, in two code systems that agree on the groups", () => {
  expect(ethnicity.entries).toHaveLength(55);
  expect(ethnicityGso.entries).toHaveLength(54);
  const official = ethnicityGso.entries.map((entry) => entry.externalCode);
  expect(new Set(official).size).toBe(54);
  // The three numbers the statistics office's page is known to print differently.
  expect(ethnicityGso.entries.find((entry) => entry.code === "04")?.title.vi).toBe("Mường");
  expect(ethnicityGso.entries.find((entry) => entry.code === "06")?.title.vi).toBe("Hoa");
  expect(ethnicityGso.entries.find((entry) => entry.code === "16")?.title.vi).toBe("Xơ-đăng");
});

test("sixteen very small groups", () => {
  expect(new Set(verySmallGroups).size).toBe(16);
  for (const code of verySmallGroups)
    expect(ethnicity.entries.some((entry) => entry.code === code)).toBe(true);
});
