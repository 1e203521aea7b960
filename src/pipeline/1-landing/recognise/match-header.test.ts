import { describe, expect, test } from "vitest";
import { getIntake } from "#src/domains/catalogue.ts";
import { cleanHeader, readHeader } from "./header-text.ts";
import { getLexicon } from "./lexicon.ts";
import { matchHeader } from "./match-header.ts";
import { editDistance, isTypo } from "./similarity.ts";
import { ACCEPT_CONFIDENCE } from "./types.ts";

function best(header: string, intake = "learnerRow"): string | null {
  const scores = [...matchHeader(header.split(" › "), getLexicon(getIntake(intake)))].sort(
    (a, b) => b[1] - a[1],
  );
  const [first] = scores;
  return first === undefined || first[1] < ACCEPT_CONFIDENCE ? null : first[0];
}

describe("one header by its name alone", () => {
  test.each([
    ["Họ và tên", "fullName"],
    ["HO VA TEN", "fullName"],
    ["Họ  và\ntên:", "fullName"],
    ["HỌ TÊN HỌC SINH", "fullName"],
    ["Họ tên trẻ", "fullName"],
    ["Họ và tên (viết in hoa)", "fullName"],
    ["Ngày, tháng, năm sinh", "birthDate"],
    ["Ngày sinh (dd/mm/yyyy)", "birthDate"],
    ["DOB", "birthDate"],
    ["Số ĐDCN/CMND", "nationalId"],
    ["CCCD/ĐDCN", "nationalId"],
    ["Số căn cước công dân", "nationalId"],
    ["Mã số định danh cá nhân", "nationalId"],
    ["GT", "sex"],
    ["Nam/Nữ", "sex"],
    ["Giới tính*", "sex"],
    ["SĐT", "phone"],
    ["HKTT", "permanentAddress"],
    ["Hộ khẩu thường trú", "permanentAddress"],
    ["Chiều cao (cm)", "heightCm"],
    ["Cha › Họ tên", "fatherName"],
    ["Họ tên › Cha", "fatherName"],
    ["Bố › SĐT", "fatherPhone"],
    ["BO › NGHE NGHIEP", "fatherOccupation"],
    ["Mẹ › Năm sinh", "motherBirthYear"],
    ["Họ tên, nghề nghiệp cha mẹ › Nghề nghiệp mẹ", "motherOccupation"],
    ["Phụ huynh › Điện thoại", "guardianPhone"],
    ["Thường trú › Xã/Phường", "permanentCommune"],
    ["Thông tin chung › Dân tộc", "ethnicity"],
    ["Lý lịch › Tôn giáo", "religion"],
    ["Giơi tính", "sex"],
    ["Quốc tich", "nationality"],
    ["Nghề nghiệpp cha", "fatherOccupation"],
  ])("%s → %s", (header, column) => {
    expect(best(header)).toBe(column);
  });

  test.each([
    ["Ngày cấp CCCD"],
    ["Nơi cấp CCCD"],
    ["Họ tên chủ hộ"],
    ["Người đón › Họ tên"],
    ["Giáo viên chủ nhiệm › Họ và tên"],
    ["Anh chị em › Năm sinh"],
    ["SĐT hiệu trưởng"],
    ["Số lượng"],
    ["Năm"],
    [""],
    ["   "],
    ["()"],
    ["1"],
  ])("%s is nobody's", (header) => {
    expect(best(header)).toBe(null);
  });

  test.each([
    ["Trình độ CM", "qualificationLevel"],
    ["Đào tạo › Năm tốt nghiệp", "graduationYear"],
    ["Giảng dạy › Môn dạy", "mainSubject"],
    ["Mã CB", "staffCode"],
    ["HO TEN GV", "fullName"],
  ])("in a list of staff %s → %s", (header, column) => {
    expect(best(header, "staffRow")).toBe(column);
  });
});

test("cleaning keeps what tells columns apart and drops how to fill them", () => {
  expect(cleanHeader("  Họ\u00a0và\r\ntên (*) ")).toBe("Họ và tên");
  expect(cleanHeader("Xã/Phường (thường trú)")).toBe("Xã/Phường (thường trú)");
  expect(cleanHeader("Cân nặng (kg)")).toBe("Cân nặng");
  expect(cleanHeader("soTheBHYT")).toBe("so The BHYT");
  expect(cleanHeader("full_name")).toBe("full name");
  expect(cleanHeader("Ho\u0323 te\u0302n")).toBe("Họ tên");
});

test("an abbreviation with several meanings keeps them all", () => {
  expect(readHeader("NS").readings).toHaveLength(3);
  expect(readHeader("ĐT").readings).toEqual([["@phone"]]);
});

test("slips are edits of one word, and digits never slip", () => {
  expect(editDistance("sinh", "snih", 2)).toBe(1);
  expect(editDistance("a", "abcd", 2)).toBe(3);
  expect([isTypo("nghiep", "nghipe"), isTypo("tx1aa", "tx2aa"), isTypo("cha", "chu")]).toEqual([
    true,
    false,
    false,
  ]);
});
