import {
  code,
  codes,
  type Field,
  integer,
  nationalId,
  personName,
  phone,
  reference,
  text,
} from "../dictionary/field.ts";
import { Enrolment, Learner, LearnerDisability, LearnerHealth, LearnerPolicyGroup } from "./schema.ts";

type Columns = Readonly<Record<string, Field>>;

/** Which school a row is about; most lists say it once, in their title. */
export const schoolColumns = {
  schoolCode: reference("school")
    .optional()
    .meta({
      aliases: [
        "Mã trường",
        "Mã trường học",
        "Mã cơ sở",
        "Mã cơ sở giáo dục",
        "Mã CSGD",
        "Mã đơn vị",
        "Mã trường đã học",
        "school code",
        "schoolCode",
        "maTruong",
        "orgSourcedIds",
      ],
    }),
  schoolName: text(200)
    .optional()
    .meta({
      aliases: [
        "Tên trường",
        "Trường",
        "Tên cơ sở giáo dục",
        "Tên đơn vị",
        "Đơn vị",
        "Tên trường đã học",
        "Trường đã học",
        "school",
        "school name",
        "tenTruong",
      ],
    }),
} as const satisfies Columns;

/** Who a row is about, in every list that names a learner. */
export const personColumns = {
  learnerCode: Learner.fields.learnerCode,
  nationalId: Learner.fields.nationalId,
  fullName: Learner.fields.fullName,
  familyMiddleName: text(60)
    .optional()
    .meta({
      aliases: ["Họ đệm", "Họ và tên đệm", "Họ và đệm", "Họ và chữ đệm", "Họ lót", "Họ, đệm", "hoDem"],
      pii: "direct",
    }),
  familyName: text(40)
    .optional()
    .meta({ aliases: ["Họ", "familyName", "last name", "ho"], pii: "direct" }),
  middleName: text(40)
    .optional()
    .meta({ aliases: ["Đệm", "Tên đệm", "Chữ đệm", "middleName", "middle name"], pii: "direct" }),
  givenName: text(40)
    .optional()
    .meta({ aliases: ["Tên", "givenName", "first name", "ten"], pii: "direct" }),
  birthDate: Learner.fields.birthDate,
  birthPrecision: Learner.fields.birthPrecision,
} as const satisfies Columns;

/** SQL of a full name where the list splits it. */
export const derivedName = {
  fullName:
    "nullif(trim(concat_ws(' ', coalesce($family_middle_name, concat_ws(' ', $family_name, $middle_name)), $given_name)), '')",
} as const;

/** The five columns of a father, mother or guardian, under all the words for him or her. */
function parentColumns(prefix: string, words: readonly string[], en: string): Columns {
  const named = (patterns: readonly string[]) =>
    patterns.flatMap((pattern) => words.map((word) => pattern.replace("*", word)));
  const field = (suffix: string) => `${prefix}${suffix}`;
  return {
    [field("Name")]: personName()
      .optional()
      .meta({
        aliases: named([
          "Họ tên *",
          "Họ và tên *",
          "Tên *",
          "* › Họ tên",
          "* › Họ và tên",
          "* › hoTen",
          "*",
        ]).concat(`${en} name`),
        pii: "direct",
      }),
    [field("BirthYear")]: integer([1900, 2020])
      .optional()
      .meta({
        aliases: named(["Năm sinh *", "Năm sinh của *", "* › Năm sinh", "* › namSinh", "NS *"]).concat(
          `${en} birth year`,
        ),
        pii: "quasi",
      }),
    [field("NationalId")]: nationalId()
      .optional()
      .meta({
        aliases: named([
          "Số CCCD *",
          "CCCD *",
          "Số định danh *",
          "Số định danh cá nhân *",
          "CMND/CCCD *",
          "Số CMND *",
          "Căn cước *",
          "* › Số CCCD",
          "* › CCCD",
          "* › Số định danh cá nhân",
        ]).concat(`${en} national id`),
        pii: "direct",
      }),
    [field("Phone")]: phone()
      .optional()
      .meta({
        aliases: named([
          "SĐT *",
          "Số điện thoại *",
          "Điện thoại *",
          "ĐT *",
          "Số ĐT *",
          "ĐTDĐ *",
          "Điện thoại của *",
          "* › Số điện thoại",
          "* › SĐT",
          "* › Điện thoại",
          "* › dienThoai",
        ]).concat(`${en} phone`),
        pii: "direct",
      }),
    [field("Occupation")]: text(120)
      .optional()
      .meta({
        aliases: named([
          "Nghề nghiệp *",
          "Nghề nghiệp của *",
          "Nghề *",
          "NN *",
          "* › Nghề nghiệp",
          "* › ngheNghiep",
        ]).concat(`${en} occupation`),
        pii: "quasi",
      }),
  };
}

export const familyColumns: Columns = {
  ...parentColumns("father", ["cha", "bố", "ba"], "father"),
  ...parentColumns("mother", ["mẹ", "má"], "mother"),
  ...parentColumns(
    "guardian",
    ["người giám hộ", "NGH", "người đỡ đầu", "giám hộ", "phụ huynh", "PH", "người bảo hộ", "nguoiGiamHo"],
    "guardian",
  ),
  guardianRelation: code("guardianRelation")
    .optional()
    .meta({
      aliases: [
        "Quan hệ với học sinh",
        "Quan hệ với người giám hộ",
        "Quan hệ",
        "Mối quan hệ",
        "Người giám hộ › Quan hệ",
        "Phụ huynh › Quan hệ",
        "Là gì của học sinh",
        "quanHe",
      ],
      pii: "quasi",
    }),
};

const address = (aliases: readonly string[]) => text(300).optional().meta({ aliases, pii: "direct" });
const commune = (aliases: readonly string[]) => text(120).optional().meta({ aliases, pii: "quasi" });

export const residenceColumns = {
  residenceAddress: address([
    "Chỗ ở hiện nay",
    "Nơi ở hiện nay",
    "Nơi ở hiện tại",
    "Địa chỉ",
    "Địa chỉ hiện nay",
    "Địa chỉ liên hệ",
    "Chỗ ở",
    "Nơi ở",
    "Địa chỉ tạm trú",
    "Nơi ở › Chỗ ở hiện nay",
    "address",
    "diaChi",
    "diaChi › hienNay",
    "metadata.diaChi",
  ]),
  residenceCommune: commune([
    "Xã/Phường (chỗ ở hiện nay)",
    "Nơi ở › Xã/Phường hiện nay",
    "Xã/Phường hiện nay",
    "Xã/Phường nơi ở hiện nay",
    "Xã/Phường/Đặc khu",
    "Xã, phường",
    "Phường/Xã",
    "diaChi › xaPhuongHienNay",
  ]),
  permanentAddress: address([
    "Địa chỉ thường trú",
    "Hộ khẩu thường trú",
    "HKTT",
    "Hộ khẩu",
    "Nơi thường trú",
    "Thường trú",
    "Nơi đăng ký thường trú",
    "Thường trú › Địa chỉ thường trú",
    "diaChi › thuongTru",
  ]),
  permanentCommune: commune([
    "Xã/Phường (thường trú)",
    "Thường trú › Xã/Phường",
    "Xã/Phường thường trú",
    "Xã/Phường HKTT",
    "Xã/Phường hộ khẩu thường trú",
    "diaChi › xaPhuongThuongTru",
  ]),
} as const satisfies Columns;

/** What else a learner's row says about the person. */
export const learnerColumns = {
  lifelongLearningId: Learner.fields.lifelongLearningId,
  sex: Learner.fields.sex,
  ethnicity: Learner.fields.ethnicity,
  religion: Learner.fields.religion,
  nationality: Learner.fields.nationality,
  birthPlace: Learner.fields.birthPlace,
  hometown: Learner.fields.hometown,
  documentType: Learner.fields.documentType,
  documentNumber: Learner.fields.documentNumber,
  phone: Learner.fields.phone,
  email: Learner.fields.email,
  unionMember: Learner.fields.unionMember,
  swims: Learner.fields.swims,
  fatherMinority: Learner.fields.fatherMinority,
  motherMinority: Learner.fields.motherMinority,
} as const satisfies Columns;

/** What a learner's row says about this year at this school. */
export const enrolmentColumns = {
  schoolYear: Enrolment.fields.schoolYear,
  gradeLevel: Enrolment.fields.gradeLevel,
  className: Enrolment.fields.className,
  enrolmentStatus: Enrolment.fields.status,
  entryDate: Enrolment.fields.entryDate,
  entryKind: Enrolment.fields.entryKind,
  fromSchoolName: Enrolment.fields.fromSchoolName,
  exitDate: Enrolment.fields.exitDate,
  exitReason: Enrolment.fields.exitReason,
  toSchoolName: Enrolment.fields.toSchoolName,
  repeated: Enrolment.fields.repeated,
  twoSessions: Enrolment.fields.twoSessions,
  boardingLunch: Enrolment.fields.boardingLunch,
  residentialBoarding: Enrolment.fields.residentialBoarding,
  tuitionExemption: Enrolment.fields.tuitionExemption,
  costSupport: Enrolment.fields.costSupport,
  lunchSupport: Enrolment.fields.lunchSupport,
  difficultArea: Enrolment.fields.difficultArea,
  vietnameseStrengthening: Enrolment.fields.vietnameseStrengthening,
  schoolViolenceNote: Enrolment.fields.schoolViolenceNote,
  note: Enrolment.fields.note,
} as const satisfies Columns;

export const supportColumns = {
  policyGroup: codes("policyGroup").optional().meta(LearnerPolicyGroup.fields.policyGroup.info),
  poorHousehold: code("poorHousehold")
    .optional()
    .meta({
      aliases: ["Hộ nghèo", "Thuộc hộ nghèo", "Hộ nghèo/cận nghèo", "Diện hộ nghèo", "Gia đình hộ nghèo"],
      pii: "sensitive",
    }),
  disabilityKind: codes("disabilityKind").optional().meta(LearnerDisability.fields.disabilityKind.info),
  disabilityDegree: LearnerDisability.fields.disabilityDegree,
  inclusiveEducation: LearnerDisability.fields.inclusiveEducation,
  individualPlan: LearnerDisability.fields.individualPlan,
  measuredOn: LearnerHealth.fields.measuredOn,
  heightCm: LearnerHealth.fields.heightCm,
  weightKg: LearnerHealth.fields.weightKg,
  bloodGroup: LearnerHealth.fields.bloodGroup,
  eyeCondition: LearnerHealth.fields.eyeCondition,
  congenitalCondition: LearnerHealth.fields.congenitalCondition,
  spineCondition: LearnerHealth.fields.spineCondition,
  insuranceNumber: LearnerHealth.fields.insuranceNumber,
} as const satisfies Columns;
