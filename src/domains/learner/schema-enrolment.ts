import { dataset, type Infer } from "../dictionary/dataset.ts";
import { boolean, code, id, plainDate, reference, schoolYear, text } from "../dictionary/field.ts";

export const Enrolment = dataset("enrolment", {
  group: "learner",
  title: { vi: "Quá trình học", en: "Enrolment" },
  grain: {
    vi: "Mỗi học sinh, mỗi trường, mỗi năm học một dòng",
    en: "one row per learner, school and school year, with how it began and ended",
  },
  origin: "vendor",
  key: ["learnerId", "schoolId", "schoolYear"],
  distributedBy: "learnerId",
  schoolField: "schoolId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    schoolId: reference("school").meta({ title: { vi: "Trường", en: "School" } }),
    schoolYear: schoolYear().meta({
      aliases: ["Năm học", "Niên học", "NH", "school year", "schoolYear", "namHoc"],
      example: "2026-2027",
    }),
    gradeLevel: code("gradeLevel")
      .optional()
      .meta({
        aliases: [
          "Khối",
          "Khối lớp",
          "Khối học",
          "Nhóm tuổi",
          "Độ tuổi",
          "grade",
          "grades",
          "gradeLevel",
          "khoi",
        ],
        authority: "school",
      }),
    className: text(60)
      .optional()
      .meta({
        aliases: [
          "Lớp",
          "Tên lớp",
          "Lớp học",
          "Lớp/Nhóm",
          "Nhóm/Lớp",
          "Nhóm lớp",
          "Tên nhóm lớp",
          "Lớp hiện tại",
          "Lớp đang học",
          "Học lớp",
          "class",
          "className",
          "class name",
          "homeroom",
          "tenLop",
          "lop",
        ],
        authority: "school",
        example: "6A1",
      }),
    status: code("enrolmentStatus")
      .optional()
      .meta({
        aliases: [
          "Trạng thái",
          "Trạng thái học",
          "Trạng thái học sinh",
          "Tình trạng",
          "Tình trạng học sinh",
          "Tình trạng học",
          "enrolment status",
          "enrolmentStatus",
          "trangThai",
        ],
        authority: "school",
        tag: "found",
      }),
    entryDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày vào trường",
          "Ngày nhập học",
          "Ngày vào học",
          "Ngày chuyển đến",
          "Ngày tiếp nhận",
          "Ngày vào lớp",
          "beginDate",
          "entryDate",
          "entry date",
        ],
        authority: "school",
      }),
    entryKind: code("entryKind")
      .optional()
      .meta({
        aliases: [
          "Hình thức vào trường",
          "Hình thức trúng tuyển",
          "Hình thức nhập học",
          "Diện nhập học",
          "Lý do vào trường",
        ],
        authority: "school",
      }),
    fromSchoolName: text(200)
      .optional()
      .meta({
        aliases: ["Trường chuyển đến từ", "Chuyển đến từ trường", "Trường cũ", "Trường trước khi chuyển đến"],
        authority: "school",
      }),
    exitDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày chuyển đi",
          "Ngày thôi học",
          "Ngày ra trường",
          "Ngày nghỉ học",
          "Ngày chuyển đi/thôi học",
          "Ngày rời trường",
          "endDate",
          "exitDate",
          "exit date",
        ],
        authority: "school",
      }),
    exitReason: code("exitReason")
      .optional()
      .meta({
        aliases: [
          "Lý do thôi học/chuyển đi",
          "Lý do thôi học",
          "Lý do bỏ học",
          "Lý do nghỉ học",
          "Lý do chuyển đi",
          "Lý do chuyển trường",
          "Lý do rời trường",
          "Lý do",
          "exitReason",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    toSchoolName: text(200)
      .optional()
      .meta({ aliases: ["Chuyển đến trường"], authority: "school" }),
    yearOutcome: code("yearOutcome")
      .optional()
      .meta({
        aliases: [
          "Kết quả",
          "Kết quả cuối năm",
          "Kết quả năm học",
          "Kết quả học tập cuối năm",
          "Được lên lớp",
          "Lên lớp",
          "Lên lớp/Ở lại lớp",
          "Lên lớp/Lưu ban",
          "Xét lên lớp",
          "Thuộc diện",
          "KQ",
          "yearOutcome",
        ],
        authority: "school",
      }),
    repeated: boolean()
      .optional()
      .meta({
        aliases: ["Lưu ban", "Học lại", "Lưu ban năm trước", "HS lưu ban", "Học sinh lưu ban"],
        authority: "school",
        tag: "found",
      }),
    twoSessions: boolean()
      .optional()
      .meta({
        aliases: ["Học 2 buổi/ngày", "2 buổi/ngày", "Học 2 buổi", "Học hai buổi"],
        authority: "school",
        tag: "found",
      }),
    boardingLunch: boolean()
      .optional()
      .meta({
        aliases: ["Bán trú", "Học sinh bán trú", "HS bán trú", "Ăn bán trú"],
        authority: "school",
        tag: "found",
      }),
    residentialBoarding: boolean()
      .optional()
      .meta({
        aliases: ["Nội trú", "Học sinh nội trú", "HS nội trú", "Học sinh PTDTNT"],
        authority: "school",
        tag: "found",
      }),
    tuitionExemption: code("tuitionExemption")
      .optional()
      .meta({
        aliases: [
          "Miễn giảm học phí",
          "Miễn, giảm học phí",
          "Miễn/giảm HP",
          "Diện miễn giảm",
          "Miễn giảm HP",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    costSupport: boolean()
      .optional()
      .meta({
        aliases: [
          "Hỗ trợ chi phí học tập",
          "Được hỗ trợ chi phí học tập",
          "HT chi phí học tập",
          "Hỗ trợ CPHT",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    lunchSupport: boolean()
      .optional()
      .meta({
        aliases: ["Hỗ trợ ăn trưa", "Được hỗ trợ ăn trưa", "Trẻ được hỗ trợ ăn trưa", "HT ăn trưa"],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    difficultArea: boolean()
      .optional()
      .meta({
        aliases: [
          "Vùng khó khăn",
          "Vùng đặc biệt khó khăn",
          "Ở vùng khó khăn",
          "Xã đặc biệt khó khăn",
          "Thuộc vùng ĐBKK",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    vietnameseStrengthening: boolean()
      .optional()
      .meta({
        aliases: [
          "Tăng cường tiếng Việt",
          "Học tăng cường tiếng Việt",
          "Được tăng cường tiếng Việt",
          "TC tiếng Việt",
        ],
        authority: "school",
        tag: "found",
      }),
    schoolViolenceNote: text(500)
      .optional()
      .meta({
        aliases: ["Ghi chú bạo lực học đường", "Bạo lực học đường"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        tag: "found",
      }),
    note: text(500)
      .optional()
      .meta({ aliases: ["Ghi chú", "GC", "Ghi chú khác", "note"], pii: "quasi", authority: "school" }),
  },
});
export type Enrolment = Infer<typeof Enrolment>;
