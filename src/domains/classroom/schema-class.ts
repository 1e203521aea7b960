import { dataset, type Infer } from "../dictionary/dataset.ts";
import {
  boolean,
  code,
  decimal,
  id,
  integer,
  personName,
  plainDate,
  reference,
  schoolYear,
  text,
} from "../dictionary/field.ts";

export const ClassSection = dataset("classSection", {
  group: "classroom",
  title: { vi: "Lớp học", en: "Class section" },
  grain: { vi: "Mỗi trường, mỗi năm học, mỗi lớp một dòng", en: "one row per school, school year and class" },
  origin: "vendor",
  key: ["schoolId", "schoolYear", "className"],
  distributedBy: "schoolId",
  schoolField: "schoolId",
  fields: {
    schoolId: reference("school").meta({ title: { vi: "Trường", en: "School" } }),
    schoolYear: schoolYear().meta({ title: { vi: "Năm học", en: "School year" } }),
    className: text(60).meta({
      title: { vi: "Tên lớp", en: "Class name" },
      aliases: ["Tên lớp", "Lớp", "Tên lớp học", "Nhóm/Lớp", "Tên nhóm lớp", "class", "className", "title"],
      open: true,
      example: "6A1",
    }),
    gradeLevel: code("gradeLevel")
      .optional()
      .meta({
        aliases: ["Khối", "Khối lớp", "Khối học", "Nhóm tuổi", "Độ tuổi", "grade", "grades", "gradeLevel"],
        authority: "school",
        open: true,
      }),
    classKind: code("classKind")
      .optional()
      .meta({
        aliases: ["Loại lớp", "Kiểu lớp", "Loại hình lớp", "Hệ lớp", "classType", "classKind"],
        authority: "school",
      }),
    campusCode: text(35)
      .optional()
      .meta({
        aliases: ["Mã điểm trường", "Điểm trường", "Thuộc điểm trường", "campusCode"],
        authority: "school",
      }),
    homeroomTeacherCode: text(40)
      .optional()
      .meta({ aliases: ["Mã GVCN", "Mã giáo viên chủ nhiệm", "Mã GV chủ nhiệm"], authority: "school" }),
    homeroomTeacherName: personName()
      .optional()
      .meta({
        aliases: [
          "GVCN",
          "Giáo viên chủ nhiệm",
          "GV chủ nhiệm",
          "Họ tên GVCN",
          "Giáo viên phụ trách",
          "Chủ nhiệm",
          "Tên GVCN",
          "homeroomTeacher",
        ],
        pii: "direct",
        authority: "school",
      }),
    homeroomTeacherId: id("staffMember")
      .optional()
      .meta({
        title: { vi: "Giáo viên chủ nhiệm (bản ghi)", en: "Homeroom teacher record" },
        authority: "school",
        note: {
          vi: "Trống khi mã không có trong danh sách cán bộ",
          en: "empty when no staff list has the code",
        },
      }),
    roomName: text(60)
      .optional()
      .meta({ aliases: ["Phòng học", "Tên phòng", "Phòng", "location", "roomName"], authority: "school" }),
    sessionsPerDay: integer([1, 2])
      .optional()
      .meta({ aliases: ["Số buổi/ngày", "Số buổi học/ngày", "Số buổi", "Buổi/ngày"], authority: "school" }),
    studyShift: code("studyShift")
      .optional()
      .meta({ aliases: ["Buổi học", "Ca học", "Buổi"], authority: "school" }),
    pupilCount: integer([0, 200])
      .optional()
      .meta({
        aliases: [
          "Sĩ số",
          "Số học sinh",
          "Số HS",
          "Số trẻ",
          "Tổng số HS",
          "Tổng số học sinh",
          "TSHS",
          "pupilCount",
        ],
        authority: "school",
        open: true,
        note: {
          vi: "Sĩ số do trường khai; so với số học sinh đếm được",
          en: "as declared by the school; checked against the count of members",
        },
      }),
    multigrade: boolean()
      .optional()
      .meta({ aliases: ["Lớp ghép", "Là lớp ghép", "multigrade"], authority: "school" }),
    foreignLanguage: code("foreignLanguage")
      .optional()
      .meta({ aliases: ["Ngoại ngữ 1", "Học ngoại ngữ", "Ngoại ngữ học", "NN1"], authority: "school" }),
  },
});
export type ClassSection = Infer<typeof ClassSection>;

export const ClassMembership = dataset("classMembership", {
  group: "classroom",
  title: { vi: "Học sinh của lớp", en: "Class membership" },
  grain: {
    vi: "Mỗi học sinh, mỗi lớp, mỗi năm học một dòng",
    en: "one row per learner, class and school year",
  },
  origin: "vendor",
  key: ["learnerId", "schoolId", "schoolYear", "className"],
  distributedBy: "learnerId",
  schoolField: "schoolId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    schoolId: reference("school").meta({ title: { vi: "Trường", en: "School" } }),
    schoolYear: schoolYear().meta({ title: { vi: "Năm học", en: "School year" } }),
    className: text(60).meta({ title: { vi: "Lớp", en: "Class" } }),
    startDate: plainDate()
      .optional()
      .meta({ title: { vi: "Vào lớp ngày", en: "From" }, authority: "school" }),
    endDate: plainDate()
      .optional()
      .meta({ title: { vi: "Rời lớp ngày", en: "To" }, authority: "school" }),
  },
});
export type ClassMembership = Infer<typeof ClassMembership>;

export const TeachingAssignment = dataset("teachingAssignment", {
  group: "classroom",
  title: { vi: "Phân công giảng dạy", en: "Teaching assignment" },
  grain: {
    vi: "Mỗi giáo viên, lớp, môn, học kỳ một dòng",
    en: "one row per teacher, class, subject and term",
  },
  origin: "vendor",
  key: ["staffId", "schoolId", "schoolYear", "term", "className", "subjectCode"],
  distributedBy: "staffId",
  schoolField: "schoolId",
  fields: {
    staffId: id("staffMember").meta({ title: { vi: "Giáo viên", en: "Teacher" } }),
    schoolId: reference("school").meta({ title: { vi: "Trường", en: "School" } }),
    schoolYear: schoolYear().meta({ title: { vi: "Năm học", en: "School year" } }),
    term: code("term").meta({ title: { vi: "Học kỳ", en: "Term" } }),
    className: text(60).meta({ title: { vi: "Lớp", en: "Class" } }),
    subjectCode: code("subject").meta({ title: { vi: "Môn học", en: "Subject" } }),
    periodsPerWeek: decimal(4, 1, [0, 40])
      .optional()
      .meta({ title: { vi: "Số tiết/tuần", en: "Periods a week" }, authority: "school", unit: "tiết/tuần" }),
    startDate: plainDate()
      .optional()
      .meta({ title: { vi: "Từ ngày", en: "From" }, authority: "school" }),
    endDate: plainDate()
      .optional()
      .meta({ title: { vi: "Đến ngày", en: "To" }, authority: "school" }),
    crossSchool: boolean()
      .optional()
      .meta({
        title: { vi: "Dạy liên trường", en: "Cross-school" },
        authority: "school",
        note: {
          vi: "Phân công ngoài trường quản lý, tính vào tổng số tiết (NĐ 93/2026 Đ.13)",
          en: "an assignment outside the home school, counted in total periods (NĐ 93/2026 Art. 13)",
        },
      }),
  },
});
export type TeachingAssignment = Infer<typeof TeachingAssignment>;
