import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideReview, findFollowUp } from "#src/pipeline/decide-review.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { buildXlsx } from "../corpus/build/xlsx-builder.ts";
import { openTestHost, type TestHost } from "../journeys/test-host.ts";

/** Files that call a school by its name, or by a code the register doesn't know. The tests follow each other. */
let home: TestHost;
let inbox: string;
beforeAll(async () => {
  home = await openTestHost();
  inbox = mkdtempSync(join(tmpdir(), "hp-schools-"));
});
afterAll(async () => {
  await home.close();
  rmSync(inbox, { recursive: true, force: true });
});

type Cells = readonly (string | null)[];

function write(path: string, rows: readonly Cells[]): string {
  mkdirSync(dirname(join(inbox, path)), { recursive: true });
  writeFileSync(
    join(inbox, path),
    buildXlsx({ sheets: [{ name: "DS", rows: rows.map((row) => [...row]) }] }),
  );
  return join(inbox, path);
}

const register: readonly Cells[] = [
  ["Mã trường", "Tên trường", "Cấp học", "Loại hình", "Mã xã/phường", "Xã/Phường"],
  ["311141302001", "Trường Tiểu học Hải An", "Tiểu học", "Công lập", "11413", "Phường Hải An"],
  ["311141301501", "Trường Mầm non Sơn Ca", "Mầm non", "Tư thục", "11413", "Phường Hải An"],
  ["311138301501", "Trường Mầm non Sơn Ca", "Mầm non", "Tư thục", "11383", "Phường Lê Chân"],
  ["311050703002", "Trường THCS Cẩm Thượng", "THCS", "Công lập", "10507", "Phường Thành Đông"],
  ["311050703001", "Trường THCS Thành Đông", "THCS", "Công lập", "10507", "Phường Thành Đông"],
];

let pupils = 0;
const header = ["STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Lớp"];
const pupil = (name: string, more: Cells = []): Cells => {
  pupils += 1;
  return [String(pupils), `HS${pupils}`, name, `0${(pupils % 9) + 1}/09/2014`, "4A", ...more];
};
const list = (titles: readonly string[], names: readonly string[]): readonly Cells[] => [
  ...titles.map((title): Cells => [title]),
  ["DANH SÁCH HỌC SINH NĂM HỌC 2026-2027"],
  header,
  ...names.map((name) => pupil(name)),
];

const schoolOf = async (name: string) =>
  (
    await home.rows<{ school_id: string }>(
      "select e.school_id from enrolment e join learner l using (learner_id) where l.full_name = $1",
      [name],
    )
  ).map(({ school_id }) => school_id);

interface Asked extends Record<string, unknown> {
  readonly review_id: string;
  readonly question: {
    readonly mention: { readonly name: string };
    readonly questions: readonly { readonly candidates: readonly { value: string; sample: string }[] }[];
  };
}
const questions = () =>
  home.rows<Asked>("select review_id, question from review where status = 'open' and kind = 'sourceUnknown'");

async function answer(reviewId: string, schoolId: string): Promise<RunResult> {
  await decideReview(
    home.host.pool,
    reviewId,
    { action: "nameSource", schoolId },
    { decidedBy: "tester", decidedAt: home.host.clock.now() },
  );
  const request = await findFollowUp(home.host.pool, reviewId);
  if (request === undefined) throw new Error("nothing follows");
  return home.ask(request);
}

test("a list with a letterhead and no code is its school's, even when the register comes in the same delivery", async () => {
  write("so-gd/danh-muc.xlsx", register);
  write("gui/a.xlsx", list(["UBND PHƯỜNG HẢI AN", "TRƯỜNG TH HẢI AN"], ["Nguyễn Văn An", "Trần Thị Bình"]));
  // The commune's name before the merger.
  write("gui/b.xlsx", list(["UBND phường Cẩm Thượng", "Tr. THCS Cam Thuong"], ["Lê Văn Cường"]));
  const result = await home.ingest(inbox);
  expect(result).toMatchObject({ accounted: true, held: 0, filesWaiting: 0 });
  expect(await schoolOf("Nguyễn Văn An")).toEqual(["311141302001"]);
  expect(await schoolOf("Lê Văn Cường")).toEqual(["311050703002"]);
  expect(await questions()).toEqual([]);
  const [file] = await home.rows<{ by: object }>(
    "select tables -> 'tables' -> 0 -> 'schoolBy' as by from file where file_name = 'b.xlsx'",
  );
  expect(file?.by).toMatchObject({ by: "likeness", named: "Tr. THCS Cam Thuong" });
});

test("a name of two schools waits, with both named; the answer holds for this file and for the next", async () => {
  const path = write("gui/c.xlsx", list(["TRƯỜNG MẦM NON SƠN CA"], ["Phạm Thị Dung", "Vũ Văn Em"]));
  const first = await home.ingest(path);
  expect(first).toMatchObject({ accounted: true, filesWaiting: 1, held: 2, published: 0 });
  // Sent once more before anybody answered: it is one question.
  await home.ingest(path);
  const [asked, ...others] = await questions();
  expect(others).toEqual([]);
  expect(asked?.question.questions[0]?.candidates.map(({ value, sample }) => [value, sample])).toEqual([
    ["311138301501", "Trường Mầm non Sơn Ca, Phường Lê Chân"],
    ["311141301501", "Trường Mầm non Sơn Ca, Phường Hải An"],
  ]);
  await expect(answer(asked?.review_id ?? "", "319999901999")).rejects.toMatchObject({
    code: "record-not-found",
  });
  expect(await answer(asked?.review_id ?? "", "311138301501")).toMatchObject({
    accounted: true,
    published: 2,
    held: 0,
  });
  expect(await schoolOf("Phạm Thị Dung")).toEqual(["311138301501"]);
  expect(await home.count("select count(*) from file where status = 'waiting'")).toBe(0);
  const next = await home.ingest(
    write("gui/d.xlsx", list(["TRƯỜNG MẦM NON SƠN CA"], ["Đỗ Thị Giang", "Đặng Văn Hùng"])),
  );
  expect(next).toMatchObject({ filesWaiting: 0, published: 2 });
  expect(await schoolOf("Đỗ Thị Giang")).toEqual(["311138301501"]);
});

test("rows that name their schools: the sure ones are taken, the others wait and come in with the answer", async () => {
  const rows: readonly Cells[] = [
    ["DANH SÁCH HỌC SINH NĂM HỌC 2026-2027"],
    [...header, "Mã trường", "Tên trường"],
    pupil("Bùi Văn Hải", ["org-77a1", "Trường THCS Thành Đông - P. Thành Đông"]),
    pupil("Ngô Thị Khánh", ["org-77a2", "MN Sơn Ca"]),
    pupil("Hồ Văn Long", ["311141302001", "TH Hải An"]),
    // Nobody of the register: as it came, for the checks to tell.
    pupil("Dương Thị Mai", ["org-77a3", "Trường Tiểu học Võ Thị Sáu"]),
  ];
  const result = await home.ingest(write("gui/e.xlsx", rows));
  expect(result).toMatchObject({ accounted: true, held: 1 });
  expect(await schoolOf("Bùi Văn Hải")).toEqual(["311050703001"]);
  expect(await schoolOf("Hồ Văn Long")).toEqual(["311141302001"]);
  expect(await schoolOf("Dương Thị Mai")).toEqual(["org-77a3"]);
  expect(await schoolOf("Ngô Thị Khánh")).toEqual([]);
  const [asked, ...others] = await questions();
  expect(others).toEqual([]);
  expect(asked?.question.mention).toMatchObject({ code: "org-77a2", name: "MN Sơn Ca" });
  const after = await answer(asked?.review_id ?? "", "311141301501");
  expect(after).toMatchObject({ accounted: true, held: 0 });
  expect(await schoolOf("Ngô Thị Khánh")).toEqual(["311141301501"]);
  expect(
    await home.count("select count(*) from row_rejection where resolved_run is null and column_name = '*'"),
  ).toBe(0);
});

test("the same files once more change nothing", async () => {
  const before = await home.count("select count(*) from change_log");
  const result = await home.ingest(inbox);
  expect(result).toMatchObject({ accounted: true, published: 0, held: 0, filesWaiting: 0 });
  expect(await home.count("select count(*) from change_log")).toBe(before);
  expect(await questions()).toEqual([]);
});
