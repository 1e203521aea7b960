import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { insertRows } from "#src/api/test-app.ts";
import { sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import { makeReport } from "#src/pipeline/3-identity/reconcile/report.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

const fileId = "c".repeat(64);
/** A table whose columns wait for somebody's word. */
const sampleMapping = sampleId("review mapping");
const headers = ["STT", "Họ và tên", "Ngày sinh", "Mã ĐD", "Lớp"] as const;
const meanings = [null, "fullName", "birthDate", null, "className"] as const;

/** Of the sample school: the rows of its first file where they went, and a file with columns nobody is sure of. */
export async function insertSampleDeliveries(pool: Pool): Promise<void> {
  await insertRows(
    pool,
    "sourceRow",
    Array.from({ length: 640 }, (_, at) => ({
      sourceRowId: String(sourceRowId({ fileSeq: 1, sheetNo: 1, rowNo: at + 6 })),
      intake: "learnerRow",
      sourceSystem: "smas",
      schoolId: sampleSchool,
      rowKey: sampleId(`row ${at}`),
      rowHash: sampleId(`row ${at}`),
      recordId: sampleId(`learner ${at % 240}`),
      // Rows 10, 15, 20 … of the file are held (sample city).
      outcome: at >= 4 && at < 77 && (at - 4) % 5 === 0 ? "held" : at % 40 === 1 ? "merged" : "published",
      runSeq: 1,
    })),
  );
  await pool.query("update file set tables = $1 where file_seq = 1", [JSON.stringify({ tables: [known] })]);
  await insertRows(pool, "file", [
    {
      fileId,
      fileSeq: 3,
      fileName: "danh-sach-lop-3.xlsx",
      sourceSystem: "excel",
      schoolId: sampleSchool,
      bytes: 40_960,
      status: "waiting",
      reason: "column-unsure",
      rowsIn: 96,
      tables: { fileId, waiting: [waiting], notTables: [{ sheetName: "Hướng dẫn", rows: 9 }] },
      runSeq: 2,
      receivedAt: "2026-10-20T02:30:00Z",
    },
  ]);
  await insertRows(pool, "review", [
    {
      reviewId: sampleMapping,
      kind: "mappingUnsure",
      status: "open",
      fileId,
      schoolId: sampleSchool,
      question: waiting,
      runSeq: 2,
      openedAt: "2026-10-20T02:41:00Z",
    },
  ]);
  // A case whose answer of the registry is known field by field.
  await pool.query("update learner set national_id = '031216004565', sex = '2' where learner_id = $1", [
    sampleId("learner 5"),
  ]);
  await pool.query("update reconciliation_case set evidence = $2, source_row_id = $3 where case_id = $1", [
    sampleId("case 5"),
    { name: true, birthDate: false, sex: true, numberFitsSex: true, numberFitsBirthYear: false },
    String(sourceRowId({ fileSeq: 1, sheetNo: 1, rowNo: 12 })),
  ]);
  const now = systemClock.now();
  await makeReport(pool, localDay(now).slice(0, 7), { by: "Nguyễn Thị Người Thử", at: now });
}

const columns = headers.map((header, at) => ({
  index: at + 1,
  header,
  column: meanings[at] ?? null,
  confidence: meanings[at] === null ? 0.6 : 1,
  by: "alias",
}));

const known = {
  fileSeq: 1,
  sheetNo: 1,
  firstDataRow: 6,
  lastRow: 647,
  intake: "learnerRow",
  sourceSystem: "smas",
  trust: 50,
  keyIssuer: "vendor",
  delivery: "full",
  schoolId: sampleSchool,
  receivedAt: "2026-10-20T02:30:00Z",
  positions: { fullName: 2, birthDate: 3, className: 5 },
  headers: { fullName: "Họ và tên", birthDate: "Ngày sinh", className: "Lớp" },
  context: { schoolYear: "2026-2027" },
  readings: {},
  rawPart: "raw/run-000001/0.parquet",
};

const waiting = {
  sheetName: "Lớp 3",
  rows: 96,
  questions: [
    {
      code: "column-unsure",
      severity: "needed",
      columnIndex: 4,
      header: "Mã ĐD",
      sentence: {
        vi: "Cột “Mã ĐD” có thể là: Số định danh cá nhân, Mã học sinh; hãy chọn.",
        en: "Column “Mã ĐD” may be: National id, Learner code; please choose.",
      },
      candidates: [
        { value: "nationalId", confidence: 0.62 },
        { value: "learnerCode", confidence: 0.58 },
      ],
    },
  ],
  description: {
    fileSeq: 3,
    sheetNo: 1,
    sheetName: "Lớp 3",
    headerRows: [4, 4],
    firstDataRow: 5,
    lastRow: 100,
    columns,
    intake: "learnerRow",
    intakeConfidence: 0.9,
    context: { schoolYear: "2026-2027", schoolCode: sampleSchool },
    keyIssuer: "vendor",
    fingerprint: ["stt", "ho va ten", "ngay sinh", "ma dd", "lop"],
    questions: [],
  },
};
