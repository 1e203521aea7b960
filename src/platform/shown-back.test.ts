import { expect, test } from "vitest";
import { shownBack } from "./shown-back.ts";

test.each([
  [
    "/api/v1/learners/5b0c1d2e-0000-4000-8000-000000000001",
    "/api/v1/learners/5b0c1d2e-0000-4000-8000-000000000001",
  ],
  ["/api/v1/learners/031320987651", "/api/v1/learners/…"],
  ["/truong/311066002004", "/truong/311066002004"],
  ["/api/v1/Ngo%E1%BA%A1n", "/api/v1/…"],
  ["Ngoạn Quỳnh", "…"],
  ["31320987651", "…"],
  ["0913777881", "…"],
  ["birthDate.from", "birthDate.from"],
  ["2026-11-23T00:00:00", "2026-11-23T00:00:00"],
  ["'; drop table learner; --", "…"],
])("%s is said back as %s", (text, shown) => {
  expect(shownBack(text, 200)).toBe(shown);
});
