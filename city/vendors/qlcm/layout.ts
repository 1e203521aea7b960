import { date, type LayoutColumn, mark, number, type SheetLayout, STT, text } from "../layout.ts";
import { getSubjectName, LEVEL_SUBJECTS, PRIMARY_TESTED } from "../subjects.ts";

const titleRows = (level: string): readonly string[] => [
  "HỆ THỐNG QUẢN LÝ CHUYÊN MÔN NGÀNH GIÁO DỤC HẢI PHÒNG",
  "{Tên trường} - Mã trường: {mã trường}",
  `BẢNG TỔNG HỢP KẾT QUẢ HỌC TẬP CẤP ${level} - NĂM HỌC 2025-2026`,
];

const FILE = "ket-qua-2025-2026.xlsx";

const person: readonly LayoutColumn[] = [
  STT,
  text("learnerCode", "Mã học sinh"),
  text("nationalId", "Số định danh cá nhân"),
  text("fullName", "Họ và tên"),
  date("birthDate", "Ngày sinh"),
  text("className", "Lớp"),
  text("gradeLevel", "Khối"),
];

const absences: readonly LayoutColumn[] = [
  number("absencesExcused", "Vắng", "Có phép"),
  number("absencesUnexcused", "Vắng", "Không phép"),
];

function primarySubject(code: string): LayoutColumn[] {
  const name = getSubjectName(code);
  const levels = [text(`level.${code}.t1`, name, "Mức CK1"), text(`level.${code}.year`, name, "Mức CN")];
  if (!PRIMARY_TESTED.has(code)) return levels;
  return [...levels, mark(`mark.${code}.t1`, name, "Điểm CK1"), mark(`mark.${code}.year`, name, "Điểm CN")];
}

function secondarySubject(code: string): LayoutColumn[] {
  const name = getSubjectName(code);
  return [
    mark(`mark.${code}.t1`, name, "HK1"),
    mark(`mark.${code}.t2`, name, "HK2"),
    mark(`mark.${code}.year`, name, "CN"),
  ];
}

export const QLCM_PRIMARY: SheetLayout = {
  vendor: "qlcm",
  intake: "resultRow",
  file: FILE,
  sheet: "Kết quả TH",
  headerRows: 2,
  titleRows: titleRows("TIỂU HỌC"),
  flag: ["x", ""],
  columns: [
    ...person,
    ...LEVEL_SUBJECTS["02"].flatMap(primarySubject),
    text("academicYear", "Đánh giá KQGD cuối năm"),
    ...absences,
    text("award", "Danh hiệu"),
    text("yearOutcome", "Kết quả"),
  ],
};

function secondaryLayout(level: "03" | "04", sheet: string, title: string): SheetLayout {
  return {
    vendor: "qlcm",
    intake: "resultRow",
    file: FILE,
    sheet,
    headerRows: 2,
    titleRows: titleRows(title),
    flag: ["x", ""],
    columns: [
      ...person,
      ...LEVEL_SUBJECTS[level].flatMap(secondarySubject),
      text("academicTerm1", "Học tập", "HK1"),
      text("academicTerm2", "Học tập", "HK2"),
      text("academicYear", "Học tập", "CN"),
      text("conductTerm1", "Rèn luyện", "HK1"),
      text("conductTerm2", "Rèn luyện", "HK2"),
      text("conductYear", "Rèn luyện", "CN"),
      ...absences,
      text("award", "Danh hiệu"),
      text("yearOutcome", "Kết quả"),
    ],
  };
}

export const QLCM_LOWER_SECONDARY = secondaryLayout("03", "Kết quả THCS", "THCS");
export const QLCM_UPPER_SECONDARY = secondaryLayout("04", "Kết quả THPT", "THPT");

/** The detailed gradebook, long: a row a learner, subject and term; only a few schools send it. */
export const QLCM_GRADEBOOK: SheetLayout = {
  vendor: "qlcm",
  intake: "subjectResultRow",
  file: "so-diem-2025-2026.xlsx",
  sheet: "Sổ điểm",
  headerRows: 1,
  titleRows: [
    "HỆ THỐNG QUẢN LÝ CHUYÊN MÔN NGÀNH GIÁO DỤC HẢI PHÒNG",
    "{Tên trường} - Mã trường: {mã trường}",
    "SỔ THEO DÕI VÀ ĐÁNH GIÁ HỌC SINH - NĂM HỌC 2025-2026",
  ],
  flag: ["x", ""],
  columns: [
    STT,
    text("learnerCode", "Mã học sinh"),
    text("nationalId", "Số định danh cá nhân"),
    text("fullName", "Họ và tên"),
    date("birthDate", "Ngày sinh"),
    text("className", "Lớp"),
    text("schoolYear", "Năm học"),
    text("term", "Học kỳ"),
    text("subject", "Môn học"),
    mark("regular1", "TX1"),
    mark("regular2", "TX2"),
    mark("regular3", "TX3"),
    mark("regular4", "TX4"),
    mark("midtermMark", "GK"),
    mark("finalMark", "CK"),
    mark("termAverage", "ĐTB"),
  ],
};

export const QLCM_LAYOUTS: readonly SheetLayout[] = [
  QLCM_PRIMARY,
  QLCM_LOWER_SECONDARY,
  QLCM_UPPER_SECONDARY,
  QLCM_GRADEBOOK,
];
