import { getRole } from "#src/access/roles/roles.ts";
import type { Scope } from "#src/access/scope/reach.ts";
import { rowScopeOf } from "#src/access/scope/row-scope.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quoteName } from "#src/platform/duckdb.ts";
import type { Condition } from "./filters.ts";
import type { Resource } from "./resource.ts";

/**
 * Says the scope once more where it is one plain condition. The row policies hold without it; but they are an `or` of
 * lists the planner doesn't know, and it would walk a million rows by their key to find fifty of one school's
 * (measured: 120 ms). With the values in the statement it takes the index.
 */
export function withinScope<Request extends { readonly filters: readonly Condition[] }>(
  request: Request,
  resource: Resource,
  scope: Scope,
): Request {
  const condition = conditionOf(resource, scope);
  return condition === undefined ? request : { ...request, filters: [...request.filters, condition] };
}

function conditionOf({ dataset }: Resource, scope: Scope): Condition | undefined {
  const rows = rowScopeOf(dataset);
  switch (getRole(scope.role).reach) {
    case "schools": {
      // What hangs on a learner may be of another school they were at before: no school says it.
      if (dataset.schoolField === undefined || !["learner", "staff", "school"].includes(rows))
        return undefined;
      const column = quoteName(toSnakeCase(dataset.schoolField));
      return (values) => `${column} = any (${values.add(scope.schools)}::text[])`;
    }
    case "classes":
    case "own":
      if (rows !== "learner" && rows !== "ofLearner") return undefined;
      return (values) => `learner_id = any (${values.add(scope.learners)}::uuid[])`;
    case "city":
    case "none":
      return undefined;
  }
}
