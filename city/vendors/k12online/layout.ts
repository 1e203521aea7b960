import { date, flag, number, type SheetLayout, text } from "../layout.ts";

/**
 * K12Online sends JSON pages of 500 records. A "header" here is the key path inside a record of `data`;
 * `cha › hoTen` is `{"cha": {"hoTen": …}}`. Dates are `yyyy-MM-ddT00:00:00`, flags are true/false,
 * an absent value is null.
 */
export const K12_LEARNERS: SheetLayout = {
  vendor: "k12online",
  intake: "learnerRow",
  file: "hoc-sinh-trang-{n}.json",
  sheet: "",
  headerRows: 2,
  titleRows: [
    '{"nguon":"K12Online","maTruong":"{mã trường}","tenTruong":"…","namHoc":"2026-2027","kieuGui":"toàn bộ"|"thay đổi","trang":1,"tongSoTrang":3,"tongSoBanGhi":1204,"data":[…]}',
  ],
  flag: ["true", "false"],
  columns: [
    text("learnerCode", "maHocSinh"),
    text("fullName", "hoTen"),
    date("birthDate", "ngaySinh"),
    text("sex", "gioiTinh"),
    text("nationalId", "soDinhDanh"),
    text("ethnicity", "danToc"),
    text("religion", "tonGiao"),
    text("birthPlace", "noiSinh"),
    text("enrolmentStatus", "trangThai"),
    date("entryDate", "ngayVaoTruong"),
    text("className", "lop", "tenLop"),
    text("gradeLevel", "lop", "khoi"),
    text("residenceAddress", "diaChi", "hienNay"),
    text("residenceCommune", "diaChi", "xaPhuongHienNay"),
    text("permanentAddress", "diaChi", "thuongTru"),
    text("permanentCommune", "diaChi", "xaPhuongThuongTru"),
    text("phone", "lienHe", "dienThoai"),
    text("email", "lienHe", "email"),
    text("fatherName", "cha", "hoTen"),
    number("fatherBirthYear", "cha", "namSinh"),
    text("fatherPhone", "cha", "dienThoai"),
    text("fatherOccupation", "cha", "ngheNghiep"),
    text("motherName", "me", "hoTen"),
    number("motherBirthYear", "me", "namSinh"),
    text("motherPhone", "me", "dienThoai"),
    text("motherOccupation", "me", "ngheNghiep"),
    text("guardianName", "nguoiGiamHo", "hoTen"),
    text("guardianPhone", "nguoiGiamHo", "dienThoai"),
    text("guardianRelation", "nguoiGiamHo", "quanHe"),
    flag("boardingLunch", "banTru"),
    text("insuranceNumber", "soTheBHYT"),
  ],
};

export const K12_LAYOUTS: readonly SheetLayout[] = [K12_LEARNERS];
