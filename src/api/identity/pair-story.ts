import { openColumns } from "#src/access/encryption/opened-row.ts";
import { findCode, findDataset } from "#src/domains/catalogue.ts";
import { type Dataset, fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { sourcePlace, sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { type Text, toCamelCase, toSnakeCase } from "#src/domains/dictionary/text.ts";
import { findPair, type QueuedPair } from "#src/pipeline/3-identity/decide/queue.ts";
import { findAlias } from "#src/pipeline/3-identity/decide/record-keys.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { readableColumns, readableRow } from "./readable-columns.ts";
import { readLastSurroundings, readSurroundings, type Surrounding, saySame } from "./surroundings.ts";
import { shownWords, surroundingWords } from "./value-words.ts";

/** One of the two records of a pair, as it stands now. */
export interface PairSide {
  readonly key: string;
  /** The id in use; it differs from the pair's when the record was taken over since. */
  readonly recordId: string;
  /** Schools, classes, guardians: what hangs on the record. */
  readonly around: readonly Surrounding[];
  readonly sources: readonly PairSource[];
  /** Standing with the population registry (code set reconciliationStatus); null when it was never asked. */
  readonly verification: string | null;
}

export interface PairSource {
  readonly sourceSystem: string;
  readonly schoolId: string | null;
  readonly sourceRowId: string;
  readonly rule: string;
  readonly fileName: string | null;
}

export interface ComparedField {
  readonly name: string;
  readonly title: Text;
  readonly field: Field;
  readonly left: unknown;
  readonly right: unknown;
  /** Both sides say something, and not the same. */
  readonly differs: boolean;
}

/** A pair in doubt with all a person needs to decide, side by side. */
export interface PairStory {
  readonly pair: QueuedPair;
  /** Nobody has answered yet, or a second person is asked. */
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly fields: readonly ComparedField[];
  readonly left: PairSide;
  readonly right: PairSide;
}

/** @throws HpError `record-not-found` */
export async function getPairStory(db: Db, keyring: Keyring, reviewId: string): Promise<PairStory> {
  const found = await findPair(db, reviewId);
  if (found === undefined) throw new HpError("record-not-found", { id: reviewId, dataset: "identityReview" });
  // How somebody answered is left out: a second reviewer must not see it.
  const { status, doubleReview, ...pair } = found;
  const dataset = findDataset(pair.entity);
  const leftAlias = await findAlias(db, pair.leftRecordId, pair.entity);
  const rightAlias = await findAlias(db, pair.rightRecordId, pair.entity);
  const leftId = leftAlias?.intoRecordId ?? pair.leftRecordId;
  const rightId = rightAlias?.intoRecordId ?? pair.rightRecordId;
  const isMerged = leftId === rightId;
  const mergedRun = isMerged ? (leftAlias ?? rightAlias)?.runSeq : undefined;
  const left: SideAsked = { key: pair.leftKey, formerId: pair.leftRecordId, recordId: leftId, mergedRun };
  const right: SideAsked = { key: pair.rightKey, formerId: pair.rightRecordId, recordId: rightId, mergedRun };
  return {
    pair,
    isOpen: status === "open" || (doubleReview && status !== "moot" && !(await hasSecond(db, reviewId))),
    isMerged,
    fields:
      dataset === undefined
        ? []
        : compareFields(
            dataset,
            await readValues(db, keyring, dataset, left),
            await readValues(db, keyring, dataset, right),
          ),
    left: await readSide(db, pair, left, right),
    right: await readSide(db, pair, right, left),
  };
}

/** Which of two records is asked for, and when both became one; then it is told as it was before. */
interface SideAsked {
  readonly key: string;
  readonly formerId: string;
  readonly recordId: string;
  readonly mergedRun: number | undefined;
}

async function hasSecond(db: Db, reviewId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    "select 1 from identity_decision where review_id = $1 and is_second and undone_at is null",
    [reviewId],
  );
  return rowCount !== 0;
}

async function readSide(
  db: Db,
  { entity }: QueuedPair,
  asked: SideAsked,
  other: SideAsked,
): Promise<PairSide> {
  const { key, formerId, recordId, mergedRun } = asked;
  const sources = await db.query<PairSource>(
    `select s.source_system as "sourceSystem", s.school_id as "schoolId", s.source_row_id::text as "sourceRowId", l.rule,
       (select regexp_replace(f.file_name, '^.*/', '') from file f
        where f.file_seq = ${sourceRowSql.fileSeq("s.source_row_id")}) as "fileName"
     from link l join source_row s using (source_row_id)
     where l.entity = $1 and l.record_id = $2 and l.key_kind = 'sourceKey'
       and (not $3 or l.link_key = $4 or l.previous_record_id = $5)
     order by l.run_seq, l.link_key`,
    [entity, recordId, mergedRun !== undefined, key, formerId],
  );
  const verification = await db.query<{ status: string }>(
    "select status from verification where entity = $1 and record_id = $2",
    [entity, recordId],
  );
  return {
    key,
    recordId,
    around: await readAroundSide(db, entity, asked, other),
    sources: sources.rows,
    verification: verification.rows[0]?.status ?? null,
  };
}

async function readAroundSide(
  db: Db,
  entity: string,
  { formerId, recordId, mergedRun }: SideAsked,
  other: SideAsked,
): Promise<readonly Surrounding[]> {
  if (mergedRun === undefined) return readSurroundings(db, entity, recordId);
  if (formerId !== recordId) return readLastSurroundings(db, entity, formerId, mergedRun);
  // Of the record that stayed: what it had before, not what came with the other one.
  const came = await readLastSurroundings(db, entity, other.formerId, mergedRun);
  return readSurroundings(
    db,
    entity,
    recordId,
    (item, runSeq) => runSeq < mergedRun || !came.some((one) => saySame(one, item)),
  );
}

type Values = Readonly<Record<string, unknown>>;

/** Golden values by field; of two records that became one, those that each had before. */
async function readValues(
  db: Db,
  keyring: Keyring,
  dataset: Dataset,
  { formerId, recordId, mergedRun }: SideAsked,
): Promise<Values> {
  const { rows } = await db.query<{ row: Values }>(
    `select ${await readableRow(db, dataset.table)} from ${dataset.table} t where ${toSnakeCase(dataset.key[0] ?? "")} = $1`,
    [recordId],
  );
  const now = byField(openColumns(keyring, dataset, recordId, rows[0]?.row ?? {}));
  // What records were before stands in the log, whole; who may not read that is told how they are now.
  if (mergedRun === undefined || !(await readableColumns(db, "change_log")).includes("before")) return now;
  const log = await db.query<{ before: Values }>(
    `select before from change_log where record_id = $1 and dataset = $2 and operation = $3 and run_seq >= $4
     order by version desc`,
    [formerId, dataset.id, formerId === recordId ? "update" : "delete", mergedRun],
  );
  const changes = log.rows.map(({ before }) => byField(openColumns(keyring, dataset, formerId, before)));
  // What went is told whole when it went; what stayed is taken back change by change.
  return formerId === recordId ? Object.assign({}, now, ...changes) : (changes.at(-1) ?? {});
}

const byField = (row: Values): Values =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [toCamelCase(name), value]));

/** Part of the full name, which is compared already. */
const derived = "givenName";

/** Fields that either side says something about, in the dictionary's order. */
function compareFields(dataset: Dataset, left: Values, right: Values): readonly ComparedField[] {
  return Object.entries(dataset.fields).flatMap(([name, field]): readonly ComparedField[] => {
    const [one, other] = [left[name] ?? null, right[name] ?? null];
    if (dataset.key.includes(name) || name === derived || (one === null && other === null)) return [];
    return [
      {
        name,
        title: fieldTitle(name, field),
        field,
        left: one,
        right: other,
        differs: one !== null && other !== null && JSON.stringify(one) !== JSON.stringify(other),
      },
    ];
  });
}

/** The story as it is sent: values as they are stored and in words, places by sheet and row. */
export function pairJson({ fields, left, right, ...story }: PairStory) {
  const side = ({ around, sources, verification, ...one }: PairSide) => ({
    ...one,
    verification,
    verificationTitle:
      verification === null ? null : (findCode("reconciliationStatus", verification)?.title ?? null),
    sources: sources.map((source) => ({ ...source, ...sourcePlace(source.sourceRowId) })),
    around: around.map((item) => ({
      dataset: item.dataset,
      text: { vi: surroundingWords(item, "vi"), en: surroundingWords(item, "en") },
      facts: item.facts.map(({ field: _, ...fact }) => fact),
    })),
  });
  return {
    ...story,
    entityTitle: findDataset(story.pair.entity)?.title ?? null,
    fields: fields.map(({ field, ...compared }) => ({
      ...compared,
      leftText: shownWords(field, compared.left),
      rightText: shownWords(field, compared.right),
    })),
    left: side(left),
    right: side(right),
  };
}
