import type { MiniWorld, Row } from "./mini-world.test-support.ts";

type Plant = (world: MiniWorld) => void;

interface Tools {
  set(dataset: string, values: Row | ((row: Row) => Row), at?: number): Plant;
  copy(dataset: string, values: Row | ((world: MiniWorld) => Row), at?: number): Plant;
  drop(dataset: string, keep?: (row: Row) => boolean): Plant;
  all(...plants: readonly Plant[]): Plant;
  readonly current: string;
  readonly previous: string;
}

export function classroomPlants({ set, copy, drop, all, previous }: Tools): Record<string, Plant> {
  /** So many pupils in the class; they need no records for rules about the class. */
  const crowd =
    (count: number): Plant =>
    (world) => {
      for (let kind = 100; kind < 100 + count; kind += 1) {
        world.copy("classMembership", {
          learnerId: `10000000-0000-4000-8000-${String(kind).padStart(4, "0")}${String(world.index).padStart(8, "0")}`,
        });
      }
    };
  const marks = (values: Row): Plant => set("subjectResult", values);
  const rating = (values: Row): Plant => set("yearResult", values);
  const allMarks =
    (yearMark: number): Plant =>
    (world) => {
      for (const row of world.rows.subjectResult ?? []) {
        if (row.gradeLevel === "6" && row.yearMark !== undefined)
          Object.assign(row, { term1Mark: yearMark, term2Mark: yearMark, yearMark });
      }
    };
  return {
    "classSection.no-pupils": drop("classMembership"),
    "classSection.no-homeroom-teacher": set("classSection", {
      homeroomTeacherCode: null,
      homeroomTeacherName: null,
    }),
    "classSection.grade-missing": set("classSection", { gradeLevel: null }),
    "classSection.size-over-cap": crowd(46),
    "classSection.size-far-over-cap": crowd(70),
    "classSection.count-differs": set("classSection", { pupilCount: 30 }),
    "classSection.grade-not-taught": set("classSection", { gradeLevel: "12" }),
    "classSection.name-grade-differs": set("classSection", { gradeLevel: "8" }),
    "classSection.teacher-of-two-classes": set("classSection", { homeroomTeacherCode: "GV1" }, 1),
    "classSection.no-teaching": drop("teachingAssignment"),
    "classSection.teacher-unknown": set("classSection", { homeroomTeacherCode: "GV9" }),
    "classSection.school-unknown": set("classSection", { schoolId: "311194802999" }),
    "classSection.teacher-code-is-id": set("classSection", { homeroomTeacherCode: "031085000001" }),
    "classSection.class-too-small-to-publish": set("classSection", { pupilCount: 1 }),
    "classSection.publishable": set("classSection", { pupilCount: null }),
    "classMembership.two-classes": copy("classMembership", { className: "7B" }),
    "classMembership.enrolment-class-differs": set("enrolment", { className: "7C" }),
    "classMembership.end-before-start": set("classMembership", { endDate: "2026-01-01" }),
    "classMembership.start-in-future": set("classMembership", { startDate: "2027-01-15" }),
    "classMembership.class-unknown": drop("classSection"),
    "classMembership.not-enrolled": drop("enrolment"),
    "classMembership.learner-unknown": (world) =>
      set("classMembership", { learnerId: world.uuid(99) })(world),
    "teachingAssignment.not-employed": drop("employment"),
    "teachingAssignment.class-unknown": drop("classSection"),
    "teachingAssignment.subject-of-other-level": set("teachingAssignment", { subjectCode: "TNXH" }),
    "teachingAssignment.two-teachers": copy("teachingAssignment", (world) => ({ staffId: world.uuid(32) })),
    "teachingAssignment.periods-missing": set("teachingAssignment", { periodsPerWeek: null }),
    "teachingAssignment.periods-implausible": set("teachingAssignment", { periodsPerWeek: 20 }),
    "teachingAssignment.load-implausible": set("teachingAssignment", { periodsPerWeek: 36 }),
    "teachingAssignment.end-before-start": set("teachingAssignment", {
      startDate: "2026-10-01",
      endDate: "2026-09-10",
    }),
    "subjectResult.mark-out-of-range": marks({ yearMark: 11 }),
    "subjectResult.year-average": marks({ yearMark: 8.1 }),
    "subjectResult.term-average": set("subjectResult", { term1Mark: 8.0 }, 1),
    "subjectResult.comment-year-level": set("subjectResult", { yearLevel: "CD" }, 7),
    "subjectResult.primary-mark-not-whole": set("subjectResult", { yearMark: 9.5 }, 8),
    "subjectResult.mark-too-precise": marks({ term1Mark: 7.95 }),
    "subjectResult.comment-subject-with-mark": set("subjectResult", { yearMark: 8 }, 7),
    "subjectResult.scored-subject-without-mark": marks({ yearMark: null, yearLevel: "D" }),
    "subjectResult.level-of-other-scale": marks({ yearLevel: "T" }),
    "subjectResult.subject-of-other-level": marks({ subjectCode: "VAT_LI" }),
    "subjectResult.retake-not-needed": marks({ retakeMark: 6 }),
    "subjectResult.year-mark-missing": marks({ yearMark: null }),
    "subjectResult.term-mark-missing": marks({ term1Mark: null }),
    "subjectResult.primary-level-missing": set("subjectResult", { yearLevel: null }, 8),
    "subjectResult.grade-missing": marks({ gradeLevel: null }),
    "subjectResult.year-in-future": marks({ schoolYear: "2028-2029" }),
    "subjectResult.school-missing": marks({ schoolId: null }),
    "subjectResult.learner-unknown": (world) => marks({ learnerId: world.uuid(99) })(world),
    "yearResult.academic-vs-marks": rating({ academicYear: "2" }),
    "yearResult.conduct-vs-terms": rating({ conductTerm2: "3" }),
    "yearResult.primary-level-vs-subjects": set("subjectResult", { yearLevel: "H" }, 9),
    "yearResult.primary-level-vs-tests": set("subjectResult", { yearMark: 8 }, 8),
    "yearResult.award-vs-rating": rating({ conductYear: "2" }),
    "yearResult.excellent-vs-marks": rating({ award: "excellent" }),
    "yearResult.promoted-against-rule": set("attendanceSummary", { absencesTotal: 46 }),
    "yearResult.summer-result-missing": rating({ conductYear: "4" }),
    "yearResult.retained-against-rule": rating({ yearOutcome: "retained" }),
    "yearResult.primary-outcome": set("yearResult", { yearOutcome: "retained" }, 1),
    "yearResult.completed-in-wrong-grade": rating({ levelCompleted: true }),
    "yearResult.scale-of-other-level": rating({ primaryYearLevel: "HT" }),
    "yearResult.grade-differs": rating({ gradeLevel: "8" }),
    "yearResult.overall-average": rating({ yearAverage: 8.1 }),
    "yearResult.rating-missing": rating({ conductYear: null }),
    "yearResult.primary-level-missing": set("yearResult", { primaryYearLevel: null }, 1),
    "yearResult.outcome-missing": rating({ yearOutcome: null }),
    "yearResult.no-subjects": drop("subjectResult"),
    "yearResult.summer-pending": all(rating({ yearOutcome: "summer" }), allMarks(4)),
    "yearResult.no-enrolment": drop("enrolment", (row) => row.schoolYear !== previous),
    "yearResult.learner-unknown": (world) => rating({ learnerId: world.uuid(99) })(world),
    "yearResult.school-unknown": rating({ schoolId: "311194802999" }),
    "attendanceSummary.total-differs": set("attendanceSummary", { absencesTotal: 4 }),
    "attendanceSummary.more-than-held": set("attendanceSummary", { sessionsHeld: 2 }),
    "attendanceSummary.more-than-year": set("attendanceSummary", { absencesTotal: 250, sessionsHeld: null }),
    "attendanceSummary.part-missing": set("attendanceSummary", { absencesExcused: null }),
    "attendanceSummary.no-year-result": drop("yearResult"),
    "attendanceSummary.learner-unknown": (world) =>
      set("attendanceSummary", { learnerId: world.uuid(99) })(world),
    "examResult.number-shape": set("examResult", { candidateNumber: "03A" }),
    "examResult.council-differs": set("examResult", { councilCode: "19" }),
    "examResult.two-programmes": set("examResult", { gdcd: 8, gdktPl: 7 }),
    "examResult.mark-out-of-range": set("examResult", { toan: 12 }),
    "examResult.mark-step": set("examResult", { nguVan: 7.3 }),
    "examResult.no-paper": set("examResult", { toan: null, nguVan: null, ngoaiNgu: null, vatLi: null }),
    "examResult.too-many-papers": set("examResult", { hoaHoc: 8 }),
  };
}
