import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasets } from "#src/domains/catalogue.ts";
import { type Delivery, newDelivery } from "./lists.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity } from "./tiny-city.ts";

/** What a person says about two people's records holds, can be taken back, and leaves nothing behind when it is. */
let at: TestHost;
let delivery: Delivery;
let before: Readonly<Record<string, readonly unknown[]>>;
let one: Person;
let two: Person;

interface Person {
  readonly id: string;
  readonly key: string;
  readonly rows: readonly string[];
}

beforeAll(async () => {
  at = await openTestHost();
  delivery = newDelivery(await getTinyCity()).list(30);
  await at.ingest(delivery.root);
  before = await golden();
  const people = await at.rows<Person & Record<string, unknown>>(
    `select l.record_id as id, min(l.link_key::text) as key, (select array_agg(s.source_row_id::text) from source_row s where s.record_id = l.record_id) as rows
     from link l where l.entity = 'learner' and l.key_kind = 'sourceKey' group by l.record_id order by l.record_id`,
  );
  [one, two] = [people[3], people[17]] as [Person, Person];
});
afterAll(async () => {
  await at.close();
  delivery.remove();
});

/** Every published row but for what tells when and how often it was written. */
async function golden(): Promise<Record<string, readonly unknown[]>> {
  const found: Record<string, readonly unknown[]> = {};
  for (const dataset of datasets.filter(({ origin }) => origin === "vendor")) {
    const rows = await at.rows<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) - '{version,run_seq,changed_at}'::text[] as row from ${dataset.table} t order by 1`,
    );
    found[dataset.id] = rows.map(({ row }) => row);
  }
  return found;
}

async function decide(verdict: "same" | "different", left: string, right: string): Promise<string> {
  const id = randomUUID();
  await at.rows(
    `insert into identity_decision (decision_id, entity, left_key, right_key, verdict, reason, is_second, decided_by, decided_at)
     values ($1, 'learner', $2, $3, $4, 'test', false, 'tester', $5)`,
    [id, left, right, verdict, at.host.clock.now()],
  );
  return id;
}

const recordOf = async (key: string) =>
  (await at.rows("select record_id from link where entity = 'learner' and link_key = $1", [key]))[0]
    ?.record_id;
const aliasOf = async (id: string) =>
  (
    await at.rows("select into_record_id from record_alias where entity = 'learner' and record_id = $1", [id])
  )[0]?.into_record_id;

let merging: string;
test("two records that a person calls one become one: rows, links and events follow, the former id still leads there", async () => {
  merging = await decide("same", one.key, two.key);
  const result = await at.ask({ paths: [] });
  expect(result).toMatchObject({ accounted: true, rowsIn: 0 });
  const id = await recordOf(one.key);
  expect(await recordOf(two.key)).toBe(id);
  const former = id === one.id ? two.id : one.id;
  expect(await aliasOf(former)).toBe(id);
  expect(await at.count("select count(*) from learner")).toBe((before.learner?.length ?? 0) - 1);
  expect(await at.count("select count(*) from learner where learner_id = $1", [former])).toBe(0);
  for (const dataset of datasets.filter(
    ({ distributedBy, origin }) => origin === "vendor" && distributedBy === "learnerId",
  ))
    expect([
      dataset.id,
      await at.count(`select count(*) from ${dataset.table} where learner_id = $1`, [former]),
    ]).toEqual([dataset.id, 0]);
  expect(
    await at.count("select count(*) from source_row where source_row_id = any($1) and record_id = $2", [
      [...one.rows, ...two.rows],
      id,
    ]),
  ).toBe(one.rows.length + two.rows.length);
  const events = await at.rows("select su_kien from outbox where id_ban_ghi = $1 order by phien_ban", [
    former,
  ]);
  expect(events.at(-1)?.su_kien).toBe("CANCEL");
});

test("it holds when the same list comes again, and when it comes with a changed row", async () => {
  expect(await at.ingest(delivery.root)).toMatchObject({ changed: {}, accounted: true });
  delivery.list(29);
  await at.ingest(delivery.root);
  expect(await recordOf(two.key)).toBe(await recordOf(one.key));
  delivery.list(30);
  await at.ingest(delivery.root);
});

test("taken back, both are again what they were, under their own ids", async () => {
  await at.rows(
    "update identity_decision set undone_by = 'tester', undone_at = $2, undo_reason = 'test' where decision_id = $1",
    [merging, at.host.clock.now()],
  );
  await at.ask({ paths: [] });
  expect([await recordOf(one.key), await recordOf(two.key)]).toEqual([one.id, two.id]);
  expect([await aliasOf(one.id), await aliasOf(two.id)]).toEqual([undefined, undefined]);
  expect(await golden()).toEqual(before);
  expect((await at.ask({ paths: [] })).changed).toEqual({});
});

test("a version never comes twice in a record's log, whatever was retired and came back", async () => {
  await decide("same", one.key, two.key);
  await at.ask({ paths: [] });
  await decide("different", two.key, one.key);
  await at.ask({ paths: [] });
  expect(await golden()).toEqual(before);
  const behind = await at.rows(
    `select t.learner_id, t.version from learner t join change_log c on c.record_id = t.learner_id and c.dataset = 'learner'
     where c.operation = 'delete' and c.version >= t.version`,
  );
  expect(behind).toEqual([]);
});

test("keys with one national id that a person parted stay parted", async () => {
  const [shared] = await at.rows<{ id: string; source: string; national: string }>(
    `select s.record_id as id, s.link_key as source, n.link_key as national from link s
     join link n on n.entity = s.entity and n.record_id = s.record_id and n.key_kind = 'nationalId'
     where s.entity = 'learner' and s.key_kind = 'sourceKey' order by s.record_id limit 1`,
  );
  if (shared === undefined) throw new Error("nobody in the list has both keys");
  await decide("different", shared.source, shared.national);
  await at.ask({ paths: [] });
  expect(await recordOf(shared.national)).not.toBe(await recordOf(shared.source));
  await at.ingest(delivery.list(29).root);
  await at.ingest(delivery.list(30).root);
  expect(await recordOf(shared.national)).not.toBe(await recordOf(shared.source));
});
