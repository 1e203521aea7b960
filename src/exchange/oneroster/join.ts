import type {
  JoinedTable,
  PackageJoin,
  PackagePlan,
  PackageSheet,
} from "#src/pipeline/1-landing/recognise/package-join.ts";
import { findClues, settleContext } from "#src/pipeline/1-landing/recognise/read-context.ts";
import { CLASSES, type IntakeRows, LEARNERS, STAFF, TEACHING } from "./intake-rows.ts";
import { LEFTOVERS_SQL } from "./leftovers.ts";
import { findPackages, type OneRosterPackage, type PackageTable, readPackage } from "./package.ts";
import { PEOPLE } from "./people-sql.ts";
import { relationsOf, roleTableOf } from "./relations.ts";

/** The table's rows that point at one file of the package; pointers never mix in one table. */
function joinedTable(pack: OneRosterPackage, rows: IntakeRows, pointedAt: PackageTable): JoinedTable {
  const { pathSegments } = pack;
  const clues = findClues({ titles: [], sheetName: "", fileName: pointedAt.fileName, pathSegments });
  const { context } = settleContext(clues);
  const columns = Object.entries(rows.columns);
  const values = columns.map(([, sql]) => `cast(${sql} as varchar)`).join(",\n    ");
  return {
    description: {
      fileSeq: pointedAt.fileSeq,
      sheetNo: pointedAt.sheetNo,
      sheetName: pointedAt.sheetName,
      headerRows: [pointedAt.headerRow, pointedAt.headerRow],
      firstDataRow: pointedAt.headerRow + 1,
      lastRow: pointedAt.lastRow,
      columns: columns.map(([column], at) => ({
        index: at + 1,
        header: column,
        column,
        confidence: 1,
        by: "vendor",
      })),
      intake: rows.intake,
      intakeConfidence: 1,
      context: { ...context, vendor: "oneroster", delivery: pack.delivery },
      keyIssuer: "vendor",
      fingerprint: columns.map(([column]) => column.toLowerCase()),
      questions: [],
    },
    sql: `select file_seq, sheet_no, row_no, cells from (
    select s.file_seq, s.sheet_no, s.row_no, [
    ${values}
    ] as cells from ${rows.from}
  ) where file_seq = ${pointedAt.fileSeq} and sheet_no = ${pointedAt.sheetNo}`,
  };
}

function plan(sheets: readonly PackageSheet[]): PackagePlan {
  const pack = readPackage(sheets);
  const { users, classes, enrollments } = pack.tables;
  const people = [users, roleTableOf(pack), enrollments];
  const wanted: readonly (readonly [IntakeRows, PackageTable | undefined])[] = [
    ...people.flatMap((table) => [[LEARNERS, table] as const, [STAFF, table] as const]),
    [CLASSES, classes],
    [TEACHING, enrollments],
  ];
  return {
    tables: wanted.flatMap(([rows, table]) => (table === undefined ? [] : [joinedTable(pack, rows, table)])),
    relations: [...relationsOf(pack), ...PEOPLE],
    leftoversSql: LEFTOVERS_SQL,
  };
}

/** OneRoster 1.1 and 1.2 csv packages → rows of learnerRow, staffRow, classRow and teachingAssignmentRow. */
export const oneRosterJoin: PackageJoin = { findPackages, plan };
