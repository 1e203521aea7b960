import { openColumns } from "#src/access/encryption/opened-row.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import { type Dataset, fieldTitle, getField } from "#src/domains/dictionary/dataset.ts";
import { type Text, toCamelCase } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { rightsOf } from "../worklist/rights-of.ts";
import { codeTitle } from "./code-title.ts";

/** One field of one change, as far as the reader's role may see it. */
interface ChangedValue {
  readonly field: string;
  readonly title: Text;
  readonly before: unknown;
  readonly after: unknown;
  /** What the codes say. */
  readonly beforeTitle?: Text;
  readonly afterTitle?: Text;
  readonly kind: string;
  /** A person who mended this field, and why; absent where a file brought it. */
  readonly by?: string;
  readonly reason?: string | null;
}

export interface Change {
  readonly at: string;
  readonly runSeq: number;
  readonly operation: "insert" | "update" | "delete";
  readonly dataset: string;
  readonly datasetTitle: Text | null;
  readonly recordKey: string;
  readonly sourceRowId: string | null;
  readonly values: readonly ChangedValue[];
  /** Fields that changed too and that this role does not see. */
  readonly hidden: number;
}

const mostChanges = 200;

interface LogRow {
  readonly at: string;
  readonly runSeq: number;
  readonly operation: Change["operation"];
  readonly dataset: string;
  readonly recordKey: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly sourceRowId: string | null;
  readonly by: Readonly<Record<string, { readonly name: string; readonly reason: string | null }>> | null;
}

/**
 * A record's changes, newest first: of a person's own record those of all that hangs on it. Read with the owner's rights,
 * for a record the caller was shown to see; what their role doesn't see of it is counted and left out.
 */
export async function readChanges(
  owner: Db,
  keyring: Keyring,
  record: { readonly recordId: string; readonly dataset: Dataset; readonly recordKey: string },
  role: RoleId,
): Promise<readonly Change[]> {
  const isHead = record.dataset.key.length === 1;
  const { rows } = await owner.query<LogRow>(
    `select to_char(l.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, l.run_seq as "runSeq", l.operation,
       l.dataset, l.record_key as "recordKey", l.before, l.after, l.source_row_id::text as "sourceRowId",
       (select jsonb_object_agg(c.field, jsonb_build_object('name', coalesce(case when c.undone_run = l.run_seq then c.undone_by_name end, c.corrected_by_name), 'reason', c.reason))
        from correction c where c.dataset = l.dataset and c.record_key = l.record_key and l.run_seq in (c.run_seq, c.undone_run)) as by
     from change_log l
     where l.record_id = $1 and ($2 or l.dataset = '*' or l.dataset = $3 and l.record_key = $4)
     order by l.changed_at desc, l.run_seq desc, l.dataset, l.record_key, l.version desc limit ${mostChanges}`,
    [record.recordId, isHead, record.dataset.id, record.recordKey],
  );
  return rows.map((row) => changeOf(keyring, row, role));
}

function changeOf(keyring: Keyring, row: LogRow, role: RoleId): Change {
  const dataset = findDataset(row.dataset);
  const columns = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])];
  const fields =
    dataset === undefined || row.operation === "insert"
      ? []
      : columns
          .map((column) => ({ column, field: toCamelCase(column) }))
          .filter(({ field }) => field in dataset.fields);
  const seen = fields.filter(({ field }) => dataset !== undefined && rightsOf(role, dataset).sees(field));
  // What is encrypted is opened where the role sees it.
  const opened = (values: LogRow["before"]) =>
    openColumns(
      keyring,
      dataset,
      row.recordKey,
      Object.fromEntries(seen.map(({ column }) => [column, values?.[column]])),
    );
  const [before, after] = [opened(row.before), opened(row.after)];
  return {
    at: row.at,
    runSeq: row.runSeq,
    operation: row.operation,
    dataset: row.dataset,
    datasetTitle: dataset?.title ?? null,
    recordKey: row.recordKey,
    sourceRowId: row.sourceRowId,
    hidden: fields.length - seen.length,
    values: seen.flatMap(({ column, field }) => {
      if (dataset === undefined) return [];
      const declared = getField(dataset, field);
      const by = row.by?.[field];
      const [beforeTitle, afterTitle] = [before, after].map((values) =>
        codeTitle(declared.codeSet, values[column]),
      );
      return [
        {
          field,
          title: fieldTitle(field, declared),
          before: shown(declared.kind, before[column]),
          after: shown(declared.kind, after[column]),
          kind: declared.kind,
          ...(beforeTitle === undefined ? {} : { beforeTitle }),
          ...(afterTitle === undefined ? {} : { afterTitle }),
          ...(by === undefined ? {} : { by: by.name, reason: by.reason }),
        },
      ];
    }),
  };
}

/** Of a national id the log tells its end alone: enough to tell two apart, too little to copy. */
function shown(kind: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (kind !== "nationalId") return value;
  return typeof value === "string" && /^\d{12}$/.test(value) ? `•••••••••${value.slice(-3)}` : "••••••••••••";
}
