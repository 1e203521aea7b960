import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
import { openTestHost, type TestHost } from "#tests/journeys/test-host.ts";
import { getTinyCity, type TinyCity } from "#tests/journeys/tiny-city.ts";
import { machineAct } from "./act.ts";
import { planRetention, runRetention } from "./retention/job.ts";
import { replayErasures } from "./retention/replay.ts";
import { exportFile, exportPerson } from "./rights/export-person.ts";
import type { Subject } from "./subject.ts";

/** The real pipeline on a small city, two days: what is exported and erased holds against what runs do. */
useAuditKey(randomBytes(32));
const scratch = mkdtempSync(join(tmpdir(), "hp-privacy-city-"));
const key = randomBytes(32);
/** Everybody has left school for longer than contact data are kept. */
const later = machineAct("thử", new Date("2040-11-23T03:00:00Z"));
let city: TinyCity;
let run: TestHost;

beforeAll(async () => {
  city = await getTinyCity();
  run = await openTestHost();
  expect((await run.ingest(city.inbox)).accounted).toBe(true);
}, 300_000);
afterAll(async () => {
  await run.close();
  rmSync(scratch, { recursive: true, force: true });
});

test("exports of real records hold their own number and nobody else's number or id", async () => {
  const { keyring } = run;
  const stored = await run.rows<{ entity: Subject["entity"]; id: string; number: string | null }>(
    `select 'learner' as entity, learner_id as id, national_id as number from learner
     union all select 'guardian', guardian_id, national_id from guardian
     union all select 'staffMember', staff_id, national_id from staff_member order by 1, 2`,
  );
  const people = stored.map((person) => ({
    ...person,
    number:
      person.number === null
        ? null
        : openStored(
            keyring,
            { dataset: person.entity, field: "nationalId", recordId: person.id },
            person.number,
          ),
  }));
  const byId = new Map(people.map((person) => [person.id, person]));
  const numbers = new Map(people.map((person) => [person.number, person]));
  const chosen = (["learner", "guardian", "staffMember"] as const).flatMap((entity) =>
    people.filter((person) => person.entity === entity && person.number !== null).slice(0, 12),
  );
  expect(chosen).toHaveLength(36);
  for (const person of chosen) {
    const made = await exportPerson(
      run.database.pool,
      keyring,
      { entity: person.entity, recordId: person.id },
      later.at,
    );
    const { text } = exportFile(made);
    expect(text).toContain(person.number);
    const strangers = [
      ...(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []).filter(
        (id) => id !== person.id && byId.has(id),
      ),
      ...(text.match(/\b\d{12}\b/g) ?? []).filter(
        (number) => numbers.has(number) && numbers.get(number)?.id !== person.id,
      ),
    ];
    expect(strangers).toEqual([]);
  }
});

test("what was erased is not brought back by the files of the next day, and scores are whole again", async () => {
  const filled = () =>
    run.rows<Record<string, number>>(
      `select (select count(*)::integer from learner where phone is not null or religion is not null or email is not null) as learners,
         (select count(*)::integer from guardian where phone is not null or national_id is not null) as guardians,
         (select count(*)::integer from residence) as residences,
         (select count(*)::integer from learner_health) as health`,
    );
  const [before] = await filled();
  expect(Object.values(before ?? {}).every((count) => count > 100)).toBe(true);
  const homes = async () =>
    (
      await run.rows<{ home: string }>("select learner_id || '|' || residence_kind as home from residence")
    ).map(({ home }) => home);
  const known = new Set(await homes());
  const job = { key, ledgerFile: join(scratch, "erasures.jsonl") };
  const erased = await runRetention(run.database.pool, job, later);
  expect(erased.residence).toBe(before?.residences);
  const empty = [{ learners: 0, guardians: 0, residences: 0, health: 0 }];
  expect(await filled()).toEqual(empty);
  const due = (await planRetention(run.database.pool, "2040-11-23")).filter((line) => (line.due ?? 0) > 0);
  expect(due.map(({ group }) => group.dataset.id)).toEqual([]);
  const learners = await run.count("select count(*) from learner");

  const second = await run.ingest(city.day2.inbox);
  expect(second.accounted).toBe(true);
  const [brought] = await filled();
  expect(brought?.residences).toBeGreaterThan(0);
  const again = await inTransaction(run.database.pool, (client) =>
    replayErasures(client, key, later, { sinceRun: second.runId }),
  );
  // Of what was erased nothing is there; homes nobody had told of before stay.
  const residences = await homes();
  expect(residences.filter((home) => known.has(home))).toEqual([]);
  expect(again.residence).toBe((brought?.residences ?? 0) - residences.length);
  expect(again.residence).toBeGreaterThan(20);
  expect(await run.count("select count(*) from learner")).toBeGreaterThanOrEqual(learners);

  // A run without files scores everything anew: no rule is broken by a row that is gone.
  expect((await run.ask({ paths: [] })).accounted).toBe(true);
  expect(
    await run.count(
      `select count(*) from quality_issue q where q.dataset = 'residence'
         and not exists (select from residence r where r.learner_id::text || '|' || r.residence_kind = q.record_key)`,
    ),
  ).toBe(0);
}, 300_000);
