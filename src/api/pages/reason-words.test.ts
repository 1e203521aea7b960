import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { intakes, matchings } from "#src/domains/catalogue.ts";
import { reasons } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { reasonWords } from "./reason-words.ts";

const source = join(fileURLToPath(new URL(".", import.meta.url)), "../..");

/** Codes in quotes that end as our reasons for values do, in the modules that read values. */
function codesOfReading(): readonly string[] {
  const dir = join(source, "pipeline/2-standardise");
  const texts = readdirSync(dir)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(dir, name), "utf8"));
  texts.push(readFileSync(join(source, "domains/classroom/mark-sql.ts"), "utf8"));
  const ends =
    "malformed|unknown|length|zero|card|scientific|range|precise|impossible|incomplete|digit-year|too-long";
  return [...texts.join("\n").matchAll(new RegExp(`['"]([a-z]+(?:-[a-z]+)*-(?:${ends}))['"]`, "g"))].map(
    ([, code]) => code ?? "",
  );
}

describe("every reason has words", () => {
  test("that hold rows of an intake", () => {
    for (const { reason } of intakes.flatMap((intake) => intake.holds))
      expect(reasonWords(reason, "vi"), reason).not.toBe(reason);
  });

  test("that hold rows which point at a person nobody brought", () => {
    for (const { entity, occurrences } of matchings) {
      if (occurrences.every((one) => one.creates)) continue;
      expect(reasonWords(`${entity}-unknown`, "vi"), entity).not.toBe(`${entity}-unknown`);
    }
  });

  test("that refuse a value", () => {
    const codes = codesOfReading();
    expect(codes.length).toBeGreaterThan(20);
    for (const code of codes) expect(reasonWords(code, "vi"), code).not.toBe(code);
  });

  test("that come from parsing, without the place and without holes", () => {
    for (const code of Object.keys(reasons)) {
      for (const language of ["vi", "en"] as const) {
        expect(reasonWords(code, language), code).toMatch(/^[\p{Lu}\d]/u);
        expect(reasonWords(code, language), code).not.toMatch(/[{}[\]]/);
      }
    }
  });
});
