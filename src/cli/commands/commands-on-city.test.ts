import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateCity } from "#city/generate.ts";
import { listTables, qualified } from "#src/platform/backup/dump-tables.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, dropDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
import { callCommand, configOf } from "../test-call.test-support.ts";
import { backupCommand } from "./backup.ts";
import { doctorCommand } from "./doctor.ts";
import { ingestCommand } from "./ingest.ts";
import { qualityCommand } from "./quality.ts";
import { restoreCommand } from "./restore.ts";
import { showCommand } from "./show.ts";

/** Two schools of the city, taken in once; every command below works on them. */
const scratch = mkdtempSync(join(tmpdir(), "hp-cli-"));
const inbox = join(scratch, "city", "inbox");
let database: TestDatabase;
let config: Config;

beforeAll(async () => {
  await generateCity({ scale: 0.001, seed: 3, out: join(scratch, "city"), threads: 1 });
  database = await createTestDatabase();
  config = configOf(join(scratch, "data"), database.url);
  const answer = await callCommand(ingestCommand, config, [inbox, "--json"]);
  expect(answer.json).toMatchObject({ accounted: true });
});

afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

async function one<T>(sql: string, values: readonly unknown[] = []): Promise<T> {
  const { rows } = await database.pool.query(sql, [...values]);
  if (rows[0] === undefined) throw new Error(`no row: ${sql}`);
  return rows[0] as T;
}

/** The number of a row as a person reads it. */
const numberOf = (row: { readonly learner_id: string; readonly national_id: string }): string =>
  openStored(
    openKeyring(foldersOf(config.dataDir).keys),
    { dataset: "learner", field: "nationalId", recordId: row.learner_id },
    row.national_id,
  );

interface Story {
  readonly recordKey: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly origins: Readonly<
    Record<string, { sourceRowId: string; cells: { header: string; text: string | null }[] }>
  >;
  readonly sourceRows: readonly {
    sourceRowId: string;
    fileName: string;
    rowNo: number;
    outcome: string;
    cells: { text: string }[];
  }[];
  readonly related: readonly { dataset: string; count: number }[];
  readonly history: readonly { operation: string }[];
  readonly links: readonly { rule: string }[];
  readonly verification: { readonly status: string; readonly everVerifiedAt: string | null } | null;
}

async function show(...args: readonly string[]): Promise<Story> {
  const { code, json } = await callCommand(showCommand, config, [...args, "--json"]);
  expect(code).toBe(0);
  return json as Story;
}

describe("hp show", () => {
  test("a learner is found by record id, by code and by national id, the same record each time", async () => {
    const row = await one<{ learner_id: string; learner_code: string; national_id: string }>(
      `select learner_id, learner_code, national_id from learner l where learner_code is not null and national_id is not null and school_id is not null
       and exists (select 1 from learner_guardian g where g.learner_id = l.learner_id)
       and (select count(*) from learner o where o.national_id_index = l.national_id_index or o.learner_code = l.learner_code) = 1 order by learner_id limit 1`,
    );
    const stories = await Promise.all(
      [row.learner_id, row.learner_code, numberOf(row)].map((id) => show("learner", id)),
    );
    expect(new Set(stories.map((story) => story.recordKey))).toEqual(new Set([row.learner_id]));
    const related = stories[0]?.related.map(({ dataset }) => dataset) ?? [];
    expect(related).toEqual(expect.arrayContaining(["enrolment", "learnerGuardian"]));
    expect(stories[0]?.history.map(({ operation }) => operation)).toContain("insert");
    expect(stories[0]?.links.length).toBeGreaterThan(0);
    // Nobody was asked here; what the registry said, or that it wasn't asked, is told.
    expect(stories[0]?.verification).toMatchObject({ status: "notSent", everVerifiedAt: null });
    const { lines } = await callCommand(showCommand, config, ["learner", row.learner_id]);
    expect(lines.join("\n")).toMatch(/Đối soát với dân cư\n.*\(notSent\)/);
  });

  test("the name's origin is the very cell of the sender's file", async () => {
    const rows = await database.pool.query<{ learner_id: string; full_name: string }>(
      "select learner_id, full_name from learner order by learner_id limit 5",
    );
    for (const { learner_id, full_name } of rows.rows) {
      const story = await show("learner", learner_id);
      const origin = story.origins.fullName;
      const text = origin?.cells.map((cell) => cell.text).join(" ") ?? "";
      // Standardising may mend spaces and composed letters, nothing more.
      expect(text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase()).toBe(full_name.toLowerCase());
      const source = story.sourceRows.find((one) => one.sourceRowId === origin?.sourceRowId);
      expect(source?.cells.map((cell) => cell.text)).toContain(origin?.cells[0]?.text);
      expect(source?.fileName).toMatch(/\.(xlsx|csv|json|zip)$/);
    }
  });

  test("all rows of a record are there: as many as the account has", async () => {
    const { record_id, n } = await one<{ record_id: string; n: string }>(
      "select record_id, count(*) as n from source_row s join learner l on l.learner_id = s.record_id group by 1 order by 2 desc, 1 limit 1",
    );
    const story = await show("learner", record_id);
    expect(story.sourceRows.filter((source) => source.outcome !== null).length).toBe(Number(n));
    for (const source of story.sourceRows)
      expect(source.cells.length, `${source.fileName} ${source.rowNo}`).toBeGreaterThan(0);
  });

  test("a father's columns are told from a mother's", async () => {
    const father = await one<{ guardian_id: string }>(
      "select guardian_id from learner_guardian g join guardian using (guardian_id) where relation = 'father' order by 1 limit 1",
    );
    const { origins } = await show("guardian", father.guardian_id);
    const headers = origins.fullName?.cells.map((cell) => cell.header).join() ?? "";
    expect(headers.toLowerCase()).toMatch(/cha|bố|father/);
  });

  test("a subject result points at its mark columns, a school at the register; every dataset can be shown", async () => {
    const result = await one<{ key: string }>(
      "select learner_id || '|' || school_year || '|' || subject_code as key from subject_result where year_mark is not null order by 1 limit 1",
    );
    const story = await show("subjectResult", result.key);
    expect(story.origins.yearMark?.cells.map((cell) => Number(cell.text?.replace(",", ".")))).toEqual([
      Number(story.values.yearMark),
    ]);
    const school = await one<{ school_id: string }>("select school_id from school order by 1 limit 1");
    const told = await show("school", school.school_id);
    expect(told.origins.schoolName?.cells[0]?.header).toBe("Tên trường");
    expect(told.related.find(({ dataset }) => dataset === "enrolment")?.count).toBeGreaterThan(0);
    const text = await callCommand(showCommand, config, ["school", school.school_id]);
    expect(text.lines.join("\n")).toContain("Giá trị và nơi lấy");
  });

  test("what does not exist is said so", async () => {
    await expect(callCommand(showCommand, config, ["learner", randomUUID()])).rejects.toMatchObject({
      code: "record-not-found",
    });
    await expect(callCommand(showCommand, config, ["run", "1"])).rejects.toMatchObject({
      code: "argument-invalid",
    });
  });
});

describe("hp quality", () => {
  test("the worklist has exactly the open issues, each with its place", async () => {
    const { json, lines } = await callCommand(qualityCommand, config, ["--worklist", "--json"]);
    const open = await one<{ n: string }>("select count(*) as n from quality_issue");
    expect(lines.length - 1).toBe(Number(open.n));
    expect(Number(open.n)).toBeGreaterThan(0);
    expect(json).toMatchObject({ dimensionSet: "eight" });
    const school = await one<{ school_id: string; n: string }>(
      "select school_id, count(*) as n from quality_issue where school_id in (select school_id from school) group by 1 order by 2 desc limit 1",
    );
    const own = await callCommand(qualityCommand, config, [
      "--unit",
      `school:${school.school_id}`,
      "--worklist",
      "--dimensions",
      "6",
      "--json",
    ]);
    expect(own.lines.length - 1).toBe(Number(school.n));
  });

  test("a unit that does not exist is refused, not shown without faults", async () => {
    await expect(callCommand(qualityCommand, config, ["--unit", "school:1"])).rejects.toMatchObject({
      code: "record-not-found",
    });
    await expect(callCommand(qualityCommand, config, ["--unit", "district:1"])).rejects.toMatchObject({
      code: "argument-invalid",
    });
  });
});

async function tableHashes(pool: Pool): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const { table } of await listTables(pool)) {
    const { rows } = await pool.query<{ hash: string }>(
      `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as hash from ${qualified(table)} t`,
    );
    hashes[table] = rows[0]?.hash ?? "";
  }
  return hashes;
}

describe("hp backup, hp restore, hp doctor", () => {
  test("a restored city is the city: same rows, sound, and the same files change nothing", async () => {
    const out = join(scratch, "backup");
    const saved = await callCommand(backupCommand, config, ["--out", out, "--json"]);
    const check = await callCommand(restoreCommand, config, [out, "--check", "--json"]);
    expect(check.json).toMatchObject({ restored: false, rows: (saved.json as { rows: number }).rows });
    await expect(callCommand(restoreCommand, config, [out])).rejects.toMatchObject({
      code: "restore-target-not-empty",
    });
    const name = `t_${randomUUID().replaceAll("-", "")}`;
    await database.pool.query(`create database ${name}`);
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    const target = configOf(join(scratch, "restored"), url.href);
    await callCommand(restoreCommand, target, [out, "--json"]);
    const pool = createPool(url.href, 2);
    // The restored city says that it was restored, and the saved one that it was saved; all else is the same.
    const isAudit = ([table]: readonly [string, string]): boolean => table.startsWith("access.audit_");
    const hashesOf = async (one: Pool) =>
      Object.entries(await tableHashes(one)).filter((hash) => !isAudit(hash));
    expect(await hashesOf(pool)).toEqual(await hashesOf(database.pool));
    const { rows: last } = await pool.query("select action from access.audit_event order by at desc limit 1");
    expect(last).toEqual([{ action: "restore" }]);
    const again = await callCommand(ingestCommand, target, [inbox, "--json"]);
    expect(again.json).toMatchObject({ accounted: true, published: 0, merged: 0 });
    const changed = Object.values(
      (again.json as { changed: Record<string, { inserted: number; updated: number; retired: number }> })
        .changed,
    );
    expect(changed.reduce((sum, one) => sum + one.inserted + one.updated + one.retired, 0)).toBe(0);
    const health = await callCommand(doctorCommand, target, ["--all-files", "--json"]);
    expect(
      (health.json as { findings: { state: string; check: string }[] }).findings.filter(
        (finding) => finding.state === "fail" && finding.check !== "postgres.settings",
      ),
    ).toEqual([]);
    await pool.end();
    await dropDatabase(database.pool, name);
  });

  test("doctor finds what is broken, says what to do and exits with 1", async () => {
    const broken = async (): Promise<readonly string[]> => {
      const { code, json } = await callCommand(doctorCommand, config, ["--all-files", "--json"]);
      const findings = (json as { findings: { check: string; state: string; advice?: { vi: string } }[] })
        .findings;
      for (const finding of findings)
        expect(finding.state === "ok" || (finding.advice?.vi ?? "") !== "", finding.check).toBe(true);
      const failed = findings.filter((finding) => finding.state === "fail").map((finding) => finding.check);
      expect(code).toBe(failed.length === 0 ? 0 : 1);
      // The test cluster throws durability away on purpose.
      return failed.filter((name) => name !== "postgres.settings");
    };
    expect(await broken()).toEqual([]);
    const { file_id } = await one<{ file_id: string }>("select file_id from file order by file_id limit 1");
    const path = join(config.dataDir, "landing", file_id.slice(0, 2), file_id);
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.from(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte))));
    expect(await broken()).toEqual(["files.landing"]);
    writeFileSync(path, bytes);
    const orphan = await one<{ learner_id: string }>(
      "update enrolment set learner_id = gen_random_uuid() where ctid = (select min(ctid) from enrolment) returning learner_id",
    );
    expect(await broken()).toEqual(["records.orphans"]);
    await database.pool.query("delete from enrolment where learner_id = $1", [orphan.learner_id]);
    await database.pool.query("alter table learner add column extra text");
    expect(await broken()).toEqual(["structure"]);
    await database.pool.query("alter table learner drop column extra");
    await database.pool.query("select setval('file_seq', 1)");
    expect(await broken()).toEqual(["sequence"]);
    await database.pool.query("select setval('file_seq', (select max(file_seq) from file))");
    const linked = join(config.dataDir, "lake", "linked", "learnerRow");
    const part = join(linked, readdirSync(linked)[0] ?? "");
    const kept = readFileSync(part);
    rmSync(part);
    expect(await broken()).toEqual(["lake.linked"]);
    writeFileSync(part, kept);
    const key = join(config.dataDir, "keys", "identity.key");
    chmodSync(key, 0o644);
    const { json } = await callCommand(doctorCommand, config, ["--json"]);
    expect((json as { findings: { check: string; state: string }[] }).findings).toContainEqual(
      expect.objectContaining({ check: "keys", state: "warn" }),
    );
    chmodSync(key, 0o600);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(await broken()).toEqual([]);
  });
});
