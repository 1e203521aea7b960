import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Row, textOf } from "../vendors/rows/value.ts";
import { Rng } from "../world/random.ts";
import type { ErrorKind } from "./kinds.ts";
import { changeTone, confuseStroke, loseAccents, movePlaceOfTone, swapParts } from "./name-damage.ts";
import { type PlantContext, plantCosmetic, plantDeviation, plantKind } from "./plant.ts";
import { COSMETIC_WEIGHTS, DEVIATION_WEIGHTS } from "./rates.ts";

const COLUMNS = new Set(["fullName", "birthDate", "sex", "nationalId"]);

function row(): Row {
  return {
    fullName: "Đỗ Thị Hòa",
    familyMiddleName: "Đỗ Thị",
    givenName: "Hòa",
    birthDate: "2015-03-09",
    sex: "Nữ",
    female: true,
    nationalId: "031315001234",
  };
}

function context(seed: number, more: Partial<PlantContext> = {}): PlantContext {
  return { rng: Rng.of(seed, "test"), columns: COLUMNS, siblingId: "031215009999", unicode: true, ...more };
}

/** What the comparison of the handbook (§2) does before two names count as different. */
function normalised(name: string): string {
  const spaced = name.normalize("NFC").toLowerCase().trim().replaceAll(/\s+/g, " ");
  return spaced
    .split(" ")
    .map((syllable) => movePlaceOfTone(syllable) ?? syllable)
    .map((syllable) => (syllable === "hoà" ? "hòa" : syllable))
    .join(" ");
}

describe("every kind", () => {
  const kinds = [...DEVIATION_WEIGHTS, ...COSMETIC_WEIGHTS].map(([kind]) => kind);
  test.each(kinds)("%s writes what it says and nothing else", (kind: ErrorKind) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const before = row();
        const after = row();
        const planted = plantKind(after, context(seed), kind);
        expect(planted?.kind).toBe(kind);
        if (planted === undefined) return;
        expect(textOf(after[planted.column])).toBe(planted.writtenValue);
        expect(textOf(before[planted.column])).toBe(planted.trueValue);
        expect(planted.writtenValue).not.toBe(planted.trueValue);
        for (const column of COLUMNS)
          if (column !== planted.column) expect(after[column]).toEqual(before[column]);
      }),
    );
  });
});

test("deviations remain after normalisation, cosmetics do not", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const damaged = row();
      const deviation = plantDeviation(damaged, context(seed));
      if (deviation.column === "fullName") {
        expect(normalised(deviation.writtenValue)).not.toBe(normalised(deviation.trueValue));
      }
      const cosmetic = plantCosmetic(row(), context(seed));
      if (cosmetic.column === "fullName") {
        expect(normalised(cosmetic.writtenValue)).toBe(normalised(cosmetic.trueValue));
      }
    }),
  );
});

test("the parts of a name follow the whole", () => {
  const swapped = row();
  plantKind(swapped, context(1), "namePartsSwapped");
  expect(`${textOf(swapped.familyMiddleName)} ${textOf(swapped.givenName)}`).toBe(swapped.fullName);
  const spaced = row();
  plantKind(spaced, context(1), "trailingSpace");
  expect(spaced.givenName).toMatch(/^Hòa +$/);
});

test("a row without id, twin or đ still gets a mistake", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const poor: Row = { ...row(), fullName: "An", nationalId: null, birthDate: "2015-05-05" };
      const planted = plantDeviation(poor, context(seed, { siblingId: null }));
      expect(planted.writtenValue).not.toBe(planted.trueValue);
      expect(["dayWrong", "impossibleDate", "wrongSex"]).toContain(planted.kind);
    }),
  );
});

test("an id that became a number has lost its zero, and one in scientific form its digits", () => {
  const zero = row();
  plantKind(zero, context(1), "idLostZero");
  expect(zero.nationalId).toEqual({ literal: "31315001234" });
  const scientific = row();
  plantKind(scientific, context(1), "idScientific");
  expect(scientific.nationalId).toEqual({ raw: "3.1315E+10" });
});

test("legacy encodings get no combining marks and no ð", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const damaged = row();
      plantCosmetic(damaged, context(seed, { unicode: false }));
      plantKind(damaged, context(seed, { unicode: false }), "strokeConfused");
      expect(textOf(damaged.fullName)).not.toMatch(/[\u0300-\u036fðÐ]/u);
    }),
  );
});

test("names by example", () => {
  const rng = Rng.of(1, "names");
  expect(loseAccents("Đặng Thùy Nhật Ngưỡng")).toBe("Dang Thuy Nhat Nguong");
  expect(loseAccents("An")).toBeUndefined();
  expect(confuseStroke("Nguyễn An", rng, true)).toBeUndefined();
  expect(movePlaceOfTone("Nguyễn Hòa Thủy")).toBe("Nguyễn Hoà Thuỷ");
  expect(movePlaceOfTone("Hoà Thuỷ Quý")).toBe("Hòa Thủy Quý");
  expect(movePlaceOfTone("Toán Hoài")).toBeUndefined();
  expect(changeTone("An Lan", rng)).toBeUndefined();
  expect(swapParts("An", rng)).toBeUndefined();
});
