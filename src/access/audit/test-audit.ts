import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "#src/platform/clock.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { useAuditKey } from "./audit-key.ts";
import type { AuditEvent } from "./event.ts";
import { recordAudit } from "./record.ts";
import { type AuditStore, sealAudit } from "./seal.ts";

/** An audit of its own for a test: database, folder, and the hands that may reach it. */
export interface TestAudit {
  readonly database: TestDatabase;
  /** Connections of `hp_app`. */
  readonly app: Pool;
  /** Connections of the cluster's superuser, for tests that play the attacker. */
  readonly admin: Pool;
  readonly store: AuditStore;
  close(): Promise<void>;
}

export async function openTestAudit(clock: Clock): Promise<TestAudit> {
  const database = await createTestDatabase();
  const root = mkdtempSync(join(tmpdir(), "hp-audit-"));
  const app = createPool(database.appUrl, 4);
  const admin = createPool(database.adminUrl, 2);
  return {
    database,
    app,
    admin,
    store: { pool: database.pool, dir: join(root, "audit"), key: useAuditKey(Buffer.alloc(32, 7)), clock },
    close: async () => {
      await app.end();
      await admin.end();
      await database.drop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A teacher reads a learner's record. */
export function lookEvent(more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: new Date("2026-11-23T03:00:00Z"),
    accountId: randomUUID(),
    role: "homeroomTeacher",
    unit: "school/31115600",
    action: "learner.read",
    object: `learner/${randomUUID()}`,
    purpose: "teaching",
    from: "127.0.0.1",
    requestId: randomUUID(),
    result: "ok",
    ...more,
  };
}

/** Some days of events over several connections, a third of the transactions rolled back, sealed a few times. */
export async function fillAudit(audit: TestAudit, days: readonly string[], perDay = 12): Promise<void> {
  for (const day of days) {
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(
        Array.from({ length: perDay / 2 }, async (_, index) => {
          const client = await audit.app.connect();
          await client.query("begin");
          const subjects = Array.from({ length: index }, () => randomUUID());
          await recordAudit(client, lookEvent({ at: new Date(`${day}T03:00:00.${100 + index}Z`), subjects }));
          await recordAudit(client, lookEvent({ at: new Date(`${day}T03:00:01Z`), detail: { rows: index } }));
          await client.query(index % 3 === 2 ? "rollback" : "commit");
          client.release();
        }),
      );
      await sealAudit(audit.store);
    }
  }
}
