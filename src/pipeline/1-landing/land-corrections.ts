import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  correctionIntakeId,
  correctionKeyColumn,
  correctionSource,
  correctionTrust,
  personKeys,
} from "#src/domains/dictionary/correction.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import { parseRecordKey } from "../4-quality/record-key.ts";
import { getDatasetOf, getIntake, type RunContext } from "../context.ts";
import { nextFileSeqs, saveLanded } from "../run-record.ts";
import { type CorrectionRow, cellOf, readStored, rowOf, type StoredCorrection } from "./correction-rows.ts";
import type { LandedFile } from "./landed-file.ts";
import { receiveFile } from "./receive.ts";

/**
 * Takes in what people mended and took back since the last run: a file a school, with a table a dataset, written by the
 * program itself. Its bytes are kept like a vendor's; only nobody has to recognise its columns, and no file from
 * outside can pass for it.
 */
export async function landCorrections(context: RunContext): Promise<readonly LandedFile[]> {
  const stored = await readOpen(context);
  if (stored.length === 0) return [];
  const groups = Map.groupBy(stored, ({ dataset, recordKey, schoolId }) =>
    JSON.stringify([schoolId, dataset, recordKey]),
  );
  const linked = await findLinkKeys(context, stored);
  const rows = [...groups.values()].map((group) => {
    const [first] = group as [StoredCorrection];
    const dataset = getDatasetOf(context, first.dataset);
    const people = new Set(personKeys(dataset).map(({ field }) => field));
    const parts = parseRecordKey(dataset, first.recordKey);
    const keyValues = dataset.key.map((field, at) =>
      people.has(field)
        ? (first.linkKeys?.[field] ?? linked.get(`${first.dataset}|${first.recordKey}`)?.[field] ?? "")
        : (parts[at] ?? ""),
    );
    return rowOf(dataset, keyValues, group, (one) => readStored(context.keyring, one, one.after));
  });
  const bySchool = [...Map.groupBy(rows, ({ schoolId }) => schoolId)];
  const seqs = await nextFileSeqs(context.pool, bySchool.length);
  const files = bySchool.map(([schoolId, own], at) => ({ schoolId, rows: own, fileSeq: seqs[at] ?? 0 }));
  return writeFiles(context, files, linked);
}

interface SchoolFile {
  readonly schoolId: string | null;
  readonly rows: readonly CorrectionRow[];
  readonly fileSeq: number;
}

/** All that stands of every record for which something was mended or taken back, in the order it was made. */
async function readOpen(context: RunContext): Promise<readonly StoredCorrection[]> {
  const { rows } = await context.pool.query<StoredCorrection>(
    `select correction_id as "correctionId", dataset, record_key as "recordKey", school_id as "schoolId", field, after, state,
       link_keys as "linkKeys"
     from correction c
     where state in ('waiting', 'applied', 'undoing') and exists (
       select 1 from correction o where o.dataset = c.dataset and o.record_key = c.record_key
         and o.school_id is not distinct from c.school_id and o.state in ('waiting', 'undoing'))
     order by corrected_at, correction_id`,
  );
  return rows;
}

type LinkKeys = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * For records of people the key by which each person is called from now on: the oldest that a source gave. Records are
 * looked up by the id in use, in case another took theirs over since.
 */
async function findLinkKeys(context: RunContext, stored: readonly StoredCorrection[]): Promise<LinkKeys> {
  const wanted = [...new Map(stored.map((one) => [`${one.dataset}|${one.recordKey}`, one] as const))].flatMap(
    ([key, { dataset: id, recordKey }]) => {
      const dataset = getDatasetOf(context, id);
      const parts = parseRecordKey(dataset, recordKey);
      return personKeys(dataset).map(({ field, entity }) => ({
        key,
        field,
        entity,
        recordId: parts[dataset.key.indexOf(field)] ?? "",
      }));
    },
  );
  const { rows } = await context.pool.query<{ key: string; field: string; link: string }>(
    `select w.key, w.field, (
       select l.link_key from link l
       where l.entity = w.entity and l.record_id = coalesce(a.into_record_id, w.record_id)
       order by l.key_kind = 'sourceKey' desc, l.run_seq, l.link_key limit 1) as link
     from unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) as w (key, field, entity, record_id)
     left join record_alias a on a.entity = w.entity and a.record_id = w.record_id`,
    [
      wanted.map(({ key }) => key),
      wanted.map(({ field }) => field),
      wanted.map(({ entity }) => entity),
      wanted.map(({ recordId }) => recordId),
    ],
  );
  const found = new Map<string, Record<string, string>>();
  for (const { key, field, link } of rows) {
    if (link !== null) found.set(key, { ...found.get(key), [field]: link });
  }
  return found;
}

async function writeFiles(
  context: RunContext,
  files: readonly SchoolFile[],
  linked: LinkKeys,
): Promise<readonly LandedFile[]> {
  const dir = join(context.folders.lake, "raw", `run-${String(context.runSeq).padStart(6, "0")}`);
  mkdirSync(dir, { recursive: true });
  const rawPart = join("raw", `run-${String(context.runSeq).padStart(6, "0")}`, "corrections.parquet");
  const codeSets = new Map(context.declarations.codeSets.map((set) => [set.id, set]));
  const cells: string[] = [];
  const taken: { readonly id: string; readonly row: string; readonly links: unknown }[] = [];
  const landed: LandedFile[] = [];
  const received = new Map<number, Awaited<ReturnType<typeof receiveFile>> & { readonly fileSeq: number }>();
  for (const file of files) {
    const tables: IntakeTable[] = [];
    for (const [at, [id, rows]] of [...Map.groupBy(file.rows, ({ dataset }) => dataset)].entries()) {
      const dataset = getDatasetOf(context, id);
      const intake = getIntake(context, correctionIntakeId(id));
      const columns = ["recordKey", ...dataset.key.map(correctionKeyColumn), ...fieldsOf(intake, rows)];
      for (const [index, row] of rows.entries()) {
        const place = { fileSeq: file.fileSeq, sheetNo: at + 1, rowNo: index + 2 };
        const fields = columns
          .slice(1 + dataset.key.length)
          .map((name) => cellOf(row.values[name], codeSets.get(intake.columns[name]?.codeSet ?? "")));
        cells.push(
          `${JSON.stringify({ file_seq: place.fileSeq, sheet_no: place.sheetNo, row_no: place.rowNo, cells: [row.recordKey, ...row.keyValues, ...fields] })}\n`,
        );
        for (const one of row.corrections)
          taken.push({
            id: one.correctionId,
            row: String(sourceRowId(place)),
            links: one.linkKeys ?? linked.get(`${id}|${row.recordKey}`) ?? null,
          });
      }
      tables.push(tableOf(context, file, { at, rows: rows.length, intake, columns, rawPart }));
    }
    const bytes = join(context.runDir, `sua-${file.fileSeq}.json`);
    writeFileSync(bytes, JSON.stringify({ run: context.runSeq, schoolId: file.schoolId, rows: file.rows }));
    const kept = await receiveFile(context, bytes, bytes);
    const fileName = `sua-tren-hoa-phuong-luot-${context.runSeq}.json`;
    received.set(file.fileSeq, {
      ...kept,
      fileName,
      pathSegments: [correctionSource],
      fileSeq: file.fileSeq,
    });
    landed.push({ ...nothingOdd, fileId: kept.fileId, fileSeq: file.fileSeq, tables });
  }
  const lines = join(context.runDir, "corrections.ndjson");
  writeFileSync(lines, cells.join(""));
  await context.lake.run(
    `copy (select * from read_json(${quote(lines)}, format = 'newline_delimited',
       columns = {file_seq: 'BIGINT', sheet_no: 'INTEGER', row_no: 'INTEGER', cells: 'VARCHAR[]'}))
     to ${quote(join(context.folders.lake, rawPart))} (format parquet)`,
  );
  await markTaken(context, landed, received, taken);
  return landed;
}

const nothingOdd = {
  pathSegments: [correctionSource],
  status: "landed",
  reason: null,
  heldRows: 0,
  waiting: [],
  detail: "",
  answers: {},
  issues: [],
  refusedParts: [],
  notTables: [],
  leftovers: [],
} as const;

/** Fields that any of the rows has a value of, in the dictionary's order. */
function fieldsOf(intake: Intake, rows: readonly CorrectionRow[]): readonly string[] {
  return Object.keys(intake.columns).filter((name) => rows.some(({ values }) => name in values));
}

function tableOf(
  context: RunContext,
  { fileSeq, schoolId }: SchoolFile,
  table: {
    readonly at: number;
    readonly rows: number;
    readonly intake: Intake;
    readonly columns: readonly string[];
    readonly rawPart: string;
  },
): IntakeTable {
  const headerOf = (name: string): string => {
    const field = table.intake.columns[name];
    return field === undefined ? name : fieldTitle(name, field).vi;
  };
  return {
    fileSeq,
    sheetNo: table.at + 1,
    firstDataRow: 2,
    lastRow: table.rows + 1,
    intake: table.intake.id,
    sourceSystem: correctionSource,
    trust: correctionTrust,
    keyIssuer: "vendor",
    delivery: "delta",
    schoolId,
    receivedAt: context.startedAt.toISOString(),
    positions: Object.fromEntries(table.columns.map((name, index) => [name, index + 1])),
    headers: Object.fromEntries(table.columns.map((name) => [name, headerOf(name)])),
    context: {},
    readings: {},
    rawPart: table.rawPart,
    // Written by the program: none of its rows can be a sum or a signature.
    joined: true,
  };
}

async function markTaken(
  context: RunContext,
  landed: readonly LandedFile[],
  received: Parameters<typeof saveLanded>[2],
  taken: readonly { readonly id: string; readonly row: string; readonly links: unknown }[],
): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    // A run that was killed here comes again with other numbers.
    await client.query("delete from file where run_seq = $1 and source_system = $2", [
      context.runSeq,
      correctionSource,
    ]);
    await client.query(
      `insert into source_system (source_system, title, trust_rank) values ($1, 'Sửa trên Hoa Phượng', $2)
       on conflict (source_system) do nothing`,
      [correctionSource, correctionTrust],
    );
    await client.query(
      `update correction c set
         run_seq = case when state = 'waiting' then $4 else c.run_seq end,
         source_row_id = case when state = 'waiting' then t.row else c.source_row_id end,
         undone_run = case when state = 'undoing' then $4 end,
         link_keys = t.links
       from unnest($1::uuid[], $2::bigint[], $3::jsonb[]) as t (id, row, links) where c.correction_id = t.id`,
      [
        taken.map(({ id }) => id),
        taken.map(({ row }) => row),
        taken.map(({ links }) => (links === null ? null : JSON.stringify(links))),
        context.runSeq,
      ],
    );
  });
  await saveLanded(context, landed, received);
}

/** What became of them: in the records, refused with the reason, or taken back. */
export async function settleCorrections(context: RunContext): Promise<number> {
  return inTransaction(context.pool, async (client) => {
    const refused = await client.query(
      `update correction c set state = 'refused', refusal = r.reason
       from (select distinct on (source_row_id, column_name) source_row_id, column_name, reason from row_rejection
             where run_seq = $1 order by source_row_id, column_name, reason) r
       where c.run_seq = $1 and c.state = 'waiting' and r.source_row_id = c.source_row_id
         and (r.column_name in ('*', 'recordKey') or r.column_name = c.field)`,
      [context.runSeq],
    );
    const applied = await client.query(
      "update correction set state = 'applied' where run_seq = $1 and state = 'waiting'",
      [context.runSeq],
    );
    const undone = await client.query(
      "update correction set state = 'undone' where undone_run = $1 and state = 'undoing'",
      [context.runSeq],
    );
    return (refused.rowCount ?? 0) + (applied.rowCount ?? 0) + (undone.rowCount ?? 0);
  });
}
