import { openColumns, openRow } from "#src/access/encryption/opened-row.ts";
import { datasets, findCheck, intakes } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { type Row, recordKeyOf, selectList } from "./find-record.ts";

export interface RelatedRows {
  readonly dataset: Dataset;
  /** Rows in full, or only their number where a whole school hangs on the record. */
  readonly rows: readonly Row[];
  readonly count: number;
}

export interface Change {
  readonly changedAt: string;
  readonly runSeq: number;
  readonly dataset: string;
  readonly recordKey: string;
  readonly version: number;
  readonly operation: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly sourceRowId: string | null;
  readonly actor: string;
}

/** Rows of other datasets that point at this one; of a school, which owns thousands, their numbers. */
export async function readRelated(
  db: Db,
  keyring: Keyring,
  dataset: Dataset,
  row: Row,
): Promise<readonly RelatedRows[]> {
  const related: RelatedRows[] = [];
  if (dataset.id === "school") {
    for (const other of datasets.filter(
      (one) => one.origin === "vendor" && one.id !== "school" && one.schoolField !== undefined,
    )) {
      const { rows } = await db.query<{ n: string }>(
        `select count(*) as n from ${other.table} where ${toSnakeCase(other.schoolField ?? "")} = $1`,
        [row.schoolId],
      );
      const count = Number(rows[0]?.n ?? 0);
      if (count > 0) related.push({ dataset: other, rows: [], count });
    }
    return related;
  }
  const entity = entityField(dataset);
  if (entity === undefined) return related;
  const isHead = dataset.id === entity.refersTo;
  for (const other of datasets.filter((one) => one.origin === "vendor" && one.id !== dataset.id)) {
    // Around a person: everything that points at it. Around a part of a person: the person alone.
    const pointer = Object.entries(other.fields).find(
      ([, field]) => field.kind === "uuid" && field.refersTo === entity.refersTo,
    )?.[0];
    if (pointer === undefined || (!isHead && other.id !== entity.refersTo)) continue;
    const { rows } = await db.query<Row>(
      `select ${selectList(other)} from ${other.table} where ${toSnakeCase(pointer)} = $1 order by ${other.key.map(toSnakeCase).join(", ")}`,
      [row[entity.name]],
    );
    if (rows.length > 0)
      related.push({
        dataset: other,
        rows: await nameOthers(
          db,
          other,
          entity.refersTo,
          rows.map((found) => openRow(keyring, other, found)),
        ),
        count: rows.length,
      });
  }
  return related;
}

function entityField(dataset: Dataset): { name: string; refersTo: string } | undefined {
  const name = dataset.key.find((field) => dataset.fields[field]?.kind === "uuid");
  const refersTo = dataset.fields[name ?? ""]?.refersTo;
  return name === undefined || refersTo === undefined ? undefined : { name, refersTo };
}

/** A link row says more with the name of whom it links to. */
async function nameOthers(
  db: Db,
  dataset: Dataset,
  entity: string,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const pointer = Object.entries(dataset.fields).find(
    ([, field]) => field.kind === "uuid" && field.refersTo !== undefined && field.refersTo !== entity,
  );
  const target = datasets.find((one) => one.id === pointer?.[1].refersTo);
  if (pointer === undefined || target?.fields.fullName === undefined) return rows;
  const key = toSnakeCase(target.key[0] ?? "");
  const names = await db.query<{ id: string; name: string | null }>(
    `select ${key} as id, full_name as name from ${target.table} where ${key} = any($1::uuid[])`,
    [rows.map((row) => row[pointer[0]])],
  );
  const byId = new Map(names.rows.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, fullName: byId.get(String(row[pointer[0]])) ?? null }));
}

export async function readHistory(
  db: Db,
  keyring: Keyring,
  dataset: Dataset,
  row: Row,
  recordId: string | undefined,
): Promise<readonly Change[]> {
  if (recordId === undefined) return [];
  const isHead = dataset.key.length === 1;
  const { rows } = await db.query<Change>(
    `select to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt", run_seq as "runSeq", dataset,
       record_key as "recordKey", version, operation, before, after, source_row_id as "sourceRowId", actor
     from change_log where record_id = $1 and ($2 or dataset = '*' or (dataset = $3 and record_key = $4))
     order by changed_at, run_seq, dataset, record_key, version`,
    [recordId, isHead, dataset.id, recordKeyOf(dataset, row)],
  );
  return rows.map((change) => {
    const of = datasets.find(({ id }) => id === change.dataset);
    const shown = (values: Change["before"]) => openColumns(keyring, of, change.recordKey, values);
    return { ...change, before: shown(change.before), after: shown(change.after) };
  });
}

export async function readLinks(db: Db, recordId: string | undefined): Promise<readonly Row[]> {
  if (recordId === undefined) return [];
  const { rows } = await db.query<Row>(
    `select entity, key_kind as "keyKind", rule, evidence, source_row_id as "sourceRowId", run_seq as "runSeq" from link
     where record_id = $1 order by run_seq, source_row_id, link_key`,
    [recordId],
  );
  return rows;
}

export async function readCases(db: Db, recordId: string | undefined): Promise<readonly Row[]> {
  if (recordId === undefined) return [];
  const { rows } = await db.query<Row>(
    `select case_id as "caseId", entity, status, other_record_id as "otherRecordId", school_id as "schoolId", source_row_id as "sourceRowId",
       evidence, opened_run as "openedRun", closed_run as "closedRun" from reconciliation_case
     where record_id = $1 or other_record_id = $1 order by opened_run, case_id`,
    [recordId],
  );
  return rows;
}

/** How the record stands against the population registry; undefined for what nobody asks the registry about. */
export async function readVerification(db: Db, recordId: string | undefined): Promise<Row | undefined> {
  if (recordId === undefined) return undefined;
  const { rows } = await db.query<Row>(
    `select v.status, v.ever_verified_at as "everVerifiedAt", v.verified_at as "verifiedAt", v.registry_version as "registryVersion",
       c.asked_at as "askedAt", c.name_matches as "nameMatches", c.birth_date_matches as "birthDateMatches",
       c.sex_matches as "sexMatches", c.invalidated_at as "invalidatedAt", v.run_seq as "runSeq"
     from verification v left join population_check c using (claim_key) where v.record_id = $1`,
    [recordId],
  );
  return rows[0];
}

/** Open issues of the row and of the rows around it, with the rule's own sentence. */
export async function readIssues(db: Db, dataset: Dataset, row: Row, related: readonly RelatedRows[]) {
  const keys = [
    { dataset: dataset.id, key: recordKeyOf(dataset, row) },
    ...related.flatMap((group) =>
      group.rows.map((one) => ({ dataset: group.dataset.id, key: recordKeyOf(group.dataset, one) })),
    ),
  ];
  const { rows } = await db.query<{
    dataset: string;
    recordKey: string;
    checkCode: string;
    openedRun: number;
  }>(
    `select i.dataset, i.record_key as "recordKey", i.check_code as "checkCode", i.opened_run as "openedRun" from quality_issue i
     join unnest($1::text[], $2::text[]) as k (dataset, key) on i.dataset = k.dataset and i.record_key = k.key
     order by i.dataset, i.record_key, i.check_code`,
    [keys.map((one) => one.dataset), keys.map((one) => one.key)],
  );
  return rows.map((issue) => {
    const check = findCheck(issue.checkCode);
    return {
      ...issue,
      dimension: check?.dimension ?? null,
      severity: check?.severity ?? null,
      sentence: check?.sentence ?? null,
      legalBasis: check?.legalBasis ?? null,
    };
  });
}

/**
 * Ids of all source rows that speak of the record: those that made it, merged into it, linked it or were replaced.
 * On a school hang the rows of its rooms and classes, too: of those only what speaks of the school itself.
 */
export async function listSourceRowIds(
  db: Db,
  dataset: Dataset,
  row: Row,
  recordId: string | undefined,
  links: readonly Row[],
): Promise<readonly string[]> {
  const own = [
    row.sourceRowId,
    ...Object.values((row.fieldSource ?? {}) as Record<string, unknown>),
    ...links.map((link) => link.sourceRowId),
  ];
  const isPerson = dataset.fields[dataset.key[0] ?? ""]?.kind === "uuid";
  const feeding = intakes
    .filter((intake) => intake.targets.some((target) => target.dataset === dataset.id))
    .map((intake) => intake.id);
  const account =
    recordId === undefined
      ? []
      : (
          await db.query<{ id: string }>(
            "select source_row_id as id from source_row where record_id = $1 and ($2 or intake = any($3))",
            [recordId, isPerson, feeding],
          )
        ).rows;
  return [
    ...new Set([
      ...own.filter((id) => id !== null && id !== undefined).map(String),
      ...account.map(({ id }) => id),
    ]),
  ];
}
