import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { decidePair } from "./decide-pair.ts";
import type { Act, Decision } from "./decision.ts";
import { readIdentityHistory } from "./history.ts";
import { mergeRecords, splitRecord } from "./merge-split.ts";
import { readQueue } from "./queue.ts";
import { getKeyedRecord } from "./record-keys.ts";
import { agreementOf, measureReviewers } from "./reviewers.ts";
import { undoDecision, undoMerge } from "./undo.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() =>
  database.pool
    .query("truncate link, record_alias, identity_review, identity_decision")
    .then(() => undefined),
);

let seconds = 0;
/** Later than every act before. */
function act(decidedBy: string, requestKey?: string): Act {
  seconds += 1;
  return {
    decidedBy,
    reason: "đã gọi trường",
    decidedAt: new Date(Date.UTC(2026, 9, 20, 1, 0, seconds)),
    ...(requestKey === undefined ? {} : { requestKey }),
  };
}

interface Given {
  readonly kind?: "sourceKey" | "nationalId";
  readonly runSeq?: number;
  readonly before?: string;
}

/** A record with these keys; gives its id and them. */
async function record(
  given: readonly Given[],
): Promise<{ readonly id: string; readonly keys: readonly string[] }> {
  const id = randomUUID();
  const keys: string[] = [];
  for (const { kind = "sourceKey", runSeq = 1, before = null } of given) {
    const key = randomUUID();
    keys.push(key);
    await database.pool.query(
      `insert into link (entity, link_key, key_kind, record_id, rule, source_row_id, run_seq, previous_record_id)
       values ('learner', $1, $2, $3, 'test', 1, $4, $5)`,
      [key, kind, id, runSeq, before],
    );
  }
  return { id, keys };
}

async function pair(
  parts: { readonly doubleReview?: boolean; readonly priority?: number } = {},
): Promise<string> {
  const reviewId = randomUUID();
  await database.pool.query(
    `insert into identity_review (review_id, entity, left_key, right_key, left_record_id, right_record_id, weight,
       probability, evidence, priority, status, double_review, opened_run)
     values ($1, 'learner', $2, $3, $4, $5, 3.5, 0.9, '[]', $6, 'open', $7, 1)`,
    [
      reviewId,
      ...Array.from({ length: 4 }, () => randomUUID()),
      parts.priority ?? 1,
      parts.doubleReview ?? false,
    ],
  );
  return reviewId;
}

const statusOf = async (reviewId: string): Promise<string> =>
  (await database.pool.query("select status from identity_review where review_id = $1", [reviewId])).rows[0]
    .status;

const code = (value: string) => expect.objectContaining({ code: value });
const meant = (decisions: readonly Decision[]) =>
  decisions.map(({ leftKey, rightKey, verdict }) => `${leftKey} ${verdict} ${rightKey}`).sort();

describe("a pair in doubt", () => {
  test("is decided once: the second answer is told", async () => {
    const reviewId = await pair();
    await expect(decidePair(database.pool, reviewId, "same", act("Lan"))).resolves.toMatchObject({
      verdict: "same",
      isSecond: false,
      reviewId,
    });
    expect(await statusOf(reviewId)).toBe("same");
    await expect(decidePair(database.pool, reviewId, "different", act("Hà"))).rejects.toEqual(
      code("review-already-decided"),
    );
    await expect(decidePair(database.pool, randomUUID(), "same", act("Hà"))).rejects.toEqual(
      code("record-not-found"),
    );
  });

  test("of many who answer at once one decides", async () => {
    const reviewId = await pair();
    const answers = await Promise.allSettled(
      ["Lan", "Hà", "Minh", "An"].map((name) => decidePair(database.pool, reviewId, "same", act(name))),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled").length).toBe(1);
    expect((await database.pool.query("select 1 from identity_decision")).rowCount).toBe(1);
  });

  test("the same request twice is one decision; its key for another one is refused", async () => {
    const reviewId = await pair();
    const first = await decidePair(database.pool, reviewId, "same", act("Lan", "k1"));
    expect(await decidePair(database.pool, reviewId, "same", act("Lan", "k1"))).toEqual(first);
    await expect(decidePair(database.pool, reviewId, "different", act("Lan", "k1"))).rejects.toEqual(
      code("idempotency-key-reused"),
    );
  });

  test("in the sample it is answered again by another person, who changes nothing and sees no first answer", async () => {
    const reviewId = await pair({ doubleReview: true });
    await decidePair(database.pool, reviewId, "same", act("Trần Lan"));
    await expect(decidePair(database.pool, reviewId, "same", act(" trần  lan "))).rejects.toEqual(
      code("second-reviewer-same"),
    );
    expect((await readQueue(database.pool, { secondFor: "Trần Lan", limit: 9 })).pairs).toEqual([]);
    const { pairs } = await readQueue(database.pool, { secondFor: "Hà", limit: 9 });
    expect(pairs.map((one) => one.reviewId)).toEqual([reviewId]);
    expect(JSON.stringify(pairs)).not.toMatch(/same|different/);
    await expect(decidePair(database.pool, reviewId, "different", act("Hà"))).resolves.toMatchObject({
      isSecond: true,
    });
    expect(await statusOf(reviewId)).toBe("same");
    await expect(decidePair(database.pool, reviewId, "same", act("Minh"))).rejects.toEqual(
      code("review-already-decided"),
    );
    expect(await measureReviewers(database.pool)).toMatchObject({ reviewedTwice: 1, agreed: 0 });
  });

  test("taken back it waits again", async () => {
    const reviewId = await pair();
    const { decisionId } = await decidePair(database.pool, reviewId, "same", act("Lan"));
    const undo = act("Hà");
    await expect(undoDecision(database.pool, decisionId, undo)).resolves.toMatchObject([{ undoneBy: "Hà" }]);
    expect(await statusOf(reviewId)).toBe("open");
    await expect(undoDecision(database.pool, decisionId, undo)).resolves.toMatchObject([{ undoneBy: "Hà" }]);
    await expect(undoDecision(database.pool, decisionId, act("Minh"))).rejects.toEqual(
      code("identity-decision-undone"),
    );
    await decidePair(database.pool, reviewId, "different", act("Minh"));
    expect(await statusOf(reviewId)).toBe("different");
  });
});

describe("records", () => {
  test("are merged by their oldest source keys, whatever their ids are by then", async () => {
    const one = await record([{ kind: "nationalId" }, { runSeq: 2 }, { runSeq: 1 }]);
    const other = await record([{ kind: "nationalId" }]);
    const expected = [`${one.keys[2]} same ${other.keys[0]}`];
    expect(meant([await mergeRecords(database.pool, one.id, other.id, act("Lan"))])).toEqual(expected);
    const renamed = randomUUID();
    await database.pool.query("update link set record_id = $2 where record_id = $1", [one.id, renamed]);
    await database.pool.query("insert into record_alias values ('learner', $1, $2, 'renamed', 3, now())", [
      one.id,
      renamed,
    ]);
    // By the new id and by the former one.
    for (const id of [renamed, one.id])
      expect(meant([await mergeRecords(database.pool, id, other.id, act("Lan"))])).toEqual(expected);
    await expect(mergeRecords(database.pool, one.id, renamed, act("Lan"))).rejects.toEqual(
      code("identity-merge-unfit"),
    );
  });

  test("split so that every leaving key is told apart from one that stays, by whatever keys are named", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            kind: fc.constantFrom("sourceKey", "nationalId"),
            runSeq: fc.integer({ min: 1, max: 3 }),
            leaves: fc.boolean(),
          }),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.boolean(),
        async (given, apart) => {
          const whole = await record(given as readonly Given[]);
          const keys = whole.keys.filter((_, at) => given[at]?.leaves);
          const splitting = splitRecord(database.pool, { recordId: whole.id, keys, apart }, act("Lan"));
          if (keys.length === 0 || keys.length === whole.keys.length) {
            await expect(splitting).rejects.toEqual(code("identity-split-unfit"));
            return;
          }
          const decisions = await splitting;
          const parted = decisions.filter(({ verdict }) => verdict === "different");
          for (const key of keys)
            expect(parted.some(({ leftKey, rightKey }) => leftKey === key && !keys.includes(rightKey))).toBe(
              true,
            );
          const among = decisions.filter(
            ({ leftKey, rightKey }) => keys.includes(leftKey) && keys.includes(rightKey),
          );
          expect(among.every(({ verdict }) => verdict === (apart ? "different" : "same"))).toBe(true);
          expect(among.length).toBe(apart ? (keys.length * (keys.length - 1)) / 2 : keys.length - 1);
        },
      ),
      { seed: 20261122, numRuns: 40 },
    );
  });

  test("part no key that is another record's", async () => {
    const one = await record([{}, {}]);
    const other = await record([{}]);
    await expect(
      splitRecord(database.pool, { recordId: one.id, keys: other.keys }, act("Lan")),
    ).rejects.toEqual(code("record-not-found"));
  });

  test("that were split become one again when the split is taken back: whole, by any of its decisions", async () => {
    const whole = await record([{ runSeq: 1 }, { runSeq: 2 }, { runSeq: 3 }]);
    const [stays, first, second] = whole.keys;
    const decisions = await splitRecord(
      database.pool,
      { recordId: whole.id, keys: [first ?? "", second ?? ""] },
      act("Lan"),
    );
    const parting = decisions.find(({ leftKey, verdict }) => leftKey === second && verdict === "different");
    await undoDecision(database.pool, parting?.decisionId ?? "", act("Hà"));
    const { decisions: all } = await readIdentityHistory(database.pool, whole.id);
    expect(meant(all.filter(({ undoneAt }) => undoneAt === null))).toEqual(
      [`${second} same ${first}`, `${first} same ${stays}`, `${second} same ${stays}`].sort(),
    );
  });

  test("a decision that a later one overrules can't be undone: nothing would happen", async () => {
    const one = await record([{}]);
    const other = await record([{}]);
    const early = await mergeRecords(database.pool, one.id, other.id, act("Lan"));
    await mergeRecords(database.pool, other.id, one.id, act("Hà"));
    await expect(undoDecision(database.pool, early.decisionId, act("Lan"))).rejects.toEqual(
      code("identity-decision-superseded"),
    );
  });

  test("that the program merged by itself part by the keys that came with the former id", async () => {
    const former = randomUUID();
    const whole = await record([{}, { before: former }, { kind: "nationalId", before: former }]);
    await database.pool.query("insert into record_alias values ('learner', $1, $2, 'merged', 3, now())", [
      former,
      whole.id,
    ]);
    const decisions = await undoMerge(database.pool, former, act("Lan", "k"));
    expect(meant(decisions)).toEqual(
      whole.keys
        .slice(1)
        .map((key) => `${key} different ${whole.keys[0]}`)
        .sort(),
    );
    expect(await undoMerge(database.pool, former, act("Lan", "k"))).toEqual(decisions);
    await expect(undoMerge(database.pool, randomUUID(), act("Lan"))).rejects.toEqual(
      code("record-not-found"),
    );
    await database.pool.query("update link set previous_record_id = null");
    await expect(undoMerge(database.pool, former, act("Lan"))).rejects.toEqual(
      code("identity-alias-unclear"),
    );
    expect((await getKeyedRecord(database.pool, former)).recordId).toBe(whole.id);
  });
});

test("a later merge overrules every parting between the two records, a later split every merge across it", async () => {
  const one = await record([{}, {}]);
  const other = await record([{}]);
  const whole = await record([{}, {}]);
  for (const left of one.keys)
    await database.pool.query(
      `insert into identity_decision (decision_id, entity, left_key, right_key, verdict, reason, is_second, decided_by, decided_at)
       values ($1, 'learner', $2, $3, 'different', 'x', false, 'Lan', '2026-10-19')`,
      [randomUUID(), left, other.keys[0]],
    );
  await mergeRecords(database.pool, one.id, other.id, act("Hà"));
  const standing = async (id: string) =>
    meant(
      (await readIdentityHistory(database.pool, id)).decisions.filter(({ undoneAt }) => undoneAt === null),
    );
  expect((await standing(one.id)).filter((text) => text.includes("different"))).toEqual([]);
  await database.pool.query(
    `insert into identity_decision (decision_id, entity, left_key, right_key, verdict, reason, is_second, decided_by, decided_at)
     values ($1, 'learner', $2, $3, 'same', 'x', false, 'Lan', '2026-10-19')`,
    [randomUUID(), ...whole.keys],
  );
  await splitRecord(database.pool, { recordId: whole.id, keys: whole.keys.slice(1) }, act("Hà"));
  expect(await standing(whole.id)).toEqual([`${whole.keys[1]} different ${whole.keys[0]}`]);
});

test("the queue gives every pair once, most valuable first, in pages of any size", async () => {
  for (const priority of [5, 1, 5, 9.25, 3, 5]) await pair({ priority });
  for (const limit of [1, 2, 4, 10]) {
    const seen: number[] = [];
    for (
      let next = (await readQueue(database.pool, { limit })) as
        | Awaited<ReturnType<typeof readQueue>>
        | undefined;
      next !== undefined;
    ) {
      seen.push(...next.pairs.map((one) => one.priority));
      next =
        next.next === undefined ? undefined : await readQueue(database.pool, { limit, after: next.next });
    }
    expect(seen).toEqual([9.25, 5, 5, 5, 3, 1]);
  }
});

test("kappa is 1 for reviewers who always agree, 0 for chance, and never above 1", () => {
  const same = ["same", "same"] as const;
  const different = ["different", "different"] as const;
  expect(agreementOf([same, different])).toMatchObject({ agreement: 1, kappa: 1 });
  expect(agreementOf([same, different, ["same", "different"], ["different", "same"]]).kappa).toBe(0);
  expect(agreementOf([same, same])).toMatchObject({ agreement: 1, kappa: undefined });
  expect(agreementOf([]).agreement).toBeUndefined();
  const verdict = fc.constantFrom("same" as const, "different" as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(verdict, verdict)), (answers) => {
      const { kappa, agreed, reviewedTwice } = agreementOf(answers);
      const swapped = agreementOf(answers.map(([one, other]) => [other, one]));
      expect(swapped.kappa ?? 7).toBeCloseTo(kappa ?? 7, 12);
      if (kappa !== undefined) expect(kappa <= 1 && (kappa < 1 || agreed === reviewedTwice)).toBe(true);
    }),
    { seed: 20261122 },
  );
});
