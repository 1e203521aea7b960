import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GenerateReport, generateCity } from "./generate.ts";
import { type Cells, readDelivered, readTruth } from "./truth/read-delivery.ts";
import { ALL_LAYOUTS } from "./vendors/layouts.ts";
import { slashDate } from "./vendors/rows/spellings.ts";

const SEED = 20261020;
const SCALE = 0.01;
const CHANGE_SHARE = 0.05;
const folder = mkdtempSync(join(tmpdir(), "city-"));
const first = join(folder, "first");
let report: GenerateReport;
let secondDay: GenerateReport;

beforeAll(async () => {
  report = await generateCity({ scale: SCALE, seed: SEED, out: first, threads: 1 });
  secondDay = await generateCity({
    scale: SCALE,
    seed: SEED,
    out: first,
    day: 2,
    changeShare: CHANGE_SHARE,
    threads: 1,
  });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
}

function fingerprint(root: string): Record<string, string> {
  return Object.fromEntries(
    filesUnder(root).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(root, name)))
        .digest("hex"),
    ]),
  );
}

test("the same seed gives the same bytes, however many threads write them", async () => {
  const again = join(folder, "again");
  await generateCity({ scale: SCALE, seed: SEED, out: again, threads: 2 });
  await generateCity({ scale: SCALE, seed: SEED, out: again, day: 2, changeShare: CHANGE_SHARE, threads: 2 });
  expect(fingerprint(again)).toEqual(fingerprint(first));
}, 300_000);

test("an occupied directory is refused", async () => {
  await expect(generateCity({ scale: SCALE, seed: SEED, out: first })).rejects.toThrow(
    "already holds a delivery",
  );
});

test("every vendor sends, and the report counts the files", () => {
  const vendors = new Set(filesUnder(join(first, "inbox")).map((name) => name.split("/")[0]));
  expect([...vendors].sort()).toEqual([
    "excel",
    "k12online",
    "legacy",
    "misa",
    "oneroster",
    "qlcm",
    "smas",
    "so-gd",
    "vnedu",
  ]);
  const files = filesUnder(join(first, "inbox"));
  expect(report.files).toBe(files.length);
  expect(report.bytes).toBe(files.reduce((sum, name) => sum + statSync(join(first, "inbox", name)).size, 0));
});

test("planted shares lie in the bands of the Đề án", () => {
  const shareOf = (count: number): number => count / report.learners;
  expect(shareOf(report.learnersDeviating)).toBeGreaterThan(0.07);
  expect(shareOf(report.learnersDeviating)).toBeLessThan(0.12);
  expect(shareOf(report.learnersDeviatingAfterNormalising)).toBeGreaterThan(0.055);
  expect(shareOf(report.learnersWithoutVerifiableId)).toBeGreaterThan(0.017);
  expect(shareOf(report.learnersWithoutVerifiableId)).toBeLessThan(0.033);
  expect(report.staffWithoutId / report.staffRows).toBeGreaterThan(0.13);
  expect(report.staffWithoutId / report.staffRows).toBeLessThan(0.22);
  expect(report.duplicatesInFile).toBeGreaterThan(0);
  expect(report.secondSystemRows).toBeGreaterThan(0);
});

describe.each(["first", "first/day-2"])("truth of %s", (day) => {
  const root = join(folder, day);
  const opened = new Map<string, Map<string, Cells>>();
  async function rowOf(place: Record<string, string>, row: string): Promise<readonly string[]> {
    const path = join(root, "inbox", place.vendor ?? "", place.schoolCode ?? "", place.file ?? "");
    const tables = opened.get(path) ?? (await readDelivered(path));
    opened.set(path, tables);
    const cells = tables.get(place.sheet ?? "")?.[Number(row)];
    if (cells === undefined) throw new Error(`${path} has no row ${row} in ${place.sheet}`);
    return cells;
  }

  test("rows without a mistake hold the person at the row told", async () => {
    const persons = new Map(
      readTruth(join(root, "truth"), "persons").map((person) => [person.personId, person]),
    );
    const rows = readTruth(join(root, "truth"), "rows");
    expect(rows.length).toBe(
      day === "first"
        ? report.learnerRows + report.secondSystemRows + report.staffRows
        : secondDay.learnerRows + secondDay.secondSystemRows + secondDay.staffRows,
    );
    for (const place of rows) {
      // ExcelJS takes most of this test's time: a third of the staff files will do.
      if (place.vendor === "misa" && Number(place.schoolCode) % 3 !== 0) continue;
      const cells = await rowOf(place, place.row ?? "");
      const person = persons.get(place.personId ?? "");
      if (place.errors !== "") continue;
      // Whole files repeat people who did not change on the second day.
      if (person === undefined && day !== "first") continue;
      const { fullName = "", givenName = "", birthDate = "", nationalId = "" } = person ?? {};
      expect(cells).toContain(nationalId);
      // Of the legacy encodings only the ASCII cells are read here; encodings.test.ts has the letters.
      if (place.vendor === "legacy") continue;
      expect(cells.some((cell) => cell === fullName || cell === givenName)).toBe(true);
      if (place.vendor === "oneroster") continue;
      const [year, month, dayOfMonth] = birthDate.split("-").map(Number);
      const spellings = [
        birthDate,
        slashDate(birthDate),
        `${dayOfMonth}/${month}/${year}`,
        `${birthDate}T00:00:00`,
      ];
      expect(cells.some((cell) => spellings.includes(cell))).toBe(true);
    }
  }, 200_000);

  test("mistakes stand in the row and the column told", async () => {
    const wanted = readTruth(join(root, "truth"), "errors").filter(
      ({ vendor, column, kind }) =>
        vendor !== "legacy" && vendor !== "oneroster" && column !== "" && kind?.startsWith("noId") === false,
    );
    expect(wanted.length).toBeGreaterThan(0);
    for (const error of wanted) {
      const { vendor, sheet, column, kind = "", writtenValue = "" } = error;
      if (vendor === "misa" && Number(error.schoolCode) % 3 !== 0) continue;
      const cells = await rowOf(error, error.row ?? "");
      const layout = ALL_LAYOUTS.find(
        (candidate) =>
          candidate.vendor === vendor &&
          candidate.sheet === sheet &&
          (candidate.sheet !== "" || candidate.intake === error.intake),
      );
      const at = layout?.columns.findIndex((candidate) => candidate.column === column) ?? -1;
      if (at < 0 || column === "female") continue;
      const cell = cells[at + 1] ?? "";
      const spellings = /^\d{4}-\d\d-\d\d$/.test(writtenValue)
        ? [writtenValue, slashDate(writtenValue), `${writtenValue}T00:00:00`, shortDate(writtenValue)]
        : [writtenValue];
      expect([kind, spellings]).toEqual([kind, expect.arrayContaining([cell])]);
    }
  }, 200_000);

  test("ranges of history and results begin and end with the person's rows", async () => {
    const ranges = readTruth(join(root, "truth"), "row-ranges");
    expect(ranges.length).toBeGreaterThan(0);
    for (const range of ranges.filter((_, index) => index % 7 === 0)) {
      const start = await rowOf(range, range.firstRow ?? "");
      const end = await rowOf(range, range.lastRow ?? "");
      expect(end[2]).toBe(start[2]);
      const running = Number(end[1]) - Number(start[1]);
      expect(running).toBe(Number(range.lastRow) - Number(range.firstRow));
    }
  }, 200_000);
});

function shortDate(isoDay: string): string {
  const [year, month, day] = isoDay.split("-").map(Number);
  return `${day}/${month}/${year}`;
}

test("the second day sends the share asked for: deltas where the vendor can, whole files elsewhere", () => {
  const inbox = join(first, "day-2", "inbox");
  const names = filesUnder(inbox).map((name) => relative(".", name).split("/"));
  for (const [vendor, , file = ""] of names) {
    const delta = vendor === "smas" || vendor === "vnedu" || vendor === "k12online";
    expect(/thay[-_]doi/.test(file)).toBe(delta);
  }
  const changed = new Set(
    readTruth(join(first, "day-2", "truth"), "changes").map((change) => change.personId),
  );
  expect(changed.size / report.learners).toBeGreaterThan(CHANGE_SHARE * 0.85);
  expect(changed.size / report.learners).toBeLessThan(CHANGE_SHARE * 1.15);
  const kinds = new Set(readTruth(join(first, "day-2", "truth"), "changes").map((change) => change.kind));
  for (const kind of ["address", "class", "phone", "left", "entered", "corrected"])
    expect(kinds).toContain(kind);
});

test("a corrected mistake is not sent again", () => {
  const truth = join(first, "day-2", "truth");
  const corrected = readTruth(truth, "changes").filter((change) => change.kind === "corrected");
  const sent = new Map<string, string[]>();
  for (const row of readTruth(truth, "rows")) {
    if (row.vendor === "k12online") continue;
    const kinds = (row.errors ?? "").split(";").filter((kind) => kind !== "" && !kind.startsWith("noId"));
    sent.set(row.personId ?? "", kinds);
  }
  expect(corrected.length).toBeGreaterThan(0);
  for (const { personId = "" } of corrected) expect(sent.get(personId)).toEqual([]);
});

test("only the vendors asked for", async () => {
  const some = join(folder, "some");
  await generateCity({ scale: 0.003, seed: SEED, out: some, vendors: ["vnedu"], threads: 1 });
  expect(readdirSync(join(some, "inbox"))).toEqual(["vnedu"]);
}, 200_000);
