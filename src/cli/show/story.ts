import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Dataset, fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { goldenId } from "#src/pipeline/3-identity/golden-id.ts";
import { entityOf } from "#src/pipeline/5-publish/record.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { openLake } from "#src/platform/duckdb.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { traceFields } from "./field-origins.ts";
import { type Row, recordKeyOf } from "./find-record.ts";
import { readSourceRows } from "./source-rows.ts";
import {
  listSourceRowIds,
  readCases,
  readHistory,
  readIssues,
  readLinks,
  readRelated,
  readVerification,
} from "./surroundings.ts";

export type RecordStory = Awaited<ReturnType<typeof tellStory>>;

/** Everything known of one golden row: what it says, who said so, what hangs on it, what happened to it. */
export async function tellStory(db: Db, config: Config, dataset: Dataset, row: Row) {
  const folders = foldersOf(config.dataDir);
  const keyring = openKeyring(folders.keys);
  const recordId = findRecordId(folders.keys, dataset, row);
  const isPart = dataset.key.length > 1;
  const links = isPart ? [] : await readLinks(db, recordId);
  // A part of a record (one enrolment) has its own source rows; the person's others are shown with the person.
  const ids = await listSourceRowIds(db, dataset, row, isPart ? undefined : recordId, links);
  mkdirSync(folders.temporary, { recursive: true });
  const lake = await openLake({
    memoryMb: config.lakeMemoryMb,
    threads: config.threads,
    temporaryDir: folders.temporary,
  });
  try {
    const sources = await readSourceRows(db, keyring, lake, folders, ids);
    const origins = await traceFields(lake, folders, dataset, row, sources);
    const related = await readRelated(db, keyring, dataset, row);
    return {
      dataset,
      recordId: recordId ?? null,
      recordKey: recordKeyOf(dataset, row),
      row,
      fields: Object.entries(dataset.fields).map(([name, field]) => ({
        name,
        field,
        title: fieldTitle(name, field),
        value: row[name] ?? null,
        origin: origins.get(name) ?? null,
      })),
      sources,
      related,
      history: await readHistory(db, keyring, dataset, row, recordId),
      links,
      verification: (isPart ? undefined : await readVerification(db, recordId)) ?? null,
      cases: isPart ? [] : await readCases(db, recordId),
      issues: await readIssues(db, dataset, row, related),
    };
  } finally {
    lake.close();
  }
}

/** The record a row hangs on, derived as publishing does; undefined where the key to derive it is not here. */
function findRecordId(keysDir: string, dataset: Dataset, row: Row): string | undefined {
  const spread = dataset.distributedBy === "reference" ? (dataset.key[0] ?? "") : dataset.distributedBy;
  if (dataset.fields[spread]?.kind === "uuid") return String(row[spread]);
  if (!existsSync(join(keysDir, "identity.key"))) return undefined;
  const parts =
    entityOf(dataset) === "school"
      ? ["school", row.schoolId]
      : [dataset.id, ...dataset.key.map((name) => row[name])];
  return goldenId(getOrCreateKey(keysDir, "identity"), parts.map(String).join("\u001f"));
}
