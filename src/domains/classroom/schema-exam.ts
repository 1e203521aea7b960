import { dataset, type Infer } from "../dictionary/dataset.ts";
import { decimal, text } from "../dictionary/field.ts";

/** A paper's mark, 0..10; 0 is a mark, an absent value means the candidate did not sit the paper. */
const paper = (vi: string, en: string, aliases: readonly string[]) =>
  decimal(4, 2, [0, 10])
    .optional()
    .meta({ title: { vi, en }, aliases: [vi, ...aliases], pii: "quasi", authority: "department" });

export const ExamResult = dataset("examResult", {
  group: "classroom",
  title: { vi: "Kết quả thi", en: "Exam result" },
  grain: { vi: "Mỗi kỳ thi, mỗi thí sinh một dòng", en: "one row per exam and candidate" },
  origin: "vendor",
  key: ["examId", "candidateNumber"],
  distributedBy: "candidateNumber",
  fields: {
    examId: text(40).meta({
      title: { vi: "Kỳ thi", en: "Exam" },
      aliases: ["Kỳ thi", "Mã kỳ thi", "exam", "examId"],
      example: "THPT-2025",
    }),
    candidateNumber: text(20).meta({
      title: { vi: "Số báo danh", en: "Candidate number" },
      aliases: ["Số báo danh", "SBD", "Số BD", "candidate number", "candidateNumber"],
      pii: "quasi",
      example: "03000001",
    }),
    councilCode: text(10)
      .optional()
      .meta({
        title: { vi: "Mã hội đồng thi", en: "Exam council" },
        authority: "department",
        note: { vi: "Hai số đầu của số báo danh", en: "the first two digits of the candidate number" },
      }),
    toan: paper("Toán", "Mathematics", ["Môn Toán", "Điểm Toán", "toan", "math"]),
    nguVan: paper("Ngữ văn", "Literature", ["Văn", "Môn Văn", "Điểm Văn", "ngu_van", "literature"]),
    ngoaiNgu: paper("Ngoại ngữ", "Foreign language", [
      "Tiếng Anh",
      "Anh",
      "NN",
      "Điểm Ngoại ngữ",
      "ngoai_ngu",
    ]),
    vatLi: paper("Vật lí", "Physics", ["Vật lý", "Lí", "Lý", "vat_li"]),
    hoaHoc: paper("Hóa học", "Chemistry", ["Hóa", "hoa_hoc"]),
    sinhHoc: paper("Sinh học", "Biology", ["Sinh", "sinh_hoc"]),
    lichSu: paper("Lịch sử", "History", ["Sử", "lich_su"]),
    diaLi: paper("Địa lí", "Geography", ["Địa lý", "Địa", "dia_li"]),
    gdcd: paper("Giáo dục công dân", "Civics", ["GDCD", "gdcd"]),
    tinHoc: paper("Tin học", "Informatics", ["Tin", "tin_hoc"]),
    cnCongNghiep: paper("Công nghệ - Công nghiệp", "Technology (industry)", [
      "CN công nghiệp",
      "cn_cong_nghiep",
    ]),
    cnNongNghiep: paper("Công nghệ - Nông nghiệp", "Technology (agriculture)", [
      "CN nông nghiệp",
      "cn_nong_nghiep",
    ]),
    gdktPl: paper("Giáo dục kinh tế và pháp luật", "Economics and law", [
      "GDKT&PL",
      "GDKT-PL",
      "KTPL",
      "gdkt_pl",
    ]),
  },
});
export type ExamResult = Infer<typeof ExamResult>;
