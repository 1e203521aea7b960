import { expect, test } from "vitest";
import { HpError } from "./errors.ts";
import { withoutValues } from "./without-values.ts";

test("what an engine quotes of a value is left out, its kind of error stays", () => {
  const postgres = Object.assign(new Error('invalid input syntax for type integer: "Trần Thị Bí"'), {
    code: "22P02",
    where: "COPY learner, line 1",
  });
  expect(withoutValues(postgres).message).toBe("invalid input syntax for type integer: “…”");
  expect(JSON.stringify(Object.entries(withoutValues(postgres)))).not.toContain("Bí");
  const lake = new Error(
    "Conversion Error: Could not convert string 'Trần Thị Bí' to INT32\n\nLINE 1: select cast('Trần Thị Bí' as int)",
  );
  expect(withoutValues(lake).message).toBe("Conversion Error: Could not convert string “…”");
  expect(withoutValues(lake).stack).not.toContain("Bí");
});

test("other errors and our own keep their words", () => {
  const missing = new Error('Binder Error: Referenced column "ten" not found');
  expect(withoutValues(missing)).toBe(missing);
  const own = new HpError("pipeline-busy");
  expect(withoutValues(own)).toBe(own);
});
