import type { VendorProfile } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";

/** Headings of the subjects, as QLCM prints them over the columns of terms. */
const SUBJECTS: Readonly<Record<string, string>> = {
  "Tiếng Việt": "TIENG_VIET",
  "Ngữ văn": "NGU_VAN",
  Toán: "TOAN",
  "Ngoại ngữ 1": "NGOAI_NGU",
  "Đạo đức": "DAO_DUC",
  "Tự nhiên và Xã hội": "TNXH",
  "Lịch sử và Địa lí": "LICH_SU_DIA_LI",
  "Khoa học": "KHOA_HOC",
  "Tin học và Công nghệ": "TIN_CONG_NGHE",
  "Giáo dục thể chất": "GDTC",
  "Âm nhạc": "AM_NHAC",
  "Mĩ thuật": "MI_THUAT",
  "Hoạt động trải nghiệm": "HDTN",
  "Giáo dục công dân": "GDCD",
  "Khoa học tự nhiên": "KHTN",
  "Công nghệ": "CONG_NGHE",
  "Tin học": "TIN_HOC",
  "Nghệ thuật": "NGHE_THUAT",
  "HĐTN, hướng nghiệp": "HDTN_HN",
  "Nội dung giáo dục địa phương": "GDDP",
  "Lịch sử": "LICH_SU",
  "GDQP-AN": "GDQP_AN",
  "Địa lí": "DIA_LI",
  "GDKT và pháp luật": "GDKT_PL",
  "Vật lí": "VAT_LI",
  "Hóa học": "HOA_HOC",
  "Sinh học": "SINH_HOC",
};

/** Columns under a subject: marks of secondary schools, levels and test marks of primary ones. */
const PERIODS: Readonly<Record<string, (subject: string) => string>> = {
  HK1: (subject) => `mark.${subject}.t1`,
  HK2: (subject) => `mark.${subject}.t2`,
  CN: (subject) => `mark.${subject}.year`,
  "Mức CK1": (subject) => `level.${subject}.t1`,
  "Mức CN": (subject) => `level.${subject}.year`,
  "Điểm CK1": (subject) => `mark.${subject}.t1`,
  "Điểm CN": (subject) => `mark.${subject}.year`,
};

const subjectColumns: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SUBJECTS).flatMap(([heading, subject]) =>
    Object.entries(PERIODS).map(([period, column]) => [`${heading} › ${period}`, column(subject)]),
  ),
);

/** QLCM: the sector's results system: one row a pupil and year, a sheet a level; a few schools send gradebooks. */
export const qlcm: VendorProfile = {
  id: "qlcm",
  title: { vi: "Hệ thống quản lý chuyên môn (QLCM)", en: "Results system (QLCM)" },
  recognisedBy: {
    pathSegments: ["qlcm"],
    titles: ["Hệ thống quản lý chuyên môn ngành giáo dục"],
  },
  learnerCodeIssuer: "sector",
  trust: 3,
  encodings: ["utf-8"],
  delivery: "full",
  tables: [
    {
      intake: "resultRow",
      fileStart: "ket-qua",
      columns: {
        ...subjectColumns,
        STT: null,
        "Mã học sinh": "learnerCode",
        "Số định danh cá nhân": "nationalId",
        "Họ và tên": "fullName",
        "Ngày sinh": "birthDate",
        Lớp: "className",
        Khối: "gradeLevel",
        "Học tập › HK1": "academicTerm1",
        "Học tập › HK2": "academicTerm2",
        "Học tập › CN": "academicYear",
        "Rèn luyện › HK1": "conductTerm1",
        "Rèn luyện › HK2": "conductTerm2",
        "Rèn luyện › CN": "conductYear",
        "Vắng › Có phép": "absencesExcused",
        "Vắng › Không phép": "absencesUnexcused",
        "Danh hiệu": "award",
        "Kết quả": "yearOutcome",
        "Đánh giá KQGD cuối năm": "academicYear",
      },
    },
    {
      intake: "subjectResultRow",
      fileStart: "so-diem",
      columns: {
        STT: null,
        "Mã học sinh": "learnerCode",
        "Số định danh cá nhân": "nationalId",
        "Họ và tên": "fullName",
        "Ngày sinh": "birthDate",
        Lớp: "className",
        "Năm học": "schoolYear",
        "Học kỳ": "term",
        "Môn học": "subject",
        TX1: "regular1",
        TX2: "regular2",
        TX3: "regular3",
        TX4: "regular4",
        GK: "midtermMark",
        CK: "finalMark",
        ĐTB: "termAverage",
      },
    },
  ],
};
