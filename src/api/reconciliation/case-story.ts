import { openColumns } from "#src/access/encryption/opened-row.ts";
import { findCode, getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { sourcePlace, sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { type Text, toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { ExceptionAsked } from "#src/pipeline/3-identity/reconcile/exception-requests.ts";
import { type CaseRow, findCase } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import type { Deed } from "#src/platform/deed.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { shownWords } from "../identity/value-words.ts";

/** A case with its codes in words, and whose it is. */
export interface NamedCase {
  readonly caseId: string;
  readonly entity: string;
  readonly recordId: string;
  readonly name: string | null;
  readonly schoolId: string | null;
  readonly schoolName: string | null;
  readonly status: string;
  readonly statusTitle: Text;
  readonly causeTitle: Text | null;
  readonly owner: string | null;
  readonly ownerTitle: Text | null;
  readonly nextStep: string | null;
  readonly nextStepTitle: Text | null;
  readonly openedAt: string | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly closedAt: string | null;
  /** An exception is asked for and not answered. */
  readonly isAsked: boolean;
}

/** What the registry said of a field: agrees, does not, or was not asked. Never what it has itself. */
interface ClaimedField {
  readonly name: string;
  readonly title: Text;
  readonly value: Text | null;
  readonly agrees: boolean | null;
}

export interface CaseStory extends NamedCase {
  readonly fields: readonly ClaimedField[];
  /** The number itself says sex and birth year (Circular 59/2021): whether these fit the record. */
  readonly numberFits: { readonly sex: boolean | null; readonly birthYear: boolean | null };
  /** What is missing for being asked at all: a field's name. */
  readonly missing: string | null;
  readonly askedAt: string | null;
  readonly everVerifiedAt: string | null;
  /** Where the record's values came from. */
  readonly source: {
    readonly fileName: string | null;
    readonly sheetNo: number;
    readonly rowNo: number;
  } | null;
  /** The other record of a number that two have. */
  readonly otherRecordId: string | null;
  readonly exceptions: readonly ExceptionLine[];
  readonly asked: (ExceptionAsked & { readonly kindTitle: Text }) | null;
}

interface ExceptionLine {
  readonly exceptionId: string;
  readonly kindTitle: Text;
  readonly reason: string;
  readonly document: string | null;
  readonly validFrom: string;
  readonly expiresOn: string;
  readonly approvedBy: string;
  readonly revokedAt: string | null;
}

const tables = {
  learner: { table: "learner", key: "learner_id", dataset: "learner" },
  staffMember: { table: "staff_member", key: "staff_id", dataset: "staffMember" },
} as const;
const claimed = ["nationalId", "fullName", "birthDate", "sex"] as const;
/** What of the evidence tells of a field; of the number it is the status that tells. */
const evidenceOf: Readonly<Record<string, string>> = { fullName: "name", birthDate: "birthDate", sex: "sex" };

const titleOf = (set: string, code: string | null): Text | null =>
  code === null ? null : (findCode(set, code)?.title ?? { vi: code, en: code });

/** Names of the people and schools of cases, in one look at each table. @param today yyyy-mm-dd in Hải Phòng */
export async function nameCases(
  db: Db,
  cases: readonly CaseRow[],
  today: string,
): Promise<readonly NamedCase[]> {
  const names = new Map<string, string>();
  for (const [entity, { table, key }] of Object.entries(tables)) {
    const ids = cases.filter((one) => one.entity === entity).map(({ recordId }) => recordId);
    if (ids.length === 0) continue;
    const { rows } = await db.query<{ id: string; name: string }>(
      `select ${key} as id, full_name as name from ${table} where ${key} = any($1::uuid[])`,
      [ids],
    );
    for (const { id, name } of rows) names.set(id, name);
  }
  const schools = await db.query<{ id: string; name: string }>(
    "select school_id as id, school_name as name from school where school_id = any($1)",
    [[...new Set(cases.map(({ schoolId }) => schoolId))]],
  );
  const schoolNames = new Map(schools.rows.map(({ id, name }) => [id, name]));
  return cases.map((one) => ({
    caseId: one.caseId,
    entity: one.entity,
    recordId: one.recordId,
    name: names.get(one.recordId) ?? null,
    schoolId: one.schoolId,
    schoolName: schoolNames.get(one.schoolId ?? "") ?? null,
    status: one.status,
    statusTitle: titleOf("reconciliationStatus", one.status) ?? { vi: one.status, en: one.status },
    causeTitle: one.cause === "unknown" ? null : titleOf("caseCause", one.cause),
    owner: one.owner,
    ownerTitle: titleOf("caseOwner", one.owner),
    nextStep: one.nextStep,
    nextStepTitle: titleOf("caseNextStep", one.nextStep),
    openedAt: one.openedAt?.toISOString() ?? null,
    dueOn: one.dueOn,
    isOverdue: one.closedRun === null && one.dueOn !== null && one.dueOn < today,
    closedAt: one.closedAt?.toISOString() ?? null,
    isAsked: one.exceptionRequest !== null && one.exceptionRequest.refusedAt === undefined,
  }));
}

/** A case with what the record says, whether the registry agrees, and what was approved; undefined when there is none. */
export async function findCaseStory(
  db: Db,
  keyring: Keyring,
  caseId: string,
  today: string,
): Promise<CaseStory | undefined> {
  const found = await findCase(db, caseId);
  if (found === undefined) return undefined;
  const [named] = await nameCases(db, [found], today);
  if (named === undefined) return undefined;
  const { evidence } = found;
  const agreement = (name: string): boolean | null => {
    const value = evidence[evidenceOf[name] ?? ""];
    return typeof value === "boolean" ? value : null;
  };
  const standing = await db.query<{ ever: Date | null; asked: Date | null }>(
    "select ever_verified_at as ever, changed_at as asked from verification where entity = $1 and record_id = $2",
    [found.entity, found.recordId],
  );
  const [stand] = standing.rows;
  return {
    ...named,
    fields: (await readClaim(db, keyring, found)).map((field) => ({
      ...field,
      agrees:
        field.name === "nationalId"
          ? numberAgrees(found.status, field.value !== null)
          : agreement(field.name),
    })),
    numberFits: {
      sex: booleanOf(evidence.numberFitsSex),
      birthYear: booleanOf(evidence.numberFitsBirthYear),
    },
    missing: typeof evidence.missing === "string" ? evidence.missing : null,
    askedAt: stand?.asked?.toISOString() ?? null,
    everVerifiedAt: stand?.ever?.toISOString() ?? null,
    source: await findSource(db, found.sourceRowId),
    otherRecordId: found.otherRecordId,
    exceptions: await readExceptions(db, found),
    asked:
      found.exceptionRequest === null
        ? null
        : {
            ...found.exceptionRequest,
            kindTitle: titleOf("exceptionKind", found.exceptionRequest.kind) ?? { vi: "", en: "" },
          },
  };
}

const booleanOf = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

/** A mismatch of name, day or sex is of a number that the registry has. */
function numberAgrees(status: string, isThere: boolean): boolean | null {
  if (!isThere) return null;
  if (status === "idNotFound") return false;
  return /^mismatch/.test(status) ? true : null;
}

async function readClaim(
  db: Db,
  keyring: Keyring,
  { entity, recordId }: CaseRow,
): Promise<readonly Omit<ClaimedField, "agrees">[]> {
  const place = tables[entity as keyof typeof tables];
  if (place === undefined) return [];
  const dataset = getDataset(place.dataset);
  const columns = claimed.map((name) => `${toSnakeCase(name)}::text`).join(", ");
  const { rows } = await db.query<Readonly<Record<string, string | null>>>(
    `select ${columns} from ${place.table} where ${place.key} = $1`,
    [recordId],
  );
  const row = openColumns(keyring, dataset, recordId, rows[0] ?? null);
  return claimed.flatMap((name) => {
    const field = dataset.fields[name];
    return field === undefined
      ? []
      : [
          {
            name,
            title: fieldTitle(name, field),
            value: shownWords(field, row?.[toSnakeCase(name)] ?? null),
          },
        ];
  });
}

async function findSource(db: Db, sourceRowId: string): Promise<CaseStory["source"]> {
  const { rows } = await db.query<{ name: string; id: string }>(
    `select file_name as name, file_id as id from file where file_seq = ${sourceRowSql.fileSeq("$1::bigint")}`,
    [sourceRowId],
  );
  const [file] = rows;
  if (file === undefined) return null;
  const { sheetNo, rowNo } = sourcePlace(sourceRowId);
  const name = file.name.split("/").at(-1) ?? file.name;
  return { fileName: name.replace(`${file.id.slice(0, 8)} `, ""), sheetNo, rowNo };
}

async function readExceptions(db: Db, { entity, recordId }: CaseRow): Promise<readonly ExceptionLine[]> {
  const { rows } = await db.query<{
    id: string;
    kind: string;
    reason: string;
    document: string | null;
    from: string;
    until: string;
    by: string;
    revoked: Date | null;
  }>(
    `select exception_id as id, kind, reason, document, valid_from::text as "from", expires_on::text as until, approved_by as by,
       revoked_at as revoked
     from approved_exception where entity = $1 and record_id = $2 order by approved_at desc`,
    [entity, recordId],
  );
  return rows.map((row) => ({
    exceptionId: row.id,
    kindTitle: titleOf("exceptionKind", row.kind) ?? { vi: row.kind, en: row.kind },
    reason: row.reason,
    document: row.document,
    validFrom: row.from,
    expiresOn: row.until,
    approvedBy: row.by,
    revokedAt: row.revoked?.toISOString() ?? null,
  }));
}

export function lookAtCases(
  cases: readonly Pick<NamedCase, "recordId" | "caseId">[],
  how: "read" | "list",
): Deed | undefined {
  const [first] = cases;
  if (first === undefined) return undefined;
  return {
    action: `reconciliationCase.${how}`,
    object: how === "read" ? `reconciliationCase/${first.caseId}` : "reconciliationCase",
    subjects: [...new Set(cases.map(({ recordId }) => recordId))],
    detail: { rows: cases.length, classes: how === "read" ? ["direct", "quasi"] : ["direct"] },
  };
}
