import { expect, test } from "vitest";
import type { DemoView } from "#src/access/demo/desk.ts";
import { demoAccountsPart } from "./demo-accounts.ts";
import { nothing } from "./html.ts";
import { welcomePage } from "./welcome-page.ts";

const view: DemoView = {
  isLoading: false,
  accounts: [
    {
      userName: "lanh-dao-so",
      role: "departmentLeader",
      variant: undefined,
      unitName: undefined,
      asksCode: true,
      citizenNumber: undefined,
    },
    {
      userName: "phu-huynh",
      role: "guardian",
      variant: undefined,
      unitName: "Lê <Thị> Mẹ",
      asksCode: false,
      citizenNumber: "031185000001",
    },
  ],
  password: "mot-hai-ba",
  code: { code: "123456", until: new Date("2026-11-23T06:30:30Z") },
  hasVneid: true,
};

test("each sample account leads to the sign-in page with its name, in both languages", () => {
  const { html } = demoAccountsPart(view, "vi");
  expect(html).toContain("/sign-in?next=/&#38;user=phu-huynh");
  expect(html).toContain("123456");
  expect(html).toContain("13:30:30");
  expect(html).toContain("031185000001");
  expect(html).not.toContain("<Thị>");
  expect(demoAccountsPart(view, "en").html).toContain("/sign-in?next=/&#38;user=lanh-dao-so&#38;lang=en");
});

test("says why there are none: the city is on its way, or the data are one's own", () => {
  const { html } = demoAccountsPart({ ...view, isLoading: true, accounts: [] }, "vi");
  expect(html).toContain("đang được sinh và nhập");
  expect(html).not.toContain("mot-hai-ba");
  expect(demoAccountsPart({ ...view, accounts: [] }, "vi").html).toContain("không phải thành phố mẫu");
  expect(demoAccountsPart({ ...view, hasVneid: false }, "vi").html).not.toContain("031185000001");
  expect(welcomePage(undefined, nothing, "vi", true)).toContain('http-equiv="refresh"');
  expect(welcomePage(undefined, nothing, "vi")).not.toContain("refresh");
});
