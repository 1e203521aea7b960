import { correctionSource } from "#src/domains/dictionary/correction.ts";
import { type Dataset, fieldTitle, getField } from "#src/domains/dictionary/dataset.ts";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import { type Text, toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { RecordNow } from "../corrections/record-now.ts";
import { shownName } from "../uploads/shown-name.ts";
import { codeTitle } from "./code-title.ts";

/** Where a value stands in what somebody sent. */
export interface SourceOfField {
  readonly sourceRowId: string;
  /** Null where the file is out of the reader's scope. */
  readonly system: { readonly id: string; readonly title: string } | null;
  readonly file: string | null;
  readonly sheetNo: number;
  readonly rowNo: number;
  readonly receivedAt: string | null;
  /** Who mended it and why, where a person did. */
  readonly mended?: {
    readonly correctionId: string;
    readonly by: string;
    readonly at: string;
    readonly reason: string | null;
    readonly state: string;
  };
}

export interface FieldStory {
  readonly name: string;
  readonly title: Text;
  readonly kind: string;
  readonly codeSet: string | null;
  readonly value: unknown;
  /** What a code says. */
  readonly valueTitle?: Text;
  readonly source: SourceOfField | null;
}

/** Every field the role sees with the place its value came from; empty ones too, so that what is missing shows. */
export async function readFieldStories(
  client: Client,
  owner: Db,
  dataset: Dataset,
  record: RecordNow,
): Promise<readonly FieldStory[]> {
  const others = (record.values.fieldSource ?? {}) as Readonly<Record<string, string | number>>;
  const primary = record.values.sourceRowId;
  const rowOf = (name: string): string => String(others[toSnakeCase(name)] ?? primary);
  const names = Object.keys(dataset.fields).filter((name) => name in record.values);
  const places = await readPlaces(client, [...new Set(names.map(rowOf))]);
  const mended = await readMended(owner, dataset.id, record.recordKey);
  return names.map((name) => {
    const field = getField(dataset, name);
    const value = record.values[name] ?? null;
    const valueTitle = codeTitle(field.codeSet, value);
    const place = value === null ? undefined : places.get(rowOf(name));
    const by = place?.system?.id === correctionSource ? mended.get(name) : undefined;
    return {
      name,
      title: fieldTitle(name, field),
      kind: field.kind,
      codeSet: field.codeSet ?? null,
      value,
      ...(valueTitle === undefined ? {} : { valueTitle }),
      source: place === undefined ? null : { ...place, ...(by === undefined ? {} : { mended: by }) },
    };
  });
}

/** Places by source row. Files are read with the reader's own rights: another school's file stays without a name. */
export async function readPlaces(
  client: Client,
  sourceRowIds: readonly string[],
): Promise<ReadonlyMap<string, SourceOfField>> {
  const seqs = [...new Set(sourceRowIds.map((id) => String(sourcePlace(id).fileSeq)))];
  const { rows } = await client.query<{
    fileSeq: string;
    fileId: string;
    file: string;
    system: string | null;
    title: string | null;
    at: string;
  }>(
    `select f.file_seq::text as "fileSeq", f.file_id as "fileId", f.file_name as file, f.source_system as system, s.title,
       to_char(f.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from file f left join source_system s on s.source_system = f.source_system where f.file_seq = any ($1::bigint[])`,
    [seqs],
  );
  const files = new Map(rows.map((row) => [row.fileSeq, row]));
  return new Map(
    sourceRowIds.map((sourceRowId) => {
      const { fileSeq, sheetNo, rowNo } = sourcePlace(sourceRowId);
      const file = files.get(String(fileSeq));
      return [
        sourceRowId,
        {
          sourceRowId,
          system: file?.system == null ? null : { id: file.system, title: file.title ?? file.system },
          file: file === undefined ? null : shownName(file.file, file.fileId),
          sheetNo,
          rowNo,
          receivedAt: file?.at ?? null,
        },
      ];
    }),
  );
}

/** The newest correction of each field that stands. */
async function readMended(
  owner: Db,
  dataset: string,
  recordKey: string,
): Promise<ReadonlyMap<string, NonNullable<SourceOfField["mended"]>>> {
  const { rows } = await owner.query<NonNullable<SourceOfField["mended"]> & { readonly field: string }>(
    `select field, correction_id as "correctionId", corrected_by_name as by, reason, state,
       to_char(corrected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from correction where dataset = $1 and record_key = $2 and state in ('applied', 'undoing') order by corrected_at, correction_id`,
    [dataset, recordKey],
  );
  return new Map(rows.map(({ field, ...one }) => [field, one]));
}
