import { plantStaff } from "../../errors/plant-staff.ts";
import { Rng } from "../../world/random.ts";
import type { GradeLevel } from "../../world/types.ts";
import { mainPrintOptions } from "../delivery/main-systems.ts";
import { type PrintedLearner, printLearners } from "../delivery/print-learners.ts";
import { placeOf, type SchoolPost } from "../delivery/school-post.ts";
import { tellLearner } from "../delivery/tell-learners.ts";
import { CsvWriter } from "../formats/csv-writer.ts";
import { ZipWriter } from "../formats/zip-writer.ts";
import { staffRow } from "../rows/staff-row.ts";
import { type Row, textOf } from "../rows/value.ts";
import { ONEROSTER_COLUMNS, ONEROSTER_FILES } from "./layout.ts";

const FILE = "oneroster-2026-2027.zip";
const MODIFIED = "2026-10-20T00:00:00.000Z";
const YEAR_START = "2026-09-05";
const YEAR_END = "2027-05-31";

type Table = keyof typeof ONEROSTER_COLUMNS;

/** CEDS grade codes as OneRoster 1.2 wants them. */
const PRESCHOOL_GRADES: Readonly<Record<string, string>> = { NT: "IT", MG3: "PR", MG4: "PK", MG5: "KG" };

/** Sends the OneRoster 1.2 bulk package of one school: learners, homeroom teachers, homeroom classes. */
export function sendOneRoster(post: SchoolPost): void {
  const tables = new Map<Table, CsvWriter>();
  for (const [name, columns] of Object.entries(ONEROSTER_COLUMNS) as [Table, readonly string[]][]) {
    const csv = new CsvWriter({ delimiter: ",", newline: "\r\n", byteOrderMark: false });
    csv.addRow(columns);
    tables.set(name, csv);
  }
  const add = (table: Table, cells: readonly string[]): number => {
    const csv = tables.get(table);
    if (csv === undefined) throw new Error(`no such table: ${table}`);
    return csv.addRow(cells);
  };
  addSchool(post, add);
  addTeachers(post, add);
  addLearners(post, add);
  const zip = new ZipWriter();
  const manifest = new CsvWriter({ delimiter: ",", newline: "\r\n", byteOrderMark: false });
  manifest.addRow(["propertyName", "value"]);
  manifest.addRow(["manifest.version", "1.0"]);
  manifest.addRow(["oneroster.version", "1.2"]);
  for (const file of ONEROSTER_FILES) {
    manifest.addRow([`file.${file}`, file in ONEROSTER_COLUMNS ? "bulk" : "absent"]);
  }
  manifest.addRow(["source.systemName", "LMS Hải Phòng"]);
  manifest.addRow(["source.systemCode", "lms-hp"]);
  zip.add("manifest.csv", manifest.toText());
  for (const [name, csv] of tables) zip.add(`${name}.csv`, csv.toText());
  post.outbox.send("oneroster", post.world.plan.code, FILE, zip.finish());
}

type Add = (table: Table, cells: readonly string[]) => number;

function addSchool(post: SchoolPost, add: Add): void {
  const { plan, classes } = post.world;
  const org = plan.code;
  add("orgs", [org, "active", MODIFIED, plan.name, "school", plan.code, ""]);
  add("academicSessions", [
    "ay-2026",
    "active",
    MODIFIED,
    "2026-2027",
    "schoolYear",
    YEAR_START,
    YEAR_END,
    "",
    "2027",
  ]);
  add("academicSessions", [
    "t1-2026",
    "active",
    MODIFIED,
    "Học kỳ 1",
    "term",
    YEAR_START,
    "2027-01-10",
    "ay-2026",
    "2027",
  ]);
  add("academicSessions", [
    "t2-2026",
    "active",
    MODIFIED,
    "Học kỳ 2",
    "term",
    "2027-01-11",
    YEAR_END,
    "ay-2026",
    "2027",
  ]);
  for (const grade of new Set(classes.map((section) => section.gradeLevel))) {
    add("courses", [
      courseId(org, grade),
      "active",
      MODIFIED,
      "ay-2026",
      `Sinh hoạt lớp ${grade}`,
      "SHL",
      ceds(grade),
      org,
      "",
      "",
    ]);
  }
  for (const section of classes) {
    add("classes", [
      classId(org, section.className),
      "active",
      MODIFIED,
      section.className,
      ceds(section.gradeLevel),
      courseId(org, section.gradeLevel),
      section.className,
      "homeroom",
      section.roomName,
      org,
      "t1-2026,t2-2026",
      "",
      "",
      "",
    ]);
    post.outbox.counts.classRows += 1;
  }
}

function addTeachers(post: SchoolPost, add: Add): void {
  const { plan, classes, staff } = post.world;
  const columns = new Set(["nationalId", "fullName", "birthDate", "sex"]);
  const place = placeOf(post, "oneroster", FILE, "users.csv", "staffRow");
  const homeroom = new Map(classes.map((section) => [section.homeroomStaffCode, section.className]));
  for (const member of staff) {
    const className = homeroom.get(member.staffCode);
    if (className === undefined) continue;
    const row = staffRow(member, plan.code);
    const rng = Rng.of(post.seed, "errors", "oneroster staff", plan.code, member.personId);
    const planted = plantStaff(row, { rng, columns, siblingId: null, unicode: true });
    const fullName = textOf(row.fullName);
    const at = add("users", [
      member.staffCode,
      "active",
      MODIFIED,
      "true",
      member.email,
      "",
      ...nameParts(fullName),
      textOf(row.nationalId),
      member.email,
      "",
      member.phone,
      "",
      "",
      "",
      plan.code,
      textOf(row.ethnicity),
      "",
      member.employmentStatus,
    ]);
    post.outbox.truth.row(place, at, member.personId, planted);
    post.outbox.counts.staffRows += 1;
    if (row.nationalId === null) post.outbox.counts.staffWithoutId += 1;
    addPerson(post, add, member.staffCode, "teacher", row);
    const id = classId(plan.code, className);
    add("enrollments", [
      `${id}-${member.staffCode}`,
      "active",
      MODIFIED,
      id,
      plan.code,
      member.staffCode,
      "teacher",
      "true",
      YEAR_START,
      YEAR_END,
    ]);
  }
}

function addLearners(post: SchoolPost, add: Add): void {
  const { plan } = post.world;
  const place = placeOf(post, "oneroster", FILE, "users.csv", "learnerRow");
  const learners = printLearners(
    post.world,
    mainPrintOptions("oneroster", post.world, post.seed, post.today),
  );
  for (const printed of learners) {
    const { learner, row } = printed;
    if (post.today.left.has(learner.personId)) continue;
    const code = textOf(row.learnerCode);
    const at = add("users", userCells(printed, code, plan.code));
    tellLearner(post, place, at, printed);
    addPerson(post, add, code, "student", row);
    const id = classId(plan.code, learner.className);
    const begin = learner.entryDate > YEAR_START ? learner.entryDate : YEAR_START;
    add("enrollments", [
      `${id}-${code}`,
      "active",
      MODIFIED,
      id,
      plan.code,
      code,
      "student",
      "true",
      begin,
      textOf(row.exitDate) || YEAR_END,
    ]);
  }
}

function userCells(printed: PrintedLearner, code: string, schoolCode: string): string[] {
  const { row } = printed;
  return [
    code,
    "active",
    MODIFIED,
    "true",
    code.toLowerCase(),
    "",
    ...nameParts(textOf(row.fullName)),
    textOf(row.nationalId),
    textOf(row.email),
    "",
    textOf(row.phone),
    "",
    ceds(textOf(row.gradeLevel)),
    "",
    schoolCode,
    textOf(row.ethnicity),
    textOf(row.residenceAddress),
    textOf(row.enrolmentStatus),
  ];
}

function addPerson(post: SchoolPost, add: Add, id: string, role: "student" | "teacher", row: Row): void {
  const org = post.world.plan.code;
  add("roles", [`rol-${id}`, "active", MODIFIED, id, "primary", role, YEAR_START, YEAR_END, org, ""]);
  const sex = row.sex === "Nam" ? "male" : "female";
  add("demographics", [id, "active", MODIFIED, textOf(row.birthDate), sex, "", "", textOf(row.birthPlace)]);
}

/** givenName, familyName, middleName in the order of users.csv. */
function nameParts(fullName: string): [given: string, family: string, middle: string] {
  const name = fullName.trimEnd();
  const parts = name.split(" ");
  const family = parts.shift() ?? "";
  const given = parts.pop() ?? "";
  return [given + fullName.slice(name.length), family, parts.join(" ")];
}

function ceds(grade: GradeLevel | string): string {
  return PRESCHOOL_GRADES[grade] ?? grade.padStart(2, "0");
}

function classId(org: string, className: string): string {
  return `cls-${org}-${className.replaceAll(" ", "_")}`;
}

function courseId(org: string, grade: string): string {
  return `crs-${org}-${grade}`;
}
