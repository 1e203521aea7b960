import { className } from "./class-names.ts";
import { gradeAt, gradeStep, nominalBirthYear } from "./grades.ts";
import { outcomeOf, yearEnd, yearStart } from "./history.ts";
import { drawHousehold } from "./household-people.ts";
import { drawBirthDate, drawLearnerPerson } from "./learner.ts";
import { serialOf } from "./national-id.ts";
import { Rng } from "./random.ts";
import type { ResultRequest } from "./results.ts";
import type { CityPlan, Commune, EnrolmentRow, Learner, LeaverKind, SchoolPlan } from "./types.ts";

/** Those who were at a school since 5/9/2025 and are in none of the city today. */

export interface Leaver {
  learner: Learner;
  /** null when there is no result of 2025-2026 at this school. */
  result: ResultRequest | null;
}

const REASONS: Readonly<Record<LeaverKind, readonly string[]>> = {
  graduated: ["Tốt nghiệp THPT"],
  afterGrade9: ["Hoàn thành chương trình THCS, học nghề", "Hoàn thành chương trình THCS"],
  movedAway: ["Chuyển đi tỉnh khác"],
  movedAwayAutumn: ["Chuyển đi tỉnh khác"],
  droppedMidYear: ["Hoàn cảnh gia đình khó khăn", "Học lực yếu", "Lý do khác"],
  droppedAutumn: ["Hoàn cảnh gia đình khó khăn", "Đi làm", "Lý do khác"],
};

const STATUS: Readonly<Record<LeaverKind, Learner["status"]>> = {
  graduated: "graduated",
  afterGrade9: "graduated",
  movedAway: "transferredOut",
  movedAwayAutumn: "transferredOut",
  droppedMidYear: "left",
  droppedAutumn: "left",
};

const isAutumn = (kind: LeaverKind) => kind === "movedAwayAutumn" || kind === "droppedAutumn";

function exitDateOf(rng: Rng, kind: LeaverKind): string {
  const day = String(rng.between(8, 19)).padStart(2, "0");
  if (isAutumn(kind)) return `2026-${rng.chance(0.5) ? "09" : "10"}-${day}`;
  if (kind === "droppedMidYear") return `2026-${rng.chance(0.5) ? "02" : "03"}-${day}`;
  return kind === "movedAway" ? `2026-07-${day}` : "2026-05-31";
}

function historyOf(
  plan: CityPlan,
  school: SchoolPlan,
  kind: LeaverKind,
  step: number,
  classInGrade: number,
  exitDate: string,
  exitReason: string,
): EnrolmentRow[] {
  const firstStep = gradeStep(school.grades[0]?.grade ?? "NT");
  const rows: EnrolmentRow[] = [];
  const years = ["2023-2024", "2024-2025", "2025-2026", "2026-2027"] as const;
  const last = isAutumn(kind) ? 3 : 2;
  for (let y = last, at = step; y >= 0 && at >= firstStep; y--, at--) {
    const year = years[y] ?? "2023-2024";
    const grade = gradeAt(at) ?? "NT";
    const leaves = y === last && STATUS[kind] !== "graduated";
    rows.push({
      schoolYear: year,
      schoolCode: school.code,
      schoolName: school.name,
      gradeLevel: grade,
      className: className(plan.options.seed, school, grade, classInGrade),
      entryDate: yearStart(year),
      exitDate: leaves && kind !== "movedAway" ? exitDate : yearEnd(year),
      exitReason: leaves ? exitReason : null,
      outcome:
        leaves && kind !== "movedAway"
          ? STATUS[kind] === "left"
            ? "droppedOut"
            : "transferred"
          : outcomeOf(at, false),
    });
  }
  return rows.reverse();
}

/** All leavers of a school, in the order of its plan. */
export function leaversOf(plan: CityPlan, school: SchoolPlan): Leaver[] {
  const { seed } = plan.options;
  const commune = plan.communes[school.communeIndex] as Commune;
  const firstStep = gradeStep(school.grades[0]?.grade ?? "NT");
  const leavers: Leaver[] = [];
  let rank = 0;
  for (const { kind, grade, count } of school.leavers) {
    const step = gradeStep(grade);
    const classes = school.grades.find((g) => g.grade === grade)?.classes ?? 1;
    for (let i = 0; i < count; i++, rank++) {
      const rng = Rng.of(seed, "leaver", school.index, rank);
      const autumn = isAutumn(kind);
      const birthYear =
        nominalBirthYear(grade) - (autumn ? 0 : 1) - (school.level === "05" && rng.chance(0.2) ? 1 : 0);
      const classInGrade = rng.int(classes);
      const exitDate = exitDateOf(rng, kind);
      const exitReason = rng.pick(REASONS[kind]);
      const serial = school.leaverOffset + rank;
      const name = String(rank).padStart(4, "0");
      const truth = drawHousehold({
        seed,
        rng,
        commune,
        householdId: `H${String(school.index).padStart(4, "0")}X-${name}`,
        childrenInSchool: 0,
        oldestYear: birthYear,
        span: 0,
        older: 0,
        serial,
        idSerial: serialOf.leaversParent,
      });
      const bare = drawLearnerPerson(seed, rng, {
        personId: `L${String(school.index).padStart(4, "0")}9${name}`,
        localCode: `2${String(school.index).padStart(4, "0")}9${name}`,
        school,
        commune,
        grade,
        sex: rng.chance(0.52) ? "M" : "F",
        birthDate: drawBirthDate(rng, birthYear),
        serial: serialOf.leaver(serial),
        truth,
        childOrder: 0,
        twinOf: null,
        newcomer: false,
      });
      const history = historyOf(plan, school, kind, step, classInGrade, exitDate, exitReason);
      const resultStep = autumn ? step - 1 : step;
      const learner: Learner = {
        ...bare,
        classIndex: null,
        className: className(seed, school, grade, classInGrade),
        status: STATUS[kind],
        entryDate: history[0]?.entryDate ?? yearStart("2025-2026"),
        entryKind: "Tuyển mới",
        exitDate,
        exitReason,
        history,
        repeated: false,
      };
      leavers.push({
        learner,
        result:
          resultStep < Math.max(4, firstStep)
            ? null
            : {
                personId: bare.personId,
                localCode: bare.localCode,
                step: resultStep,
                classInGrade,
                repeats: false,
                leftMidYear: kind === "droppedMidYear",
              },
      });
    }
  }
  return leavers;
}
