import { apportion } from "./random.ts";
import type { SubjectPlan } from "./subjects.ts";
import { periodsPerWeek } from "./subjects.ts";
import type { ClassSection, SchoolLevel, SchoolPlan, StaffGroup } from "./types.ts";

/** One post of a school, before a person holds it. */
export interface Post {
  group: StaffGroup;
  positionTitle: string;
  /** SUBJECT code a teacher was trained for; null for general primary and preschool teachers and others. */
  subject: string | null;
  isIt: boolean;
}

const TEACHER_TITLE: Readonly<Record<SchoolLevel, string>> = {
  "01": "Giáo viên mầm non",
  "02": "Giáo viên tiểu học",
  "03": "Giáo viên THCS",
  "04": "Giáo viên THPT",
  "05": "Giáo viên GDTX",
};

const HEAD = { "05": "Giám đốc" } as Readonly<Partial<Record<SchoolLevel, string>>>;
const DEPUTY = { "05": "Phó giám đốc" } as Readonly<Partial<Record<SchoolLevel, string>>>;

const SUPPORT: Readonly<Record<SchoolLevel, readonly string[]>> = {
  "01": ["Nhân viên kế toán", "Nhân viên y tế", "Nhân viên văn thư", "Nhân viên bảo vệ"],
  "02": ["Nhân viên kế toán", "Nhân viên văn thư", "Nhân viên thư viện", "Nhân viên y tế"],
  "03": ["Nhân viên kế toán", "Nhân viên văn thư", "Nhân viên thư viện", "Nhân viên thiết bị"],
  "04": [
    "Nhân viên kế toán",
    "Nhân viên văn thư",
    "Nhân viên thư viện",
    "Nhân viên thiết bị, thí nghiệm",
    "Nhân viên giáo vụ",
    "Nhân viên y tế",
  ],
  "05": ["Nhân viên kế toán", "Nhân viên văn thư", "Nhân viên giáo vụ", "Nhân viên thiết bị"],
};

/** Children a cook feeds. */
const CHILDREN_PER_COOK = 65;
/** Below this number of classes a school has one deputy head (handbook §6). */
const SMALL_SCHOOL = 18;

/** Head, deputies and support posts; what is left of `plan.staff` teaches. */
function frame(plan: SchoolPlan): { managers: number; support: string[]; teachers: number } {
  const managers = Math.min(plan.staff - 2, plan.classes >= SMALL_SCHOOL ? 3 : 2);
  const wanted = [...SUPPORT[plan.level]];
  if (plan.level === "01") {
    for (let i = Math.round(plan.learners / CHILDREN_PER_COOK); i > 0; i--) wanted.push("Nhân viên nấu ăn");
  }
  // Every class needs a homeroom teacher; preschool groups need two.
  const needed = plan.classes * (plan.level === "01" ? 2 : 1.25);
  const room = Math.max(1, Math.floor(plan.staff - managers - needed));
  const support = wanted.slice(0, Math.min(room, plan.staff - managers - 1));
  return { managers, support, teachers: plan.staff - managers - support.length };
}

/** Primary subjects that teachers of their own teach. */
const PRIMARY_SPECIALISTS = ["NGOAI_NGU", "GDTC", "AM_NHAC", "MI_THUAT"] as const;
const PRIMARY_LOAD = 23;

function primaryTeachers(plan: SchoolPlan, count: number, weekly: ReadonlyMap<string, number>): Post[] {
  const posts: Post[] = [];
  let spare = count - plan.classes;
  for (let i = 0; i < plan.itTeachers && spare > 0; i++, spare--)
    posts.push(teacher(plan, "TIN_CONG_NGHE", true));
  for (const subject of PRIMARY_SPECIALISTS) {
    const wanted = Math.max(1, Math.round((weekly.get(subject) ?? 0) / PRIMARY_LOAD));
    for (let i = 0; i < wanted && spare > 0; i++, spare--) posts.push(teacher(plan, subject, false));
  }
  if (spare > 0) {
    posts.push({ ...teacher(plan, null, false), positionTitle: "Giáo viên Tổng phụ trách Đội" });
  }
  while (posts.length < count) posts.push(teacher(plan, null, false));
  return posts;
}

/** Activities shared among the teachers of other subjects: nobody is trained for them alone. */
export const SHARED_SUBJECTS: ReadonlySet<string> = new Set(["HDTN_HN", "GDDP"]);

function secondaryTeachers(plan: SchoolPlan, count: number, weekly: ReadonlyMap<string, number>): Post[] {
  const it = Math.min(plan.itTeachers, count);
  const posts = Array.from({ length: it }, () => teacher(plan, "TIN_HOC", true));
  const subjects = [...weekly].filter(
    ([code]) => !SHARED_SUBJECTS.has(code) && (code !== "TIN_HOC" || it === 0),
  );
  const rest = count - it;
  const minimum = rest >= subjects.length * 2 ? 1 : 0;
  const numbers = apportion(
    rest,
    subjects.map(([, periods]) => periods),
    minimum,
  );
  for (const [i, [code]] of subjects.entries()) {
    for (let n = numbers[i] ?? 0; n > 0; n--) posts.push(teacher(plan, code, false));
  }
  return posts;
}

function teacher(plan: SchoolPlan, subject: string | null, isIt: boolean): Post {
  return { group: "GV", positionTitle: TEACHER_TITLE[plan.level], subject, isIt };
}

/** Periods a week of every subject over all classes, in the order subjects are first met. */
export function weeklyDemand(
  classes: readonly ClassSection[],
  subjectsOfClass: (c: ClassSection) => readonly SubjectPlan[],
): Map<string, number> {
  const weekly = new Map<string, number>();
  for (const c of classes) {
    for (const s of subjectsOfClass(c)) {
      weekly.set(s.code, (weekly.get(s.code) ?? 0) + periodsPerWeek(s.periodsPerYear, "HK1"));
    }
  }
  return weekly;
}

/** All posts of a school, exactly `plan.staff` of them: managers, teachers, support. */
export function postsOf(plan: SchoolPlan, weekly: ReadonlyMap<string, number>): Post[] {
  const { managers, support, teachers } = frame(plan);
  const posts: Post[] = [];
  for (let i = 0; i < managers; i++) {
    const positionTitle =
      i === 0 ? (HEAD[plan.level] ?? "Hiệu trưởng") : (DEPUTY[plan.level] ?? "Phó hiệu trưởng");
    posts.push({ group: "CBQL", positionTitle, subject: null, isIt: false });
  }
  if (plan.level === "01") {
    for (let i = 0; i < teachers; i++) posts.push(teacher(plan, null, false));
  } else if (plan.level === "02") {
    posts.push(...primaryTeachers(plan, teachers, weekly));
  } else {
    posts.push(...secondaryTeachers(plan, teachers, weekly));
  }
  for (const positionTitle of support) posts.push({ group: "NV", positionTitle, subject: null, isIt: false });
  return posts;
}
