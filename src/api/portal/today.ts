import type { Permission } from "#src/access/roles/permissions.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Reader } from "#src/access/scope/scoped-reader.ts";

/** Something that waits for whoever looks, with how much of it. */
export interface Task {
  readonly id: string;
  readonly count: number;
  /** Past their term. */
  readonly overdue: number;
  /** ISO 8601: since when the oldest waits; null where that is not kept. */
  readonly since: Date | null;
}

interface TaskKind {
  readonly id: string;
  /** Only who can do something about it is told. */
  readonly needs: Permission;
  /** Not for who sees the whole city, where it is a figure and no task, and costs a second to count. */
  readonly isOfUnit?: true;
  /** One row: count, overdue, since; `$1` is today where it is asked for. The scope narrows it by itself. */
  readonly sql: string;
  readonly asksDay?: true;
}

/** In the order they are shown. */
const kinds: readonly TaskKind[] = [
  {
    id: "reviews",
    needs: "review.decide",
    sql: `select count(*)::int as count, 0 as overdue, min(opened_at) as since from review where decided_at is null`,
  },
  {
    id: "cases",
    needs: "reconciliation.decide",
    asksDay: true,
    sql: `select count(*)::int as count, (count(*) filter (where due_on < $1::date))::int as overdue,
            min(opened_at) as since
          from reconciliation_case where closed_run is null`,
  },
  {
    id: "issues",
    needs: "quality.read",
    isOfUnit: true,
    sql: `select count(*)::int as count, 0 as overdue, null::timestamptz as since from quality_issue`,
  },
  {
    id: "pairs",
    needs: "identity.decide",
    sql: `select count(*)::int as count, 0 as overdue, null::timestamptz as since from identity_review where status = 'open'`,
  },
];

/** What waits for the caller; nothing with a count of zero. @param day yyyy-mm-dd in Hải Phòng */
export async function readTasks(reader: Reader, day: string): Promise<readonly Task[]> {
  const role = getRole(reader.scope.role);
  const mine = kinds.filter(
    ({ needs, isOfUnit }) => role.may.includes(needs) && !(isOfUnit === true && role.reach === "city"),
  );
  return reader.read(async (client) => {
    const tasks: Task[] = [];
    for (const { id, sql, asksDay } of mine) {
      const { rows } = await client.query<Omit<Task, "id">>(sql, asksDay === true ? [day] : []);
      const [found] = rows;
      if (found !== undefined && found.count > 0) tasks.push({ id, ...found });
    }
    return tasks;
  });
}
