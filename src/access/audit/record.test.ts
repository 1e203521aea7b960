import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { roles } from "../roles/roles.ts";
import { databaseRole } from "../scope/policy-sql.ts";
import { recordAudit } from "./record.ts";
import { lookEvent, openTestAudit, type TestAudit } from "./test-audit.ts";

let audit: TestAudit;
beforeAll(async () => {
  audit = await openTestAudit(fixedClock("2026-11-23T03:00:00Z"));
});
afterAll(() => audit.close());

const lanesOf = async (request: string): Promise<readonly (readonly number[])[]> => {
  const { rows } = await audit.database.pool.query<{ numbers: number[] }>(
    `select array_agg(seq order by seq) as numbers from access.audit_event
     where lane in (select lane from access.audit_event where request_id = $1) group by lane`,
    [request],
  );
  return rows.map((row) => row.numbers);
};

describe("a lane", () => {
  test("has no gap where transactions or parts of one were rolled back", async () => {
    const requestId = randomUUID();
    const client = await audit.app.connect();
    try {
      for (const end of ["commit", "rollback", "rollback", "commit", "rollback", "commit"]) {
        await client.query("begin");
        await recordAudit(client, lookEvent({ requestId }));
        await client.query("savepoint part");
        await recordAudit(client, lookEvent({ requestId }));
        await recordAudit(client, lookEvent({ requestId }));
        await client.query("rollback to savepoint part");
        await recordAudit(client, lookEvent({ requestId }));
        await client.query(end);
      }
    } finally {
      client.release();
    }
    expect(await lanesOf(requestId)).toEqual([[1, 2, 3, 4, 5, 6]]);
  });

  test("keeps its order when nobody awaits", async () => {
    const requestId = randomUUID();
    await inTransaction(audit.app, async (client) => {
      await Promise.all(Array.from({ length: 20 }, () => recordAudit(client, lookEvent({ requestId }))));
    });
    const [numbers = []] = await lanesOf(requestId);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(20);
  });

  test("is taken up again after an event that could not be written", async () => {
    const requestId = randomUUID();
    const client = await audit.app.connect();
    try {
      await client.query("begin");
      await expect(
        recordAudit(
          client,
          lookEvent({ requestId, at: new Date("2026-11-23T03:00:00Z"), role: "a", accountId: "no" }),
        ),
      ).rejects.toThrow("not a uuid");
      await client.query("select 1/0").catch(() => undefined);
      await expect(recordAudit(client, lookEvent({ requestId }))).rejects.toThrow("aborted");
      await client.query("rollback");
      await recordAudit(client, lookEvent({ requestId }));
    } finally {
      client.release();
    }
    const [numbers = []] = await lanesOf(requestId);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

test("what Postgres can't hold does not break the caller's work", async () => {
  const requestId = `\0${randomUUID()}\ud800`;
  await inTransaction(audit.app, (client) =>
    recordAudit(client, lookEvent({ requestId, detail: { text: "\0\ud800 \u2028", nested: [1e21, null] } })),
  );
  const { rows } = await audit.database.pool.query(
    "select detail::text from access.audit_event where request_id like $1",
    [`%${requestId.slice(1, -1)}%`],
  );
  expect(rows).toHaveLength(1);
});

describe("rights", () => {
  const tables = ["audit_event", "audit_checkpoint", "audit_segment"];
  const attempts = tables.flatMap((table) => [
    `insert into access.${table} select * from access.${table}`,
    `insert into access.${table} default values`,
    `update access.${table} set day = day`,
    `delete from access.${table}`,
    `truncate access.${table}`,
    `drop table access.${table}`,
    `alter table access.${table} disable row level security`,
  ]);

  test.each(["hp_app", ...roles.map((role) => databaseRole(role.id))])(
    "%s appends, and changes nothing",
    async (role) => {
      const requestId = randomUUID();
      await inTransaction(audit.app, async (client) => {
        await client.query(`set local role ${role}`);
        await recordAudit(client, lookEvent({ requestId }));
      });
      const done: string[] = [];
      for (const attempt of attempts) {
        const refusal = await inTransaction(audit.app, async (client) => {
          await client.query(`set local role ${role}`);
          await client.query(attempt);
        }).catch((error: Error) => error.message);
        if (!/permission denied|must be owner/.test(refusal ?? "done")) done.push(`${attempt}: ${refusal}`);
      }
      expect(done).toEqual([]);
      const reads = await inTransaction(audit.app, async (client) => {
        await client.query(`set local role ${role}`);
        return client.query("select from access.audit_event where request_id = $1", [requestId]);
      }).then(
        (result) => result.rowCount,
        (error: Error) => error.message,
      );
      expect(reads).toBe(role === "hp_as_auditor" ? 1 : "permission denied for table audit_event");
    },
  );
});
