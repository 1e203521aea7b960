import { expect, test } from "vitest";
import { type ClassLearner, groupByClass, type Membership } from "./class-groups.ts";

const learner = (learnerId: string, fullName: string): ClassLearner => ({
  ...{ learnerId, fullName, birthDate: null, sex: null },
  givenName: fullName.split(" ").at(-1) ?? null,
});
const member = (learnerId: string, className: string, endDate: string | null = null): Membership => ({
  ...{ learnerId, className, endDate },
});

test("classes by number, learners by given name, nobody twice, nobody who left, nobody unseen", () => {
  const groups = groupByClass(
    [
      member("c", "3A10"),
      member("a", "3A2"),
      member("b", "3A2"),
      member("b", "3A2"),
      member("d", "3A2", "2026-10-01"),
      member("x", "3A2"),
    ],
    [learner("a", "Lê Thị Yến"), learner("b", "Phạm Văn Đức"), learner("c", "Ngô An"), learner("d", "Vũ Ba")],
  );
  expect(groups.map(({ className, learners }) => [className, learners.map((one) => one.learnerId)])).toEqual([
    ["3A2", ["b", "a"]],
    ["3A10", ["c"]],
  ]);
});
