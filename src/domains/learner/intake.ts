import { type Intake, intake, sameNamed, type Target } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { aloneLearner } from "./alone-target.ts";
import { communeRelation } from "./commune-names.ts";
import { type GuardianRole, unidentifiable } from "./identity-sql.ts";
import {
  derivedName,
  enrolmentColumns,
  familyColumns,
  learnerColumns,
  personColumns,
  residenceColumns,
  schoolColumns,
  supportColumns,
} from "./intake-columns.ts";
import { Enrolment, Guardian, Learner, LearnerDisability, LearnerHealth, Residence } from "./schema.ts";

const columns = {
  ...personColumns,
  ...learnerColumns,
  ...schoolColumns,
  ...enrolmentColumns,
  ...familyColumns,
  ...residenceColumns,
  ...supportColumns,
};

/** Whether the learner is at the school that sent the row; a list without a status column lists those who are. */
const present = "coalesce(enrolment_status, 'studying') in ('studying', 'transferredIn', 'suspended')";

const givenName = "coalesce(given_name, string_split(full_name, ' ')[-1])";

const learnerTarget: Target = {
  dataset: "learner",
  values: sameNamed(
    Learner,
    columns,
    {
      learnerId: "learner_id",
      // A vendor's own key is no learner code; only the sector's is kept for life.
      learnerCode: "case when key_issuer = 'sector' then learner_code end",
      givenName,
      birthPrecision: "case when birth_date is not null then coalesce(birth_precision, 'day') end",
      schoolId: `case when ${present} then school_id end`,
    },
    toSnakeCase,
  ),
};

/**
 * Lists print the day a pupil came to the school, often years ago; a row of one school year takes it only when that
 * year began so. The year's own beginning stands in the study history; of two meanings the list sent last would win.
 */
const entryOfYear =
  "case when entry_date >= make_date(cast(left(school_year, 4) as integer), 6, 1) then entry_date end";

const enrolmentTarget: Target = {
  dataset: "enrolment",
  where: "school_id is not null and school_year is not null",
  values: sameNamed(
    Enrolment,
    columns,
    {
      learnerId: "learner_id",
      schoolId: "school_id",
      status: "coalesce(enrolment_status, 'studying')",
      entryDate: entryOfYear,
    },
    toSnakeCase,
  ),
};

const membershipTarget: Target = {
  dataset: "classMembership",
  where: "school_id is not null and school_year is not null and class_name is not null",
  values: {
    learnerId: "learner_id",
    schoolId: "school_id",
    schoolYear: "school_year",
    className: "class_name",
    startDate: entryOfYear,
    endDate: "exit_date",
  },
};

/** A commune is sent by name or, rarely, by its five-digit code; a name of today's list becomes its code. */
function residenceTarget(kind: "current" | "permanent", prefix: "residence" | "permanent"): Target {
  const sent = `${prefix}_commune`;
  return {
    dataset: Residence.id,
    from: `(select r.*, commune_name.code as named_commune from $rows r
            left join ${communeRelation()} on commune_name.name = lower(r.${sent}))`,
    where: `${prefix}_address is not null or ${sent} is not null`,
    values: {
      learnerId: "learner_id",
      residenceKind: `'${kind}'`,
      address: `${prefix}_address`,
      communeCode: `case when regexp_full_match(${sent}, '[0-9]{5}') then ${sent} else named_commune end`,
      communeName: `case when not regexp_full_match(${sent}, '[0-9]{5}') then ${sent} end`,
    },
  };
}

const sexOfRole: Readonly<Record<GuardianRole, string>> = {
  father: "'1'",
  mother: "'2'",
  guardian: "case when guardian_national_id is not null then hp_nid_sex(guardian_national_id) end",
};

function guardianTarget(role: GuardianRole): Target {
  return {
    dataset: Guardian.id,
    where: `${role}_id is not null`,
    values: {
      guardianId: `${role}_id`,
      nationalId: `${role}_national_id`,
      fullName: `${role}_name`,
      birthYear: `${role}_birth_year`,
      sex: sexOfRole[role],
      phone: `${role}_phone`,
      occupation: `${role}_occupation`,
    },
  };
}

/** Small schools write the contact person down even when it is a parent: then it is no third person. */
const isParent = "(guardian_id is not distinct from father_id or guardian_id is not distinct from mother_id)";

function learnerGuardianTarget(role: GuardianRole): Target {
  return {
    dataset: "learnerGuardian",
    where: role === "guardian" ? `guardian_id is not null and not ${isParent}` : `${role}_id is not null`,
    values: {
      learnerId: "learner_id",
      guardianId: `${role}_id`,
      relation: role === "guardian" ? "coalesce(guardian_relation, 'guardian')" : `'${role}'`,
      legalRepresentative:
        role === "guardian" ? "true" : `case when guardian_id is not null then guardian_id = ${role}_id end`,
    },
  };
}

const policyTarget: Target = {
  dataset: "learnerPolicyGroup",
  from: `(select r.*, unnest(list_distinct(list_concat(
            coalesce(r.policy_group, []),
            case when r.poor_household in ('poor', 'nearPoor') then [r.poor_household] else [] end))) as policy_item
          from $rows r
          where r.policy_group is not null or r.poor_household in ('poor', 'nearPoor'))`,
  values: { learnerId: "learner_id", policyGroup: "policy_item", schoolYear: "school_year" },
};

const disabilityTarget: Target = {
  dataset: "learnerDisability",
  from: "(select r.*, unnest(r.disability_kind) as disability_item from $rows r where r.disability_kind is not null)",
  values: sameNamed(
    LearnerDisability,
    columns,
    { learnerId: "learner_id", disabilityKind: "disability_item" },
    toSnakeCase,
  ),
};

const healthFields = Object.keys(LearnerHealth.fields).filter((name) => name in supportColumns);

const healthTarget: Target = {
  dataset: "learnerHealth",
  where: `coalesce(${healthFields.map((name) => `cast(${toSnakeCase(name)} as varchar)`).join(", ")}) is not null`,
  values: sameNamed(
    LearnerHealth,
    columns,
    {
      learnerId: "learner_id",
      // One place, of a quotient: doubles are exact enough here.
      bmi: `case when height_cm > 0 then try_cast(
        weight_kg * 10000.0 / (height_cm * height_cm) as decimal(4,1)) end`,
    },
    toSnakeCase,
  ),
};

export const learnerRow = intake("learnerRow", {
  title: { vi: "Danh sách học sinh", en: "Learner list" },
  columns,
  signature: [
    ["fullName", "birthDate"],
    ["familyMiddleName", "givenName", "birthDate"],
    ["familyName", "givenName", "birthDate"],
  ],
  fromContext: ["schoolCode", "schoolName", "schoolYear", "className", "gradeLevel"],
  yearByReceipt: true,
  rowKey: ["learnerCode", "schoolCode", "schoolYear"],
  rowKeyElse: ["fullName", "familyMiddleName", "givenName", "birthDate", "schoolCode", "schoolYear"],
  derived: {
    ...derivedName,
    // "6A1" says grade 6; a preschool's "3 tuổi A" or "3A" says nothing of the kind.
    gradeLevel: `case when substr(coalesce($school_code, $feed_school_id), 8, 2) <> '01' then
      nullif(regexp_extract(lower($class_name) || ' ', '^(?:lớp )?(1[0-2]|[1-9])[^0-9]', 1), '') end`,
  },
  holds: [
    { reason: "name-missing", when: "full_name is null", column: "fullName" },
    { reason: "school-missing", when: "school_id is null", column: "schoolCode" },
    { reason: "school-year-missing", when: "school_year is null", column: "schoolYear" },
    { reason: "learner-unidentifiable", when: unidentifiable, column: "birthDate" },
  ],
  targets: [
    learnerTarget,
    enrolmentTarget,
    membershipTarget,
    residenceTarget("current", "residence"),
    residenceTarget("permanent", "permanent"),
    guardianTarget("father"),
    guardianTarget("mother"),
    guardianTarget("guardian"),
    learnerGuardianTarget("father"),
    learnerGuardianTarget("mother"),
    learnerGuardianTarget("guardian"),
    policyTarget,
    disabilityTarget,
    healthTarget,
  ],
});

export const enrolmentHistoryRow = intake("enrolmentHistoryRow", {
  title: { vi: "Quá trình học tập", en: "Enrolment history" },
  columns: {
    ...personColumns,
    ...schoolColumns,
    schoolYear: Enrolment.fields.schoolYear,
    gradeLevel: Enrolment.fields.gradeLevel,
    className: Enrolment.fields.className,
    entryDate: Enrolment.fields.entryDate.meta({
      aliases: ["Từ ngày", "Ngày vào", "Ngày bắt đầu", ...(Enrolment.fields.entryDate.info.aliases ?? [])],
    }),
    exitDate: Enrolment.fields.exitDate.meta({
      aliases: ["Đến ngày", "Ngày ra", "Ngày kết thúc", ...(Enrolment.fields.exitDate.info.aliases ?? [])],
    }),
    exitReason: Enrolment.fields.exitReason.meta({
      aliases: ["Lý do ra", ...(Enrolment.fields.exitReason.info.aliases ?? [])],
    }),
    yearOutcome: Enrolment.fields.yearOutcome,
  },
  signature: [
    ["learnerCode", "schoolYear", "yearOutcome"],
    ["fullName", "schoolYear", "schoolName", "yearOutcome"],
    ["learnerCode", "schoolYear", "schoolName", "entryDate"],
  ],
  // The school of a past year is the row's own; the sender's code in the title is not meant.
  fromContext: [],
  rowKey: ["learnerCode", "schoolYear", "schoolCode"],
  rowKeyElse: ["fullName", "birthDate", "schoolYear", "schoolCode"],
  derived: derivedName,
  holds: [
    { reason: "school-year-missing", when: "school_year is null", column: "schoolYear" },
    {
      reason: "school-unknown",
      when: "school_id is null or (school_code is null and school_name is not null)",
      column: "schoolCode",
    },
    { reason: "learner-unidentifiable", when: unidentifiable, column: "learnerCode" },
  ],
  targets: [
    {
      dataset: "enrolment",
      values: {
        learnerId: "learner_id",
        schoolId: "school_id",
        schoolYear: "school_year",
        gradeLevel: "grade_level",
        className: "class_name",
        entryDate: "entry_date",
        exitDate: "exit_date",
        exitReason: "exit_reason",
        yearOutcome: "year_outcome",
      },
    },
    aloneLearner,
  ],
});

export const learnerIntakes: readonly Intake[] = [learnerRow, enrolmentHistoryRow];
