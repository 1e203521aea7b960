import { createHash, randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { getDataset } from "#src/domains/catalogue.ts";
import { getField } from "#src/domains/dictionary/dataset.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { findMendable } from "#src/domains/mendable.ts";
import { readStored, storedValue } from "#src/pipeline/1-landing/correction-rows.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import type { Resource } from "../read/resource.ts";
import { type Cell, type Judged, judgeCell } from "./judge.ts";
import { cellKey, readChangedSince, readPending, type SeenRecord } from "./pending.ts";
import { recordIdOf } from "./record-id.ts";
import { type RecordNow, readRecordsNow } from "./record-now.ts";

export interface CorrectionParts {
  /** The owner's connections: the change log is read with them, for records that the caller was shown to see. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly identityKey: Buffer;
  readonly clock: Clock;
  readonly resources: ReadonlyMap<string, Resource>;
}

export interface Asked {
  readonly cells: readonly Cell[];
  readonly reason?: string | undefined;
  readonly requestId?: string | undefined;
  /** The same key from the same account is the same batch: what was taken is not taken again. */
  readonly idempotencyKey: string;
}

/** What became of one cell. */
interface Outcome extends Pick<Cell, "dataset" | "recordKey" | "field"> {
  readonly state: Judged["state"];
  readonly correctionId?: string;
  /** The value as it was read, of an accepted cell. */
  readonly value?: unknown;
  readonly reason?: string;
  readonly message?: Text;
  /** What stands now, and who put it there, of a cell in conflict. */
  readonly current?: unknown;
  readonly version?: number;
  readonly changedBy?: string | null;
  readonly changedAt?: string;
}

export interface Taken {
  readonly batchId: string;
  readonly outcomes: readonly Outcome[];
}

/**
 * Judges each cell by what the caller sees now and writes the good ones down, in one transaction under the caller's own
 * rights: the database lets nobody write a correction for a school out of their scope.
 */
export async function takeCorrections(
  parts: CorrectionParts,
  request: FastifyRequest,
  asked: Asked,
): Promise<Taken> {
  const { principal, reader } = request;
  if (principal === undefined) throw new HpError("sign-in-needed");
  const { accountId } = principal;
  const batchId = batchIdOf(accountId, asked.idempotencyKey);
  const seen = await readSeen(parts, request, asked.cells);
  const changed = await readChangedSince(parts.pool, seen.outdated);
  const work = async (client: Client): Promise<Taken> => {
    // One at a time: of two people who mend one field at the same moment the second is told.
    await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.corrections'))");
    const before = await readBatch(client, parts.keyring, batchId);
    const pending = await readPending(client, parts.keyring, asked.cells);
    const outcomes: Outcome[] = [];
    const accepted: Row[] = [];
    for (const cell of asked.cells) {
      const place = { dataset: cell.dataset, recordKey: cell.recordKey, field: cell.field };
      const done = before.get(cellKey(cell));
      if (done !== undefined) {
        outcomes.push({ ...place, state: "accepted", ...done });
        continue;
      }
      const judged = judgeCell(cell, {
        scope: reader.scope,
        accountId,
        resources: parts.resources,
        now: seen.records.get(JSON.stringify([cell.dataset, cell.recordKey])),
        changedSince: (field) => changed.get(cellKey({ ...cell, field })),
        pending: pending.get(cellKey(cell)),
      });
      if (judged.state !== "accepted") {
        outcomes.push({ ...place, ...judged });
        continue;
      }
      const correctionId = randomUUID();
      accepted.push({ ...place, ...judged, correctionId });
      outcomes.push({ ...place, state: "accepted", value: judged.value, correctionId });
    }
    await insert(client, parts, accepted, { ...asked, batchId, accountId, name: principal.displayName });
    return { batchId, outcomes };
  };
  return reader.read(work, {
    look: ({ outcomes }) => {
      const taken = outcomes.filter(({ state }) => state === "accepted");
      return {
        action: "correction.open",
        object: `correctionBatch/${batchId}`,
        subjects: subjectsOf(outcomes),
        detail: { cells: outcomes.length, accepted: taken.length },
      };
    },
  });
}

interface Seen {
  readonly records: ReadonlyMap<string, RecordNow>;
  readonly outdated: readonly SeenRecord[];
}

/** The records as they stand, and those that changed since they were looked at. */
async function readSeen(
  parts: CorrectionParts,
  request: FastifyRequest,
  cells: readonly Cell[],
): Promise<Seen> {
  const records = new Map<string, RecordNow>();
  await request.reader.read(async (client) => {
    for (const [id, own] of Map.groupBy(cells, ({ dataset }) => dataset)) {
      const resource = findMendable(id) === undefined ? undefined : parts.resources.get(id);
      if (resource === undefined) continue;
      const keys = [...new Set(own.map(({ recordKey }) => recordKey))];
      const found = await readRecordsNow(client, resource, request.reader.scope.role, keys);
      for (const [key, record] of found) records.set(JSON.stringify([id, key]), record);
    }
  });
  const outdated = cells.flatMap(({ dataset, recordKey, version }) => {
    const now = records.get(JSON.stringify([dataset, recordKey]));
    if (now === undefined || now.version <= version) return [];
    return [
      {
        recordId: recordIdOf(parts.identityKey, getDataset(dataset), recordKey),
        dataset,
        recordKey,
        version,
      },
    ];
  });
  return { records, outdated };
}

/** What this batch took already, when the answer to it was lost. */
async function readBatch(
  client: Client,
  keyring: Keyring,
  batchId: string,
): Promise<ReadonlyMap<string, { readonly correctionId: string; readonly value: unknown }>> {
  const { rows } = await client.query<{
    correctionId: string;
    dataset: string;
    recordKey: string;
    field: string;
    after: unknown;
  }>(
    `select correction_id as "correctionId", dataset, record_key as "recordKey", field, after from correction where batch_id = $1`,
    [batchId],
  );
  return new Map(
    rows.map((row) => [
      cellKey(row),
      { correctionId: row.correctionId, value: readStored(keyring, row, row.after) },
    ]),
  );
}

type Row = Pick<Cell, "dataset" | "recordKey" | "field"> & {
  readonly correctionId: string;
  readonly value: unknown;
  readonly before: unknown;
  readonly schoolId: string | null;
};

async function insert(
  client: Client,
  { keyring, clock, identityKey }: CorrectionParts,
  rows: readonly Row[],
  by: Asked & { readonly batchId: string; readonly accountId: string; readonly name: string },
): Promise<void> {
  if (rows.length === 0) return;
  const stored = (row: Row, value: unknown) =>
    value === null
      ? null
      : JSON.stringify(storedValue(keyring, getField(getDataset(row.dataset), row.field), row, value));
  await client.query(
    `insert into correction (correction_id, batch_id, dataset, record_key, record_id, field, school_id, before, after, reason,
       request_id, state, corrected_by, corrected_by_name, corrected_at)
     select id, $8, dataset, record_key, record_id, field, school_id, before, after, $9, $10, 'waiting', $11, $12, $13
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $14::uuid[])
       as t (id, dataset, record_key, field, school_id, before, after, record_id)`,
    [
      rows.map(({ correctionId }) => correctionId),
      rows.map(({ dataset }) => dataset),
      rows.map(({ recordKey }) => recordKey),
      rows.map(({ field }) => field),
      rows.map(({ schoolId }) => schoolId),
      rows.map((row) => stored(row, row.before)),
      rows.map((row) => stored(row, row.value)),
      by.batchId,
      by.reason ?? null,
      by.requestId ?? null,
      by.accountId,
      by.name,
      clock.now(),
      rows.map(({ dataset, recordKey }) => recordIdOf(identityKey, getDataset(dataset), recordKey)),
    ],
  );
}

/** The same key of the same account gives the same id, which tells nothing of either. */
function batchIdOf(accountId: string, idempotencyKey: string): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([accountId, idempotencyKey]))
    .digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export const subjectsOf = (rows: readonly { readonly recordKey: string }[]): readonly string[] => [
  ...new Set(rows.flatMap(({ recordKey }) => recordKey.match(uuid) ?? [])),
];
