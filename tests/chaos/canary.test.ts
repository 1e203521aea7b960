import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foldText } from "#src/domains/dictionary/fold.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { indexesOf } from "#src/platform/sealing/stored-value.ts";
import { runHp, startHp } from "./program.ts";

/**
 * A child nobody is called like, in a file that goes wrong in every way we know: no output, no log, no record of a
 * failed run may hold a word of it. The tests follow each other on one data folder.
 */
const school = "311066002004";
const child = {
  fullName: "Ngoạn Quỳnh Zẩyxwv",
  nationalId: "031320987651",
  phone: "0913777881",
  address: "Số 991 ngõ Qwertzăn",
  guardian: "Khuất Thị Jkloiêu",
};
const header =
  "Mã HS;Họ tên HS;Ngày sinh;Giới tính;Số ĐDCN/CMND;SĐT bố;Họ tên bố;Chỗ ở hiện nay;Tên lớp;Khối;Mã trường;Năm học";
const row = (code: string, birth: string, id: string) =>
  [
    code,
    child.fullName,
    birth,
    "Nữ",
    id,
    child.phone,
    child.guardian,
    child.address,
    "1A1",
    "1",
    school,
    "2026-2027",
  ].join(";");

const broken = [row("A2", `31/02/${child.fullName}`, "31320987651"), row("", "", `${child.nationalId}x`)];

let dir: string;
let dataDir: string;
let said = "";

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "hp-canary-"));
  // Postgres runs as another user when we are root and must be able to pass.
  chmodSync(dir, 0o755);
  dataDir = join(dir, "data");
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function deliver(name: string, lines: readonly string[]): string {
  const inbox = join(dir, name);
  mkdirSync(join(inbox, "vnedu", school), { recursive: true });
  writeFileSync(
    join(inbox, "vnedu", school, "hoc_sinh_2026_2027.csv"),
    `\ufeff${[header, ...lines].join("\r\n")}\r\n`,
  );
  return inbox;
}

const settings = () => ({ HP_DATA: dataDir, HP_LOG: "trace" });

async function ingestLoudly(inbox: string, ...args: readonly string[]): Promise<number | string> {
  const ran = await runHp(["ingest", inbox, ...args], settings());
  said += ran.stdout + ran.stderr;
  return ran.code;
}

/** Words that are nobody's but the child's, as written and as folded. */
function leaks(text: string): readonly string[] {
  const words = ["Zẩyxwv", child.nationalId, child.phone, child.phone.slice(1), "Qwertzăn", "Jkloiêu"];
  const folded = foldText(text);
  return words.filter((word) => text.includes(word) || folded.includes(foldText(word)));
}

async function withDatabase(
  work: (query: (sql: string) => Promise<readonly Record<string, unknown>[]>) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(readConfig({ HP_DATA: dataDir }));
  try {
    await work(async (sql) => (await database.pool.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await database.close();
  }
}

test("a file with broken cells is taken in without a word of it in any output", async () => {
  const inbox = deliver("first", [row("A1", "12/03/2020", child.nationalId), ...broken]);
  expect(await ingestLoudly(inbox, "--json")).toBe(0);
  expect(said).toContain("statement");
  expect(leaks(said)).toEqual([]);
  // The child is there all the same.
  await withDatabase(async (query) => {
    const [index = ""] = indexesOf(openKeyring(foldersOf(dataDir).keys), "nationalId", child.nationalId);
    expect((await query(`select 1 from learner where national_id_index = '${index}'`)).length).toBe(1);
  });
}, 90_000);

test("a run that Postgres refuses says nothing of the row it refused", async () => {
  await withDatabase(async (query) => {
    await query("alter table learner add constraint nobody_new check (run_seq < 2)");
  });
  said = "";
  expect(
    await ingestLoudly(deliver("second", [row("A1", "13/03/2020", child.nationalId), ...broken])),
  ).not.toBe(0);
  await withDatabase(async (query) => {
    const [run] = await query("select status, error from run order by run_seq desc limit 1");
    expect(run?.status).toBe("failed");
    expect(leaks(String(run?.error))).toEqual([]);
    await query("alter table learner drop constraint nobody_new");
  });
  expect(leaks(said)).toEqual([]);
}, 90_000);

test("a value of the wrong type is not quoted: not on the screen, not in the run, not in Postgres' own log", async () => {
  await withDatabase(async (query) => {
    await query("alter table learner drop column full_name");
    await query("alter table learner add column full_name integer");
  });
  said = "";
  const ran = await runHp(["resume"], settings());
  said += ran.stdout + ran.stderr;
  expect(ran.code).not.toBe(0);
  await withDatabase(async (query) => {
    const runs = await query("select error from run where error is not null");
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs) expect(leaks(String(run.error))).toEqual([]);
    await query("alter table learner drop column full_name");
    await query("alter table learner add column full_name text");
  });
  expect(leaks(said)).toEqual([]);
}, 90_000);

test("neither the server's request log nor Postgres' log names anybody", async () => {
  const program = startHp(["up", "--json"], { ...settings(), HP_PORT: "0" });
  const { url } = JSON.parse(await program.said('"url"')) as { url: string };
  for (const path of [
    `/api/v1/learners?q=${encodeURIComponent(child.fullName)}`,
    `/api/v1/learners?nationalId=${child.nationalId}`,
    `/api/v1/learners/${child.nationalId}`,
    `/${encodeURIComponent(child.fullName)}`,
  ]) {
    await (await fetch(url + path)).text();
  }
  await fetch(`${url}/api/v1/learners`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: child.fullName }),
  });
  program.child.kill("SIGINT");
  await program.ended;
  expect(leaks(program.stdout() + program.stderr())).toEqual([]);
  const log = join(foldersOf(dataDir).postgres, "postgres.log");
  expect(existsSync(log)).toBe(true);
  expect(leaks(readFileSync(log, "utf8"))).toEqual([]);
}, 90_000);
