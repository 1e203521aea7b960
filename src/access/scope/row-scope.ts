import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";

/**
 * Whose a dataset's rows are, and so how they are reached.
 *
 * - `open`: about no person (codes, units, the list of schools); every role reads them
 * - `learner`, `guardian`, `staff`: the person's own record
 * - `ofLearner`, `ofStaff`: hangs on a person's record, and is seen by who sees that person
 * - `school`: belongs to a school
 * - `score`: of units; a school's are seen by who sees the school, the city's by everybody who sees any
 * - `formerId`: says which id took another one over; seen by who sees the record in use
 * - `department`: the department's own bookkeeping
 */
export type RowScope =
  | "open"
  | "learner"
  | "ofLearner"
  | "guardian"
  | "staff"
  | "ofStaff"
  | "school"
  | "score"
  | "formerId"
  | "department";

const named: Readonly<Record<string, RowScope>> = {
  learner: "learner",
  guardian: "guardian",
  staffMember: "staff",
  // The directory of schools is public; who runs one is a field, and fields have a class of their own.
  school: "open",
  campus: "open",
  sourceSystem: "open",
  // When files were taken in, and how many rows: no word of anybody.
  run: "open",
  runStep: "open",
  recordAlias: "formerId",
  qualityScore: "score",
};

/** Derived from the declaration, so that a dataset added tomorrow is closed until it says whose it is. */
export function rowScopeOf(dataset: Dataset): RowScope {
  const chosen = named[dataset.id];
  if (chosen !== undefined) return chosen;
  if ("learnerId" in dataset.fields) return "ofLearner";
  if ("staffId" in dataset.fields) return "ofStaff";
  if (dataset.schoolField !== undefined) return "school";
  return dataset.origin === "reference" ? "open" : "department";
}

/** What the schools of a scope, or the classes, see of a table: a condition on its columns; undefined for nothing. */
export function unitCondition(dataset: Dataset): string | undefined {
  const school =
    dataset.schoolField === undefined
      ? []
      : [`${toSnakeCase(dataset.schoolField)} = any ((select access.schools())::text[])`];
  const table = `public.${dataset.table}`;
  switch (rowScopeOf(dataset)) {
    case "open":
      return "true";
    case "learner":
      return [...school, own("learner_id", "learners")].join(" or ");
    case "staff":
      return [...school, own("staff_id", "staff")].join(" or ");
    case "ofLearner":
      return [...school, seen(table, "learner", "learner_id")].join(" or ");
    case "ofStaff":
      return [...school, seen(table, "staff_member", "staff_id")].join(" or ");
    case "guardian":
      return seen(table, "learner_guardian", "guardian_id");
    case "school":
      return school.join("");
    case "score":
      return "(unit_kind = 'city' or unit_kind = 'school' and unit_id = any ((select access.schools())::text[]))";
    case "formerId":
      return formerIdCondition(table);
    case "department":
      return undefined;
  }
}

/** What a learner, a parent or a member of staff sees of a table as themselves. */
export function ownCondition(dataset: Dataset): string | undefined {
  const table = `public.${dataset.table}`;
  switch (rowScopeOf(dataset)) {
    case "open":
      return "true";
    case "learner":
      return own("learner_id", "learners");
    case "staff":
      return own("staff_id", "staff");
    case "ofLearner":
      return seen(table, "learner", "learner_id");
    case "ofStaff":
      return seen(table, "staff_member", "staff_id");
    // The other parent's papers and phone are not one's own.
    case "guardian":
      return own("guardian_id", "guardians");
    case "formerId":
      return formerIdCondition(table);
    case "school":
    case "score":
    case "department":
      return undefined;
  }
}

const formerIdCondition = (table: string): string =>
  [
    ["learner", "learner_id"],
    ["guardian", "guardian_id"],
    ["staff_member", "staff_id"],
  ]
    .map(
      ([other, column]) =>
        `exists (select from public.${other} seen where seen.${column} = ${table}.into_record_id)`,
    )
    .join(" or ");

/** In a subselect of its own it is worked out once a statement, not once a row. */
const own = (column: string, list: "learners" | "staff" | "guardians"): string =>
  `${column} = any ((select access.${list}())::uuid[])`;

/** The row policy of the other table decides in turn. */
const seen = (table: string, other: string, column: string): string =>
  `exists (select from public.${other} seen where seen.${column} = ${table}.${column})`;
