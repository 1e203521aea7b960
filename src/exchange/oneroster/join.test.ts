import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PackagePlan, PackageSheet } from "#src/pipeline/1-landing/recognise/package-join.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { oneRosterJoin } from "./join.ts";
import { LEFTOVER_REASONS } from "./leftovers.ts";

type Csv = Readonly<Record<string, string>>;
type Row = { sheet: string; row: number; values: Record<string, string> };

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 200, threads: 1, temporaryDir: tmpdir() });
});
afterAll(() => lake.close());

/** Lines of `a|b|c` as the parser would hand them on; blank cells are null. */
function sheetsOf(files: Csv, zip = true): { sheets: PackageSheet[]; raw: string } {
  const tuples: string[] = [];
  const sheets = Object.entries(files).map(([name, text], at): PackageSheet => {
    const fileSeq = zip ? 7 : at + 1;
    const sheetNo = zip ? at + 1 : 1;
    const rows = text
      .trim()
      .split("\n")
      .map((line, index) => ({
        rowNo: index + 1,
        cells: line.split("|").map((cell) => (cell.trim() === "" ? null : cell.trim())),
      }));
    for (const row of rows) {
      const cells = row.cells.map((cell) => (cell === null ? "null" : quote(cell))).join(",");
      tuples.push(`(${fileSeq}, ${sheetNo}, ${row.rowNo}, [${cells}]::varchar[])`);
    }
    return {
      fileSeq,
      sheetNo,
      sheetName: `${name}.csv`,
      fileName: zip ? "oneroster-2026-2027.zip" : `${name}.csv`,
      part: zip ? `${name}.csv` : null,
      pathSegments: ["inbox", "oneroster", "311156003001"],
      headRows: rows,
      lastRow: rows.length,
    };
  });
  return { sheets, raw: `(values ${tuples.join(",")}) raw(file_seq, sheet_no, row_no, cells)` };
}

/** Makes the plan's relations over these raw rows, as the pipeline does. */
async function makeRelations(relations: PackagePlan["relations"], raw: string): Promise<void> {
  for (const { name, sql } of relations)
    await lake.run(`create or replace temp table ${name} as ${sql.replaceAll("$raw", raw)}`);
}

async function joined(files: Csv, zip = true): Promise<{ rows: Map<string, Row[]>; leftovers: string[] }> {
  const { sheets, raw } = sheetsOf(files, zip);
  const [pack] = oneRosterJoin.findPackages(sheets);
  if (pack === undefined) throw new Error("no package was found");
  const plan = oneRosterJoin.plan(pack);
  await makeRelations(plan.relations, raw);
  const rows = new Map<string, Row[]>();
  for (const { description, sql } of plan.tables) {
    const found = await lake.rows<{ row_no: number; cells: (string | null)[] }>(sql);
    const list = rows.get(description.intake) ?? [];
    for (const { row_no: row, cells } of found) {
      const values = description.columns.flatMap((column, at) => {
        const cell = cells[at];
        return column.column === null || cell === null || cell === undefined ? [] : [[column.column, cell]];
      });
      list.push({ sheet: description.sheetName, row, values: Object.fromEntries(values) });
    }
    rows.set(
      description.intake,
      list.sort((a, b) => a.sheet.localeCompare(b.sheet) || a.row - b.row),
    );
  }
  const leftovers = await lake.rows<{ sheet_no: number; row_no: number; reason: string }>(plan.leftoversSql);
  return {
    rows,
    leftovers: leftovers
      .map(({ sheet_no: no, row_no: row, reason }) => `${sheets[no - 1]?.sheetName} ${row} ${reason}`)
      .sort(),
  };
}

const V12: Csv = {
  manifest: "propertyName|value\noneroster.version|1.2\nfile.users|bulk\nfile.results|absent",
  orgs: "sourcedId|status|name|type|identifier\norg-1|active|Trường THCS Minh Tân|school|311156003001",
  academicSessions: `sourcedId|status|title|type|startDate|endDate|parentSourcedId|schoolYear
ay|active|2026-2027|schoolYear|2026-09-05|2027-05-31||2027
t1|active|Học kỳ 1|term|2026-09-05|2027-01-10|ay|2027`,
  classes: `sourcedId|status|title|grades|courseSourcedId|classType|location|schoolSourcedId|termSourcedIds|subjects
c1|active|6A|06|k1|homeroom|P101|org-1|t1|
c2|active|Toán 6 nâng cao|06|k1|scheduled||org-1|t1|Toán
c3|tobedeleted|6Z|06|k1|homeroom||org-1|t1|`,
  enrollments: `sourcedId|status|classSourcedId|schoolSourcedId|userSourcedId|role|primary|beginDate|endDate
e1|active|c2|org-1|hs1|student|false|2026-09-05|2027-05-31
e2|active|c1|org-1|hs1|student|true|2026-09-05|2027-05-31
e3|active|c1|org-1|hs2|student|true|2026-09-05|2026-10-12
e4|active|c1|org-1|gv1|teacher|true|2026-09-05|2027-05-31
e5|active|c2|org-1|gv1|teacher|false|2026-09-05|2027-05-31
e6|active|c1|org-1|ghost|student|true||
e7|active|cx|org-1|hs1|student|true||
e8|active|c1|org-1|hs3|student|true|2026-09-05|2027-05-31`,
  demographics: `sourcedId|status|birthDate|sex|cityOfBirth
hs1|active|2015-03-02|female|Hải Phòng
nobody|active|2015-03-02|female|`,
  roles: `sourcedId|status|userSourcedId|roleType|role|beginDate|endDate|orgSourcedId
r1|active|hs1|primary|student|2026-09-05||org-1
r2|active|hs2|primary|student|2026-09-05||org-1
r3|active|gv1|primary|teacher|||org-1
r4|active|gv1|secondary|siteAdministrator|||org-2
r5|tobedeleted|hs3|primary|student|||org-1
r6|active|me1|primary|parent|||org-1`,
  users: `sourcedId|status|dateLastModified|userIds|givenName|familyName|middleName|identifier|email|sms|phone|agentSourcedIds|grades|primaryOrgSourcedId|metadata.danToc
hs1|active|2026-10-20||Hương|Đỗ|Thị|031315639768||||me1|06|org-1|Kinh
hs2|active|2026-10-20|{LDAP:9},{CCCD:031215000001}|An|Lê||an.le||||||org-1|
hs3|tobedeleted|2026-10-18T01:00:00Z||Bình|Vũ|Văn|||||||org-1|
gv1|active|2026-10-20||Tuyết|Trần|Thị|031185000002|t@x.vn||0912345678|||org-1|
me1|active|2026-10-20||Lan|Phạm|Thị||||0987654321||||
lost|active|2026-10-20||Không|Ai||||||||org-1|`,
};

describe("a 1.2 package", () => {
  test("a learner's row points at users.csv and gathers demographics, homeroom class, school, year, parent", async () => {
    const { rows } = await joined(V12);
    expect(rows.get("learnerRow")?.[0]).toEqual({
      sheet: "users.csv",
      row: 2,
      values: {
        learnerCode: "hs1",
        nationalId: "031315639768",
        familyName: "Đỗ",
        middleName: "Thị",
        givenName: "Hương",
        birthDate: "2015-03-02",
        sex: "female",
        ethnicity: "Kinh",
        birthPlace: "Hải Phòng",
        schoolCode: "311156003001",
        schoolName: "Trường THCS Minh Tân",
        schoolYear: "2026-2027",
        gradeLevel: "6",
        className: "6A",
        entryDate: "2026-09-05",
        guardianName: "Phạm Thị Lan",
        guardianPhone: "0987654321",
      },
    });
  });

  test("an enrolment that ends before the year does is an exit, and an id is taken by its type", async () => {
    const learner = (await joined(V12)).rows.get("learnerRow")?.[1];
    expect(learner?.values).toMatchObject({ exitDate: "2026-10-12", nationalId: "031215000001" });
  });

  test("tobedeleted is an exit on the day it was written, never a row less", async () => {
    const learner = (await joined(V12)).rows.get("learnerRow")?.[2];
    expect(learner?.row).toBe(4);
    expect(learner?.values).toMatchObject({ enrolmentStatus: "tobedeleted", exitDate: "2026-10-18" });
  });

  test("a teacher of two schools is told by users.csv once and by the second role once", async () => {
    const staff = (await joined(V12)).rows.get("staffRow");
    expect(
      staff?.map(({ sheet, row, values }) => [sheet, row, values.schoolCode, values.staffGroup]),
    ).toEqual([
      ["roles.csv", 5, "org-2", "CBQL"],
      ["users.csv", 5, "311156003001", "GV"],
    ]);
  });

  test("homerooms are classes with their teacher, courses are teaching", async () => {
    const { rows } = await joined(V12);
    expect(rows.get("classRow")).toHaveLength(1);
    expect(rows.get("classRow")?.[0]?.values).toMatchObject({ className: "6A", homeroomTeacherCode: "gv1" });
    expect(rows.get("teachingAssignmentRow")?.map(({ row, values }) => [row, values.subject])).toEqual([
      [6, "Toán"],
    ]);
  });

  test("every row without a place is listed with its reason", async () => {
    const { leftovers } = await joined(V12);
    expect(leftovers).toEqual([
      "classes.csv 3 class-is-course",
      "classes.csv 4 class-cancelled",
      "demographics.csv 3 demographics-user-missing",
      "enrollments.csv 7 enrolment-user-missing",
      "enrollments.csv 8 enrolment-class-missing",
      "users.csv 7 user-without-role",
    ]);
    const reasons = new Set(leftovers.map((line) => line.split(" ").at(-1)));
    for (const reason of reasons) expect(LEFTOVER_REASONS).toHaveProperty(String(reason));
  });

  test("a user written twice counts as written last, and the first row is listed, like one without an id", async () => {
    const users = `${V12.users}
hs1|active|2026-10-21||Hương|Đỗ|Thu|031315639768||||me1|06|org-1|Kinh
|active|2026-10-21||Ai|Không|||||||06|org-1|`;
    const { rows, leftovers } = await joined({ ...V12, users });
    const told = rows.get("learnerRow")?.filter(({ values }) => values.learnerCode === "hs1");
    expect(told?.map(({ row, values }) => [row, values.middleName])).toEqual([[8, "Thu"]]);
    expect(leftovers).toContain("users.csv 2 written-again-below");
    expect(leftovers).toContain("users.csv 9 id-missing");
  });

  test("no row is pointed at twice", async () => {
    const { rows } = await joined(V12);
    const pointers = [...rows.values()].flat().map(({ sheet, row }) => `${sheet} ${row}`);
    expect(new Set(pointers).size).toBe(pointers.length);
  });

  test("context is read from folder and file name; a manifest's delta is a delta", () => {
    const delta = { ...V12, manifest: "propertyName|value\noneroster.version|1.2\nfile.users|delta" };
    const [pack] = oneRosterJoin.findPackages(sheetsOf(delta).sheets);
    const context = oneRosterJoin.plan(pack ?? []).tables[0]?.description.context;
    expect(context).toEqual({
      vendor: "oneroster",
      delivery: "delta",
      schoolCode: "311156003001",
      schoolYear: "2026-2027",
    });
  });
});

const V11: Csv = {
  orgs: "sourcedId|status|name|type|identifier\n12|active|Trường A|school|\n34||Trường B|school|my identifier",
  classes:
    "sourcedId|status|title|grade|classType|schoolSourcedId|termSourcedIds\nc1|active|Lớp 1|2|scheduled|12|1,0\nc2||Lớp 2||scheduled|12|1",
  enrollments: `sourcedId|classSourcedId|schoolSourcedId|userSourcedId|role|status
e1|c1|12|u1|student|active
e2|c2|12|u1|student|
e3|c1|34|u2|student|`,
  demographics: "userSourcedId|status|birthdate|sex\nu2||2014-01-02|male",
  users: `sourcedId|status|orgSourcedIds|role|givenName|familyName|identifier
u1||12|student|An|Lê|user identifier
u2||12,34|student|Bình|Vũ|
u3||12,34|student|Chi|Đào|`,
};

describe("a 1.1 folder with the habits of old writers", () => {
  test("missing columns, unquoted lists, userSourcedId as key and no manifest are read", async () => {
    const { rows } = await joined(V11, false);
    const learners = rows.get("learnerRow") ?? [];
    expect(
      learners.map(({ sheet, row, values }) => [sheet, row, values.learnerCode, values.schoolCode]),
    ).toEqual([
      ["enrollments.csv", 4, "u2", "my identifier"],
      ["users.csv", 2, "u1", "12"],
      ["users.csv", 3, "u2", "12"],
      ["users.csv", 4, "u3", "12"],
    ]);
    expect(learners[2]?.values).toMatchObject({ birthDate: "2014-01-02", sex: "male" });
  });

  test("a text that is no number is no national id, and of two classes none is picked", async () => {
    const values = (await joined(V11, false)).rows.get("learnerRow")?.[1]?.values ?? {};
    expect(values).not.toHaveProperty("nationalId");
    expect(values).not.toHaveProperty("className");
  });

  test("a second school nothing else speaks of is listed", async () => {
    const { sheets, raw } = sheetsOf(V11, false);
    const [pack] = oneRosterJoin.findPackages(sheets);
    const plan = oneRosterJoin.plan(pack ?? []);
    await makeRelations(plan.relations, raw);
    const found = await lake.rows<{ row_no: number; reason: string }>(plan.leftoversSql);
    expect(found).toEqual([
      expect.objectContaining({ row_no: 4, reason: "second-school-without-enrolment" }),
    ]);
  });
});

test("csv files that are no package are left alone", () => {
  const { sheets } = sheetsOf({ users: "Mã|Họ tên\n1|An", orgs: "a|b\n1|2" });
  expect(oneRosterJoin.findPackages(sheets)).toEqual([]);
});
