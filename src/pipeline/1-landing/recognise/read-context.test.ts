import { describe, expect, test } from "vitest";
import { findClues, findSchoolYear, settleContext } from "./read-context.ts";

function read(titles: readonly string[], more: Partial<Parameters<typeof findClues>[0]> = {}) {
  return settleContext(
    findClues({ titles, sheetName: "Sheet1", fileName: "bang.xlsx", pathSegments: [], ...more }),
  );
}

describe("titles", () => {
  test.each([
    ["Mã trường: 311194802001", { schoolCode: "311194802001" }],
    ["Mã trường 311194802001", { schoolCode: "311194802001" }],
    ["MA TRUONG: TH-LELOI-01", { schoolCode: "TH-LELOI-01" }],
    [
      "Đơn vị: Trường THCS Minh Tân (Mã trường: 311156003001)",
      { schoolName: "Trường THCS Minh Tân", schoolCode: "311156003001" },
    ],
    ["Trường: TH Lê Lợi - Mã trường: 311194802001", { schoolName: "TH Lê Lợi", schoolCode: "311194802001" }],
    ["UBND PHƯỜNG HẢI AN", { place: "UBND PHƯỜNG HẢI AN" }],
    ["PHÒNG GD&ĐT QUẬN LÊ CHÂN", { place: "PHÒNG GD&ĐT QUẬN LÊ CHÂN" }],
    ["UBND THÀNH PHỐ HẢI PHÒNG", {}],
    ["MN Hoa Sen 2 - P. Hải An", { schoolName: "MN Hoa Sen 2" }],
    ["TH&THCS Minh Tân", { schoolName: "TH&THCS Minh Tân" }],
    ["DANH SÁCH HỌC SINH NĂM HỌC 2026 - 2027", { schoolYear: "2026-2027" }],
    ["KẾT QUẢ HỌC KỲ II NĂM HỌC 2025-2026", { schoolYear: "2025-2026", term: "HK2" }],
    ["TỔNG KẾT CẢ NĂM", { term: "CN" }],
    ["Lớp: 7A2", { className: "7A2" }],
    ["DANH SÁCH LỚP 10 Toán 1", { className: "10 Toán 1" }],
    ["Kiểu gửi: toàn bộ · Ngày xuất: 20/10/2026", { delivery: "full", asOf: "2026-10-20" }],
    ["Kiểu gửi: thay đổi", { delivery: "delta" }],
    ["Hải Phòng, ngày 5 tháng 9 năm 2026", { asOf: "2026-09-05" }],
    ["Ngày xuất: 31/02/2026", {}],
    ["SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG", {}],
    ["Danh sách lớp", {}],
    ["DANH SÁCH LỚP 6 NĂM HỌC 2026-2027", { schoolYear: "2026-2027" }],
    ["Lớp Lá 2", { className: "Lá 2" }],
    ["Năm học 2026-2028", {}],
  ])("%s", (title, context) => {
    expect(read([title])).toEqual({ context, conflicts: [] });
  });
});

test("folder, file and sheet name", () => {
  expect(
    read([], {
      pathSegments: ["inbox", "smas", "311194802001"],
      fileName: "DS hoc sinh nam hoc 26-27.xlsx",
      sheetName: "7A2",
    }).context,
  ).toEqual({ schoolCode: "311194802001", schoolYear: "2026-2027", className: "7A2" });
  expect(read([], { fileName: "hoc_sinh_2026_2027_thay_doi.csv" }).context).toEqual({
    schoolYear: "2026-2027",
    delivery: "delta",
  });
});

test("schools that contradict each other leave the code empty and are asked", () => {
  const { context, conflicts } = read(["Mã trường: 311194802001"], {
    pathSegments: ["excel", "311194803002"],
  });
  expect(context).toEqual({});
  expect(conflicts).toEqual([{ key: "schoolCode", values: ["311194802001", "311194803002"] }]);
});

test.each([
  ["2026-2027", "2026-2027"],
  ["2026/27", "2026-2027"],
  ["26-27", "2026-2027"],
  ["2026-2026", undefined],
  ["20/10/2026", undefined],
  ["2026-10-20", undefined],
  ["0912345678", undefined],
])("school year in %s", (text, year) => {
  expect(findSchoolYear(text)).toBe(year);
});

describe("a school in the name of a file or folder", () => {
  test.each([
    ["DS HS Trường TH Hải An 2026-2027.xlsx", "Trường TH Hải An"],
    ["ds_hoc_sinh_THCS_Minh_Tan_HK1.xlsx", "THCS Minh Tan"],
    ["ket-qua.xlsx", undefined],
    ["DS TH 2026.xlsx", undefined],
  ])("%s", (fileName, name) => {
    expect(read([], { fileName }).context.schoolName).toBe(name);
  });

  test("titles come first, a folder last", () => {
    const places = { fileName: "hs.xlsx", pathSegments: ["inbox", "Trường MN Hoa Sen"] };
    expect(read([], places).context.schoolName).toBe("Trường MN Hoa Sen");
    expect(read(["TRƯỜNG TH HẢI AN"], places).context.schoolName).toBe("TRƯỜNG TH HẢI AN");
  });
});
