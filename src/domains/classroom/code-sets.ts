import { type CodeEntry, type CodeSet, codeSet } from "../dictionary/code-set.ts";

const ratings: readonly CodeEntry[] = [
  { code: "1", title: { vi: "Tốt", en: "Good" }, aliases: ["T", "giỏi", "G", "loại tốt"] },
  { code: "2", title: { vi: "Khá", en: "Fair" }, aliases: ["K", "loại khá"] },
  { code: "3", title: { vi: "Đạt", en: "Pass" }, aliases: ["Đ", "trung bình", "TB", "loại đạt"] },
  {
    code: "4",
    title: { vi: "Chưa đạt", en: "Not yet" },
    aliases: ["CĐ", "chưa Đ", "yếu", "kém", "Y", "không đạt"],
  },
];

export const academicRating = codeSet("academicRating", {
  title: { vi: "Kết quả học tập", en: "Academic rating" },
  codeSystem: "national education data centre, table specification",
  legalBasis: "TT 22/2021 Đ.9",
  tag: "found",
  effectiveFrom: "2021-09-05",
  entries: ratings,
});

export const conductRating = codeSet("conductRating", {
  title: { vi: "Kết quả rèn luyện", en: "Conduct rating" },
  codeSystem: "national education data centre, table specification",
  legalBasis: "TT 22/2021 Đ.8",
  tag: "found",
  effectiveFrom: "2021-09-05",
  entries: ratings,
});

const yearLevels: readonly CodeEntry[] = [
  {
    code: "HTXS",
    title: { vi: "Hoàn thành xuất sắc", en: "Excellent" },
    aliases: ["xuất sắc", "XS", "hoàn thành XS", "HTXSNV"],
  },
  { code: "HTT", title: { vi: "Hoàn thành tốt", en: "Well completed" }, aliases: ["hoàn thành T"] },
  { code: "HT", title: { vi: "Hoàn thành", en: "Completed" }, aliases: ["H"] },
  { code: "CHT", title: { vi: "Chưa hoàn thành", en: "Not yet completed" }, aliases: ["chưa HT", "C"] },
];

export const primaryYearLevel = codeSet("primaryYearLevel", {
  title: { vi: "Đánh giá kết quả giáo dục tiểu học", en: "Primary year level" },
  codeSystem: "hoa-phuong",
  legalBasis: "TT 27/2020 Đ.9",
  tag: "found",
  effectiveFrom: "2020-10-20",
  entries: yearLevels,
});

/** What a year-rating column holds when primary and secondary sheets share a header. */
export const yearRating = codeSet("yearRating", {
  title: { vi: "Xếp loại cả năm", en: "Year rating" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2020-10-20",
  entries: [...ratings, ...yearLevels],
});

const primaryLevels: readonly CodeEntry[] = [
  { code: "T", title: { vi: "Hoàn thành tốt", en: "Well completed" }, aliases: ["HTT", "tốt"] },
  { code: "H", title: { vi: "Hoàn thành", en: "Completed" }, aliases: ["HT"] },
  { code: "C", title: { vi: "Chưa hoàn thành", en: "Not yet" }, aliases: ["CHT", "chưa HT"] },
];

export const primaryLevel = codeSet("primaryLevel", {
  title: { vi: "Mức đạt được môn học tiểu học", en: "Primary subject level" },
  codeSystem: "TT 27/2020",
  legalBasis: "TT 27/2020 Đ.6",
  tag: "memory",
  effectiveFrom: "2020-10-20",
  entries: primaryLevels,
});

const commentLevels: readonly CodeEntry[] = [
  { code: "D", title: { vi: "Đạt", en: "Pass" }, aliases: ["Đ", "đạt yêu cầu", "đ"] },
  { code: "CD", title: { vi: "Chưa đạt", en: "Not passed" }, aliases: ["CĐ", "chưa Đ", "không đạt", "KĐ"] },
];

export const commentLevel = codeSet("commentLevel", {
  title: { vi: "Mức đánh giá bằng nhận xét", en: "Comment level" },
  codeSystem: "TT 22/2021",
  legalBasis: "TT 22/2021 Đ.6",
  tag: "memory",
  effectiveFrom: "2021-09-05",
  entries: commentLevels,
});

/** Levels of a subject, primary and secondary together, as `subjectResult` stores them. */
export const subjectLevel = codeSet("subjectLevel", {
  title: { vi: "Mức đạt được của môn học", en: "Subject level" },
  codeSystem: "TT 27/2020, TT 22/2021",
  tag: "memory",
  effectiveFrom: "2020-10-20",
  entries: [...primaryLevels, ...commentLevels],
});

export const traitLevel = codeSet("traitLevel", {
  title: { vi: "Mức phẩm chất, năng lực", en: "Quality or competence level" },
  codeSystem: "TT 27/2020",
  legalBasis: "TT 27/2020 Đ.6",
  tag: "memory",
  effectiveFrom: "2020-10-20",
  entries: [
    { code: "T", title: { vi: "Tốt", en: "Good" } },
    { code: "D", title: { vi: "Đạt", en: "Pass" }, aliases: ["Đ"] },
    { code: "C", title: { vi: "Cần cố gắng", en: "Needs effort" }, aliases: ["CCG", "cần CG"] },
  ],
});

export const award = codeSet("award", {
  title: { vi: "Danh hiệu học sinh", en: "Pupil award" },
  codeSystem: "hoa-phuong",
  legalBasis: "TT 22/2021 Đ.15; TT 27/2020 Đ.13",
  tag: "found",
  effectiveFrom: "2020-10-20",
  entries: [
    {
      code: "excellent",
      title: { vi: "Học sinh Xuất sắc", en: "Outstanding pupil" },
      aliases: ["HSXS", "xuất sắc", "HS xuất sắc", "khen thưởng học sinh xuất sắc", "XS"],
    },
    {
      code: "good",
      title: { vi: "Học sinh Giỏi", en: "Good pupil" },
      aliases: ["HSG", "giỏi", "HS giỏi", "G"],
    },
    {
      code: "exemplary",
      title: { vi: "Học sinh Tiêu biểu", en: "Exemplary pupil" },
      aliases: [
        "HSTB",
        "tiêu biểu",
        "HS tiêu biểu",
        "học sinh tiêu biểu hoàn thành tốt trong học tập và rèn luyện",
        "tiêu biểu hoàn thành tốt",
        "vượt trội",
      ],
    },
    {
      code: "advanced",
      title: { vi: "Học sinh Tiên tiến", en: "Advanced pupil (TT 58/2011)" },
      aliases: ["HSTT", "tiên tiến", "HS tiên tiến", "TT"],
      effectiveTo: "2024-05-31",
    },
    {
      code: "surprise",
      title: { vi: "Khen thưởng đột xuất", en: "Special praise" },
      aliases: ["đột xuất", "khen đột xuất"],
    },
    { code: "none", title: { vi: "Không", en: "None" }, aliases: ["không có", "ko"] },
  ],
});

export const classKind = codeSet("classKind", {
  title: { vi: "Loại lớp", en: "Kind of class" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "nurseryGroup",
      title: { vi: "Nhóm trẻ", en: "Nursery group" },
      aliases: ["nhà trẻ", "nhóm nhà trẻ"],
    },
    {
      code: "kindergarten",
      title: { vi: "Lớp mẫu giáo", en: "Kindergarten class" },
      aliases: ["mẫu giáo", "lớp MG", "MG"],
    },
    {
      code: "general",
      title: { vi: "Lớp phổ thông", en: "General class" },
      aliases: ["phổ thông", "lớp thường", "đại trà", "bình thường", "homeroom", "lớp học", "lớp đại trà"],
    },
    { code: "specialised", title: { vi: "Lớp chuyên", en: "Specialised class" }, aliases: ["chuyên"] },
    {
      code: "selective",
      title: { vi: "Lớp chọn", en: "Selective class" },
      aliases: ["chọn", "chất lượng cao", "CLC"],
    },
    {
      code: "continuing",
      title: { vi: "Lớp GDTX", en: "Continuing-education class" },
      aliases: ["GDTX", "lớp giáo dục thường xuyên", "bổ túc", "giáo dục thường xuyên"],
    },
    { code: "inclusive", title: { vi: "Lớp hòa nhập", en: "Inclusive class" }, aliases: ["hòa nhập"] },
    {
      code: "special",
      title: { vi: "Lớp chuyên biệt", en: "Special class" },
      aliases: ["chuyên biệt", "khuyết tật"],
    },
    {
      code: "literacy",
      title: { vi: "Lớp xóa mù chữ", en: "Literacy class" },
      aliases: ["xóa mù chữ", "XMC"],
    },
    {
      code: "subject",
      title: { vi: "Lớp môn học", en: "Subject class" },
      aliases: ["scheduled", "lớp tự chọn"],
    },
  ],
});

export const studyShift = codeSet("studyShift", {
  title: { vi: "Buổi học", en: "Shift" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2018-01-01",
  entries: [
    { code: "morning", title: { vi: "Sáng", en: "Morning" }, aliases: ["S", "buổi sáng", "ca sáng", "ca 1"] },
    {
      code: "afternoon",
      title: { vi: "Chiều", en: "Afternoon" },
      aliases: ["C", "buổi chiều", "ca chiều", "ca 2"],
    },
    { code: "evening", title: { vi: "Tối", en: "Evening" }, aliases: ["buổi tối", "ca tối", "ca 3"] },
    {
      code: "fullDay",
      title: { vi: "Cả ngày", en: "Full day" },
      aliases: ["sáng, chiều", "sáng chiều", "2 buổi", "S, C"],
    },
  ],
});

export const exam = codeSet("exam", {
  title: { vi: "Kỳ thi", en: "Exam" },
  codeSystem: "hoa-phuong",
  legalBasis: "TT 24/2024; TT 30/2024",
  tag: "found",
  effectiveFrom: "2025-01-01",
  entries: [
    {
      code: "THPT-2025",
      title: { vi: "Thi tốt nghiệp THPT năm 2025", en: "Upper-secondary graduation exam 2025" },
      aliases: ["TN THPT 2025", "tốt nghiệp THPT 2025"],
    },
    {
      code: "THPT-2026",
      title: { vi: "Thi tốt nghiệp THPT năm 2026", en: "Upper-secondary graduation exam 2026" },
      aliases: ["TN THPT 2026", "tốt nghiệp THPT 2026"],
    },
    { code: "TS10-2026", title: { vi: "Thi tuyển sinh lớp 10 năm 2026", en: "Grade-10 entrance exam 2026" } },
  ],
});

export const classroomCodeSets: readonly CodeSet[] = [
  academicRating,
  conductRating,
  yearRating,
  primaryYearLevel,
  primaryLevel,
  commentLevel,
  subjectLevel,
  traitLevel,
  award,
  classKind,
  studyShift,
  exam,
];
