import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "#src/platform/clock.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { useAuditKey } from "./audit-key.ts";
import type { AuditEvent } from "./event.ts";
import type { AuditStore } from "./seal.ts";

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
