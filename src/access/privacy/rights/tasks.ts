import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { type Act, audit } from "../act.ts";
import type { PersonEntity } from "../subject.ts";
import type { RightsRequest } from "./request.ts";

/** What a school is asked to put right in its own system; the next file it sends brings the correction in. */
export interface CorrectionTask {
  readonly taskId: string;
  readonly requestId: string;
  readonly schoolId: string | null;
  readonly entity: PersonEntity;
  readonly recordId: string;
  readonly fields: readonly string[];
  readonly dueOn: string;
  readonly openedAt: Date;
  readonly result: "corrected" | "rejected" | null;
  readonly closedAt: Date | null;
}

const columns = `task_id as "taskId", request_id as "requestId", school_id as "schoolId", subject_entity as entity,
  subject_id as "recordId", fields, due_on as "dueOn", opened_at as "openedAt", result, closed_at as "closedAt"`;

/**
 * What a person says is wrong goes to who answers for the record: the school mends it as a source of its own
 * (docs/corrections.md), or in its own system. Nobody's word changes a record by itself.
 */
export async function openTask(client: Client, request: RightsRequest, act: Act): Promise<void> {
  await client.query(
    `insert into access.correction_task (task_id, request_id, school_id, subject_entity, subject_id, fields, due_on, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      randomUUID(),
      request.requestId,
      request.schoolId,
      request.entity,
      request.recordId,
      request.fields,
      request.actDue,
      act.at,
    ],
  );
}

/** Open tasks, those that are due first. */
export async function readOpenTasks(
  db: Db,
  filter: { readonly schoolId?: string; readonly overdueOn?: string } = {},
): Promise<readonly CorrectionTask[]> {
  const { rows } = await db.query<CorrectionTask>(
    `select ${columns} from access.correction_task where closed_at is null
       and ($1::text is null or school_id = $1) and ($2::date is null or due_on < $2) order by due_on, task_id`,
    [filter.schoolId ?? null, filter.overdueOn ?? null],
  );
  return rows;
}

export async function readTasksOf(db: Db, requestId: string): Promise<readonly CorrectionTask[]> {
  const { rows } = await db.query<CorrectionTask>(
    `select ${columns} from access.correction_task where request_id = $1 order by opened_at, task_id`,
    [requestId],
  );
  return rows;
}

/**
 * The school says what it did.
 * @throws HpError `record-not-found` when there is no such open task
 */
export async function closeTask(
  client: Client,
  taskId: string,
  result: "corrected" | "rejected",
  act: Act,
): Promise<void> {
  const { rowCount } = await client.query(
    `update access.correction_task set result = $2, closed_at = $3, closed_by = $4
      where task_id = $1 and closed_at is null`,
    [taskId, result, act.at, act.by],
  );
  if (rowCount === 0) throw new HpError("record-not-found", { id: taskId, dataset: "correctionTask" });
  await audit(client, act, "rights.closeTask", `correctionTask/${taskId}`, { detail: { result } });
}
