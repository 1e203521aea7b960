import type { VendorProfile } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";

/** Result files of state exams, as published by the exam boards; the exam's year stands in the file's name. */
export const exam: VendorProfile = {
  id: "exam",
  title: { vi: "Kết quả thi", en: "Exam results" },
  recognisedBy: {
    pathSegments: ["exam", "exam-2025", "exam-2026"],
    headers: [["sbd", "toan", "ngu_van", "ngoai_ngu", "gdkt_pl"]],
  },
  learnerCodeIssuer: "vendor",
  trust: 1,
  encodings: ["utf-8"],
  delivery: "full",
  fileNames: [
    { pattern: /^thpt[_-](?<year>20\d{2})/i, context: { examId: "THPT-{year}" } },
    { pattern: /^(ts10|tuyen[_-]?sinh[_-]?10)[_-](?<year>20\d{2})/i, context: { examId: "TS10-{year}" } },
  ],
  tables: [
    {
      intake: "examResultRow",
      columns: {
        sbd: "candidateNumber",
        toan: "toan",
        ngu_van: "nguVan",
        ngoai_ngu: "ngoaiNgu",
        vat_li: "vatLi",
        hoa_hoc: "hoaHoc",
        sinh_hoc: "sinhHoc",
        lich_su: "lichSu",
        dia_li: "diaLi",
        gdcd: "gdcd",
        tin_hoc: "tinHoc",
        cn_cong_nghiep: "cnCongNghiep",
        cn_nong_nghiep: "cnNongNghiep",
        gdkt_pl: "gdktPl",
      },
    },
  ],
};
