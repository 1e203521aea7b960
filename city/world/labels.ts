import type {
  CommentMark,
  EnrolmentStatus,
  GradeLevel,
  Ownership,
  PrimaryYearLevel,
  Rating,
  SchoolLevel,
  Sex,
  SubjectLevel,
  YearOutcome,
} from "./types.ts";

/** How schools print the codes of the true world. */

export const SEX_LABEL: Readonly<Record<Sex, string>> = { M: "Nam", F: "Nữ" };

export const LEVEL_LABEL: Readonly<Record<SchoolLevel, string>> = {
  "01": "Mầm non",
  "02": "Tiểu học",
  "03": "THCS",
  "04": "THPT",
  "05": "GDTX",
};

export const OWNERSHIP_LABEL: Readonly<Record<Ownership, string>> = {
  public: "Công lập",
  private: "Tư thục",
};

export const STATUS_LABEL: Readonly<Record<EnrolmentStatus, string>> = {
  studying: "Đang học",
  transferredIn: "Chuyển đến",
  transferredOut: "Chuyển đi",
  left: "Thôi học",
  suspended: "Bảo lưu",
  graduated: "Tốt nghiệp",
};

export const OUTCOME_LABEL: Readonly<Record<YearOutcome, string>> = {
  promoted: "Lên lớp",
  retained: "Lưu ban",
  completedLevel: "Hoàn thành cấp học",
  transferred: "Chuyển trường",
  droppedOut: "Bỏ học",
};

export const RATING_LABEL: Readonly<Record<Rating, string>> = {
  T: "Tốt",
  K: "Khá",
  D: "Đạt",
  C: "Chưa đạt",
};

export const PRIMARY_LEVEL_LABEL: Readonly<Record<PrimaryYearLevel, string>> = {
  X: "Hoàn thành xuất sắc",
  T: "Hoàn thành tốt",
  H: "Hoàn thành",
  C: "Chưa hoàn thành",
};

export const SUBJECT_LEVEL_LABEL: Readonly<Record<SubjectLevel, string>> = {
  T: "Hoàn thành tốt",
  H: "Hoàn thành",
  C: "Chưa hoàn thành",
};

/** As short as gradebooks print it. */
export const COMMENT_LABEL: Readonly<Record<CommentMark, string>> = { D: "Đ", CD: "CĐ" };

export const GRADE_LABEL: Readonly<Record<GradeLevel, string>> = {
  NT: "Nhà trẻ",
  MG3: "Mẫu giáo 3-4 tuổi",
  MG4: "Mẫu giáo 4-5 tuổi",
  MG5: "Mẫu giáo 5-6 tuổi",
  "1": "Khối 1",
  "2": "Khối 2",
  "3": "Khối 3",
  "4": "Khối 4",
  "5": "Khối 5",
  "6": "Khối 6",
  "7": "Khối 7",
  "8": "Khối 8",
  "9": "Khối 9",
  "10": "Khối 10",
  "11": "Khối 11",
  "12": "Khối 12",
};

export const SUBJECT_LABEL: Readonly<Record<string, string>> = {
  TIENG_VIET: "Tiếng Việt",
  TOAN: "Toán",
  NGOAI_NGU: "Ngoại ngữ 1",
  DAO_DUC: "Đạo đức",
  TNXH: "Tự nhiên và Xã hội",
  LICH_SU_DIA_LI: "Lịch sử và Địa lí",
  KHOA_HOC: "Khoa học",
  TIN_CONG_NGHE: "Tin học và Công nghệ",
  GDTC: "Giáo dục thể chất",
  AM_NHAC: "Âm nhạc",
  MI_THUAT: "Mĩ thuật",
  HDTN: "Hoạt động trải nghiệm",
  NGU_VAN: "Ngữ văn",
  GDCD: "Giáo dục công dân",
  KHTN: "Khoa học tự nhiên",
  CONG_NGHE: "Công nghệ",
  TIN_HOC: "Tin học",
  NGHE_THUAT: "Nghệ thuật",
  HDTN_HN: "Hoạt động trải nghiệm, hướng nghiệp",
  GDDP: "Nội dung giáo dục của địa phương",
  LICH_SU: "Lịch sử",
  GDQP_AN: "Giáo dục quốc phòng và an ninh",
  DIA_LI: "Địa lí",
  GDKT_PL: "Giáo dục kinh tế và pháp luật",
  VAT_LI: "Vật lí",
  HOA_HOC: "Hóa học",
  SINH_HOC: "Sinh học",
};

/** A mark in tenths as the schools write it: 83 → "8,3"; 100 → "10,0" unless whole marks are asked for. */
export function markText(tenths: number, separator: "," | "." = ",", whole = false): string {
  if (whole && tenths % 10 === 0) return String(tenths / 10);
  return `${Math.floor(tenths / 10)}${separator}${tenths % 10}`;
}
