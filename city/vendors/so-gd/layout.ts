import { date, flag, number, type SheetLayout, STT, text } from "../layout.ts";

const REGISTER = "danh-sach-truong-2026-2027.xlsx";
const FACILITIES = "co-so-vat-chat-2026-2027.xlsx";

const title = (name: string): readonly string[] => [
  "SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HẢI PHÒNG",
  `${name} NĂM HỌC 2026-2027`,
  "(dòng trống)",
];

/** The department's register: one workbook for the city in `so-gd/city/`. */
export const SO_GD_SCHOOLS: SheetLayout = {
  vendor: "so-gd",
  intake: "schoolRow",
  file: REGISTER,
  sheet: "Danh sách trường",
  headerRows: 1,
  titleRows: title("DANH SÁCH CƠ SỞ GIÁO DỤC"),
  flag: ["x", ""],
  columns: [
    STT,
    text("schoolCode", "Mã trường"),
    text("schoolName", "Tên trường"),
    text("levels", "Cấp học"),
    text("ownership", "Loại hình"),
    text("schoolKind", "Loại trường"),
    text("communeCode", "Mã xã/phường"),
    text("communeName", "Xã/Phường"),
    text("address", "Địa chỉ"),
    number("latitude", "Vĩ độ"),
    number("longitude", "Kinh độ"),
    text("areaType", "Khu vực"),
    text("phone", "Điện thoại"),
    text("email", "Email"),
    text("website", "Website"),
    text("principalName", "Họ tên hiệu trưởng"),
    date("establishedDate", "Ngày thành lập"),
    number("accreditationLevel", "Cấp độ kiểm định"),
    number("nationalStandardLevel", "Chuẩn quốc gia mức độ"),
    text("managingBody", "Cơ quan quản lý"),
    text("vendorSystem", "Phần mềm đang dùng"),
  ],
};

export const SO_GD_CAMPUSES: SheetLayout = {
  vendor: "so-gd",
  intake: "campusRow",
  file: REGISTER,
  sheet: "Điểm trường",
  headerRows: 1,
  titleRows: title("DANH SÁCH ĐIỂM TRƯỜNG"),
  flag: ["x", ""],
  columns: [
    STT,
    text("schoolCode", "Mã trường"),
    text("campusCode", "Mã điểm trường"),
    text("campusName", "Tên điểm trường"),
    text("address", "Địa chỉ"),
    text("communeCode", "Mã xã/phường"),
    flag("isMain", "Điểm trường chính"),
    number("latitude", "Vĩ độ"),
    number("longitude", "Kinh độ"),
  ],
};

/** Facilities: one workbook a commune in `so-gd/<communeCode>/`; rows carry their school. */
export const SO_GD_BUILDINGS: SheetLayout = {
  vendor: "so-gd",
  intake: "buildingRow",
  file: FACILITIES,
  sheet: "Khối công trình",
  headerRows: 1,
  titleRows: title("DANH MỤC KHỐI CÔNG TRÌNH - {XÃ/PHƯỜNG}"),
  flag: ["x", ""],
  columns: [
    STT,
    text("schoolCode", "Mã trường"),
    text("campusCode", "Mã điểm trường"),
    text("buildingCode", "Mã công trình"),
    text("buildingName", "Tên công trình"),
    text("buildingGrade", "Cấp công trình"),
    text("solidity", "Mức độ kiên cố"),
    number("floors", "Số tầng"),
    number("areaM2", "Diện tích (m2)"),
    number("builtYear", "Năm xây dựng"),
    text("condition", "Tình trạng"),
  ],
};

export const SO_GD_ROOMS: SheetLayout = {
  vendor: "so-gd",
  intake: "roomRow",
  file: FACILITIES,
  sheet: "Phòng",
  headerRows: 1,
  titleRows: title("DANH MỤC PHÒNG - {XÃ/PHƯỜNG}"),
  flag: ["x", ""],
  columns: [
    STT,
    text("schoolCode", "Mã trường"),
    text("buildingCode", "Mã công trình"),
    text("roomCode", "Mã phòng"),
    text("roomName", "Tên phòng"),
    text("roomKind", "Loại phòng"),
    number("areaM2", "Diện tích (m2)"),
    number("capacity", "Sức chứa"),
    text("solidity", "Mức độ kiên cố"),
    text("condition", "Tình trạng"),
    flag("projector", "Máy chiếu"),
    flag("internet", "Internet"),
  ],
};

export const SO_GD_EQUIPMENT: SheetLayout = {
  vendor: "so-gd",
  intake: "equipmentRow",
  file: FACILITIES,
  sheet: "Thiết bị",
  headerRows: 1,
  titleRows: title("TỔNG HỢP THIẾT BỊ - {XÃ/PHƯỜNG}"),
  flag: ["x", ""],
  columns: [
    STT,
    text("schoolCode", "Mã trường"),
    text("schoolYear", "Năm học"),
    text("equipmentKind", "Loại thiết bị"),
    number("quantity", "Số lượng"),
    number("usableQuantity", "Số lượng dùng được"),
    number("boughtYear", "Năm mua"),
  ],
};

export const SO_GD_LAYOUTS: readonly SheetLayout[] = [
  SO_GD_SCHOOLS,
  SO_GD_CAMPUSES,
  SO_GD_BUILDINGS,
  SO_GD_ROOMS,
  SO_GD_EQUIPMENT,
];
