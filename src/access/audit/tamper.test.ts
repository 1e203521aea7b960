import { cpSync, rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { recordAudit } from "./record.ts";
import { sealAudit } from "./seal.ts";
import { fillAudit, lookEvent, openTestAudit, type TestAudit } from "./test-audit.ts";
import { verifyAudit } from "./verify.ts";

/** Everything a superuser of the database can do, triggers off; the keys and the folder are out of reach. */
const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const days = ["2026-11-20", "2026-11-21", "2026-11-23"];
const tables = ["audit_event", "audit_checkpoint", "audit_segment"] as const;
type Table = (typeof tables)[number];

let audit: TestAudit;
beforeAll(async () => {
  console.log(`tamper.test: seed ${seed}`);
  audit = await openTestAudit(fixedClock("2026-11-23T03:10:00Z"));
  await fillAudit(audit, days);
  for (const table of tables) {
    await audit.admin.query(`create table kept_${table} as table access.${table}`);
  }
  cpSync(audit.store.dir, `${audit.store.dir}.kept`, { recursive: true });
});
afterAll(() => audit.close());

/** A row picked by lot: the nth of a table. */
const nth = (table: Table, at: number): string =>
  `ctid = (select ctid from access.${table} order by ctid offset ${at} % (select count(*)::int from access.${table}) limit 1)`;

const columns: Readonly<Record<Table, readonly string[]>> = {
  audit_event:
    "day lane seq at account_id role unit action object purpose address request_id result detail subjects xid link".split(
      " ",
    ),
  audit_checkpoint:
    "checkpoint_no made_at day events day_events total_events oldest_at segments day_head snapshot lost key_id previous signature".split(
      " ",
    ),
  audit_segment: "day lane from_seq to_seq checkpoint_no rows_hash".split(" "),
};

/** Another value of the column's type, near the one that stands there. */
function otherValue(name: string): string {
  if (["at", "made_at", "oldest_at"].includes(name))
    return `coalesce(${name}, now()) + interval '1 microsecond'`;
  if (name === "day") return "day - 1";
  if (["lane", "events", "day_events", "total_events", "checkpoint_no"].includes(name))
    return `${name} + 100000`;
  if (["seq", "from_seq", "to_seq"].includes(name)) return `${name} + 1000`;
  if (name === "account_id") return "gen_random_uuid()";
  if (name === "xid") return "(xid::text::bigint - 1)::text::xid8";
  if (name === "detail") return `(coalesce(detail::text, '{}') || ' ')::json`;
  if (name === "subjects") return "coalesce(subjects[2:], '{}') || gen_random_uuid()";
  if (["link", "segments", "day_head", "previous", "signature", "rows_hash"].includes(name))
    return `set_byte(${name}, 5, (get_byte(${name}, 5) + 1) % 256)`;
  return `coalesce(${name}, '') || ' '`;
}

const at = fc.nat(10_000);
const edits = fc.oneof(
  ...tables.map((table) =>
    fc
      .tuple(at, fc.constantFrom(...columns[table]))
      .map(([n, name]) => `update access.${table} set ${name} = ${otherValue(name)} where ${nth(table, n)}`),
  ),
  // Rows and their traces.
  ...tables.map((table) => at.map((n) => `delete from access.${table} where ${nth(table, n)}`)),
  fc.integer({ min: 2, max: 9 }).map((n) => `delete from access.audit_event where seq % ${n} = 0`),
  fc.constant("delete from access.audit_event where at = (select max(at) from access.audit_event)"),
  fc.constantFrom(...tables).map((table) => `truncate access.${table}`),
  fc.constant(`truncate ${tables.map((table) => `access.${table}`).join(", ")}`),
  fc
    .tuple(fc.constantFrom(...days), fc.subarray([...tables], { minLength: 1 }))
    .map(([day, some]) => some.map((table) => `delete from access.${table} where day = '${day}'`).join("; ")),
  // Back to what it was some checkpoints ago.
  at.map(
    (
      n,
    ) => `create temporary table cut as select min(checkpoint_no) as no from access.audit_checkpoint where ${nth("audit_checkpoint", n)};
      delete from access.audit_event e using access.audit_segment s, cut where s.checkpoint_no >= cut.no and e.day = s.day and e.lane = s.lane and e.seq between s.from_seq and s.to_seq;
      delete from access.audit_segment s using cut where s.checkpoint_no >= cut.no;
      delete from access.audit_checkpoint c using cut where c.checkpoint_no >= cut.no; drop table cut`,
  ),
  // A lane's newest rows, and the segment made to end before them.
  at.map(
    (n) => `create temporary table cut as select * from access.audit_segment where ${nth("audit_segment", n)};
      delete from access.audit_event e using cut where e.day = cut.day and e.lane = cut.lane and e.seq >= cut.from_seq;
      delete from access.audit_segment s using cut where s.day = cut.day and s.lane = cut.lane and s.from_seq >= cut.from_seq; drop table cut`,
  ),
  // Places of two rows changed.
  fc.tuple(at, at).map(
    ([
      n,
      m,
    ]) => `create temporary table two as select ctid as place, row_number() over (order by ctid) as n, * from access.audit_event where ${nth("audit_event", n)} or ${nth("audit_event", m)};
      update access.audit_event e set day = o.day, lane = o.lane, seq = -o.seq from two t, two o where e.ctid = t.place and o.n <> t.n;
      update access.audit_event set seq = -seq where seq < 0; drop table two`,
  ),
  // Contents of two rows changed, links and all but the place.
  fc.tuple(at, at).map(
    ([
      n,
      m,
    ]) => `create temporary table two as select ctid as place, row_number() over (order by ctid) as n, * from access.audit_event where ${nth("audit_event", n)} or ${nth("audit_event", m)};
      update access.audit_event e set at = o.at, account_id = o.account_id, object = o.object, request_id = o.request_id, subjects = o.subjects, detail = o.detail, link = o.link
        from two t, two o where e.ctid = t.place and o.n <> t.n; drop table two`,
  ),
  // Forged rows: at a lane's end, in a lane of their own, a whole lane copied; with transaction numbers old and new.
  fc
    .tuple(
      at,
      fc.constantFrom(
        "lane, seq + 500",
        "lane + 1, 1",
        "lane + 1, seq",
        "lane, (select max(seq) + 1 from access.audit_event o where o.day = e.day and o.lane = e.lane)",
      ),
      fc.constantFrom("xid", "pg_current_xact_id()"),
    )
    .map(
      ([n, place, xid]) =>
        `insert into access.audit_event select day, ${place}, at, account_id, role, unit, action, object, purpose, address, request_id, result, detail, subjects, ${xid}, link from access.audit_event e where ${nth("audit_event", n)}`,
    ),
  at.map(
    (
      n,
    ) => `insert into access.audit_event select day, lane + 7, seq, at, account_id, role, unit, action, object, purpose, address, request_id, result, detail, subjects, xid, link
      from access.audit_event where (day, lane) = (select day, lane from access.audit_event where ${nth("audit_event", n)})`,
  ),
  at.map(
    (
      n,
    ) => `insert into access.audit_checkpoint select checkpoint_no + 1000, made_at, day, events, day_events, total_events, oldest_at, segments, day_head, snapshot, lost, key_id, previous, signature
      from access.audit_checkpoint where ${nth("audit_checkpoint", n)}`,
  ),
);

async function asSuperuser(work: (client: Client) => Promise<void>): Promise<void> {
  await inTransaction(audit.admin, async (client) => {
    await client.query("set local session_replication_role = replica");
    await work(client);
  });
}

const differs = async (): Promise<boolean> => {
  for (const table of tables) {
    const text = (of: string) => `select t::text from ${of} t`;
    const both = `(${text(`access.${table}`)} except all ${text(`kept_${table}`)}) union all (${text(`kept_${table}`)} except all ${text(`access.${table}`)})`;
    const { rowCount } = await audit.admin.query(both);
    if (rowCount !== 0) return true;
  }
  return false;
};

async function putBack(): Promise<void> {
  rmSync(audit.store.dir, { recursive: true });
  cpSync(`${audit.store.dir}.kept`, audit.store.dir, { recursive: true });
  await asSuperuser(async (client) => {
    for (const table of tables)
      await client.query(`truncate access.${table}; insert into access.${table} select * from kept_${table}`);
  });
}

/** The sealer may be unable to go on, and says so at each pass; what it must not do is heal. */
async function goOn(): Promise<void> {
  await inTransaction(audit.app, (client) => recordAudit(client, lookEvent()));
  const sweep = true;
  await sealAudit(audit.store, sweep).catch((error: { code?: string }) => {
    if (error.code !== "23505") throw error;
  });
}

test("what nobody touched is sound", async () => {
  const result = await verifyAudit(audit.store);
  expect(result).toMatchObject({ ok: true, findings: [], unsealed: 0, checkpoints: 6 });
  expect(result.events).toBe(48);
});

test("whatever a superuser changes is found", async () => {
  const kinds = new Map<string, number>();
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(edits, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      async (statements, goesOn) => {
        try {
          for (const statement of statements) {
            // The second edit may hit what the first left nothing of, or a key that is there: then one edit stands alone.
            await asSuperuser(async (client) => {
              await client.query(statement);
            }).catch((error: { code?: string }) => {
              if (error.code !== "23505" && error.code !== "22012") throw error;
            });
          }
          fc.pre(await differs());
          changed += 1;
          // Whether the program goes on writing and sealing afterwards or not.
          if (goesOn) await goOn();
          const result = await verifyAudit(audit.store);
          for (const { kind } of result.findings) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          expect(result.ok, statements.join("; ")).toBe(false);
        } finally {
          await putBack();
        }
      },
    ),
    { seed, numRuns: 150, interruptAfterTimeLimit: 45_000 },
  );
  console.log(`seed ${seed}: ${changed} tamperings, all found: ${JSON.stringify(Object.fromEntries(kinds))}`);
  expect((await verifyAudit(audit.store)).ok).toBe(true);
});
