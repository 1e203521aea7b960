/** Subject names as the vendors print them in headings and cells. */
const SUBJECT_NAMES: Readonly<Record<string, string>> = {
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
  HDTN_HN: "HĐTN, hướng nghiệp",
  GDDP: "Nội dung giáo dục địa phương",
  LICH_SU: "Lịch sử",
  GDQP_AN: "GDQP-AN",
  DIA_LI: "Địa lí",
  GDKT_PL: "GDKT và pháp luật",
  VAT_LI: "Vật lí",
  HOA_HOC: "Hóa học",
  SINH_HOC: "Sinh học",
};

/** Subjects of a level in the order QLCM prints them. Mầm non and GDTX have no results file. */
export const LEVEL_SUBJECTS = {
  "02": [
    "TIENG_VIET",
    "TOAN",
    "NGOAI_NGU",
    "DAO_DUC",
    "TNXH",
    "LICH_SU_DIA_LI",
    "KHOA_HOC",
    "TIN_CONG_NGHE",
    "GDTC",
    "AM_NHAC",
    "MI_THUAT",
    "HDTN",
  ],
  "03": [
    "NGU_VAN",
    "TOAN",
    "NGOAI_NGU",
    "GDCD",
    "LICH_SU_DIA_LI",
    "KHTN",
    "CONG_NGHE",
    "TIN_HOC",
    "GDTC",
    "NGHE_THUAT",
    "HDTN_HN",
    "GDDP",
  ],
  "04": [
    "NGU_VAN",
    "TOAN",
    "NGOAI_NGU",
    "LICH_SU",
    "GDTC",
    "GDQP_AN",
    "HDTN_HN",
    "GDDP",
    "DIA_LI",
    "GDKT_PL",
    "VAT_LI",
    "HOA_HOC",
    "SINH_HOC",
    "CONG_NGHE",
    "TIN_HOC",
    "AM_NHAC",
    "MI_THUAT",
  ],
} as const;

/** Primary subjects with a written test and so with a mark beside the level (TT 27/2020 Đ.7). */
export const PRIMARY_TESTED: ReadonlySet<string> = new Set([
  "TIENG_VIET",
  "TOAN",
  "NGOAI_NGU",
  "LICH_SU_DIA_LI",
  "KHOA_HOC",
  "TIN_CONG_NGHE",
]);

export function getSubjectName(code: string): string {
  const name = SUBJECT_NAMES[code];
  if (name === undefined) throw new Error(`subject without a printed name: ${code}`);
  return name;
}
