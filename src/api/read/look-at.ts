import { columnClassOf, type FieldClass, fieldClasses } from "#src/access/roles/field-class.ts";
import type { ReadOptions } from "#src/access/scope/scoped-reader.ts";
import type { Deed } from "#src/platform/deed.ts";
import type { ReadColumn, TextRow } from "./read-column.ts";
import type { Resource } from "./resource.ts";

/** What a column refers to when it names a person's record. */
const people: ReadonlySet<string> = new Set(["learner", "guardian", "staffMember", "record"]);

/** Datasets that tell about people without a column of their own for whom. */
const aboutSomebody: ReadonlySet<string> = new Set([
  "qualityIssue",
  "correction",
  "review",
  "rowRejection",
  "identityDecision",
  "populationCheck",
  "examResult",
]);

const known = new WeakMap<Resource, readonly ReadColumn[]>();

/** Columns that name the people of a row, as far as the reader may see them; read along with whatever is asked for. */
export function subjectColumns(resource: Resource): readonly ReadColumn[] {
  const found =
    known.get(resource) ?? [...resource.columns.values()].filter((column) => isSubject(resource, column));
  known.set(resource, found);
  return found;
}

function isSubject({ dataset }: Resource, { name }: ReadColumn): boolean {
  if (name === "recordKey" && (dataset.id === "qualityIssue" || dataset.id === "correction")) return true;
  return people.has(dataset.fields[name]?.refersTo ?? "");
}

/** Classes of fields that tell something about people. */
export function classesOf({ dataset }: Resource, fields: readonly ReadColumn[]): readonly FieldClass[] {
  const shown = new Set(fields.map(({ name }) => columnClassOf(dataset, name)));
  return fieldClasses.filter((one) => one !== "open" && shown.has(one));
}

/** Whether rows of a dataset, shown with these fields, are a look at somebody. */
const isLook = (resource: Resource, fields: readonly ReadColumn[]): boolean =>
  subjectColumns(resource).length > 0 ||
  aboutSomebody.has(resource.dataset.id) ||
  classesOf(resource, fields).length > 0;

const uuidPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export interface Shown {
  readonly rows: readonly TextRow[];
  /** Where in each row the {@link subjectColumns} begin. */
  readonly subjectsAt: readonly number[];
}

/**
 * How a read of a dataset's rows is recorded: one event for all of a list's rows, with the classes of fields that were
 * shown. Empty where the dataset tells of nobody, so that such reads stay read-only.
 */
export function lookOf<T>(
  resource: Resource,
  how: "read" | "list" | "search",
  fields: readonly ReadColumn[],
  shownOf: (found: T) => Shown,
): Pick<ReadOptions<T>, "look"> {
  if (!isLook(resource, fields)) return {};
  return { look: (found) => deedOf(resource, how, fields, shownOf(found)) };
}

function deedOf(
  resource: Resource,
  how: string,
  fields: readonly ReadColumn[],
  { rows, subjectsAt }: Shown,
): Deed | undefined {
  if (rows.length === 0) return undefined;
  const { id } = resource.dataset;
  const columns = subjectColumns(resource);
  const subjects = new Set<string>();
  for (const [index, row] of rows.entries()) {
    for (let at = 0; at < columns.length; at += 1) {
      for (const subject of row[(subjectsAt[index] ?? 0) + at]?.match(uuidPattern) ?? [])
        subjects.add(subject);
    }
  }
  const [only] = subjects;
  return {
    action: `${id}.${how}`,
    object: how === "read" && subjects.size === 1 ? `${id}/${only}` : id,
    subjects: [...subjects],
    detail: { rows: rows.length, classes: classesOf(resource, fields) },
  };
}
