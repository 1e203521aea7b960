import { type Post, SHARED_SUBJECTS } from "./staff-posts.ts";
import { periodsPerWeek, type SubjectPlan } from "./subjects.ts";
import type { ClassSection, SchoolLevel } from "./types.ts";

/** Who teaches what: periods a week within the load of TT 05/2025 as far as the teachers of a school allow. */

/** Weekly load of a teacher, and what duties take off it (handbook §6). */
export const WEEKLY_LOAD: Readonly<Record<SchoolLevel, number>> = {
  "01": 0,
  "02": 23,
  "03": 19,
  "04": 17,
  "05": 17,
};
const REDUCTION: Readonly<Record<string, number>> = {
  "Chủ nhiệm": 4,
  "Tổ trưởng chuyên môn": 3,
  "Tổ phó chuyên môn": 1,
  "Phụ trách phòng Tin học": 3,
  "Thư ký hội đồng": 2,
};
/** Periods a week a teacher takes on beyond the load before others help out. */
const OVERTIME = 3;
const HEAD_PERIODS = 2;
const DEPUTY_PERIODS = 4;

export interface Task {
  /** Index of the post. */
  post: number;
  classIndex: number;
  subject: string;
  periodsPerWeek: number;
}

export interface Teaching {
  tasks: Task[];
  /** Post of the homeroom teacher of each class. */
  homeroom: number[];
  duties: string[][];
  load: number[];
  /** Subjects taught beside the main one. */
  others: Set<string>[];
}

interface Desk {
  posts: readonly Post[];
  classes: readonly ClassSection[];
  level: SchoolLevel;
  teaching: Teaching;
  capacity: number[];
}

function give(desk: Desk, post: number, classIndex: number, subject: string, periods: number): void {
  const { tasks, load, others } = desk.teaching;
  tasks.push({ post, classIndex, subject, periodsPerWeek: periods });
  load[post] = (load[post] ?? 0) + periods;
  const main = desk.posts[post]?.subject;
  const extra = main !== null && main !== subject && !SHARED_SUBJECTS.has(subject);
  if (extra && desk.posts[post]?.group === "GV") others[post]?.add(subject);
}

/** The candidate with the most hours left. */
function freest(desk: Desk, candidates: readonly number[]): number {
  let best = candidates[0] ?? 0;
  let most = -Infinity;
  for (const post of candidates) {
    const left = (desk.capacity[post] ?? 0) - (desk.teaching.load[post] ?? 0);
    if (left > most) {
      most = left;
      best = post;
    }
  }
  return best;
}

function addDuty(desk: Desk, post: number, duty: string): void {
  const duties = desk.teaching.duties[post];
  if (duties === undefined || duties.length >= 2) return;
  duties.push(duty);
  desk.capacity[post] = (desk.capacity[post] ?? 0) - (REDUCTION[duty] ?? 0);
}

/** Homeroom teachers in turn through the subjects, so that every class has one of its own teachers. */
function giveHomerooms(desk: Desk, teachers: readonly number[]): void {
  const eligible = desk.level === "02" ? teachers.filter((t) => desk.posts[t]?.subject === null) : teachers;
  const fallback = teachers.filter((t) => !eligible.includes(t));
  const plain = eligible.filter((t) => desk.posts[t]?.positionTitle !== "Giáo viên Tổng phụ trách Đội");
  const queue = [...plain, ...eligible.filter((t) => !plain.includes(t)), ...fallback];
  const perClass = desk.level === "01" ? 2 : 1;
  for (const [i] of desk.classes.entries()) {
    const turn =
      desk.level === "03" || desk.level === "04"
        ? Math.floor((i * queue.length) / desk.classes.length)
        : i * perClass;
    const post = queue[turn % queue.length] ?? 0;
    desk.teaching.homeroom.push(post);
    addDuty(desk, post, "Chủ nhiệm");
  }
}

function giveDepartments(desk: Desk, teachers: readonly number[]): void {
  const departments = Math.max(1, Math.round(teachers.length / 14));
  for (let i = 0; i < departments; i++) {
    const head = teachers[Math.floor(((i + 0.3) * teachers.length) / departments)];
    const deputy = teachers[Math.floor(((i + 0.7) * teachers.length) / departments)];
    if (head !== undefined) addDuty(desk, head, "Tổ trưởng chuyên môn");
    if (deputy !== undefined && deputy !== head) addDuty(desk, deputy, "Tổ phó chuyên môn");
  }
  const keeper = teachers.find((t) => desk.posts[t]?.isIt);
  if (keeper !== undefined) addDuty(desk, keeper, "Phụ trách phòng Tin học");
  const secretary = teachers.at(-1);
  if (secretary !== undefined) addDuty(desk, secretary, "Thư ký hội đồng");
}

const SPECIALIST: ReadonlySet<string> = new Set([
  "NGOAI_NGU",
  "GDTC",
  "AM_NHAC",
  "MI_THUAT",
  "TIN_CONG_NGHE",
]);
const ALWAYS_HOMEROOM: ReadonlySet<string> = new Set(["TIENG_VIET", "TOAN", "HDTN"]);

function teachPrimary(desk: Desk, teachers: readonly number[], demand: readonly Demand[]): void {
  const homerooms = new Set(desk.teaching.homeroom);
  const helpers = teachers.filter((t) => desk.posts[t]?.subject === null && !homerooms.has(t));
  for (const { classIndex, subject, periods } of demand) {
    const homeroom = desk.teaching.homeroom[classIndex] ?? 0;
    const trained = teachers.filter((t) => desk.posts[t]?.subject === subject);
    if (SPECIALIST.has(subject) && trained.length > 0) {
      const post = freest(desk, trained);
      const left = (desk.capacity[post] ?? 0) - (desk.teaching.load[post] ?? 0);
      // Beyond an hour or two of overtime the class's own teacher takes the lesson, languages excepted.
      give(
        desk,
        left - periods >= -OVERTIME || subject === "NGOAI_NGU" ? post : homeroom,
        classIndex,
        subject,
        periods,
      );
    } else if (ALWAYS_HOMEROOM.has(subject) || helpers.length === 0) {
      give(desk, homeroom, classIndex, subject, periods);
    } else {
      const helper = freest(desk, helpers);
      const left = (desk.capacity[helper] ?? 0) - (desk.teaching.load[helper] ?? 0);
      give(desk, left >= periods ? helper : homeroom, classIndex, subject, periods);
    }
  }
}

function teachSecondary(desk: Desk, teachers: readonly number[], demand: readonly Demand[]): void {
  const bySubject = new Map<string, number[]>();
  for (const t of teachers) {
    const subject = desk.posts[t]?.subject ?? "";
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), t]);
  }
  const managers = desk.posts.map((p, i) => (p.group === "CBQL" ? i : -1)).filter((i) => i >= 0);
  // Activities of the class belong to its homeroom teacher: counted first.
  for (const d of demand) {
    if (d.subject === "HDTN_HN") {
      give(desk, desk.teaching.homeroom[d.classIndex] ?? 0, d.classIndex, d.subject, d.periods);
    }
  }
  for (const d of demand) {
    if (SHARED_SUBJECTS.has(d.subject)) continue;
    const trained = bySubject.get(d.subject) ?? teachers;
    const homeroom = desk.teaching.homeroom[d.classIndex] ?? 0;
    const own = trained !== teachers && trained.includes(homeroom);
    const first = own ? homeroom : freest(desk, trained);
    const left = (desk.capacity[first] ?? 0) - (desk.teaching.load[first] ?? 0);
    // Where a subject has too few teachers, colleagues with hours to spare take over.
    give(
      desk,
      left - d.periods < -OVERTIME ? freest(desk, teachers) : first,
      d.classIndex,
      d.subject,
      d.periods,
    );
  }
  for (const d of demand) {
    if (d.subject !== "GDDP") continue;
    const manager = managers.find(
      (m, i) => (desk.teaching.load[m] ?? 0) + d.periods <= (i === 0 ? HEAD_PERIODS : DEPUTY_PERIODS),
    );
    give(desk, manager ?? freest(desk, teachers), d.classIndex, d.subject, d.periods);
  }
}

interface Demand {
  classIndex: number;
  subject: string;
  periods: number;
}

/** Gives every lesson of term 1 a teacher. */
export function planTeaching(
  level: SchoolLevel,
  posts: readonly Post[],
  classes: readonly ClassSection[],
  subjectsOfClass: (c: ClassSection) => readonly SubjectPlan[],
): Teaching {
  const teaching: Teaching = {
    tasks: [],
    homeroom: [],
    duties: posts.map(() => []),
    load: posts.map(() => 0),
    others: posts.map(() => new Set<string>()),
  };
  const desk: Desk = { posts, classes, level, teaching, capacity: posts.map(() => WEEKLY_LOAD[level]) };
  const teachers = posts.map((p, i) => (p.group === "GV" ? i : -1)).filter((i) => i >= 0);
  giveHomerooms(desk, teachers);
  giveDepartments(desk, teachers);
  const demand: Demand[] = [];
  for (const c of classes) {
    for (const s of subjectsOfClass(c)) {
      const periods = periodsPerWeek(s.periodsPerYear, "HK1");
      if (periods > 0) demand.push({ classIndex: c.index, subject: s.code, periods });
    }
  }
  if (level === "02") teachPrimary(desk, teachers, demand);
  else if (level !== "01") teachSecondary(desk, teachers, demand);
  return teaching;
}
