import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Delivery, listSchool, newDelivery } from "./lists.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity } from "./tiny-city.ts";

/**
 * A pair waits for a person because two rows of it are alike. When a later run brings rows of one of the records, the pair
 * is heard again: what the records say by now may contradict it.
 */
let at: TestHost;
let delivery: Delivery;
beforeAll(async () => {
  at = await openTestHost();
  delivery = newDelivery(await getTinyCity()).list(60);
  await at.ingest(delivery.root);
});
afterAll(async () => {
  await at.close();
  delivery.remove();
});

interface Person extends Record<string, unknown> {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly sex: string;
}

const people = () =>
  at.rows<Person>(
    `select r.learner_id as id, min(l.link_key::text) as key, r.full_name as name, r.sex from learner r
     join link l on l.record_id = r.learner_id and l.entity = 'learner' and l.key_kind = 'sourceKey'
     group by r.learner_id order by r.learner_id`,
  );

/** A question as it was written when the records said nothing but a name: 95 %. */
async function ask(left: Person, right: Person): Promise<string> {
  const id = randomUUID();
  const evidence = [
    {
      comparison: "name",
      level: "same",
      weight: 12,
      title: { vi: "Họ và tên", en: "Full name" },
      levelTitle: { vi: "giống nhau", en: "the same" },
    },
  ];
  await at.rows(
    `insert into identity_review (review_id, entity, left_key, right_key, left_record_id, right_record_id, weight, probability,
       evidence, priority, status, double_review, opened_run)
     values ($1, 'learner', $2, $3, $4, $5, 4.248, 0.95, $6, 0.4, 'open', false, 1)`,
    [id, left.key, right.key, left.id, right.id, JSON.stringify(evidence)],
  );
  return id;
}

const review = async (id: string) =>
  (
    await at.rows<{ status: string; closed_run: number | null; weight: number }>(
      "select status, closed_run, weight from identity_review where review_id = $1",
      [id],
    )
  )[0];

const listFile = () => join(delivery.root, "vnedu", listSchool, "hoc_sinh_2026_2027.csv");

/** The list again, with another religion for this learner. */
async function sendChanged(name: string): Promise<number> {
  const text = readFileSync(listFile(), "utf8");
  const lines = text
    .split("\r\n")
    .map((line) =>
      line.includes(`;${name};`) ? line.replace(";Không;Việt Nam;", ";Phật giáo;Việt Nam;") : line,
    );
  expect(lines.join("\r\n")).not.toBe(text);
  writeFileSync(listFile(), lines.join("\r\n"));
  return (await at.ingest(delivery.root)).runId;
}

test("a pair whose records contradict each other by now is over; one that nothing new is known of waits on", async () => {
  const all = await people();
  const text = readFileSync(listFile(), "utf8");
  const boy = all.find(({ sex }) => sex === "1");
  const girl = all.find(
    ({ sex, name }) => sex === "2" && new RegExp(`;${name};.*;Không;Việt Nam;`, "u").test(text),
  );
  const [other, another] = all.filter((one) => one !== boy && one !== girl);
  if (boy === undefined || girl === undefined || other === undefined || another === undefined)
    throw new Error("too few people");
  const contradicting = await ask(boy, girl);
  const untouched = await ask(other, another);
  const runId = await sendChanged(girl.name);
  expect(await review(contradicting)).toMatchObject({ status: "moot", closed_run: runId });
  expect((await review(contradicting))?.weight).toBeLessThan(-2);
  expect(await review(untouched)).toMatchObject({ status: "open", closed_run: null, weight: 4.248 });
});
