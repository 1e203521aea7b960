import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getDataset } from "#src/domains/catalogue.ts";
import { getField } from "#src/domains/dictionary/dataset.ts";
import { storedValue } from "#src/pipeline/1-landing/correction-rows.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { type Delivery, listSchool, newDelivery } from "./lists.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity } from "./tiny-city.ts";

/** What a person mends goes through the real pipeline, holds against the vendor's next list, and can be taken back. */
let at: TestHost;
let delivery: Delivery;
let learnerId: string;
let before: Record<string, unknown>;
beforeAll(async () => {
  at = await openTestHost();
  delivery = newDelivery(await getTinyCity()).list(30);
  await at.ingest(delivery.root);
  const [row] = await at.rows<Record<string, string>>(
    "select learner_id as id from learner where birth_place is not null order by learner_id limit 1",
  );
  learnerId = row?.id ?? "";
  before = await golden();
});
afterAll(async () => {
  await at.close();
  delivery.remove();
});

const golden = async (id = learnerId): Promise<Record<string, unknown>> =>
  (await at.rows("select *, birth_date::text as birth_date from learner where learner_id = $1", [id]))[0] ??
  {};

async function mend(field: string, after: unknown, key = learnerId, dataset = "learner"): Promise<string> {
  const correctionId = randomUUID();
  const keyring = openKeyring(at.folders.keys);
  await at.rows(
    `insert into correction (correction_id, batch_id, dataset, record_key, field, school_id, after, state, corrected_by, corrected_by_name, corrected_at)
     values ($1, $1, $2, $3, $4, $5, $6, 'waiting', 'test', 'Văn thư', $7)`,
    [
      correctionId,
      dataset,
      key,
      field,
      listSchool,
      JSON.stringify(
        storedValue(keyring, getField(getDataset(dataset), field), { correctionId, field }, after),
      ),
      at.host.clock.now(),
    ],
  );
  return correctionId;
}

const correction = async (id: string) =>
  (await at.rows<Record<string, unknown>>("select * from correction where correction_id = $1", [id]))[0] ??
  {};

const takeBack = (id: string) =>
  at.rows(
    "update correction set state = 'undoing', undone_at = $2, undone_by_name = 'Văn thư' where correction_id = $1",
    [id, at.host.clock.now()],
  );

const mended = "Thủy Nguyên, Hải Phòng";
let place: string;
test("a mended value is published from a source of its own, and the log says what it was", async () => {
  place = await mend("birthPlace", mended);
  const result = await at.ask({ paths: [] });
  expect(result).toMatchObject({ accounted: true, rowsIn: 1, changed: { learner: { updated: 1 } } });
  const now = await golden();
  expect(now.birth_place).toBe(mended);
  expect(now.version).toBe(Number(before.version) + 1);
  const taken = await correction(place);
  expect(taken).toMatchObject({ state: "applied", run_seq: result.runId });
  // The mended field names the new row; every other one still names the vendor's.
  const sources = now.field_source as Record<string, number>;
  const rowOf = (field: string) => String(sources[field] ?? now.source_row_id);
  expect(rowOf("birth_place")).toBe(String(taken.source_row_id));
  expect(rowOf("full_name")).toBe(String(before.source_row_id));
  const [log] = await at.rows<Record<string, unknown>>(
    "select before, after, source_row_id from change_log where record_id = $1 and run_seq = $2",
    [learnerId, result.runId],
  );
  expect(log).toMatchObject({ before: { birth_place: before.birth_place }, after: { birth_place: mended } });
  const [file] = await at.rows<Record<string, unknown>>(
    "select file_name, source_system, school_id, status from file where run_seq = $1",
    [result.runId],
  );
  expect(file).toEqual({
    file_name: `sua-tren-hoa-phuong-luot-${result.runId}.json`,
    source_system: "sua-tai-truong",
    school_id: listSchool,
    status: "published",
  });
});

test("the vendor's next list does not write over it, and what it changes elsewhere comes in", async () => {
  const name = `vnedu/${listSchool}/hoc_sinh_2026_2027.csv`;
  const path = join(delivery.root, name);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(String(before.birth_place), "Nơi khác").replaceAll("Kinh", "Tày"));
  await at.ingest(delivery.root);
  expect((await golden()).birth_place).toBe(mended);
});

test("a value that can't be read is refused with the reason and nothing else is lost", async () => {
  const bad = await mend("birthDate", "31/02/2015");
  const good = await mend("email", "hoa@example.vn");
  const result = await at.ask({ paths: [] });
  expect(result.accounted).toBe(true);
  expect(await correction(bad)).toMatchObject({ state: "refused", refusal: "date-impossible" });
  expect(await correction(good)).toMatchObject({ state: "applied" });
  expect(await golden()).toMatchObject({
    email: "hoa@example.vn",
    birth_place: mended,
    birth_date: before.birth_date,
  });
});

test("a national id stands sealed where it waits and is read when it is taken in", async () => {
  const id = await mend("nationalId", "031215000123");
  expect(JSON.stringify((await correction(id)).after)).not.toContain("031215000123");
  await at.ask({ paths: [] });
  expect(await correction(id)).toMatchObject({ state: "applied" });
  await takeBack(id);
  await at.ask({ paths: [] });
});

test("taken back, the other sources' value is there again, and the next run changes nothing", async () => {
  await takeBack(place);
  await at.ask({ paths: [] });
  expect(await correction(place)).toMatchObject({ state: "undone" });
  expect(await golden()).toMatchObject({ birth_place: "Nơi khác", email: "hoa@example.vn" });
  expect((await at.ask({ paths: [] })).changed).toEqual({});
});

test("it goes with its record when that is merged with another, and comes back when they part", async () => {
  const people = await at.rows<{ id: string; key: string }>(
    "select record_id as id, min(link_key::text) as key from link where entity = 'learner' and key_kind = 'sourceKey' group by 1 order by 1",
  );
  const other = people.find(({ id }) => id !== learnerId);
  const own = people.find(({ id }) => id === learnerId);
  if (other === undefined || own === undefined) throw new Error("two people are needed");
  const mark = await mend("hometown", "Quê đã sửa", other.id);
  await at.ask({ paths: [] });
  expect(await golden(other.id)).toMatchObject({ hometown: "Quê đã sửa" });
  const decision = randomUUID();
  await at.rows(
    `insert into identity_decision (decision_id, entity, left_key, right_key, verdict, reason, is_second, decided_by, decided_at)
     values ($1, 'learner', $2, $3, 'same', 'test', false, 'tester', $4)`,
    [decision, own.key, other.key, at.host.clock.now()],
  );
  await at.ask({ paths: [] });
  const [merged] = await at.rows<{ id: string }>(
    "select record_id as id from link where entity = 'learner' and link_key = $1",
    [other.key],
  );
  expect(await golden(merged?.id)).toMatchObject({ hometown: "Quê đã sửa" });
  await at.rows(
    "update identity_decision set undone_by = 'tester', undone_at = $2, undo_reason = 'test' where decision_id = $1",
    [decision, at.host.clock.now()],
  );
  await at.ask({ paths: [] });
  expect(await golden(other.id)).toMatchObject({ hometown: "Quê đã sửa" });
  expect((await golden()).hometown).not.toBe("Quê đã sửa");
  await takeBack(mark);
  await at.ask({ paths: [] });
  expect((await golden(other.id)).hometown).not.toBe("Quê đã sửa");
});

test("mending makes no row where no list has one", async () => {
  const [row] = await at.rows<{ key: string; year: string }>(
    `select learner_id || '|' || school_id || '|' || school_year as key from enrolment where learner_id = $1`,
    [learnerId],
  );
  await mend("repeated", true, row?.key, "enrolment");
  const result = await at.ask({ paths: [] });
  expect(result.changed).toMatchObject({ enrolment: { updated: 1, inserted: 0 } });
  await mend("repeated", true, `${learnerId}|${listSchool}|2011-2012`, "enrolment");
  const ghost = await at.ask({ paths: [] });
  expect(ghost.accounted).toBe(true);
  expect(await at.count("select count(*) from enrolment where school_year = '2011-2012'")).toBe(0);
});

test("a file that calls itself ours is not taken for ours", async () => {
  delivery.file(
    `sua-tai-truong/${listSchool}/sua.csv`,
    `recordKey;keyLearnerId;birthPlace\r\n${learnerId};${learnerId};Giả mạo\r\n`,
  );
  await at.ingest(delivery.root);
  expect((await golden()).birth_place).toBe("Nơi khác");
  expect(
    await at.count(
      "select count(*) from file where source_system = 'sua-tai-truong' and file_name = 'sua.csv'",
    ),
  ).toBe(0);
});
