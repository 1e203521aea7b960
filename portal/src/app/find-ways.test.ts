import { describe, expect, test } from "vitest";
import type { Caller } from "../api/caller.ts";
import { findWays } from "./find-ways.ts";

const caller = (permissions: Caller["permissions"]): Caller => ({
  person: { displayName: "Thử" },
  role: null,
  roles: [],
  permissions,
  isDemo: false,
});
const paths = (typed: string, who: Caller = caller([])): readonly string[] =>
  findWays(who, typed, "vi").map(({ path }) => path);

describe("pages are found", () => {
  test("by their title, with accents or without", () => {
    expect(paths("tai khoan")[0]).toBe("/tai-khoan");
    expect(paths("Tài khoản")[0]).toBe("/tai-khoan");
  });
  test("by what people call what is done there", () => {
    for (const typed of ["mat khau", "passkey", "đăng xuất", "giao dien toi"])
      expect(paths(typed)).toContain("/tai-khoan");
  });
  test("only when the caller may open them, also those that stand in no navigation", () => {
    expect(paths("man hinh dieu hanh")).toEqual([]);
    expect(paths("man hinh dieu hanh", caller(["quality.read"]))).toContain("/dieu-hanh/man-hinh");
  });
});
