import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { addResults, addStaff } from "./mini-world-school.test-support.ts";

export type Row = Record<string, unknown>;

/** One small school with everything a rule can look at, in which no rule is broken. */
export interface MiniWorld {
  readonly index: number;
  readonly rows: Record<string, Row[]>;
  /** The first row of a dataset, or the one at `at`. */
  get(dataset: string, at?: number): Row;
  add(dataset: string, row: Row): Row;
  /** A copy of a row with other values. */
  copy(dataset: string, values: Row, at?: number): Row;
  uuid(kind: number): string;
}

export const current = "2026-2027";
export const previous = "2025-2026";
/** The day the worlds are judged on. */
export const judgedAt = new Date("2026-11-20T03:00:00Z");

export function miniWorld(index: number): MiniWorld {
  const number = String(index).padStart(6, "0");
  const uuid = (kind: number) =>
    `00000000-0000-4000-8000-${String(kind).padStart(2, "0")}00${number.padStart(8, "0")}`;
  // Issued once, never recomputed: the commune in the code needs not be today's.
  const schoolId = `311194802${String(index).padStart(3, "0")}`;
  const rows: Record<string, Row[]> = {};
  const world: MiniWorld = {
    index,
    rows,
    uuid,
    get: (dataset, at = 0) => {
      const row = rows[dataset]?.[at];
      if (row === undefined) throw new Error(`world has no ${dataset} ${at}`);
      return row;
    },
    add: (dataset, row) => {
      rows[dataset] = [...(rows[dataset] ?? []), row];
      return row;
    },
    copy: (dataset, values, at = 0) => world.add(dataset, { ...world.get(dataset, at), ...values }),
  };
  const { add } = world;
  const commune = index % 2 === 0 ? "10507" : "10525";
  add("school", {
    schoolId,
    schoolName: `Trường TH và THCS số ${index}`,
    levels: ["02", "03"],
    ownership: "1",
    schoolKind: "primaryLowerSecondary",
    communeCode: commune,
    address: "Số 1 đường Lạch Tray",
    latitude: 20.8,
    longitude: 106.6,
    phone: "0912345678",
    email: "truong@haiphong.edu.vn",
    website: "https://truong.haiphong.edu.vn",
    principalName: "Trần Thị Bích",
    establishedDate: "1990-09-05",
    managingBody: "commune",
    vendorSystem: "smas",
    operatingStatus: "active",
    siteAreaM2: 8000,
  });
  add("campus", {
    schoolId,
    campusCode: "C1",
    campusName: "Điểm chính",
    address: "Số 1",
    communeCode: commune,
    isMain: true,
    latitude: 20.8,
    longitude: 106.6,
  });
  add("building", {
    schoolId,
    buildingCode: "A",
    campusCode: "C1",
    buildingName: "Nhà A",
    buildingGrade: "aboveGrade4",
    solidity: "solid",
    floors: 3,
    areaM2: 900,
    builtYear: 2010,
    renovatedYear: 2020,
    condition: "good",
  });
  add("room", {
    schoolId,
    roomCode: "101",
    buildingCode: "A",
    roomName: "Phòng 101",
    roomKind: "classroom",
    areaM2: 60,
    capacity: 35,
    solidity: "solid",
    condition: "good",
    projector: true,
    internet: true,
  });
  add("equipmentSummary", {
    schoolId,
    schoolYear: current,
    equipmentKind: "learnerComputer",
    quantity: 30,
    usableQuantity: 28,
    boughtYear: 2020,
  });
  addLearner(world, {
    kind: 1,
    schoolId,
    grade: 7,
    born: 2014,
    sex: "1",
    name: "Nguyễn Minh Quân",
    className: "7A",
    commune,
  });
  addLearner(world, {
    kind: 2,
    schoolId,
    grade: 3,
    born: 2018,
    sex: "2",
    name: "Phạm Thu Hà",
    className: "3A",
    commune,
  });
  addResults(world, schoolId);
  addStaff(world, schoolId);
  add("examResult", {
    examId: "THPT-2025",
    candidateNumber: `03${number}`,
    councilCode: "03",
    toan: 8.25,
    nguVan: 7.5,
    ngoaiNgu: 6.75,
    vatLi: 0,
  });
  add("feed", {
    feedId: `smas|${schoolId}|learnerRow`,
    sourceSystem: "smas",
    schoolId,
    intake: "learnerRow",
    rowsCurrent: 2,
    maxShrinkPercent: 20,
    lastFileId: "f",
    lastReceivedAt: "2026-11-01T00:00:00Z",
  });
  stamp(world);
  return world;
}

interface LearnerParts {
  readonly kind: 1 | 2;
  readonly schoolId: string;
  readonly grade: number;
  readonly born: number;
  readonly sex: "1" | "2";
  readonly name: string;
  readonly className: string;
  readonly commune: string;
}

function addLearner({ add, uuid, index }: MiniWorld, parts: LearnerParts): void {
  const { kind, schoolId, grade, born, sex, name, className, commune } = parts;
  const learnerId = uuid(kind);
  const tail = String(index).padStart(6, "0");
  const yy = String(born).slice(2);
  add("learner", {
    learnerId,
    learnerCode: `31${kind}${tail}`,
    nationalId: `031${sex === "1" ? 2 : 3}${yy}${tail}`,
    fullName: name,
    givenName: name.split(" ").at(-1),
    birthDate: `${born}-03-15`,
    birthPrecision: "day",
    sex,
    ethnicity: "01",
    religion: "0",
    nationality: "VNM",
    birthPlace: "Hải Phòng",
    hometown: "Hải Phòng",
    schoolId,
  });
  for (const [role, at, guardianSex, century] of [
    ["father", 10, "1", "0"],
    ["mother", 20, "2", "1"],
  ] as const) {
    const guardianId = uuid(at + kind);
    add("guardian", {
      guardianId,
      nationalId: `031${century}80${tail}`,
      fullName: role === "father" ? "Nguyễn Hữu Long" : "Lê Thanh Mai",
      birthYear: 1980,
      sex: guardianSex,
      phone: "0987654321",
      occupation: "Công nhân",
    });
    add("learnerGuardian", { learnerId, guardianId, relation: role, legalRepresentative: role === "father" });
  }
  const enrolment = { learnerId, schoolId, repeated: false, twoSessions: true };
  add("enrolment", {
    ...enrolment,
    schoolYear: current,
    gradeLevel: String(grade),
    className,
    status: "studying",
    entryDate: "2026-09-05",
    entryKind: "promoted",
  });
  add("enrolment", {
    ...enrolment,
    schoolYear: previous,
    gradeLevel: String(grade - 1),
    className: `${grade - 1}A`,
    status: "studying",
    entryDate: "2025-09-05",
    yearOutcome: "promoted",
  });
  add("classMembership", {
    learnerId,
    schoolId,
    schoolYear: current,
    className,
    startDate: "2026-09-05",
    rollNumber: 1,
  });
  add("residence", {
    learnerId,
    residenceKind: "current",
    address: "Số 5 ngõ 2",
    communeCode: commune,
    communeName: null,
  });
  add("learnerPolicyGroup", { learnerId, policyGroup: kind === 1 ? "poor" : "orphan", schoolYear: current });
  add("learnerHealth", {
    learnerId,
    measuredOn: "2026-10-01",
    heightCm: 150,
    weightKg: 42,
    bmi: 18.7,
    bloodGroup: "O",
    eyeCondition: "normal",
    insuranceNumber: "3112345678",
  });
  if (kind === 1) {
    add("learnerDisability", {
      learnerId,
      disabilityKind: "1",
      disabilityDegree: "3",
      inclusiveEducation: true,
      individualPlan: true,
    });
  }
  add("classSection", {
    schoolId,
    schoolYear: current,
    className,
    gradeLevel: String(grade),
    classKind: "general",
    homeroomTeacherCode: `GV${kind}`,
    homeroomTeacherName: "Trần Văn Nam",
    sessionsPerDay: 2,
    pupilCount: 1,
    multigrade: false,
  });
}

/** Published rows carry their source row; every row of a world gets one of its own. */
function stamp(world: MiniWorld): void {
  let number = world.index * 1000;
  for (const rows of Object.values(world.rows)) {
    for (const row of rows) {
      number += 1;
      row.sourceRowId = number;
    }
  }
}

/** Puts rows into the datasets' tables; a `sourceRow` of the world goes in as it is. */
export async function insertRows(
  db: Db,
  datasets: readonly Dataset[],
  rows: Readonly<Record<string, readonly Row[]>>,
): Promise<void> {
  for (const [id, list] of Object.entries(rows)) {
    const dataset = datasets.find((candidate) => candidate.id === id);
    if (dataset === undefined) throw new Error(`no dataset ${id}`);
    const columns = columnsOf(dataset).map((column) => column.name);
    const published = {
      version: 1,
      source_row_id: 1,
      field_source: null,
      run_seq: 1,
      changed_at: "2026-11-01T00:00:00Z",
    };
    const data = list.map((row) => ({
      ...(dataset.origin === "vendor" ? published : {}),
      ...Object.fromEntries(Object.entries(row).map(([name, value]) => [toSnakeCase(name), value])),
    }));
    await db.query(
      `insert into ${dataset.table} (${columns.join(", ")}) select ${columns.join(", ")}
       from jsonb_populate_recordset(null::${dataset.table}, $1::jsonb)`,
      [JSON.stringify(data)],
    );
  }
}
