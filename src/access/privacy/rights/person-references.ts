import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { PersonEntity } from "../subject.ts";

/**
 * What the dictionary's references (`refersTo`) point at, in three kinds. A test asks that every kind of reference
 * there is stands in one of these lists, so that a dataset added tomorrow is walked, or somebody says why not.
 */
export const personKinds: readonly string[] = ["learner", "guardian", "staffMember", "record"];

/** Keys that stand for a person in other tables, and where they are learnt from. */
export const carriedKinds: readonly {
  readonly kind: string;
  readonly dataset: string;
  readonly field: string;
}[] = [
  { kind: "link", dataset: "link", field: "linkKey" },
  { kind: "claim", dataset: "verification", field: "claimKey" },
];

/** References that lead to no person: places, files, and rows that name themselves. */
export const impersonalKinds: readonly string[] = [
  "school",
  "adminUnit",
  "sourceSystem",
  "file",
  "feed",
  "review",
  "identityReview",
  "identityDecision",
  "case",
  "correction",
  "request",
  "exception",
  "rowKey",
  "rowHash",
];

/** Fields that name who worked on a row, in no class of personal data; nobody's export but their own. */
export const officerFields: ReadonlySet<string> = new Set([
  "actor",
  "approvedBy",
  "decidedBy",
  "madeBy",
  "revokedBy",
  "savedBy",
  "undoneBy",
]);

/** Fields of a dataset by which its rows are about a person of this entity. */
export function personFields(dataset: Dataset, entity: PersonEntity): readonly string[] {
  return Object.entries(dataset.fields)
    .filter(
      ([, field]) => field.kind === "uuid" && (field.refersTo === entity || field.refersTo === "record"),
    )
    .map(([name]) => name);
}

/** Fields of a dataset that hold a carried key of this kind. */
export function carriedFields(dataset: Dataset, kind: string): readonly string[] {
  return Object.entries(dataset.fields)
    .filter(([, field]) => field.refersTo === kind)
    .map(([name]) => name);
}

/** The select list of a dataset's columns under their field names. */
export function selectList(dataset: Dataset, columns: readonly { name: string; field: string }[]): string {
  return columns.map(({ name, field }) => `${dataset.table}.${name} as "${field}"`).join(", ");
}

/** `(a = any ($1) or b = any ($1))`, and the entity where the dataset says it. */
export function aboutPersonSql(
  dataset: Dataset,
  fields: readonly string[],
  list: string,
  entity?: PersonEntity,
): string {
  const any = fields.map((field) => `${toSnakeCase(field)} = any (${list}::uuid[])`).join(" or ");
  // Golden ids of two entities never meet; the entity only lets an index of (entity, id) be used.
  return entity !== undefined && "entity" in dataset.fields
    ? `(${any}) and entity = '${entity}'`
    : `(${any})`;
}
