import type {
  CommentMark,
  EnrolmentStatus,
  Ownership,
  PrimaryYearLevel,
  Rating,
  SchoolLevel,
  Sex,
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

/** As short as gradebooks print it. */
export const COMMENT_LABEL: Readonly<Record<CommentMark, string>> = { D: "Đ", CD: "CĐ" };
