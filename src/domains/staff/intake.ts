import {
  boolean,
  code,
  codes,
  decimal,
  type Field,
  personName,
  plainDate,
  text,
} from "../dictionary/field.ts";
import { type Intake, intake, sameNamed, type Target } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { derivedName, personColumns } from "../learner/intake-columns.ts";
import { ownSchool } from "../reference/intake.ts";
import { SchoolYear } from "../reference/schema.ts";
import { unidentifiable } from "./identity-sql.ts";
import { Employment, StaffAssignment, StaffMember, StaffQualification, StaffTitle } from "./schema.ts";

const { staffId: _member, schoolId: _memberSchool, ...memberFields } = StaffMember.fields;
const { staffId: _post, schoolId: _postSchool, staffCode: _code, ...postFields } = Employment.fields;
const { titleCode, payStep, salaryCoefficient, payStepDate } = StaffTitle.fields;
const { qualificationLevel, qualificationMajor, qualificationPlace, graduationYear, language } =
  StaffQualification.fields;

/** Issued by the sector's own database, the same in every system; the school's code stands beside it. */
const ministryCode = text(40)
  .optional()
  .meta({
    aliases: [
      "Mã định danh Bộ GD&ĐT",
      "Mã định danh Bộ GDĐT",
      "Mã định danh Bộ",
      "Mã định danh BGD",
      "Mã định danh CSDL ngành",
      "Mã định danh giáo viên",
      "Mã định danh cán bộ",
      "Mã MOET",
      "Mã CSDL ngành",
      "moetCode",
    ],
    pii: "quasi",
  });

/** A column's spellings without those another column claims for itself. */
function withoutAliases<T>(column: Field<T>, other: Field): Field<T> {
  const taken = new Set(other.info.aliases);
  return column.meta({ aliases: (column.info.aliases ?? []).filter((alias) => !taken.has(alias)) });
}

const columns = {
  ...ownSchool,
  ...memberFields,
  staffCode: withoutAliases(memberFields.staffCode, ministryCode),
  ministryCode,
  familyMiddleName: personColumns.familyMiddleName,
  familyName: personColumns.familyName,
  middleName: personColumns.middleName,
  givenName: personColumns.givenName,
  ...postFields,
  concurrentDuty: codes("duty").optional().meta(StaffAssignment.fields.duty.info),
  titleCode: titleCode.optional(),
  titleDate: plainDate().optional().meta(StaffTitle.fields.startDate.info),
  payStep,
  salaryCoefficient,
  payStepDate,
  qualificationLevel,
  qualificationMajor,
  qualificationPlace,
  graduationYear,
  politicalTheory: code("politicalTheory")
    .optional()
    .meta({
      aliases: [
        "Lý luận chính trị",
        "Trình độ lý luận chính trị",
        "Lí luận chính trị",
        "Trình độ LLCT",
        "LLCT",
        "Trình độ chính trị",
        "politicalTheory",
      ],
    }),
  managementTraining: boolean()
    .optional()
    .meta({
      aliases: [
        "Bồi dưỡng QLGD",
        "Bồi dưỡng quản lý giáo dục",
        "Quản lý giáo dục",
        "QLGD",
        "Đã bồi dưỡng QLGD",
        "Chứng chỉ QLGD",
        "managementTraining",
      ],
    }),
  itLevel: code("itLevel")
    .optional()
    .meta({
      aliases: ["Trình độ tin học", "Tin học", "Chứng chỉ tin học", "TĐ tin học", "Trình độ CNTT", "itLevel"],
    }),
  foreignLanguage: language,
  foreignLanguageLevel: code("languageLevel")
    .optional()
    .meta({
      aliases: [
        "Trình độ ngoại ngữ",
        "Chứng chỉ ngoại ngữ",
        "TĐ ngoại ngữ",
        "Bậc ngoại ngữ",
        "Khung năng lực ngoại ngữ",
        "foreignLanguageLevel",
      ],
    }),
  educationManagement: text(60)
    .optional()
    .meta({ aliases: ["Trình độ quản lý giáo dục", "Trình độ QLGD", "Quản lý giáo dục (trình độ)"] }),
  stateManagement: text(60)
    .optional()
    .meta({
      aliases: ["Trình độ quản lý nhà nước", "Quản lý nhà nước", "QLNN", "Trình độ QLNN", "Bồi dưỡng QLNN"],
    }),
  pedagogyCertificate: boolean()
    .optional()
    .meta({
      aliases: [
        "Nghiệp vụ sư phạm",
        "Đã bồi dưỡng nghiệp vụ sư phạm",
        "Chứng chỉ nghiệp vụ sư phạm",
        "Chứng chỉ NVSP",
        "NVSP",
        "pedagogyCertificate",
      ],
    }),
};

/** Away for a while is still here; transferred, retired or gone is not. */
const gone = "coalesce(employment_status, 'working') in ('transferred', 'retired', 'left', 'deceased')";

const memberTarget: Target = {
  dataset: StaffMember.id,
  values: sameNamed(
    StaffMember,
    columns,
    {
      staffId: "staff_id",
      // A vendor's own key is no staff code; only the sector's is kept for life.
      staffCode: "coalesce(ministry_code, case when key_issuer = 'sector' then staff_code end)",
      schoolId: `case when not ${gone} then school_id end`,
    },
    toSnakeCase,
  ),
};

const employmentTarget: Target = {
  dataset: Employment.id,
  values: sameNamed(
    Employment,
    columns,
    {
      staffId: "staff_id",
      schoolId: "school_id",
      employmentStatus: "coalesce(employment_status, 'working')",
    },
    toSnakeCase,
  ),
};

const dutyTarget: Target = {
  dataset: StaffAssignment.id,
  from: "(select r.*, unnest(r.concurrent_duty) as duty_item from $rows r where r.concurrent_duty is not null)",
  values: { staffId: "staff_id", schoolId: "school_id", duty: "duty_item" },
};

const titleTarget: Target = {
  dataset: StaffTitle.id,
  where: "title_code is not null",
  values: sameNamed(
    StaffTitle,
    { titleCode, payStep, salaryCoefficient, payStepDate },
    {
      staffId: "staff_id",
      startDate: "title_date",
    },
    toSnakeCase,
  ),
};

/** One kind of qualification out of the columns that tell of it. */
function qualificationTarget(
  kind: string,
  where: string,
  values: Readonly<Record<string, string>> = {},
): Target {
  return {
    dataset: StaffQualification.id,
    where,
    values: { staffId: "staff_id", qualificationKind: `'${kind}'`, ...values },
  };
}

const qualificationTargets: readonly Target[] = [
  qualificationTarget(
    "degree",
    "coalesce(qualification_level, qualification_major, qualification_place, cast(graduation_year as varchar)) is not null",
    {
      qualificationLevel: "qualification_level",
      qualificationMajor: "qualification_major",
      qualificationPlace: "qualification_place",
      graduationYear: "graduation_year",
    },
  ),
  qualificationTarget("politicalTheory", "political_theory <> 'none'", {
    certificateLevel: "political_theory",
  }),
  qualificationTarget("management", "management_training or education_management is not null", {
    certificateLevel: "education_management",
  }),
  qualificationTarget("stateManagement", "state_management is not null", {
    certificateLevel: "state_management",
  }),
  qualificationTarget("pedagogy", "pedagogy_certificate"),
  qualificationTarget("informatics", "it_level <> 'none'", { certificateLevel: "it_level" }),
  qualificationTarget(
    "foreignLanguage",
    "coalesce(foreign_language_level, 'unknown') <> 'none' and coalesce(foreign_language, foreign_language_level) is not null",
    { language: "foreign_language", certificateLevel: "foreign_language_level" },
  ),
];

export const staffRow = intake("staffRow", {
  title: { vi: "Danh sách cán bộ, giáo viên, nhân viên", en: "Staff list" },
  columns,
  signature: [
    ["staffCode", "fullName"],
    ["fullName", "positionTitle"],
    ["fullName", "staffGroup"],
    ["fullName", "contractForm"],
    ["fullName", "titleCode"],
    ["fullName", "birthDate", "qualificationLevel"],
  ],
  fromContext: ["schoolCode", "schoolName"],
  rowKey: ["staffCode", "schoolCode"],
  rowKeyElse: ["fullName", "familyName", "middleName", "givenName", "birthDate", "schoolCode"],
  derived: derivedName,
  holds: [
    { reason: "name-missing", when: "full_name is null", column: "fullName" },
    { reason: "school-missing", when: "school_id is null", column: "schoolCode" },
    { reason: "staff-unidentifiable", when: unidentifiable, column: "staffCode" },
  ],
  targets: [memberTarget, employmentTarget, dutyTarget, titleTarget, ...qualificationTargets],
});

export const teachingAssignmentRow = intake("teachingAssignmentRow", {
  title: { vi: "Phân công giảng dạy", en: "Teaching assignments" },
  columns: {
    ...ownSchool,
    schoolYear: SchoolYear.fields.schoolYear.optional(),
    term: code("term")
      .optional()
      .meta({ aliases: ["Học kỳ", "Học kì", "HK", "Kỳ", "Kỳ học", "term"] }),
    staffCode: StaffMember.fields.staffCode,
    staffName: personName()
      .optional()
      .meta({
        aliases: [
          "Họ và tên giáo viên",
          "Họ tên giáo viên",
          "Giáo viên",
          "Tên giáo viên",
          "GV",
          "Giáo viên giảng dạy",
          "Giáo viên dạy",
          "GVBM",
          "Họ và tên",
          "Họ tên",
          "staffName",
        ],
        pii: "direct",
      }),
    className: text(60)
      .optional()
      .meta({ aliases: ["Lớp", "Tên lớp", "Lớp dạy", "Lớp học", "Lớp được phân công", "className"] }),
    subject: code("subject")
      .optional()
      .meta({ aliases: ["Môn học", "Môn", "Tên môn", "Môn dạy", "Môn giảng dạy", "Phân môn", "subject"] }),
    periodsPerWeek: decimal(4, 1, [0, 40])
      .optional()
      .meta({
        aliases: ["Số tiết/tuần", "Số tiết", "Tiết/tuần", "Số tiết trên tuần", "ST", "periodsPerWeek"],
        unit: "tiết/tuần",
      }),
    startDate: plainDate()
      .optional()
      .meta({ aliases: ["Từ ngày", "Ngày bắt đầu", "Bắt đầu", "startDate"] }),
    endDate: plainDate()
      .optional()
      .meta({ aliases: ["Đến ngày", "Ngày kết thúc", "Kết thúc", "endDate"] }),
  },
  signature: [
    ["staffCode", "className", "subject"],
    ["staffName", "className", "subject"],
  ],
  fromContext: ["schoolCode", "schoolName", "schoolYear", "term"],
  rowKey: ["staffCode", "className", "subject", "term", "schoolYear", "schoolCode"],
  rowKeyElse: ["staffName", "className", "subject", "term", "schoolYear", "schoolCode"],
  holds: [
    { reason: "school-missing", when: "school_id is null", column: "schoolCode" },
    { reason: "school-year-missing", when: "school_year is null", column: "schoolYear" },
    { reason: "staff-missing", when: "staff_code is null", column: "staffCode" },
    { reason: "class-missing", when: "class_name is null", column: "className" },
    { reason: "subject-missing", when: "subject is null", column: "subject" },
    { reason: "term-missing", when: "term is null", column: "term" },
  ],
  targets: [
    {
      dataset: "teachingAssignment",
      values: {
        staffId: "staff_id",
        schoolId: "school_id",
        schoolYear: "school_year",
        term: "term",
        className: "class_name",
        subjectCode: "subject",
        periodsPerWeek: "periods_per_week",
        startDate: "start_date",
        endDate: "end_date",
      },
    },
  ],
});

export const staffIntakes: readonly Intake[] = [staffRow, teachingAssignmentRow];
