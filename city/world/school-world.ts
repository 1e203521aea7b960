import { className, classOfSlot } from "./class-names.ts";
import { departedOf } from "./departed.ts";
import { type Facility, facilityOf } from "./facility.ts";
import { currentLearner, type HouseholdCache, type LearnerTruth, learnerTruth } from "./learner.ts";
import { givenNameRank } from "./names/names.ts";
import { profileOf } from "./profile.ts";
import { type ResultRequest, yearResult } from "./results.ts";
import { staffOf } from "./staff.ts";
import { postsOf, weeklyDemand } from "./staff-posts.ts";
import { type SubjectPlan, subjectsOf } from "./subjects.ts";
import { planTeaching } from "./teaching.ts";
import type {
  CityPlan,
  ClassSection,
  GradebookRow,
  Learner,
  SchoolPlan,
  SchoolWorld,
  StaffMember,
  TeachingAssignment,
  YearResult,
} from "./types.ts";

const CLASS_KIND = {
  "01": "Lớp mẫu giáo",
  "02": "Lớp phổ thông",
  "03": "Lớp phổ thông",
  "04": "Lớp phổ thông",
  "05": "Lớp GDTX",
} as const;

interface ClassDraft {
  section: Omit<ClassSection, "homeroomStaffCode" | "homeroomName">;
  classInGrade: number;
}

function draftClasses(plan: CityPlan, school: SchoolPlan, facility: Facility): ClassDraft[] {
  const { seed } = plan.options;
  const drafts: ClassDraft[] = [];
  for (const [gradeIndex, grade] of school.grades.entries()) {
    const sizes = Array.from({ length: grade.classes }, () => 0);
    for (let slot = 0; slot < grade.learners; slot++) {
      const c = classOfSlot(seed, school, gradeIndex, slot);
      sizes[c] = (sizes[c] ?? 0) + 1;
    }
    for (let c = 0; c < grade.classes; c++) {
      const index = drafts.length;
      const room = facility.classrooms[index];
      if (room === undefined) throw new Error(`class ${index} of ${school.code} has no room`);
      drafts.push({
        classInGrade: c,
        section: {
          index,
          schoolYear: "2026-2027",
          className: className(seed, school, grade.grade, c),
          gradeLevel: grade.grade,
          classKind: grade.grade === "NT" ? "Nhóm trẻ" : CLASS_KIND[school.level],
          roomCode: room.roomCode,
          roomName: room.roomName,
          sessionsPerDay: school.level === "01" || school.level === "02" ? 2 : 1,
          pupilCount: sizes[c] ?? 0,
          multigrade: false,
          subjects: subjectsOf(seed, school, grade.grade, c).map((s) => s.code),
        },
      });
    }
  }
  return drafts;
}

/** Vietnamese order: given name, then the rest; namesakes keep one order for ever. */
function byName(a: Learner, b: Learner): number {
  const byGiven = givenNameRank(a.givenName) - givenNameRank(b.givenName);
  if (byGiven !== 0) return byGiven;
  if (a.fullName !== b.fullName) return a.fullName < b.fullName ? -1 : 1;
  return a.personId < b.personId ? -1 : 1;
}

function currentLearners(plan: CityPlan, school: SchoolPlan, cache: HouseholdCache) {
  const learners: Learner[] = [];
  const truths = new Map<string, LearnerTruth>();
  let firstClass = 0;
  for (const [gradeIndex, grade] of school.grades.entries()) {
    for (let slot = 0; slot < grade.learners; slot++) {
      const truth = learnerTruth(plan, school, gradeIndex, slot, cache);
      truths.set(truth.bare.personId, truth);
      learners.push(currentLearner(plan, truth, firstClass + truth.classInGrade));
    }
    firstClass += grade.classes;
  }
  learners.sort((a, b) => (a.classIndex ?? 0) - (b.classIndex ?? 0) || byName(a, b));
  return { learners, truths };
}

function staffAndTeaching(plan: CityPlan, school: SchoolPlan, drafts: readonly ClassDraft[]) {
  const { seed } = plan.options;
  const bare = drafts.map((d): ClassSection => ({ ...d.section, homeroomStaffCode: "", homeroomName: "" }));
  const subjects = (c: ClassSection): readonly SubjectPlan[] =>
    subjectsOf(seed, school, c.gradeLevel, drafts[c.index]?.classInGrade ?? 0);
  const posts = postsOf(school, weeklyDemand(bare, subjects));
  const teaching = planTeaching(school.level, posts, bare, subjects);
  const staff = staffOf(plan, school, posts, teaching);
  const holder = (post: number): StaffMember => {
    const member = staff[post];
    if (member === undefined) throw new Error(`post ${post} of ${school.code} is empty`);
    return member;
  };
  const classes = bare.map((c): ClassSection => {
    const homeroom = holder(teaching.homeroom[c.index] ?? 0);
    return { ...c, homeroomStaffCode: homeroom.staffCode, homeroomName: homeroom.fullName };
  });
  const assignments = teaching.tasks.map((task): TeachingAssignment => {
    const member = holder(task.post);
    return {
      schoolYear: "2026-2027",
      term: "HK1",
      staffCode: member.staffCode,
      staffName: member.fullName,
      className: classes[task.classIndex]?.className ?? "",
      subject: task.subject,
      periodsPerWeek: task.periodsPerWeek,
      startDate: "2026-09-07",
      endDate: "2027-01-16",
    };
  });
  return { staff, classes, assignments };
}

function requestFor(truth: LearnerTruth): ResultRequest | null {
  const { past, bare, school } = truth;
  if (past.lastYear.schoolIndex !== school.index || past.lastYear.step < 4) return null;
  return {
    personId: bare.personId,
    localCode: bare.localCode,
    step: past.lastYear.step,
    classInGrade: past.lastYear.classIndex,
    repeats: past.repeated,
    leftMidYear: false,
  };
}

/**
 * Everything true of one school.
 * @param schoolIndex place in `plan.schools`
 * @throws RangeError when there is no such school
 */
export function schoolWorld(plan: CityPlan, schoolIndex: number): SchoolWorld {
  const school = plan.schools[schoolIndex];
  if (school === undefined) throw new RangeError(`no school ${schoolIndex} in this city`);
  const cache: HouseholdCache = new Map();
  const profile = profileOf(plan, school);
  const facility = facilityOf(plan, school, profile.address);
  const { staff, classes, assignments } = staffAndTeaching(
    plan,
    school,
    draftClasses(plan, school, facility),
  );
  const { learners, truths } = currentLearners(plan, school, cache);
  const departed = departedOf(plan, school, cache);
  const gradebook: GradebookRow[] = [];
  const results: YearResult[] = [];
  const ask = (request: ResultRequest | null) => {
    if (request !== null)
      results.push(yearResult(plan, school, request, school.detailedGradebook ? gradebook : null));
  };
  for (const learner of learners) {
    const truth = truths.get(learner.personId);
    if (truth !== undefined) ask(requestFor(truth));
  }
  for (const { result } of departed) ask(result);
  const main = facility.campuses[0];
  return {
    plan: school,
    profile: {
      ...profile,
      principalName: staff[0]?.fullName ?? "",
      lon: main?.lon ?? profile.commune.lon,
      lat: main?.lat ?? profile.commune.lat,
    },
    campuses: facility.campuses,
    buildings: facility.buildings,
    rooms: facility.rooms,
    equipment: facility.equipment,
    classes,
    staff,
    assignments,
    learners,
    departed: departed.map((d) => d.learner),
    results,
    gradebook,
  };
}
