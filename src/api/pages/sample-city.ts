import { createHash } from "node:crypto";
import { checks } from "#src/domains/catalogue.ts";
import { dimensions } from "#src/domains/dictionary/check.ts";
import { sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { insertRows, type Row } from "../test-app.ts";

/** Same text, same id: the sample is the same at every run. */
export const sampleId = (name: string): string => {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const sampleCommune = "11948";
export const sampleSchool = "311194802001";
const schoolNames = [
  "Trường Mầm non Hải An",
  "Trường Tiểu học Hải An",
  "Trường THCS Hải An",
  "Trường THPT Hải An",
];
const levels = ["01", "02", "03", "04"];
const grades = ["MG5", "3", "7", "11"];
const year = "2026-2027";

/** A small commune with four schools, two ended runs and one going, and something of everything the pages show. */
export async function insertSampleCity(pool: Pool): Promise<void> {
  await insertRows(
    pool,
    "school",
    schoolNames.map((schoolName, i) => ({
      schoolId: schoolIdOf(i),
      schoolName,
      levels: [levels[i]],
      ownership: "1",
      communeCode: sampleCommune,
      address: `Số ${i + 12} đường Lê Hồng Phong`,
    })),
  );
  const people: Row[] = [];
  const enrolments: Row[] = [];
  for (let i = 0; i < 240; i += 1) {
    const learnerId = sampleId(`learner ${i}`);
    people.push({
      learnerId,
      fullName: `Nguyễn Thị Mẫu ${i}`,
      schoolId: schoolIdOf(i % 4),
      birthDate: "2015-03-31",
    });
    enrolments.push({ learnerId, schoolId: schoolIdOf(i % 4), schoolYear: year, gradeLevel: grades[i % 4] });
  }
  await insertRows(pool, "learner", people);
  await insertRows(pool, "enrolment", enrolments);
  await insertRows(
    pool,
    "staffMember",
    Array.from({ length: 24 }, (_, i) => ({
      staffId: sampleId(`staff ${i}`),
      fullName: `Trần Văn Mẫu ${i}`,
      schoolId: schoolIdOf(i % 4),
    })),
  );
  await insertRows(
    pool,
    "classSection",
    Array.from({ length: 12 }, (_, i) => ({
      schoolId: schoolIdOf(i % 4),
      schoolYear: year,
      className: `${grades[i % 4]}A${i}`,
      gradeLevel: grades[i % 4],
    })),
  );
  await insertRuns(pool);
  await insertQuality(pool);
  await insertStandings(pool);
}

const schoolIdOf = (i: number): string => `3111948${levels[i]}001`;

/** Few agree with the registry, half did once, and more than a page of cases waits at a school. */
async function insertStandings(pool: Pool): Promise<void> {
  const statuses = ["mismatchName", "mismatchBirthDate", "idNotFound", "noId"] as const;
  const steps = ["correctName", "correctBirthDate", "checkNumber", "requestNumber"] as const;
  const standings: Row[] = [];
  const cases: Row[] = [];
  const changedAt = "2026-10-20T02:41:00Z";
  for (let i = 0; i < 240; i += 1) {
    const at = Math.floor(i / 4) % 4;
    const status = i % 8 === 0 ? "verified" : statuses[at];
    const recordId = sampleId(`learner ${i}`);
    standings.push({
      entity: "learner",
      recordId,
      status,
      foundStatus: status,
      ...(i % 2 === 0 ? { everVerifiedAt: changedAt } : {}),
      schoolId: schoolIdOf(i % 4),
      runSeq: 1,
      changedAt,
    });
    if (status === "verified") continue;
    cases.push({
      caseId: sampleId(`case ${i}`),
      entity: "learner",
      recordId,
      status,
      schoolId: schoolIdOf(i % 4),
      sourceRowId: "1",
      evidence: {},
      cause: "unknown",
      owner: i % 5 === 0 ? "commune" : "school",
      nextStep: steps[at],
      dueOn: `2026-11-${String(1 + (i % 28)).padStart(2, "0")}`,
      openedAt: changedAt,
      openedRun: 1,
    });
  }
  await insertRows(pool, "verification", standings);
  await insertRows(pool, "reconciliationCase", cases);
}

async function insertRuns(pool: Pool): Promise<void> {
  const counts = { files: 4, rowsIn: 1284, published: 1201, unchanged: 40, merged: 20, held: 23 };
  const times = { startedAt: "2026-10-20T02:30:00Z", endedAt: "2026-10-20T02:41:00Z" };
  await insertRows(pool, "run", [
    { runSeq: 1, status: "done", ...times, ...counts },
    { runSeq: 2, status: "done", ...times, ...counts, held: 20 },
  ]);
  await insertRows(pool, "runStep", [
    { runSeq: 1, step: "landing", ...times, rows: 1284, detail: {} },
    { runSeq: 1, step: "publish", ...times, rows: 1201, detail: {} },
  ]);
  await insertRows(pool, "sourceSystem", [
    { sourceSystem: "smas", title: "SMAS", trustRank: 50 },
    { sourceSystem: "vnedu", title: "VnEdu", trustRank: 50 },
  ]);
  await insertRows(
    pool,
    "file",
    ["a", "b"].map((name, i) => ({
      fileId: name.repeat(64),
      fileSeq: i + 1,
      fileName: `inbox/smas/${sampleSchool}/ds-lop-${name}.xlsx`,
      sourceSystem: "smas",
      schoolId: sampleSchool,
      bytes: 90_112,
      status: i === 0 ? "published" : "refused",
      reason: i === 0 ? null : "xlsx-encrypted",
      rowsIn: 642,
      tables: [],
      runSeq: 1,
      receivedAt: "2026-10-20T02:30:00Z",
    })),
  );
  await insertRows(
    pool,
    "feed",
    ["smas", "vnedu"].map((sourceSystem) => ({
      feedId: `${sourceSystem}/${sampleSchool}/learnerRow`,
      sourceSystem,
      schoolId: sampleSchool,
      intake: "learnerRow",
      rowsCurrent: 642,
      lastReceivedAt: "2026-10-20T02:30:00Z",
    })),
  );
  const rejection = { intake: "learnerRow", schoolId: sampleSchool, runSeq: 1 };
  await insertRows(
    pool,
    "rowRejection",
    Array.from({ length: 73 }, (_, i) => ({
      ...rejection,
      sourceRowId: String(sourceRowId({ fileSeq: 1, sheetNo: 1, rowNo: i + 10 })),
      columnName: i % 5 === 0 ? "*" : "birthDate",
      reason: i % 5 === 0 ? "learner-unidentifiable" : "date-impossible",
      header: i % 5 === 0 ? null : "Ngày sinh",
      raw: i % 5 === 0 ? "birthDate" : "31/02/2015 <b>&",
    })),
  );
  await insertRows(pool, "review", [
    {
      reviewId: sampleId("review"),
      kind: "feedShrunk",
      status: "open",
      feedId: `smas/${sampleSchool}/learnerRow`,
      schoolId: sampleSchool,
      question: { before: 642, now: 12 },
      runSeq: 1,
      openedAt: "2026-10-20T02:41:00Z",
    },
  ]);
}

async function insertQuality(pool: Pool): Promise<void> {
  const units = [
    ["city", "31"],
    ["commune", sampleCommune],
    ...levels.map((_, i) => ["school", schoolIdOf(i)]),
  ];
  await insertRows(
    pool,
    "qualityScore",
    units.flatMap(([unitKind, unitId], u) =>
      ["*", ...dimensions].map((dimension, d) => ({
        unitKind,
        unitId,
        dataset: "*",
        dimension,
        runSeq: 1,
        records: 1000,
        failing: 10 * d,
        score: 99.5 - 4 * d - u,
        scoredAt: "2026-10-20T02:41:00Z",
      })),
    ),
  );
  const codes = [
    ...checks.filter((check) => check.dataset === "learner").map((check) => check.code),
    "Q-A",
    "Q-B",
    "Q-C",
  ];
  await insertRows(
    pool,
    "qualityIssue",
    Array.from({ length: 130 }, (_, i) => ({
      dataset: "learner",
      recordKey: sampleId(`learner ${i}`),
      checkCode: codes[i % 3] ?? "Q-A",
      schoolId: sampleSchool,
      sourceRowId: String(sourceRowId({ fileSeq: 1, sheetNo: 1, rowNo: i + 10 })),
      openedRun: 1,
    })),
  );
}
