import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateCity } from "#city/generate.ts";
import type { Config } from "#src/platform/config.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { callCommand, configOf } from "../test-call.test-support.ts";
import { identityCommands } from "./identity.ts";
import { ingestCommand } from "./ingest.ts";
import { showCommand } from "./show.ts";

/** Two schools of the city, taken in once; what people decide below takes effect on them by real runs. */
const scratch = mkdtempSync(join(tmpdir(), "hp-cli-identity-"));
let database: TestDatabase;
let config: Config;

beforeAll(async () => {
  await generateCity({ scale: 0.001, seed: 3, out: join(scratch, "city"), threads: 1 });
  database = await createTestDatabase();
  config = configOf(join(scratch, "data"), database.url);
  const answer = await callCommand(ingestCommand, config, [join(scratch, "city", "inbox"), "--json"]);
  expect(answer.json).toMatchObject({ accounted: true });
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

async function call(name: string, ...args: readonly string[]) {
  const command = identityCommands.find((one) => one.name === `identity ${name}`);
  if (command === undefined) throw new Error(`no command ${name}`);
  return callCommand(command, config, args);
}

async function rows<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return (await database.pool.query(sql, [...values])).rows as T[];
}

const because = ["--by", "Trần Lan", "--reason", "đã gọi trường"];

/** Two learners, each with a source key of their own, and a pair that asks whether they are one. */
async function twoLearners(): Promise<{
  readonly ids: readonly [string, string];
  readonly keys: readonly [string, string];
}> {
  const found = await rows<{ id: string; key: string }>(
    `select l.record_id as id, min(l.link_key::text) as key from link l join learner p on p.learner_id = l.record_id
     where l.entity = 'learner' and l.key_kind = 'sourceKey' group by 1 having count(*) = 1 order by 1 limit 2`,
  );
  const [one, two] = found;
  if (one === undefined || two === undefined) throw new Error("the city has no two such learners");
  return { ids: [one.id, two.id], keys: [one.key, two.key] };
}

/** How one of two ids was taken over by the other, if it was. */
async function aliasesOf(ids: readonly string[]) {
  return rows<{ record_id: string; into_record_id: string }>(
    "select * from record_alias where record_id = any($1)",
    [ids],
  );
}

test("a pair is seen side by side, decided, shown by its former id, and taken back", async () => {
  const { ids, keys } = await twoLearners();
  const reviewId = randomUUID();
  // The pairs that the program itself asks about are another test's.
  await database.pool.query("truncate identity_review");
  await database.pool.query(
    `insert into identity_review (review_id, entity, left_key, right_key, left_record_id, right_record_id, weight, probability,
       evidence, priority, status, double_review, opened_run)
     values ($1, 'learner', $2, $3, $4, $5, 3.5, 0.9, $6, 12, 'open', true, 1)`,
    [
      reviewId,
      ...keys,
      ...ids,
      JSON.stringify([
        {
          comparison: "name",
          level: "exact",
          weight: 6.5,
          title: { vi: "Họ tên", en: "Name" },
          levelTitle: { vi: "trùng hẳn", en: "same" },
        },
      ]),
    ],
  );
  expect((await call("queue", "--json")).json).toEqual({ pairs: 1 });
  expect((await call("queue")).lines.join("\n")).toContain(reviewId);
  const names = await rows<{ full_name: string }>(
    "select full_name from learner where learner_id = any($1)",
    [ids],
  );
  const shown = (await call("show", reviewId)).lines.join("\n");
  for (const text of ["Họ tên: trùng hẳn", "+6,50", "≠", ...names.map((row) => row.full_name)])
    expect(shown).toContain(text);

  const decided = await call("decide", reviewId, "same", ...because, "--json");
  expect(decided.code).toBe(0);
  const [alias] = await aliasesOf(ids);
  expect([alias?.record_id, alias?.into_record_id].sort()).toEqual([...ids].sort());
  expect((await call("queue", "--json")).json).toEqual({ pairs: 0 });

  // Both sides stand as they were, for the second person; the first answer is not there.
  expect((await call("queue", "--second", "Hà", "--json")).json).toEqual({ pairs: 1 });
  const second = (await call("show", reviewId)).lines.join("\n");
  for (const row of names) expect(second).toContain(row.full_name);
  const before = (await rows("select 1 from run")).length;
  await call("decide", reviewId, "different", "--by", "Hà", "--reason", "khác ngày sinh");
  expect((await rows("select 1 from run")).length).toBe(before);
  expect((await call("reviewers", "--json")).json).toMatchObject({
    reviewedTwice: 1,
    agreed: 0,
    agreement: 0,
  });

  const former = await callCommand(showCommand, config, ["learner", alias?.record_id ?? "", "--json"]);
  expect(former.json).toMatchObject({ recordKey: alias?.into_record_id, formerId: alias?.record_id });
  const words = await callCommand(showCommand, config, ["learner", alias?.record_id ?? ""]);
  expect(words.lines[0]).toContain(`${alias?.record_id} là mã cũ của`);

  const { decisions } = decided.json as { decisions: { decisionId: string }[] };
  const undone = await call("undo", decisions[0]?.decisionId ?? "", ...because, "--json");
  expect(undone.json).toMatchObject({ decisions: [{ undoneBy: "Trần Lan" }] });
  expect(await aliasesOf(ids)).toEqual([]);
  expect((await rows("select 1 from learner where learner_id = any($1)", [ids])).length).toBe(2);
});

test("a merge by hand is parted again by the former id, and a split by a source row", async () => {
  const { ids, keys } = await twoLearners();
  await call("merge", ...ids, ...because, "--json");
  const [alias] = await aliasesOf(ids);
  const history = await call("history", alias?.record_id ?? "");
  expect(history.lines.join("\n")).toContain("đã gọi trường");
  await call("undo", alias?.record_id ?? "", ...because, "--json");
  expect(await aliasesOf(ids)).toEqual([]);

  await call("merge", ...ids, ...because, "--json");
  const [row] = await rows<{ id: string }>("select source_row_id::text as id from link where link_key = $1", [
    keys[1],
  ]);
  const split = await call("split", ids[0], "--rows", row?.id ?? "", ...because, "--json");
  expect((split.json as { decisions: { leftKey: string; verdict: string }[] }).decisions).toMatchObject([
    { leftKey: keys[1], verdict: "different" },
  ]);
  const where = await rows<{ record_id: string }>(
    "select distinct record_id from link where link_key = any($1)",
    [keys],
  );
  expect(where.length).toBe(2);
});

test("without a reason nothing is decided, and a word that is no answer is refused", async () => {
  const { ids } = await twoLearners();
  await expect(call("merge", ...ids)).rejects.toMatchObject({ code: "argument-missing" });
  await expect(call("decide", randomUUID(), "maybe", ...because)).rejects.toMatchObject({
    code: "argument-invalid",
  });
  await expect(call("merge", "1", ids[0], ...because)).rejects.toMatchObject({ code: "argument-invalid" });
});
