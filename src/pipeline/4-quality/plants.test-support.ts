import { current, type MiniWorld, previous, type Row } from "./mini-world.test-support.ts";
import { classroomPlants } from "./plants-classroom.test-support.ts";

/** What makes one rule fail in a world where none does. */
export type Plant = (world: MiniWorld) => void;

/** Sets fields of the first row of a dataset, or of the row at `at`. */
const set =
  (dataset: string, values: Row | ((row: Row) => Row), at = 0): Plant =>
  (world) => {
    const row = world.get(dataset, at);
    Object.assign(row, typeof values === "function" ? values(row) : values);
  };

const copy =
  (dataset: string, values: Row | ((world: MiniWorld) => Row), at = 0): Plant =>
  (world) => {
    world.copy(dataset, typeof values === "function" ? values(world) : values, at);
  };

const drop =
  (dataset: string, keep: (row: Row) => boolean = () => false): Plant =>
  (world) => {
    world.rows[dataset] = (world.rows[dataset] ?? []).filter(keep);
  };

const all =
  (...plants: readonly Plant[]): Plant =>
  (world) => {
    for (const plant of plants) plant(world);
  };

/** A source row that left its school's latest list. */
const absent =
  (dataset: string): Plant =>
  (world) => {
    const id = world.get(dataset).sourceRowId;
    const key = world.uuid(90);
    world.add("sourceRow", {
      sourceRowId: id,
      intake: "x",
      sourceSystem: "smas",
      rowKey: key,
      rowHash: key,
      outcome: "published",
      runSeq: 1,
      absentSince: 1,
    });
  };

const idIn = (id: unknown) => String(id);

/** Rules that every kind of person shares. */
function personPlants(dataset: string): Record<string, Plant> {
  const id = (change: (id: string) => string) =>
    set(dataset, (row) => ({ nationalId: change(idIn(row.nationalId)) }));
  const name = (fullName: string) => set(dataset, { fullName });
  return {
    [`${dataset}.id-shape`]: id(() => "12345"),
    [`${dataset}.id-province`]: id((text) => `099${text.slice(3)}`),
    [`${dataset}.id-sex`]: id((text) => `${text.slice(0, 3)}${Number(text[3]) ^ 1}${text.slice(4)}`),
    [`${dataset}.id-birth-year`]: id((text) => `${text.slice(0, 4)}77${text.slice(6)}`),
    [`${dataset}.name-digits`]: name("Nguyễn Văn 2"),
    [`${dataset}.name-symbols`]: name("Nguyễn Văn An (con)"),
    [`${dataset}.name-one-word`]: name("Nguyễn"),
    [`${dataset}.name-not-nfc`]: name("Nguyễn Minh".normalize("NFD")),
    [`${dataset}.name-all-caps`]: name("ĐỖ MINH ĐỨC"),
    [`${dataset}.name-spaces`]: name("Đỗ  Minh Đức"),
    [`${dataset}.name-accents-lost`]: name("Nguyen Minh Duc"),
    [`${dataset}.phone-shape`]: set(dataset, { phone: "0112345678" }),
  };
}

const learner: Record<string, Plant> = {
  ...personPlants("learner"),
  "learner.phone-shape": set("learner", { phone: "0112345678" }),
  "learner.id-missing": set("learner", { nationalId: null }),
  "learner.id-duplicate": (world) =>
    set("learner", { nationalId: world.get("learner", 1).nationalId })(world),
  "learner.document-missing": set("learner", { nationalId: null }),
  "learner.birth-date-missing": set("learner", { birthDate: null }),
  "learner.birth-date-partial": set("learner", { birthPrecision: "year" }),
  "learner.birth-date-future": set("learner", { birthDate: "2027-01-01" }),
  "learner.birth-date-too-old": set("learner", { birthDate: "1930-01-01" }),
  "learner.sex-missing": set("learner", { sex: "0" }),
  "learner.name-sex": set("learner", { fullName: "Nguyễn Thị Quân" }),
  "learner.ethnicity-missing": set("learner", { ethnicity: null }),
  "learner.foreigner-ethnicity": set("learner", { nationality: "LAO" }),
  "learner.guardian-missing": drop("learnerGuardian"),
  "learner.contact-missing": all(set("guardian", { phone: null }), set("guardian", { phone: null }, 1)),
  "learner.residence-missing": drop("residence"),
  "learner.email-placeholder": set("learner", { email: "test@gmail.com" }),
  "learner.not-enrolled-now": drop("enrolment", (row) => row.schoolYear !== current),
  "learner.absent-from-source": absent("learner"),
  "learner.school-unknown": set("learner", { schoolId: "319999902999" }),
  "learner.code-missing": set("learner", { learnerCode: null }),
  "learner.code-is-id": set("learner", (row) => ({ learnerCode: row.nationalId })),
  "learner.id-in-text": set("learner", { hometown: "Hải Phòng 031214000001" }),
  "learner.phone-in-text": set("learner", { birthPlace: "0912345678 Hải Phòng" }),
  ...personPlants("guardian"),
  "guardian.phone-missing": set("guardian", { phone: null }),
  "guardian.age-implausible": set("guardian", { birthYear: 2015 }),
  "guardian.no-child": drop("learnerGuardian"),
  "guardian.id-in-occupation": set("guardian", { occupation: "công nhân 0912345678" }),
  "learnerGuardian.same-id": (world) =>
    set("guardian", { nationalId: world.get("learner").nationalId })(world),
  "learnerGuardian.parent-too-young": set("guardian", { birthYear: 2005 }),
  "learnerGuardian.parent-sex": set("guardian", { nationalId: "031180000999" }),
  "learnerGuardian.two-of-kind": (world) => {
    world.copy("guardian", { guardianId: world.uuid(40) });
    world.copy("learnerGuardian", { guardianId: world.uuid(40) });
  },
  "learnerGuardian.same-name": (world) => set("guardian", { fullName: world.get("learner").fullName })(world),
  "learnerGuardian.guardian-unknown": (world) =>
    set("learnerGuardian", { guardianId: world.uuid(99) })(world),
  "learnerGuardian.learner-unknown": (world) => set("learnerGuardian", { learnerId: world.uuid(99) })(world),
  "residence.address-missing": set("residence", { address: null }),
  "residence.commune-missing": set("residence", { communeCode: null }),
  "residence.commune-name-unknown": set("residence", { communeCode: null, communeName: "Xã Không Có" }),
  "residence.commune-code-unknown": set("residence", { communeCode: "99999" }),
  "residence.id-in-address": set("residence", { address: "số 3, 031214000001" }),
  "residence.phone-in-address": set("residence", { address: "số 3 (0912345678)" }),
  "residence.address-shouted": set("residence", { address: "SỐ 3 NGÕ 4" }),
  "learnerPolicyGroup.poor-and-near-poor": copy("learnerPolicyGroup", { policyGroup: "nearPoor" }),
  "learnerPolicyGroup.minority-but-kinh": set("learnerPolicyGroup", { policyGroup: "minority" }),
  "learnerPolicyGroup.not-very-small": all(
    set("learner", { ethnicity: "02" }),
    set("learnerPolicyGroup", { policyGroup: "verySmallMinority" }),
  ),
  "learnerPolicyGroup.year-missing": set("learnerPolicyGroup", { schoolYear: null }),
  "learnerPolicyGroup.poverty-outdated": set("learnerPolicyGroup", { schoolYear: "2024-2025" }),
  "learnerDisability.degree-missing": set("learnerDisability", { disabilityDegree: null }),
  "learnerDisability.plan-missing": set("learnerDisability", { individualPlan: null }),
  "learnerDisability.inclusion-unknown": set("learnerDisability", { inclusiveEducation: null }),
  "learnerHealth.bmi-implausible": set("learnerHealth", { heightCm: 60 }),
  "learnerHealth.bmi-differs": set("learnerHealth", { bmi: 25 }),
  "learnerHealth.measured-in-future": set("learnerHealth", { measuredOn: "2027-02-01" }),
  "learnerHealth.measured-before-birth": set("learnerHealth", { measuredOn: "2010-02-01" }),
  "learnerHealth.measurement-missing": set("learnerHealth", { weightKg: null }),
  "learnerHealth.measurement-outdated": set("learnerHealth", { measuredOn: "2023-10-01" }),
  "learnerHealth.insurance-shape": set("learnerHealth", { insuranceNumber: "12" }),
  "learnerHealth.id-in-text": set("learnerHealth", { spineCondition: "xem hồ sơ 031214000001" }),
};

const movedSchool = "311194802999";

const enrolment: Record<string, Plant> = {
  "enrolment.two-schools": copy("enrolment", { schoolId: movedSchool }),
  "enrolment.age-too-young": set("learner", { birthDate: "2018-01-01" }),
  "enrolment.age-too-old": set("learner", { birthDate: "2008-01-01" }),
  "enrolment.nursery-age": set("enrolment", { gradeLevel: "NT" }),
  "enrolment.grade-missing": set("enrolment", { gradeLevel: null }),
  "enrolment.class-missing": set("enrolment", { className: null }),
  "enrolment.status-missing": set("enrolment", { status: null }),
  "enrolment.exit-date-missing": set("enrolment", { status: "transferredOut" }),
  "enrolment.exit-reason-missing": set("enrolment", { status: "left", exitDate: "2026-10-01" }),
  "enrolment.grade-not-taught": set("enrolment", { gradeLevel: "11" }),
  "enrolment.class-grade-differs": set("enrolment", { gradeLevel: "8" }),
  "enrolment.still-attending-after-exit": set("enrolment", { exitDate: "2026-10-01" }),
  "enrolment.grade-jumped": set("enrolment", { gradeLevel: "9" }),
  "enrolment.repeat-not-marked": set("enrolment", { gradeLevel: "6" }),
  "enrolment.entry-date-future": set("enrolment", { entryDate: "2027-01-05" }),
  "enrolment.exit-before-entry": set("enrolment", { exitDate: "2026-09-01" }),
  "enrolment.exit-outside-year": set("enrolment", { exitDate: "2029-09-01" }),
  "enrolment.no-result-last-year": drop("yearResult"),
  "enrolment.absent-from-source": absent("enrolment"),
  "enrolment.school-closed": set("school", { operatingStatus: "dissolved" }),
  "enrolment.class-unknown": drop("classSection"),
  "enrolment.school-unknown": set("enrolment", { schoolId: movedSchool }),
  "enrolment.learner-unknown": (world) => set("enrolment", { learnerId: world.uuid(99) })(world),
  "enrolment.id-in-note": set("enrolment", { note: "anh của 031214000001" }),
  "enrolment.phone-in-note": set("enrolment", { note: "gọi 0912345678" }),
  "enrolment.health-in-note": set("enrolment", { note: "Em bị trầm cảm nhẹ" }),
};

const staff: Record<string, Plant> = {
  ...personPlants("staffMember"),
  "staffMember.id-missing": set("staffMember", { nationalId: null }),
  "staffMember.id-duplicate": (world) =>
    set("staffMember", { nationalId: world.get("staffMember", 1).nationalId })(world),
  "staffMember.birth-date-missing": set("staffMember", { birthDate: null }),
  "staffMember.sex-missing": set("staffMember", { sex: null }),
  "staffMember.name-sex": set("staffMember", { fullName: "Vũ Thị Nam" }),
  "staffMember.age-implausible": set("staffMember", { birthDate: "2015-01-01" }),
  "staffMember.birth-date-future": set("staffMember", { birthDate: "2030-01-01" }),
  "staffMember.phone-missing": set("staffMember", { phone: null }),
  "staffMember.email-missing": set("staffMember", { email: null }),
  "staffMember.degree-missing": drop("staffQualification"),
  "staffMember.ethnicity-missing": set("staffMember", { ethnicity: null }),
  "staffMember.social-insurance-shape": set("staffMember", { socialInsuranceNumber: "12" }),
  "staffMember.absent-from-source": absent("staffMember"),
  "staffMember.no-post": drop("employment"),
  "staffMember.school-unknown": set("staffMember", { schoolId: movedSchool }),
  "staffMember.code-missing": set("staffMember", { staffCode: null }),
  "staffMember.code-is-id": set("staffMember", (row) => ({ staffCode: row.nationalId })),
  "staffMember.id-in-text": set("staffMember", { rewards: "CSTĐ 031085000001" }),
  "staffMember.phone-in-text": set("staffMember", { discipline: "LH 0912345678" }),
  "employment.two-full-time": copy("employment", { schoolId: movedSchool }),
  "employment.title-level": set("staffTitle", { titleCode: "V.07.05.15" }),
  "employment.group-position": set("employment", { positionTitle: "principal" }),
  "employment.position-level": set("employment", { positionTitle: "preschoolTeacher" }),
  "employment.subject-not-taught": set("employment", { mainSubject: "VAT_LI" }),
  "employment.left-but-working": set("employment", { endDate: "2026-01-01" }),
  "employment.training-below-minimum": set("staffQualification", { qualificationLevel: "college" }),
  "employment.load-over-norm": set("employment", { weeklyPeriods: 40 }),
  "employment.past-retirement": set("staffMember", { birthDate: "1960-01-01" }),
  "employment.absent-from-source": absent("employment"),
  "employment.start-date-future": set("employment", { recruitDate: "2027-01-01" }),
  "employment.start-before-recruitment": set("employment", { startDate: "2000-01-01" }),
  "employment.recruited-as-child": set("employment", { recruitDate: "1999-01-01" }),
  "employment.end-before-start": set("employment", { endDate: "2010-01-01" }),
  "employment.group-missing": set("employment", { staffGroup: null }),
  "employment.position-missing": set("employment", { positionTitle: null }),
  "employment.contract-missing": set("employment", { contractForm: null }),
  "employment.subject-missing": all(
    set("school", { levels: ["03"] }),
    set("employment", { mainSubject: null }),
  ),
  "employment.title-missing": drop("staffTitle"),
  "employment.school-unknown": set("employment", { schoolId: movedSchool }),
  "employment.staff-unknown": (world) => set("employment", { staffId: world.uuid(99) })(world),
  "employment.code-is-id": all((world) =>
    set("employment", { staffCode: world.get("staffMember").nationalId })(world),
  ),
  "staffAssignment.too-many-duties": all(
    copy("staffAssignment", { duty: "departmentHead" }),
    copy("staffAssignment", { duty: "itDuty" }),
  ),
  "staffAssignment.end-before-start": set("staffAssignment", { endDate: "2026-01-01" }),
  "staffAssignment.decision-missing": set("staffAssignment", { duty: "secondment" }),
  "staffAssignment.no-post": drop("employment"),
  "staffAssignment.school-unknown": set("staffAssignment", { schoolId: movedSchool }),
  "staffQualification.graduated-in-future": set("staffQualification", { graduationYear: 2030 }),
  "staffQualification.graduated-as-child": set("staffQualification", { graduationYear: 1999 }),
  "staffQualification.level-missing": set("staffQualification", { qualificationLevel: null }),
  "staffQualification.major-missing": set("staffQualification", { qualificationMajor: null }),
  "staffQualification.staff-unknown": (world) =>
    set("staffQualification", { staffId: world.uuid(99) })(world),
  "staffQualification.id-in-text": set("staffQualification", { qualificationPlace: "ĐHSP 031085000001" }),
  "staffTitle.coefficient-outside-scale": set("staffTitle", { salaryCoefficient: 6.5 }),
  "staffTitle.start-date-future": set("staffTitle", { startDate: "2027-01-01" }),
  "staffTitle.held-as-child": set("staffTitle", { startDate: "1999-01-01" }),
  "staffTitle.pay-missing": set("staffTitle", { salaryCoefficient: null }),
  "staffTitle.staff-unknown": (world) => set("staffTitle", { staffId: world.uuid(99) })(world),
};

const place: Record<string, Plant> = {
  "school.coordinates-missing": set("school", { latitude: null }),
  "school.publishable": set("school", { address: null }),
  "school.coordinates-outside": set("school", { latitude: 10.5 }),
  "school.established-in-future": set("school", { establishedDate: "2030-01-01" }),
  "school.site-area-implausible": set("school", { siteAreaM2: 8 }),
  "school.address-missing": set("school", { address: null }),
  "school.phone-missing": set("school", { phone: null }),
  "school.email-missing": set("school", { email: null }),
  "school.ownership-missing": set("school", { ownership: null }),
  "school.principal-missing": set("school", { principalName: null }),
  "school.phone-shape": set("school", { phone: "0112345678" }),
  "school.name-all-caps": set("school", { schoolName: "TRƯỜNG TIỂU HỌC" }),
  "school.name-short": set("school", { schoolName: "TH A" }),
  "school.code-level-differs": set("school", { levels: ["03"] }),
  "school.kind-level-differs": set("school", { schoolKind: "preschool" }),
  "school.managing-body": set("school", { managingBody: "department" }),
  "school.merged-but-active": (world) => set("school", { mergedInto: world.get("school").schoolId })(world),
  "school.two-heads": all(
    set("employment", { positionTitle: "principal" }),
    set("employment", { positionTitle: "principal" }, 1),
  ),
  "school.main-campus": set("campus", { isMain: false }),
  "school.no-classes-now": drop("classSection"),
  "school.no-pupils-now": drop("enrolment"),
  "school.no-staff": drop("employment"),
  "school.commune-unknown": set("school", { communeCode: "99999" }),
  "school.merged-into-unknown": set("school", { mergedInto: "319999999999" }),
  "school.vendor-missing": set("school", { vendorSystem: null }),
  "school.personal-data-open": set("school", { address: "hỏi 031085000001" }),
  "school.website-not-secure": set("school", { website: "http://truong.vn" }),
  "campus.coordinates-missing": set("campus", { longitude: null }),
  "campus.coordinates-outside": set("campus", { longitude: 103 }),
  "campus.name-missing": set("campus", { campusName: null }),
  "campus.address-missing": set("campus", { address: null }),
  "campus.commune-unknown": set("campus", { communeCode: "99999" }),
  "campus.school-unknown": set("campus", { schoolId: movedSchool }),
  "building.built-in-future": set("building", { builtYear: 2040 }),
  "building.renovated-before-built": set("building", { renovatedYear: 2000 }),
  "building.area-implausible": set("building", { areaM2: 9 }),
  "building.temporary-high-grade": set("building", { solidity: "temporary" }),
  "building.floors-vs-grade": set("building", { buildingGrade: "grade4" }),
  "building.area-missing": set("building", { areaM2: null }),
  "building.grade-missing": set("building", { solidity: null }),
  "building.name-missing": set("building", { buildingName: null }),
  "building.campus-unknown": set("building", { campusCode: "C9" }),
  "building.school-unknown": set("building", { schoolId: movedSchool }),
  "room.area-below-norm": set("room", { areaM2: 40 }),
  "room.area-implausible": set("room", { areaM2: 600 }),
  "room.capacity-implausible": set("room", { capacity: 80 }),
  "room.solidity-differs": set("room", { solidity: "temporary" }),
  "room.kind-missing": set("room", { roomKind: null }),
  "room.area-missing": set("room", { areaM2: null }),
  "room.condition-missing": set("room", { condition: null }),
  "room.digital-unknown": set("room", { internet: null }),
  "room.building-unknown": set("room", { buildingCode: "Z" }),
  "room.school-unknown": set("room", { schoolId: movedSchool }),
  "room.publishable": set("room", { areaM2: null }),
  "equipmentSummary.usable-over-quantity": set("equipmentSummary", { usableQuantity: 31 }),
  "equipmentSummary.bought-in-future": set("equipmentSummary", { boughtYear: 2040 }),
  "equipmentSummary.quantity-missing": set("equipmentSummary", { quantity: null }),
  "equipmentSummary.usable-missing": set("equipmentSummary", { usableQuantity: null }),
  "equipmentSummary.outdated": set("equipmentSummary", { schoolYear: "2023-2024" }),
  "equipmentSummary.year-in-future": set("equipmentSummary", { schoolYear: "2028-2029" }),
  "equipmentSummary.school-unknown": set("equipmentSummary", { schoolId: movedSchool }),
  "feed.stale": set("feed", { lastReceivedAt: "2026-09-01T00:00:00Z" }),
  "feed.never-received": set("feed", { lastReceivedAt: null }),
  "feed.emptied": set("feed", { rowsCurrent: 0 }),
  "feed.source-unknown": set("feed", { sourceSystem: "nosuch" }),
  "feed.school-unknown": set("feed", { schoolId: movedSchool }),
  "feed.shrink-guard-off": set("feed", { maxShrinkPercent: 90 }),
};

const unit = {
  code: "00001",
  validFrom: "2020-01-01",
  kind: "ward",
  name: "Thử",
  fullName: "Phường Thử",
  tag: "design",
};
const code = (world: MiniWorld) => ({
  codeSet: `thử${world.index}`,
  code: "1",
  codeSystem: "x",
  titleVi: "a",
  titleEn: "a",
  sortOrder: 1,
  effectiveFrom: "2020-01-01",
  tag: "design",
});
const mapping = { oldCode: "00002", newCode: "10507", changedOn: "2025-07-01", oldName: "Cũ", split: false };

const reference: Record<string, Plant> = {
  "adminUnit.validity-reversed": ({ add }) => void add("adminUnit", { ...unit, validTo: "2019-01-01" }),
  "adminUnit.code-shape": ({ add }) => void add("adminUnit", { ...unit, code: "A1" }),
  "adminUnit.map-missing": ({ add }) => void add("adminUnit", { ...unit, code: "00003" }),
  "adminUnit.parent-unknown": ({ add }) =>
    void add("adminUnit", { ...unit, code: "00004", parentCode: "77777" }),
  "adminUnit.unknown-code": ({ add }) => void add("adminUnit", { ...unit, code: "00005", kind: "zz" }),
  "adminUnitMapping.new-unknown": ({ add }) => void add("adminUnitMapping", { ...mapping, newCode: "77777" }),
  "adminUnitMapping.old-name-missing": ({ add }) =>
    void add("adminUnitMapping", { ...mapping, oldName: null }),
  "codeSetEntry.source-unverified": (world) =>
    void world.add("codeSetEntry", { ...code(world), tag: "memory" }),
  "codeSetEntry.validity-reversed": (world) =>
    void world.add("codeSetEntry", { ...code(world), effectiveTo: "2019-01-01" }),
  "codeSetEntry.title-missing": (world) => void world.add("codeSetEntry", { ...code(world), titleEn: "" }),
  "codeSetEntry.title-spaces": (world) => void world.add("codeSetEntry", { ...code(world), titleVi: " a" }),
};

/** Code fields that no other rule's plant needs, one a dataset. */
const unknownCodes: Readonly<Record<string, string>> = {
  learner: "religion",
  guardian: "sex",
  learnerGuardian: "relation",
  enrolment: "entryKind",
  residence: "residenceKind",
  learnerPolicyGroup: "policyGroup",
  learnerDisability: "disabilityDegree",
  learnerHealth: "bloodGroup",
  staffMember: "yearlyRating",
  employment: "contractForm",
  staffAssignment: "duty",
  staffQualification: "qualificationLevel",
  staffTitle: "titleCode",
  classSection: "classKind",
  teachingAssignment: "term",
  subjectResult: "yearLevel",
  yearResult: "award",
  building: "condition",
  room: "condition",
  equipmentSummary: "equipmentKind",
  school: "areaType",
};

export const plants: Readonly<Record<string, Plant>> = {
  ...learner,
  ...enrolment,
  ...staff,
  ...place,
  ...reference,
  ...classroomPlants({ set, copy, drop, all, current, previous }),
  ...Object.fromEntries(
    Object.entries(unknownCodes).map(([dataset, field]) => [
      `${dataset}.unknown-code`,
      set(dataset, { [field]: "zz" }),
    ]),
  ),
};

/** Rules that only another day brings: the lifelong code is due from 1 January 2027. */
export const plantedOnAnotherDay: readonly string[] = ["learner.lifelong-id-missing"];
