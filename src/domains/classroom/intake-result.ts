import { code, decimal } from "../dictionary/field.ts";
import { intake, sameNamed, type Target } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { aloneLearner } from "../learner/alone-target.ts";
import { unidentifiable } from "../learner/identity-sql.ts";
import { derivedName, personColumns, schoolColumns } from "../learner/intake-columns.ts";
import { Enrolment } from "../learner/schema.ts";
import { levelSql, markRejectSql, markSql, usualMarks } from "./mark-sql.ts";
import { AttendanceSummary, SubjectResult, YearResult } from "./schema.ts";

const {
  learnerId: _l,
  schoolYear: _y,
  schoolId: _s,
  className: _c,
  gradeLevel: _g,
  ...yearFields
} = YearResult.fields;
const {
  academicYear,
  academicTerm1,
  academicTerm2,
  primaryTerm1Level: _p,
  primaryYearLevel: _q,
  ...otherYearFields
} = yearFields;

const placeColumns = {
  ...schoolColumns,
  schoolYear: Enrolment.fields.schoolYear,
  className: Enrolment.fields.className,
  gradeLevel: Enrolment.fields.gradeLevel,
};

/** A rating column of primary and secondary sheets alike; the target tells the two scales apart. */
const rating = (title: typeof academicYear, aliases: readonly string[]) =>
  code("yearRating")
    .optional()
    .meta({ ...title.info, aliases });

const columns = {
  ...personColumns,
  ...placeColumns,
  ...otherYearFields,
  academicTerm1: rating(academicTerm1, [
    "Học tập › HK1",
    "Học tập › Học kỳ I",
    "Học tập HK1",
    "Học lực HK1",
    "Xếp loại học tập HK1",
    "Kết quả học tập HK1",
    "HT HK1",
    "Đánh giá KQGD cuối HK1",
  ]),
  academicTerm2: rating(academicTerm2, [
    "Học tập › HK2",
    "Học tập › Học kỳ II",
    "Học tập HK2",
    "Học lực HK2",
    "Xếp loại học tập HK2",
    "Kết quả học tập HK2",
    "HT HK2",
  ]),
  academicYear: rating(academicYear, [
    "Học tập › CN",
    "Học tập › Cả năm",
    "Học tập CN",
    "Học tập cả năm",
    "Học lực CN",
    "Học lực cả năm",
    "Xếp loại học tập",
    "Xếp loại học lực",
    "Kết quả học tập",
    "Kết quả học tập cả năm",
    "Học tập",
    "Học lực",
    "Đánh giá KQGD cuối năm",
    "Đánh giá kết quả giáo dục",
    "Đánh giá KQGD",
    "Mức đánh giá kết quả giáo dục",
    "HT CN",
  ]),
  conductTerm1: yearFields.conductTerm1.meta({
    aliases: [
      "Rèn luyện › HK1",
      "Rèn luyện HK1",
      "Hạnh kiểm HK1",
      "Rèn luyện › Học kỳ I",
      "Hạnh kiểm › HK1",
      "RL HK1",
    ],
  }),
  conductTerm2: yearFields.conductTerm2.meta({
    aliases: [
      "Rèn luyện › HK2",
      "Rèn luyện HK2",
      "Hạnh kiểm HK2",
      "Rèn luyện › Học kỳ II",
      "Hạnh kiểm › HK2",
      "RL HK2",
    ],
  }),
  conductYear: yearFields.conductYear.meta({
    aliases: [
      "Rèn luyện › CN",
      "Rèn luyện › Cả năm",
      "Rèn luyện CN",
      "Rèn luyện cả năm",
      "Hạnh kiểm CN",
      "Hạnh kiểm cả năm",
      "Hạnh kiểm › CN",
      "Kết quả rèn luyện",
      "Kết quả rèn luyện cả năm",
      "Rèn luyện",
      "Hạnh kiểm",
      "RL CN",
    ],
  }),
  yearOutcome: Enrolment.fields.yearOutcome,
  absencesExcused: AttendanceSummary.fields.absencesExcused.meta({
    aliases: [
      "Vắng có phép",
      "Vắng › Có phép",
      "Nghỉ có phép",
      "Nghỉ › Có phép",
      "Số buổi nghỉ có phép",
      "Có phép",
      "CP",
      "Số buổi nghỉ › Có phép",
    ],
  }),
  absencesUnexcused: AttendanceSummary.fields.absencesUnexcused.meta({
    aliases: [
      "Vắng không phép",
      "Vắng › Không phép",
      "Nghỉ không phép",
      "Nghỉ › Không phép",
      "Số buổi nghỉ không phép",
      "Không phép",
      "KP",
      "Số buổi nghỉ › Không phép",
    ],
  }),
  absencesTotal: AttendanceSummary.fields.absencesTotal,
  sessionsHeld: AttendanceSummary.fields.sessionsHeld,
};

const place = {
  learnerId: "learner_id",
  schoolYear: "school_year",
  schoolId: "school_id",
  className: "class_name",
  gradeLevel: "grade_level",
};

const periods = ["t1", "t2", "year"] as const;
type Period = (typeof periods)[number];

/** A level: the level column of a primary sheet or, where there is none, Đ/CĐ in the mark column. */
function levelOf(period: Period): string {
  return levelSql(`coalesce(level_${period}, mark_${period})`);
}

/** The six cells a subject can have in a row, each looked up once. */
const cells = (["mark", "level"] as const).flatMap((kind) =>
  periods.map((period) => `marks['${kind}.' || subject_code || '.${period}'] as ${kind}_${period}`),
);

/** One row per subject that has a cell in the row. */
const subjectTarget: Target = {
  dataset: SubjectResult.id,
  from: `(select *, ${cells.join(", ")} from (
            select r.*, unnest(list_distinct(list_transform(map_keys(r.marks), k -> split_part(k, '.', 2)))) as subject_code
            from $rows r))`,
  values: {
    ...place,
    subjectCode: "subject_code",
    term1Mark: markSql("mark_t1"),
    term2Mark: markSql("mark_t2"),
    yearMark: markSql("mark_year"),
    term1Level: levelOf("t1"),
    term2Level: levelOf("t2"),
    yearLevel: levelOf("year"),
  },
};

const isRating = (column: string) => `case when ${column} in ('1', '2', '3', '4') then ${column} end`;
const isYearLevel = (column: string) => `case when ${column} not in ('1', '2', '3', '4') then ${column} end`;

const yearTarget: Target = {
  dataset: YearResult.id,
  values: sameNamed(
    YearResult,
    columns,
    {
      ...place,
      academicTerm1: isRating("academic_term1"),
      academicTerm2: isRating("academic_term2"),
      academicYear: isRating("academic_year"),
      primaryTerm1Level: isYearLevel("academic_term1"),
      primaryYearLevel: isYearLevel("academic_year"),
    },
    toSnakeCase,
  ),
};

const attendanceTarget: Target = {
  dataset: AttendanceSummary.id,
  where: "coalesce(absences_excused, absences_unexcused, absences_total, sessions_held) is not null",
  values: {
    learnerId: "learner_id",
    schoolYear: "school_year",
    schoolId: "school_id",
    absencesExcused: "absences_excused",
    absencesUnexcused: "absences_unexcused",
    absencesTotal: "coalesce(absences_total, absences_excused + absences_unexcused)",
    sessionsHeld: "sessions_held",
  },
};

const keyless = [
  { reason: "school-missing", when: "school_id is null", column: "schoolCode" },
  { reason: "school-year-missing", when: "school_year is null", column: "schoolYear" },
  { reason: "learner-unidentifiable", when: unidentifiable, column: "learnerCode" },
];

export const resultRow = intake("resultRow", {
  title: { vi: "Tổng kết năm học", en: "Year results" },
  columns,
  signature: [
    ["fullName", "academicYear", "yearOutcome"],
    ["fullName", "academicYear", "award"],
    ["fullName", "academicYear", "conductYear"],
    ["learnerCode", "academicYear"],
  ],
  fromContext: ["schoolCode", "schoolName", "schoolYear", "className", "gradeLevel"],
  rowKey: ["learnerCode", "schoolCode", "schoolYear"],
  rowKeyElse: ["fullName", "familyMiddleName", "givenName", "birthDate", "schoolCode", "schoolYear"],
  derived: derivedName,
  holds: keyless,
  subjectColumns: true,
  subjectCells: { reject: markRejectSql, usual: usualMarks },
  targets: [subjectTarget, yearTarget, attendanceTarget, aloneLearner],
});

const { term1Mark: mark, term1Level: level } = SubjectResult.fields;

function regular(number: number) {
  return mark.meta({
    title: { vi: `Điểm thường xuyên ${number}`, en: `Regular mark ${number}` },
    aliases: [
      `TX${number}`,
      `ĐĐGtx${number}`,
      `ĐĐGTX ${number}`,
      `Thường xuyên ${number}`,
      `KTTX${number}`,
      `Điểm TX${number}`,
      `ĐĐGtx › ${number}`,
      `TX › ${number}`,
    ],
  });
}

const gradebookColumns = {
  ...personColumns,
  ...placeColumns,
  term: code("term")
    .optional()
    .meta({ aliases: ["Học kỳ", "HK", "Kỳ", "Học kì", "term"] }),
  subject: code("subject")
    .optional()
    .meta({ aliases: ["Môn học", "Môn", "Tên môn", "Tên môn học", "subject"] }),
  regular1: regular(1),
  regular2: regular(2),
  regular3: regular(3),
  regular4: regular(4),
  midtermMark: mark.meta({
    title: { vi: "Điểm giữa kỳ", en: "Mid-term mark" },
    aliases: ["GK", "ĐĐGgk", "Giữa kỳ", "Điểm giữa kỳ", "Giữa kì", "KTGK", "Điểm GK"],
  }),
  finalMark: mark.meta({
    title: { vi: "Điểm cuối kỳ", en: "Final mark" },
    aliases: ["CK", "ĐĐGck", "Cuối kỳ", "Điểm cuối kỳ", "Cuối kì", "KTCK", "Điểm CK"],
  }),
  termAverage: decimal(4, 2, [0, 10])
    .optional()
    .meta({
      title: { vi: "Điểm trung bình môn học kỳ", en: "Term average" },
      aliases: ["ĐTB", "ĐTBmhk", "TBM", "Điểm TB", "Trung bình", "ĐTB môn", "Điểm trung bình", "TBHK"],
      pii: "quasi",
    }),
  termLevel: level.meta({
    title: { vi: "Xếp loại môn học kỳ", en: "Term level" },
    aliases: ["Xếp loại", "XL", "Mức đạt", "Nhận xét đánh giá", "ĐGHK", "Đánh giá"],
  }),
};

/** A row holds one term: its marks go to that term's columns, the other term's stay for the other row. */
function termColumns(term: "HK1" | "HK2", prefix: "term1" | "term2"): Record<string, string> {
  const only = (column: string) => `case when term = '${term}' then ${column} end`;
  return {
    [`${prefix}Regular1`]: only("regular1"),
    [`${prefix}Regular2`]: only("regular2"),
    [`${prefix}Regular3`]: only("regular3"),
    [`${prefix}Regular4`]: only("regular4"),
    [`${prefix}Midterm`]: only("midterm_mark"),
    [`${prefix}Final`]: only("final_mark"),
    [`${prefix}Mark`]: only("term_average"),
    [`${prefix}Level`]: only("term_level"),
  };
}

export const subjectResultRow = intake("subjectResultRow", {
  title: { vi: "Sổ điểm môn học", en: "Gradebook" },
  columns: gradebookColumns,
  signature: [
    ["fullName", "subject", "midtermMark", "finalMark"],
    ["fullName", "subject", "termAverage"],
    ["learnerCode", "subject", "finalMark"],
  ],
  fromContext: ["schoolCode", "schoolName", "schoolYear", "term", "className", "gradeLevel"],
  rowKey: ["learnerCode", "schoolCode", "schoolYear", "term", "subject"],
  rowKeyElse: ["fullName", "birthDate", "schoolCode", "schoolYear", "term", "subject"],
  derived: derivedName,
  holds: [
    ...keyless,
    { reason: "term-missing", when: "term is null or term not in ('HK1', 'HK2')", column: "term" },
    { reason: "subject-unknown", when: "subject is null", column: "subject" },
  ],
  targets: [
    {
      dataset: SubjectResult.id,
      values: {
        ...place,
        subjectCode: "subject",
        ...termColumns("HK1", "term1"),
        ...termColumns("HK2", "term2"),
      },
    },
    aloneLearner,
  ],
});
