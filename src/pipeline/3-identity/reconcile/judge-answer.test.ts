import { expect, test } from "vitest";
import { judgeAnswer } from "./judge-answer.ts";
import type { FieldAnswer } from "./population-registry.ts";

const answered = (name: FieldAnswer, birthDate: FieldAnswer, sex: FieldAnswer) =>
  judgeAnswer({ outcome: "answered", name, birthDate, sex });

test("all that was asked agrees: verified", () => {
  expect(answered("match", "match", "match")).toBe("verified");
  expect(answered("match", "match", "notAsked")).toBe("verified");
});

test("a claim that names nobody is never verified, whatever the number", () => {
  expect(answered("notAsked", "match", "match")).toBe("pending");
  expect(answered("match", "notAsked", "match")).toBe("pending");
});

test("the first field that differs names the status", () => {
  expect(answered("mismatch", "mismatch", "mismatch")).toBe("mismatchName");
  expect(answered("match", "mismatch", "mismatch")).toBe("mismatchBirthDate");
  expect(answered("match", "match", "mismatch")).toBe("mismatchSex");
});

test("a number the registry doesn't know and an answer kept for later say nothing of the fields", () => {
  const rest = { name: "notAsked", birthDate: "notAsked", sex: "notAsked" } as const;
  expect(judgeAnswer({ outcome: "idNotFound", ...rest })).toBe("idNotFound");
  expect(judgeAnswer({ outcome: "pending", ...rest })).toBe("pending");
});
