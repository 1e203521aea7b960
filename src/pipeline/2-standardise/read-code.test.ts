import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeSets } from "#src/domains/catalogue.ts";
import { codeSet } from "#src/domains/dictionary/code-set.ts";
import { codeReader, readBoolean, readSchoolYear, tickSigns } from "./read-code.ts";

const bodies = codeSet("bodies", {
  title: { vi: "Cơ quan", en: "Body" },
  codeSystem: "test",
  tag: "design",
  effectiveFrom: "2026-01-01",
  entries: [
    { code: "01", title: { vi: "Sở", en: "Department" } },
    { code: "02", title: { vi: "Ủy ban", en: "Committee" }, prefixes: ["UBND"] },
    { code: "03", title: { vi: "Ủy ban phường", en: "Ward committee" }, prefixes: ["UBND phường"] },
  ],
});

describe("a code", () => {
  test("of every set is found by itself and by its title, in any case and without accents", () => {
    const entries = codeSets.flatMap((set) => set.entries.map((entry) => ({ set, entry })));
    fc.assert(
      fc.property(fc.constantFrom(...entries), ({ set, entry }) => {
        const { find } = codeReader(set);
        if (set.matchByName !== true) expect(find(entry.code)).toBe(entry.code);
        const found = find(entry.title.vi);
        expect(found).toBeDefined();
        expect(find(` ${entry.title.vi.toUpperCase()} `)).toBe(found);
        expect(find(entry.title.vi.normalize("NFD"))).toBe(found);
      }),
    );
  });

  test("written without its leading zero is the same code", () => {
    expect(codeReader(bodies).find("2")).toBe("02");
  });

  test("is told by the longest beginning when nothing else tells it", () => {
    const { find } = codeReader(bodies);
    expect(find("UBND phường Hải An")).toBe("03");
    expect(find("ubnd  Phuong Lê Chân")).toBe("03");
    expect(find("UBND xã An Lão")).toBe("02");
    expect(find("Sở")).toBe("01");
    expect(find("UBNDphường")).toBeUndefined();
    expect(find("Trường UBND phường")).toBeUndefined();
  });

  test("of a set matched by name is no answer", () => {
    const ethnicity = codeSets.find((set) => set.id === "ethnicity");
    expect(ethnicity?.matchByName).toBe(true);
    if (ethnicity === undefined) return;
    const { find } = codeReader(ethnicity);
    // 04 is Mường in one numbering and Hoa in another.
    expect(find("04")).toBeUndefined();
    expect(find("4")).toBeUndefined();
    expect(find("Kinh")).toBe("01");
  });
});

test("ticks and words say yes or no, everything else nothing", () => {
  for (const sign of tickSigns) expect(readBoolean(sign), sign).toBe(true);
  for (const text of ["Có", "có", "TRUE", " x ", "Yes"]) expect(readBoolean(text), text).toBe(true);
  for (const text of ["Không", "khong", "0", "FALSE", "chưa"]) expect(readBoolean(text), text).toBe(false);
  for (const text of ["", "2", "?", "có thể", "xx"]) expect(readBoolean(text), text).toBeUndefined();
});

test("a school year is two years that follow each other, however written", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2001, max: 2098 }),
      fc.constantFrom("-", " - ", "/", "–", "_"),
      fc.boolean(),
      (first, joint, short) => {
        const second = short ? String((first + 1) % 100).padStart(2, "0") : String(first + 1);
        expect(readSchoolYear(`Năm học ${first}${joint}${second}`)).toBe(`${first}-${first + 1}`);
        expect(readSchoolYear(`${first}${joint}${first + 2}`)).toBeUndefined();
      },
    ),
  );
});
