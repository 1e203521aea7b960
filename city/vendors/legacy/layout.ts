import { dateText, flag, number, type SheetLayout, STT, text } from "../layout.ts";

/**
 * Old programs of former Hải Dương schools: csv in a Vietnamese legacy encoding, LF or CRLF.
 * The same columns for all three encodings; the delimiter goes with the encoding.
 */
export const LEGACY_LEARNERS: SheetLayout = {
  vendor: "legacy",
  intake: "learnerRow",
  file: "HSQL_{mã trường}.csv",
  sheet: "",
  headerRows: 1,
  titleRows: [],
  flag: ["x", ""],
  columns: [
    STT,
    text("schoolCode", "Mã trường"),
    text("schoolYear", "Năm học"),
    text("learnerCode", "Mã học sinh"),
    text("fullName", "Họ và tên"),
    dateText("birthDate", "Ngày sinh"),
    text("sex", "Giới tính"),
    text("ethnicity", "Dân tộc"),
    text("nationalId", "Số CMND/CCCD"),
    text("gradeLevel", "Khối"),
    text("className", "Lớp"),
    text("enrolmentStatus", "Trạng thái"),
    text("birthPlace", "Nơi sinh"),
    text("permanentAddress", "Hộ khẩu thường trú"),
    text("residenceAddress", "Chỗ ở hiện nay"),
    text("fatherName", "Họ tên cha"),
    number("fatherBirthYear", "Năm sinh cha"),
    text("fatherOccupation", "Nghề nghiệp cha"),
    text("motherName", "Họ tên mẹ"),
    number("motherBirthYear", "Năm sinh mẹ"),
    text("motherOccupation", "Nghề nghiệp mẹ"),
    text("phone", "Điện thoại"),
    text("policyGroup", "Diện ưu tiên"),
    flag("poorHousehold", "Hộ nghèo"),
  ],
};

export const LEGACY_LAYOUTS: readonly SheetLayout[] = [LEGACY_LEARNERS];
