import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import { goldenIdMacro } from "./golden-id.ts";
import { joinAlike } from "./join-alike.ts";
import { rememberDecisions } from "./remember.ts";
import { resolveIdentity } from "./resolve.ts";
import { findTouched, nameRecords } from "./settle.ts";

const runDir = mkdtempSync(join(tmpdir(), "hp-resolve-"));
let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: tmpdir() });
  await lake.run(goldenIdMacro(Buffer.alloc(32, 7)));
});
afterAll(() => {
  lake.close();
  rmSync(runDir, { recursive: true });
});
beforeEach(() =>
  lake.run(`
    create or replace temp table occurrence (
      entity varchar, intake varchar, role varchar, source_row_id bigint, creates boolean, brings boolean, source_key uuid,
      national_id varchar, national_key uuid, full_name varchar, name_key varchar, given varchar, birth_date date, sex varchar,
      trust integer, received_at timestamptz, school_id varchar);
    create or replace temp table claim_of (entity varchar, intake varchar, role varchar, source_row_id bigint, verified boolean, is_foreign boolean);
    create or replace temp table decision (entity varchar, left_key uuid, right_key uuid, verdict varchar);
    create or replace temp table decided_key (entity varchar, link_key uuid, record_id uuid);
    create or replace temp table moved_key (entity varchar, source_key uuid, from_record uuid, to_record uuid);
    create or replace temp table known_link (entity varchar, link_key uuid, record_id uuid, key_kind varchar, verified boolean);
    create or replace temp table known_person (entity varchar, record_id uuid, name_key varchar, given varchar, birth_date date, full_name varchar)`),
);

interface Told {
  /** `list` brings learners and is trusted more than `results`, which only name them. */
  readonly from: "list" | "results";
  readonly code: string;
  readonly id: string | null;
  readonly name: string;
  readonly born?: string;
}

const key = (text: string) => `md5(${quote(text)})::uuid`;

/** One row each, in order of place. Results stand first: their file has the smaller number. */
async function tell(rows: readonly Told[]): Promise<void> {
  for (const [at, { from, code, id, name, born = "2016-08-30" }] of rows.entries()) {
    const isList = from === "list";
    await lake.run(`insert into occurrence values ('learner', '${isList ? "learnerRow" : "resultRow"}', 'self', ${at + 1}, true, ${isList},
      ${key(code)}, ${id === null ? "null, null" : `${quote(id)}, ${key(id)}`}, ${quote(name)}, ${quote(name)}, ${quote(name.split(" ").at(-1) ?? "")},
      ${quote(born)}, '1', ${isList ? 2 : 3}, now(), '311194802001')`);
  }
  const context = {
    lake,
    runDir,
    declarations: { matchings: [{ entity: "learner" }], linkages: [] },
  } as unknown as RunContext;
  await resolveIdentity(context);
  await joinAlike(context, []);
  await findTouched(context);
  await lake.run(
    "create or replace temp table known_key as select entity, record_id, link_key, key_kind, verified from known_link",
  );
  await nameRecords(context);
  await rememberDecisions(context);
}

/** Remembers what was decided, as publishing and a later run's asking do; the rows themselves are gone. */
async function nextRun(): Promise<void> {
  await lake.run(`
    insert into known_link select entity, link_key, record_id, key_kind, verified from new_link;
    insert into known_person
    select 'learner', i.record_id, arg_min(o.name_key, o.trust), arg_min(o.given, o.trust), arg_min(o.birth_date, o.trust), arg_min(o.full_name, o.trust)
    from identified i join occurrence o on o.source_row_id = i.source_row_id group by i.record_id;
    delete from occurrence`);
}

const records = async (): Promise<(string | null)[]> =>
  (
    await lake.rows<{ record_id: string | null }>("select record_id from identified order by source_row_id")
  ).map((row) => row.record_id);

const linkOf = async (text: string): Promise<string | undefined> =>
  (
    await lake.rows<{ record_id: string }>(
      `select record_id from (select link_key, record_id from new_link union all select link_key, record_id from known_link)
       where link_key = ${key(text)}`,
    )
  )[0]?.record_id;

test("a slip in the id of one of two lists under one code makes no second person", async () => {
  await tell([
    { from: "results", code: "K1", id: "right", name: "nguyen phuong thao" },
    { from: "list", code: "K1", id: "slip", name: "nguyen phuong thao" },
  ]);
  const [results, list] = await records();
  expect(results).toBe(list);
  expect([await linkOf("K1"), await linkOf("right"), await linkOf("slip")]).toEqual([list, list, list]);
  expect(await lake.rows("from new_case")).toEqual([]);
  await nextRun();
  // The id is put right, and a school elsewhere enters the learner under a code of its own.
  await tell([
    { from: "list", code: "K1", id: "right", name: "nguyen phuong thao" },
    { from: "list", code: "K9", id: "right", name: "nguyen phuong thao" },
  ]);
  expect(await records()).toEqual([list, list]);
});

test("a chain of codes and ids leads to one person", async () => {
  await tell([
    { from: "results", code: "K1", id: "right", name: "le an" },
    { from: "list", code: "K1", id: "slip", name: "le an" },
    { from: "list", code: "K2", id: "right", name: "le an" },
  ]);
  expect(new Set(await records()).size).toBe(1);
});

test("twins entered under one code stay two people, each with the own id", async () => {
  await tell([
    { from: "list", code: "K1", id: "first", name: "le minh an" },
    { from: "list", code: "K1", id: "second", name: "le minh binh" },
  ]);
  const [first, second] = await records();
  expect(first).not.toBe(second);
  expect([await linkOf("first"), await linkOf("second")]).toEqual([first, second]);
});

test("a code means the person its list says, also when results under it stay apart", async () => {
  // Another birth date and another id: nobody can tell whether the code or the row is wrong.
  await tell([
    { from: "results", code: "K1", id: "other", name: "tran bao", born: "2016-09-08" },
    { from: "list", code: "K1", id: "own", name: "tran bao", born: "2016-08-09" },
  ]);
  const [results, list] = await records();
  expect(results).not.toBe(list);
  expect(await linkOf("K1")).toBe(list);
  await nextRun();
  await tell([{ from: "list", code: "K1", id: "own", name: "tran bao", born: "2016-08-09" }]);
  expect(await records()).toEqual([list]);
});
