import { expect, test } from "vitest";
import { findCommunes } from "./find-communes.ts";
import { readSchoolName } from "./read-school-name.ts";

test.each([
  ["Trường Tiểu học Hải An", "hai an", "1", ["02"], []],
  [
    "Tr. TH&THCS Minh Tân (H. Kiến Thụy)",
    "minh tan",
    "1",
    ["02", "03"],
    ["11680", "11713", "11725", "11728", "11749"],
  ],
  ["TRUONG MN HOA SEN 2", "hoa sen", "2", ["01"], []],
  ["MN Sơn Ca II", "son ca", "2", ["01"], []],
  ["Trường MN Hoa Sen số 3", "hoa sen", "3", ["01"], []],
  // The red flamboyant is no ward.
  ["MN Hoa Phượng Đỏ", "hoa phuong do", "1", ["01"], []],
  ["Trung tâm GDNN - GDTX Nam Triệu", "nam trieu", "1", ["05"], []],
  ["Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên Nam Triệu", "nam trieu", "1", ["05"], []],
  ["Trường Tiểu học xã Tân Dân", "tan dan", "1", ["02"], ["11629"]],
  ["Trường TH Nguyễn Du, P. Hải An, TP Hải Phòng", "nguyen du", "1", ["02"], ["11413"]],
  ["Trường THCS & THPT Sông Cấm", "song cam", "1", ["03", "04"], []],
  ["", "", "1", [], []],
  ["Trường", "", "1", [], []],
])("%s", (text, base, number, levels, communes) => {
  for (const form of [text, text.normalize("NFD")])
    expect(readSchoolName(form)).toMatchObject({ base, number, levels, communes });
});

test.each([
  ["UBND Phường Hải An", "11413"],
  ["PHÒNG GD&ĐT QUẬN LÊ CHÂN", "11383,11407"],
  ["P.Hải An", "11413"],
  ["phường Cẩm Thượng", "10507"],
  ["Xã Minh Tân", "10642,11725"],
  ["xã Minh Tân, huyện Kiến Thụy", "11725"],
  ["Số 12, phố Lê Lợi, TP Hải Phòng", ""],
  ["Hải Dương", ""],
])("%s stands in %s", (text, codes) => {
  expect(findCommunes(text).join(",")).toBe(codes);
});
