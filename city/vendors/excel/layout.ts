import { date, dateShort, flag, number, type SheetLayout, STT, text } from "../layout.ts";

const FLAG = ["x", ""] as const;

/**
 * Free-form workbooks of small schools: every clerk has a table of their own. Four habits are copied here;
 * a school keeps its habit. Note rows, blank rows between classes and a signature block at the end belong to it.
 */
export const EXCEL_SPLIT_NAME: SheetLayout = {
  vendor: "excel",
  intake: "learnerRow",
  file: "DS hoc sinh nam hoc 26-27.xlsx",
  sheet: "Sheet1",
  headerRows: 1,
  titleRows: [
    "PHÒNG VH-XH {xã/phường}",
    "Trường: {Tên trường} - Mã trường: {mã trường}",
    "DANH SÁCH HỌC SINH TOÀN TRƯỜNG NĂM HỌC 2026-2027",
    "Ghi chú: cột Nữ đánh dấu x nếu là học sinh nữ",
    "(dòng trống)",
  ],
  flag: FLAG,
  columns: [
    STT,
    text("className", "Lớp"),
    text("familyMiddleName", "Họ đệm"),
    text("givenName", "Tên"),
    flag("female", "Nữ"),
    date("birthDate", "Ngày, tháng, năm sinh"),
    text("ethnicity", "Dân tộc"),
    text("nationalId", "Mã định danh"),
    text("fatherName", "Họ tên cha"),
    text("fatherPhone", "SĐT cha"),
    text("motherName", "Họ tên mẹ"),
    text("motherPhone", "SĐT mẹ"),
    text("residenceAddress", "Chỗ ở hiện nay"),
    flag("poorHousehold", "Hộ nghèo"),
    text("note", "Ghi chú"),
  ],
};

export const EXCEL_SHORT: SheetLayout = {
  vendor: "excel",
  intake: "learnerRow",
  file: "Danh sach HS.xlsx",
  sheet: "DS",
  headerRows: 1,
  titleRows: ["{Tên trường}", "Mã trường {mã trường}", "Năm học 2026 - 2027", "(dòng trống)"],
  flag: FLAG,
  columns: [
    STT,
    text("learnerCode", "Mã HS"),
    text("fullName", "Họ tên HS"),
    dateShort("birthDate", "Sinh ngày"),
    flag("female", "Nữ"),
    text("nationalId", "CCCD/ĐDCN"),
    text("gradeLevel", "Khối lớp"),
    text("className", "Học lớp"),
    text("enrolmentStatus", "Tình trạng"),
    text("residenceAddress", "Địa chỉ"),
    text("guardianName", "Họ tên phụ huynh"),
    text("guardianPhone", "ĐT phụ huynh"),
    flag("boardingLunch", "Ăn bán trú"),
    text("note", "Ghi chú"),
  ],
};

export const EXCEL_TWO_ROWS: SheetLayout = {
  vendor: "excel",
  intake: "learnerRow",
  file: "SO DANG BO 2026-2027.xlsx",
  sheet: "Sổ đăng bộ",
  headerRows: 2,
  titleRows: ["SỔ ĐĂNG BỘ - {Tên trường} ({mã trường})", "Năm học: 2026-2027", "(dòng trống)"],
  flag: FLAG,
  columns: [
    { column: "stt", header: ["Số TT"], kind: "number" },
    text("learnerCode", "Số đăng bộ"),
    text("familyMiddleName", "Họ và tên học sinh", "Họ và tên đệm"),
    text("givenName", "Họ và tên học sinh", "Tên"),
    text("sex", "Nam/Nữ"),
    dateShort("birthDate", "Ngày tháng năm sinh"),
    text("birthPlace", "Nơi sinh"),
    text("nationalId", "Số định danh"),
    text("ethnicity", "Dân tộc"),
    text("fatherName", "Họ tên, nghề nghiệp cha mẹ", "Cha"),
    text("fatherOccupation", "Họ tên, nghề nghiệp cha mẹ", "Nghề nghiệp cha"),
    text("motherName", "Họ tên, nghề nghiệp cha mẹ", "Mẹ"),
    text("motherOccupation", "Họ tên, nghề nghiệp cha mẹ", "Nghề nghiệp mẹ"),
    text("permanentAddress", "Hộ khẩu thường trú"),
    text("className", "Lớp"),
    date("entryDate", "Ngày vào trường"),
    text("note", "Ghi chú"),
  ],
};

export const EXCEL_HEALTH: SheetLayout = {
  vendor: "excel",
  intake: "learnerRow",
  file: "theo doi tre 2026.xlsx",
  sheet: "Danh sách trẻ",
  headerRows: 1,
  titleRows: [
    "{Tên trường}",
    "DANH SÁCH TRẺ NĂM HỌC 2026-2027 (mã trường {mã trường})",
    "* Cân đo tháng 9/2026",
    "(dòng trống)",
  ],
  flag: FLAG,
  columns: [
    STT,
    text("fullName", "Họ và tên trẻ"),
    date("birthDate", "Ngày sinh"),
    text("sex", "Giới tính"),
    text("className", "Nhóm/lớp"),
    text("gradeLevel", "Độ tuổi"),
    text("nationalId", "Số định danh cá nhân"),
    number("heightCm", "Chiều cao"),
    number("weightKg", "Cân nặng"),
    text("fatherName", "Họ tên bố"),
    text("motherName", "Họ tên mẹ"),
    text("guardianPhone", "Điện thoại liên hệ"),
    text("residenceAddress", "Nơi ở hiện tại"),
    text("note", "Ghi chú"),
  ],
};

export const EXCEL_LAYOUTS: readonly SheetLayout[] = [
  EXCEL_SPLIT_NAME,
  EXCEL_SHORT,
  EXCEL_TWO_ROWS,
  EXCEL_HEALTH,
];
