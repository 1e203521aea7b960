import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { PersonEntity } from "../subject.ts";
import type { RequestKind } from "./deadlines.ts";
import { openStates, type RequestState } from "./machine.ts";

/** Who asks: the person, a representative of a child, or somebody with a paper that authorises them. */
export type AskedBy = "self" | "representative" | "authorised";

export interface RightsRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly entity: PersonEntity;
  readonly recordId: string;
  readonly askedBy: AskedBy;
  readonly guardianId: string | null;
  readonly channel: string;
  /** The school that answers; null: the department. */
  readonly schoolId: string | null;
  readonly viaProcessor: boolean;
  readonly purposes: readonly string[];
  readonly fields: readonly string[];
  readonly state: RequestState;
  readonly receivedAt: Date;
  readonly replyDue: string;
  readonly repliedAt: Date | null;
  readonly validAt: Date | null;
  readonly proof: string | null;
  readonly actDue: string | null;
  readonly extended: boolean;
  readonly outcome: string | null;
  readonly exportHash: string | null;
  readonly closedAt: Date | null;
}

const columns = `request_id as "requestId", kind, subject_entity as entity, subject_id as "recordId",
  asked_by as "askedBy", guardian_id as "guardianId", channel, school_id as "schoolId",
  via_processor as "viaProcessor", purposes, fields, state, received_at as "receivedAt", reply_due as "replyDue",
  replied_at as "repliedAt", valid_at as "validAt", proof, act_due as "actDue", extended, outcome,
  export_hash as "exportHash", closed_at as "closedAt"`;

/** @throws HpError `record-not-found` */
export async function getRequest(db: Db, requestId: string, lock = false): Promise<RightsRequest> {
  const { rows } = await db.query<RightsRequest>(
    `select ${columns} from access.rights_request where request_id = $1 ${lock ? "for update" : ""}`,
    [requestId],
  );
  const [found] = rows;
  if (found === undefined) throw new HpError("record-not-found", { id: requestId, dataset: "rightsRequest" });
  return found;
}

export interface RequestFilter {
  readonly schoolId?: string;
  readonly openOnly?: boolean;
  /** Requests whose reply or whose term is over on this day, `yyyy-mm-dd`. */
  readonly overdueOn?: string;
}

/** Requests, those that are due first. Not paged: a city gets some hundreds a year. */
export async function readRequests(db: Db, filter: RequestFilter = {}): Promise<readonly RightsRequest[]> {
  const { rows } = await db.query<RightsRequest>(
    `select ${columns} from access.rights_request
      where ($1::text is null or school_id = $1)
        and ($2::text[] is null or state = any ($2))
        and ($3::date is null or (state = any ($4)
          and (act_due < $3 or (replied_at is null and reply_due < $3))))
      order by coalesce(act_due, reply_due), request_id`,
    [
      filter.schoolId ?? null,
      filter.openOnly === true ? openStates : null,
      filter.overdueOn ?? null,
      openStates,
    ],
  );
  return rows;
}

/** The requests about a person, by all ids the record ever had. */
export async function readRequestsOf(
  db: Db,
  entity: PersonEntity,
  ids: readonly string[],
): Promise<readonly RightsRequest[]> {
  const { rows } = await db.query<RightsRequest>(
    `select ${columns} from access.rights_request where subject_entity = $1 and subject_id = any ($2::uuid[])
      order by received_at, request_id`,
    [entity, ids],
  );
  return rows;
}

export interface RequestEvent {
  readonly seq: number;
  readonly action: string;
  readonly state: RequestState;
  readonly doneBy: string;
  readonly at: Date;
}

export async function readEvents(db: Db, requestId: string): Promise<readonly RequestEvent[]> {
  const { rows } = await db.query<RequestEvent>(
    `select seq, action, state, done_by as "doneBy", at from access.rights_event where request_id = $1 order by seq`,
    [requestId],
  );
  return rows;
}
