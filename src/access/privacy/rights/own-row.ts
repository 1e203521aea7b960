import { findDataset, intakes, matchings } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toCamelCase, toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { PersonEntity } from "../subject.ts";
import type { FoundRow, OwnKeys } from "./find-rows.ts";
import { carriedKinds, officerFields, personKinds } from "./person-references.ts";

/** A row as the person gets it: without what names somebody else; the names of those fields are kept. */
export interface OwnRow {
  readonly values: FoundRow;
  readonly withheld: readonly string[];
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Stands where another person's id stood. */
const someoneElse = "…";

/** Columns that explain a row to the program, not to the person. */
const internal = new Set(["fieldSource", "version", "runSeq"]);

/**
 * Takes out of a row what is not the person's: other people's ids and keys, also inside JSON and joined keys, names of
 * officers, and the text of refused cells that told of somebody else.
 */
export function ownRow(dataset: Dataset, row: FoundRow, own: OwnKeys, entity: PersonEntity): OwnRow {
  const values: Record<string, unknown> = {};
  const withheld: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    if (internal.has(name) || value === null) continue;
    if (isWithheld(dataset, name, value, row, own, entity)) withheld.push(name);
    else values[name] = shownValue(dataset, name, value, row, own);
  }
  return { values, withheld };
}

function isWithheld(
  dataset: Dataset,
  name: string,
  value: unknown,
  row: FoundRow,
  own: OwnKeys,
  entity: PersonEntity,
): boolean {
  if (officerFields.has(name)) return true;
  if (dataset.id === "rowRejection" && name === "raw")
    return !isOwnColumn(String(row.intake), String(row.columnName), entity);
  const field = dataset.fields[name];
  // Evidence on a pair of records tells of both.
  if (field?.kind === "json" && namesSomebodyElse(dataset, row, own)) return true;
  return field?.refersTo !== undefined && isForeign(field.refersTo, String(value), own);
}

function namesSomebodyElse(dataset: Dataset, row: FoundRow, own: OwnKeys): boolean {
  return Object.entries(dataset.fields).some(
    ([name, { refersTo = "" }]) =>
      row[name] !== null && personKinds.includes(refersTo) && !own.records.has(String(row[name])),
  );
}

function isForeign(kind: string, value: string, own: OwnKeys): boolean {
  if (personKinds.includes(kind)) return !own.records.has(value);
  if (carriedKinds.some((carried) => carried.kind === kind))
    return own.carried.get(kind)?.has(value) !== true;
  return false;
}

function shownValue(dataset: Dataset, name: string, value: unknown, row: FoundRow, own: OwnKeys): unknown {
  // Keys of rows join ids: learner|guardian|relation.
  if (name === "recordKey" && typeof value === "string") return maskIds(value, own);
  if (dataset.fields[name]?.kind !== "json") return value;
  const of = findDataset(String(row.dataset ?? ""));
  return shownJson(value, own, of);
}

/** JSON of the change log has columns of the dataset it tells of. */
function shownJson(value: unknown, own: OwnKeys, of: Dataset | undefined): unknown {
  if (typeof value === "string") return maskIds(value, own);
  if (Array.isArray(value)) return value.map((item) => shownJson(item, own, of));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const field = of?.fields[toCamelCase(key)];
      const isOther =
        typeof item === "string" && field?.refersTo !== undefined && isForeign(field.refersTo, item, own);
      return isOther || officerFields.has(toCamelCase(key)) ? [] : [[key, shownJson(item, own, of)]];
    }),
  );
}

function maskIds(text: string, own: OwnKeys): string {
  return text.replace(uuid, (id) => {
    const known = id.toLowerCase();
    const isOwn = own.records.has(known) || [...own.carried.values()].some((keys) => keys.has(known));
    return isOwn ? id : someoneElse;
  });
}

/**
 * Whether a column of an incoming table tells of this person alone. In a list that names several people (a pupil and
 * the parents) a column is theirs whose datasets its value goes to; a column nobody reads is nobody's for certain.
 */
function isOwnColumn(intakeId: string, column: string, entity: PersonEntity): boolean {
  const intake = intakes.find(({ id }) => id === intakeId);
  if (intake === undefined) return false;
  const people = matchings.flatMap((matching) =>
    matching.occurrences.filter((occurrence) => occurrence.intake === intakeId).map(() => matching.entity),
  );
  if (
    people.length > 0 &&
    people.every((person) => person === entity) &&
    !column.startsWith("@") &&
    column !== "*"
  )
    return true;
  if (!/^\w+$/.test(column)) return false;
  const word = new RegExp(`\\b${toSnakeCase(column)}\\b`);
  const fed = intake.targets.filter(({ values }) => Object.values(values).some((sql) => word.test(sql)));
  return fed.length > 0 && fed.every(({ dataset }) => isAbout(dataset, entity));
}

/** Whether a dataset's rows hang on a person of this entity. */
function isAbout(datasetId: string, entity: PersonEntity): boolean {
  const dataset = findDataset(datasetId);
  const spread = dataset?.fields[dataset.distributedBy];
  return spread?.refersTo === entity;
}
