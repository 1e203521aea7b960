import type { Scope } from "#src/access/scope/reach.ts";
import { findCheck, getDataset } from "#src/domains/catalogue.ts";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { readRecordsNow } from "../corrections/record-now.ts";
import { readFileNames } from "../pages/source-place.ts";
import type { Resource } from "../read/resource.ts";
import { nameRecords } from "./name-records.ts";

/** A failing record with what its grid row shows. */
export interface WorkRecord {
  readonly dataset: string;
  readonly recordKey: string;
  /** Whom or what it is about: a person's name, a class, a room. */
  readonly name: string;
  /** Where that is: the class of a pupil. */
  readonly place: string | null;
  readonly version: number;
  /** The fields to mend, as they are now. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the population registry confirmed the person: four fields are closed then. */
  readonly isVerified: boolean;
  /** File, sheet and row the record's main source stands in. */
  readonly source: { readonly file: string; readonly sheetNo: number; readonly rowNo: number } | null;
  readonly openedRun: number;
  /** Values somebody mended that no run has taken in yet. */
  readonly waiting: readonly string[];
}

export interface WorkPage {
  readonly data: readonly WorkRecord[];
  /** Record key the page ended with; absent on the last page. */
  readonly next?: string;
}

interface IssueRow {
  readonly recordKey: string;
  readonly sourceRowId: string | null;
  readonly openedRun: number;
}

/** One page of a school's records that break a rule, by record; each page costs the same. */
export async function readWorkRecords(
  client: Client,
  resource: Resource,
  scope: Scope,
  asked: {
    readonly schoolId: string;
    readonly checkCode: string;
    readonly after?: string | undefined;
    readonly limit: number;
    readonly fields: readonly string[];
  },
): Promise<WorkPage> {
  const { rows } = await client.query<IssueRow>(
    `select record_key as "recordKey", source_row_id as "sourceRowId", opened_run as "openedRun" from quality_issue
     where school_id = $1 and check_code = $2 and record_key > $3 order by record_key limit $4`,
    [asked.schoolId, asked.checkCode, asked.after ?? "", asked.limit + 1],
  );
  const issues = rows.slice(0, asked.limit);
  const { dataset } = resource;
  const keys = issues.map(({ recordKey }) => recordKey);
  const now = await readRecordsNow(client, resource, scope.role, keys);
  const names = await nameRecords(client, getDataset(dataset.id), [...now.values()]);
  const files = await readFileNames(
    client,
    issues.flatMap(({ sourceRowId }) => (sourceRowId === null ? [] : [sourceRowId])),
  );
  const waiting = await readWaiting(client, dataset.id, keys);
  const data = issues.flatMap(({ recordKey, sourceRowId, openedRun }): readonly WorkRecord[] => {
    const record = now.get(recordKey);
    if (record === undefined) return [];
    const { name, place } = names.get(recordKey) ?? { name: recordKey, place: null };
    return [
      {
        dataset: dataset.id,
        recordKey,
        name,
        place,
        version: record.version,
        values: Object.fromEntries(asked.fields.map((field) => [field, record.values[field] ?? null])),
        isVerified: record.isVerified,
        source: sourceOf(sourceRowId, files),
        openedRun,
        waiting: waiting.get(recordKey) ?? [],
      },
    ];
  });
  const last = issues.at(-1);
  return { data, ...(rows.length > asked.limit && last !== undefined ? { next: last.recordKey } : {}) };
}

function sourceOf(sourceRowId: string | null, files: ReadonlyMap<string, string>): WorkRecord["source"] {
  if (sourceRowId === null) return null;
  const { fileSeq, sheetNo, rowNo } = sourcePlace(sourceRowId);
  const file = files.get(String(fileSeq)) ?? `#${fileSeq}`;
  return { file: file.split("/").at(-1) ?? file, sheetNo, rowNo };
}

async function readWaiting(
  client: Client,
  dataset: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ recordKey: string; fields: readonly string[] }>(
    `select record_key as "recordKey", array_agg(distinct field) as fields from correction
     where dataset = $1 and record_key = any ($2) and state = 'waiting' group by 1`,
    [dataset, keys],
  );
  return new Map(rows.map(({ recordKey, fields }) => [recordKey, fields]));
}

/** The rule's sentence for people. */
export const sentenceOf = (checkCode: string): Text =>
  findCheck(checkCode)?.sentence ?? { vi: checkCode, en: checkCode };
