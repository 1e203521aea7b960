import { describe, expect, it } from "vitest";
import { primaryAward, primaryYearLevel } from "./rating-tt27.ts";

describe("TT 27", () => {
  it("rates the year (Đ.9.2)", () => {
    expect(primaryYearLevel(["T", "T"], [90, 100], "TTTTT")).toBe("X");
    expect(primaryYearLevel(["T", "T"], [80, 100], "TTTTT")).toBe("T");
    expect(primaryYearLevel(["T", "H"], [90, 100], "TTTTT")).toBe("H");
    expect(primaryYearLevel(["T", "T"], [90, 100], "TTDTT")).toBe("H");
    expect(primaryYearLevel(["H", "H"], [50, 50], "DDDDD")).toBe("H");
    expect(primaryYearLevel(["H", "H"], [40, 90], "DDDDD")).toBe("C");
    expect(primaryYearLevel(["C", "T"], [50, 90], "TTTTT")).toBe("C");
    expect(primaryYearLevel(["T", "T"], [0, 90], "TTTTT")).toBe("C");
  });

  it("awards (Đ.13)", () => {
    expect(primaryAward("X", false)).toBe("Học sinh Xuất sắc");
    expect(primaryAward("T", true)).toBe("Học sinh Tiêu biểu");
    expect(primaryAward("T", false)).toBeNull();
    expect(primaryAward("H", true)).toBeNull();
  });
});
