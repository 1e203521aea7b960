import { checksFor, quoteList, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import { subjects } from "../reference/subjects.ts";
import * as staffCodes from "./code-sets.ts";
import { loadReduction, minimumTraining, trainingException, weeklyLoad } from "./legal-rules.ts";
import { Employment, StaffAssignment } from "./schema.ts";

const sets = [...Object.values(referenceCodes).flat(), ...Object.values(staffCodes).flat()];

/** The version of a norm in force now; older versions judged older records. */
function current<P>(
  versions: readonly {
    readonly params: P;
    readonly legalBasis: string;
    readonly tag: "seed" | "found" | "memory" | "design";
    readonly effectiveTo?: string;
  }[],
) {
  const version = versions.find((candidate) => candidate.effectiveTo === undefined);
  if (version === undefined) throw new Error("a norm has no version in force");
  return version;
}

const training = current(minimumTraining);
const exception = current(trainingException);
const load = current(weeklyLoad);
const duties = current(loadReduction);
const rankOf = (level: string) => training.params.order.indexOf(level);
const exempt = quoteList([...new Set(Object.values(exception.params.subjectsByLevel).flat())]);

/** Least degree by the levels the school teaches: preschools alone ask for less. */
const leastRank = `case when school_levels = '01' then ${rankOf(training.params.levels["01"] ?? "college")}
  when main_subject in (${exempt}) then ${rankOf(exception.params.lowest)} else ${rankOf(training.params.levels["02"] ?? "bachelor")} end`;

/** The largest load among the levels the school teaches. */
const loadNorm = `case ${Object.entries(load.params.periods)
  .sort(([, a], [, b]) => b - a)
  .map(([level, periods]) => `when school_levels like '%${level}%' then ${periods}`)
  .join(" ")} end`;

const notTaught = subjects
  .map(
    ({ subjectCode, levels }) =>
      `(main_subject = '${subjectCode}' and ${levels.map((level) => `school_levels not like '%${level}%'`).join(" and ")})`,
  )
  .join(" or ");

const general = "school_levels not like '%05%'";

export const employmentChecks = checksFor(Employment, {
  "two-full-time": rule(
    "consistent",
    "blocking",
    {
      vi: "Một người giữ hai vị trí biên chế cùng lúc ở hai trường.",
      en: "One person holds two full-time posts at once.",
    },
    "is_working and contract_form in ('permanent', 'probation', 'decree111') and full_time_posts > 1",
    ["contractForm", "employmentStatus", "endDate"],
    { legalBasis: "Luật Viên chức 2010", tag: "memory" },
  ),
  "title-level": rule(
    "consistent",
    "error",
    {
      vi: "Hạng chức danh nghề nghiệp thuộc cấp học khác cấp của trường.",
      en: "The professional title belongs to another school level.",
    },
    `staff_group = 'GV' and is_working and ${general}
      and school_levels not like '%' || lowest_title || '%' and school_levels not like '%' || highest_title || '%'`,
    ["positionTitle", "schoolId"],
    { legalBasis: "TT 01-04/2021/TT-BGDĐT; TT 31/2026", tag: "found" },
  ),
  "group-position": rule(
    "consistent",
    "warning",
    { vi: "Nhóm cán bộ và vị trí việc làm không khớp.", en: "Staff group and position disagree." },
    `(staff_group = 'CBQL' and position_title not in ('principal', 'vicePrincipal', 'director', 'deputyDirector'))
      or (staff_group <> 'CBQL' and position_title in ('principal', 'vicePrincipal', 'director', 'deputyDirector'))
      or (staff_group = 'NV' and position_title like '%eacher')`,
    ["staffGroup", "positionTitle"],
  ),
  "position-level": rule(
    "consistent",
    "error",
    {
      vi: "Vị trí giáo viên của cấp học mà trường không dạy.",
      en: "A teacher's position of a level the school does not teach.",
    },
    `(position_title = 'preschoolTeacher' and school_levels not like '%01%') or (position_title = 'primaryTeacher' and school_levels not like '%02%')
      or (position_title = 'lowerSecondaryTeacher' and school_levels not like '%03%') or (position_title = 'upperSecondaryTeacher' and school_levels not like '%04%' and ${general})`,
    ["positionTitle"],
  ),
  "subject-not-taught": rule(
    "consistent",
    "error",
    { vi: "Môn dạy không có ở cấp học của trường.", en: "The subject is not taught at the school's levels." },
    `${general} and (${notTaught})`,
    ["mainSubject"],
    { legalBasis: "TT 32/2018/TT-BGDĐT", tag: "found" },
  ),
  "left-but-working": rule(
    "consistent",
    "error",
    {
      vi: "Đã có ngày nghỉ việc mà trạng thái vẫn đang làm.",
      en: "An end date is given, but the status still says working.",
    },
    "end_date <= today and employment_status = 'working'",
    ["endDate", "employmentStatus"],
  ),
  "training-below-minimum": rule(
    "accurate",
    "warning",
    {
      vi: "Trình độ đào tạo của giáo viên thấp hơn trình độ chuẩn: kiểm tra lại dữ liệu hoặc lập kế hoạch nâng chuẩn.",
      en: "The teacher's degree is below the minimum: check the data or plan the upgrade.",
    },
    `staff_group = 'GV' and is_working and degree_rank < (${leastRank})`,
    ["mainSubject"],
    { legalBasis: training.legalBasis, tag: training.tag },
  ),
  "load-over-norm": rule(
    "accurate",
    "warning",
    {
      vi: "Số tiết mỗi tuần vượt định mức quá một nửa.",
      en: "The weekly periods exceed the norm by more than half.",
    },
    `staff_group = 'GV' and weekly_periods * 2 > 3 * (${loadNorm})`,
    ["weeklyPeriods"],
    { legalBasis: load.legalBasis, tag: load.tag },
  ),
  "past-retirement": rule(
    "live",
    "warning",
    {
      vi: "Đã quá tuổi nghỉ hưu (nam 62, nữ 60) mà vẫn ghi đang làm việc biên chế.",
      en: "Past the age of retirement, but still recorded as working.",
    },
    `is_working and contract_form = 'permanent'
      and (hp_age_in(birth_date, current_year) > 62 or (staff_sex = '2' and hp_age_in(birth_date, current_year) > 60))`,
    ["employmentStatus"],
    { legalBasis: "Bộ luật Lao động 2019 Đ.169; NĐ 135/2020/NĐ-CP", tag: "memory" },
  ),
  "absent-from-source": rule(
    "live",
    "warning",
    {
      vi: "Vị trí này không còn trong danh sách mới nhất trường gửi.",
      en: "The post is no longer in the school's latest list.",
    },
    "is_absent and is_working",
    ["employmentStatus"],
  ),
  "start-date-future": rule(
    "accurate",
    "error",
    { vi: "Ngày tuyển dụng ở tương lai.", en: "The day of recruitment is in the future." },
    "recruit_date > today",
    ["recruitDate"],
  ),
  "start-before-recruitment": rule(
    "accurate",
    "warning",
    {
      vi: "Ngày về trường trước ngày được tuyển dụng.",
      en: "The start at the school is before the recruitment.",
    },
    "contract_form = 'permanent' and start_date < recruit_date",
    ["startDate", "recruitDate"],
  ),
  "recruited-as-child": rule(
    "accurate",
    "error",
    { vi: "Được tuyển dụng khi chưa đủ 18 tuổi.", en: "Recruited before the age of 18." },
    "extract(year from recruit_date) - extract(year from birth_date) < 18",
    ["recruitDate"],
    { legalBasis: "Luật Viên chức 2010 Đ.22", tag: "memory" },
  ),
  "end-before-start": rule(
    "accurate",
    "error",
    { vi: "Ngày nghỉ việc trước ngày về trường.", en: "The post ends before it starts." },
    "end_date < start_date",
    ["startDate", "endDate"],
  ),
  "group-missing": rule(
    "complete",
    "error",
    {
      vi: "Chưa ghi là cán bộ quản lý, giáo viên hay nhân viên.",
      en: "Manager, teacher or support staff is not recorded.",
    },
    "is_working and staff_group is null",
    ["staffGroup"],
  ),
  "position-missing": rule(
    "complete",
    "warning",
    { vi: "Chưa ghi vị trí việc làm.", en: "The position is missing." },
    "is_working and position_title is null",
    ["positionTitle"],
    { legalBasis: "TT 19/2023, TT 20/2023/TT-BGDĐT", tag: "found" },
  ),
  "contract-missing": rule(
    "complete",
    "warning",
    { vi: "Chưa ghi hình thức hợp đồng.", en: "The form of contract is missing." },
    "is_working and contract_form is null",
    ["contractForm"],
  ),
  "subject-missing": rule(
    "complete",
    "warning",
    { vi: "Giáo viên trung học chưa ghi môn dạy.", en: "A secondary teacher without a subject." },
    "is_working and staff_group = 'GV' and main_subject is null and (school_levels like '%03%' or school_levels like '%04%') and school_levels not like '%02%'",
    ["mainSubject"],
  ),
  "title-missing": rule(
    "complete",
    "notice",
    {
      vi: "Giáo viên biên chế chưa có hạng chức danh nghề nghiệp.",
      en: "A permanent teacher without a professional title.",
    },
    "is_working and staff_group = 'GV' and contract_form = 'permanent' and highest_title is null",
    ["staffId"],
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã trường không có trong sổ đăng ký trường của Sở.",
      en: "The school is not in the department's register.",
    },
    "not school_known",
    ["schoolId"],
  ),
  "staff-unknown": rule(
    "connected",
    "blocking",
    { vi: "Vị trí công tác của một người không có hồ sơ.", en: "The post belongs to no known person." },
    "not staff_known",
    ["staffId"],
  ),
  "code-is-id": rule(
    "safe",
    "error",
    { vi: "Mã cán bộ ở trường chính là số định danh.", en: "The code at the school is the national id." },
    "staff_code = national_id",
    ["staffCode"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
  "unknown-code": unknownCode(Employment, sets),
});

export const staffAssignmentChecks = checksFor(StaffAssignment, {
  "too-many-duties": rule(
    "accurate",
    "warning",
    {
      vi: `Kiêm nhiệm quá ${duties.params.mostDutiesAtOnce} nhiệm vụ cùng lúc.`,
      en: `More than ${duties.params.mostDutiesAtOnce} duties at once.`,
    },
    `end_date is null and duties > ${duties.params.mostDutiesAtOnce}`,
    ["duty"],
    { legalBasis: duties.legalBasis, tag: duties.tag },
  ),
  "end-before-start": rule(
    "accurate",
    "error",
    { vi: "Nhiệm vụ kết thúc trước khi bắt đầu.", en: "The duty ends before it starts." },
    "end_date < start_date",
    ["startDate", "endDate"],
  ),
  "decision-missing": rule(
    "complete",
    "notice",
    {
      vi: "Biệt phái, dạy liên trường mà không ghi số quyết định.",
      en: "A secondment or cross-school duty without the number of its decision.",
    },
    "duty in ('secondment', 'crossSchool') and decision_number is null",
    ["decisionNumber"],
    { legalBasis: "NĐ 93/2026/NĐ-CP Đ.13", tag: "found" },
  ),
  "no-post": rule(
    "connected",
    "error",
    { vi: "Nhiệm vụ của người không có vị trí công tác nào.", en: "The duty of a person without any post." },
    "not has_post",
    ["staffId"],
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã trường không có trong sổ đăng ký trường của Sở.",
      en: "The school is not in the department's register.",
    },
    "not school_known",
    ["schoolId"],
  ),
  "unknown-code": unknownCode(StaffAssignment, sets),
});
