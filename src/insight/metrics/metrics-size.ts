import { classSizeCap } from "#src/domains/classroom/legal-rules-class.ts";
import { excessPupils, teachersPerClass } from "#src/domains/staff/legal-rules.ts";
import type { Metric } from "./metric.ts";

const enrolled = {
  list: "/api/v1/enrolments",
  filter: { schoolYear: "{schoolYear}", "exitDate.null": "true" },
  bySchool: "schoolId",
} as const;
const classes = {
  list: "/api/v1/class-sections",
  filter: { schoolYear: "{schoolYear}" },
  bySchool: "schoolId",
} as const;
const employed = { list: "/api/v1/employments", filter: {}, bySchool: "schoolId" } as const;
const statistics = {
  text: {
    vi: "TT 03/2024 (hệ thống chỉ tiêu), TT 25/2024 (biểu mẫu)",
    en: "Circulars 03/2024 (indicators) and 25/2024 (forms)",
  },
  tag: "seed",
} as const;
const norm = {
  text: { vi: `${teachersPerClass[0]?.legalBasis ?? ""}`, en: `${teachersPerClass[0]?.legalBasis ?? ""}` },
  tag: "found",
  ruleId: "teachers-per-class",
} as const;
const cap = {
  text: { vi: classSizeCap.legalBasis, en: classSizeCap.legalBasis },
  tag: classSizeCap.tag,
  ruleId: classSizeCap.ruleId,
} as const;

/** A number as people write it: 2,25. */
const vi = (value: number): string => String(value).replace(".", ",");

const norms = teachersPerClass[0]?.params;
const excess = Object.values(excessPupils[0]?.params.byLevel ?? {});
/** How many teachers a school needs, out of the rules themselves: a new circular changes the sentence with the number. */
const needInWords = {
  vi: `số lớp × giáo viên/lớp (nhà trẻ ${vi(norms?.nursery ?? 0)}; mẫu giáo hai buổi ${vi(norms?.kindergarten["2"] ?? 0)}, một buổi ${vi(norms?.kindergarten["1"] ?? 0)}; tiểu học hai buổi ${vi(norms?.primary["2"] ?? 0)}, một buổi ${vi(norms?.primary["1"] ?? 0)}; THCS ${vi(norms?.lowerSecondary ?? 0)}; THPT ${vi(norms?.upperSecondary ?? 0)}) + số học sinh vượt sĩ số của cả cấp chia ${excess.map(({ pupilsPerTeacher }) => pupilsPerTeacher).join(" (tiểu học), ")} (THCS)`,
  en: `classes × teachers per class (nursery ${norms?.nursery}; kindergarten two sessions ${norms?.kindergarten["2"]}, one ${norms?.kindergarten["1"]}; primary two sessions ${norms?.primary["2"]}, one ${norms?.primary["1"]}; lower secondary ${norms?.lowerSecondary}; upper secondary ${norms?.upperSecondary}) + pupils above the caps of a level ÷ ${excess.map(({ pupilsPerTeacher }) => pupilsPerTeacher).join(" (primary), ")} (lower secondary)`,
};

function capsInWords(language: "vi" | "en"): string {
  const { pupils } = classSizeCap.params;
  return language === "vi"
    ? `mẫu giáo ${pupils.MG3}, ${pupils.MG4}, ${pupils.MG5} theo tuổi; tiểu học ${pupils["1"]}; THCS ${pupils["6"]}; THPT ${pupils["10"]}`
    : `kindergarten ${pupils.MG3}, ${pupils.MG4}, ${pupils.MG5} by age; primary ${pupils["1"]}; lower secondary ${pupils["6"]}; upper secondary ${pupils["10"]}`;
}

/** How big schools are, who works there, and how full classes are. */
export const sizeMetrics: readonly Metric[] = [
  {
    id: "schools",
    title: { vi: "Cơ sở giáo dục", en: "Schools" },
    group: "size",
    unit: "school",
    computation: { kind: "sum", of: ["schools"] },
    formula: { vi: "Số cơ sở trong sổ đăng ký của Sở.", en: "Schools in the department's register." },
    basis: statistics,
    better: "none",
    depth: "school",
    rows: { list: "/api/v1/schools", filter: {} },
    isOpen: true,
  },
  {
    id: "learners",
    title: { vi: "Người học đang học", en: "Learners enrolled" },
    group: "size",
    unit: "person",
    computation: { kind: "sum", of: ["learners"] },
    formula: {
      vi: "Số lượt ghi danh của năm học hiện tại chưa có ngày thôi học; học sinh học hai trường được tính ở mỗi trường một lượt.",
      en: "Enrolments of the current school year without a day of leaving; who attends two schools counts once at each.",
    },
    basis: statistics,
    better: "none",
    depth: "record",
    rows: enrolled,
    isOpen: true,
  },
  {
    id: "classes",
    title: { vi: "Lớp", en: "Classes" },
    group: "size",
    unit: "class",
    computation: { kind: "sum", of: ["classes"] },
    formula: {
      vi: "Số lớp, nhóm trẻ của năm học hiện tại trong danh sách lớp của trường.",
      en: "Classes and groups of the current school year in the schools' class lists.",
    },
    basis: statistics,
    better: "none",
    depth: "class",
    rows: classes,
    isOpen: true,
  },
  {
    id: "staff",
    title: { vi: "Cán bộ, giáo viên, nhân viên", en: "Staff" },
    group: "people",
    unit: "person",
    computation: { kind: "sum", of: ["staff"] },
    formula: {
      vi: "Số hồ sơ nhân sự, mỗi người tính ở trường đang công tác.",
      en: "Staff records, each at the school where the person works.",
    },
    basis: statistics,
    better: "none",
    depth: "record",
    rows: { list: "/api/v1/staff-members", filter: {}, bySchool: "schoolId" },
    isOpen: true,
  },
  {
    id: "teachers",
    title: { vi: "Giáo viên", en: "Teachers" },
    group: "people",
    unit: "person",
    computation: { kind: "sum", of: ["teachers"] },
    formula: {
      vi: "Số vị trí thuộc nhóm giáo viên chưa có ngày kết thúc.",
      en: "Posts of the teachers' group without an end.",
    },
    basis: statistics,
    better: "none",
    depth: "record",
    rows: { ...employed, filter: { staffGroup: "GV" } },
    isOpen: true,
  },
  {
    id: "teachers.short",
    title: { vi: "Giáo viên còn thiếu", en: "Teachers short" },
    group: "people",
    unit: "person",
    computation: { kind: "sum", of: ["staffing.short"] },
    formula: {
      vi: `Cộng phần thiếu của từng trường công lập: nhu cầu theo định mức trừ số giáo viên, nếu dương. Nhu cầu = ${needInWords.vi}. Trường có lớp chưa rõ khối hoặc số buổi không được tính.`,
      en: `The sum over public schools of need minus teachers, where positive. Need = ${needInWords.en}. Schools with a class of unknown grade or sessions are left out.`,
    },
    basis: norm,
    better: "less",
    depth: "school",
    rows: employed,
    isOpen: false,
  },
  {
    id: "teachers.surplus",
    title: { vi: "Giáo viên dôi dư", en: "Teachers in surplus" },
    group: "people",
    unit: "person",
    computation: { kind: "sum", of: ["staffing.surplus"] },
    formula: {
      vi: "Cộng phần dư của từng trường công lập: số giáo viên trừ nhu cầu theo định mức, nếu dương. Cùng cách tính nhu cầu với “Giáo viên còn thiếu”.",
      en: "The sum over public schools of teachers minus need, where positive; need as for “Teachers short”.",
    },
    basis: norm,
    better: "less",
    depth: "school",
    rows: employed,
    isOpen: false,
  },
  {
    id: "teachers.filled",
    title: { vi: "Đáp ứng định mức giáo viên", en: "Teachers against norm" },
    group: "people",
    unit: "share",
    computation: { kind: "ratio", top: ["staffing.have"], bottom: ["staffing.need"], times: 100 },
    formula: {
      vi: "Số giáo viên chia nhu cầu theo định mức, của các trường công lập tính được định mức.",
      en: "Teachers over need, of the public schools whose need can be worked out.",
    },
    basis: norm,
    better: "more",
    target: {
      value: 100,
      ruleId: "teachers-per-class",
      tag: "found",
      title: { vi: "Đủ định mức", en: "The norm" },
    },
    depth: "school",
    rows: employed,
    isOpen: false,
  },
  {
    id: "classSize",
    title: { vi: "Sĩ số bình quân", en: "Pupils per class" },
    group: "room",
    unit: "ratio",
    computation: { kind: "ratio", top: ["classes.seats"], bottom: ["classes"], times: 1 },
    formula: {
      vi: "Số học sinh đang học có tên trong lớp chia số lớp.",
      en: "Enrolled learners with a class, over classes.",
    },
    basis: cap,
    better: "none",
    depth: "class",
    rows: classes,
    isOpen: true,
  },
  {
    id: "classes.over",
    title: { vi: "Lớp vượt sĩ số", en: "Classes over the cap" },
    group: "room",
    unit: "class",
    computation: { kind: "sum", of: ["classes.over"] },
    formula: {
      vi: `Số lớp có sĩ số lớn hơn mức tối đa của khối (${capsInWords("vi")}). Nhóm trẻ tính theo mức cao nhất vì không có tuổi của nhóm.`,
      en: `Classes with more pupils than the cap of their grade (${capsInWords("en")}). Nursery groups count against the highest cap: a group's age is not recorded.`,
    },
    basis: cap,
    better: "less",
    target: {
      value: 0,
      ruleId: classSizeCap.ruleId,
      tag: "found",
      title: { vi: "Không lớp nào vượt", en: "No class over" },
    },
    depth: "class",
    rows: classes,
    isOpen: true,
  },
  {
    id: "classes.overShare",
    title: { vi: "Tỉ lệ lớp vượt sĩ số", en: "Share of classes over the cap" },
    group: "room",
    unit: "share",
    computation: { kind: "ratio", top: ["classes.over"], bottom: ["classes.capped"], times: 100 },
    formula: {
      vi: "Số lớp vượt sĩ số chia số lớp có mức tối đa.",
      en: "Classes over the cap over classes that have one.",
    },
    basis: cap,
    better: "less",
    target: {
      value: 0,
      ruleId: classSizeCap.ruleId,
      tag: "found",
      title: { vi: "Không lớp nào vượt", en: "No class over" },
    },
    depth: "class",
    rows: classes,
    isOpen: true,
  },
  {
    id: "classes.red",
    title: { vi: "Lớp quá tải (trên 110%)", en: "Overcrowded classes (above 110 %)" },
    group: "room",
    unit: "class",
    computation: { kind: "sum", of: ["classes.red"] },
    formula: {
      vi: "Số lớp có sĩ số trên 110% mức tối đa của khối.",
      en: "Classes above 110 % of the cap of their grade.",
    },
    basis: {
      text: {
        vi: "Ngưỡng cảnh báo do hệ thống đề xuất trên mức tối đa của điều lệ",
        en: "Our alert level above the charter's cap",
      },
      tag: "design",
      ruleId: classSizeCap.ruleId,
    },
    better: "less",
    target: { value: 0, tag: "design", title: { vi: "Không lớp nào quá tải", en: "None" } },
    depth: "class",
    rows: classes,
    isOpen: true,
  },
  {
    id: "classrooms.perClass",
    title: { vi: "Phòng học trên lớp", en: "Classrooms per class" },
    group: "room",
    unit: "ratio",
    computation: { kind: "ratio", top: ["classrooms"], bottom: ["classes"], times: 1 },
    formula: { vi: "Số phòng học chia số lớp.", en: "Classrooms over classes." },
    basis: statistics,
    better: "more",
    depth: "school",
    rows: { list: "/api/v1/rooms", filter: {}, bySchool: "schoolId" },
    isOpen: true,
  },
  {
    id: "attendance",
    title: { vi: "Chuyên cần hôm nay", en: "Attendance today" },
    group: "size",
    unit: "share",
    computation: {
      kind: "absent",
      because: {
        vi: "Chưa có nguồn: chưa hệ thống nào gửi điểm danh hằng ngày.",
        en: "No source: no system sends daily attendance yet.",
      },
    },
    formula: {
      vi: "Số học sinh có mặt chia số học sinh đang học.",
      en: "Learners present over learners enrolled.",
    },
    basis: { text: { vi: "Đề án: chuyên cần hằng ngày", en: "The plan: daily attendance" }, tag: "seed" },
    better: "more",
    depth: "class",
    isOpen: false,
  },
];
