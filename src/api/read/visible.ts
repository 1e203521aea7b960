import { columnClassOf } from "#src/access/roles/field-class.ts";
import type { Permission } from "#src/access/roles/permissions.ts";
import { getRole, type RoleId } from "#src/access/roles/roles.ts";
import type { ReadColumn } from "./read-column.ts";
import type { Resource } from "./resource.ts";

const known = new WeakMap<Resource, Map<RoleId, Resource>>();

/** Whether a role may know rows of the dataset at all: one that may not see its key has nothing to call them by. */
export function isFor(resource: Resource, roleId: RoleId): boolean {
  const { sees } = getRole(roleId);
  return resource.key.every((column) => sees.includes(columnClassOf(resource.dataset, column.name)));
}

/**
 * The resource as a role sees it: fields of other classes are not there, neither to show nor to filter, sort, search
 * or count by. The database refuses them too (column rights); here a caller is told so like of any unknown field.
 */
export function visibleTo(resource: Resource, roleId: RoleId): Resource {
  const views = known.get(resource) ?? new Map<RoleId, Resource>();
  known.set(resource, views);
  const view = views.get(roleId) ?? restrict(resource, roleId);
  views.set(roleId, view);
  return view;
}

function restrict(resource: Resource, roleId: RoleId): Resource {
  const { sees } = getRole(roleId);
  const isSeen = ({ name }: ReadColumn): boolean => sees.includes(columnClassOf(resource.dataset, name));
  const { searched, ...rest } = resource;
  return {
    ...rest,
    columns: new Map([...resource.columns].filter(([, column]) => isSeen(column))),
    listed: resource.listed.filter(isSeen),
    sorts: new Map([...resource.sorts].filter(([, sort]) => sort.columns.every(isSeen))),
    ...(searched !== undefined && isSeen(searched) ? { searched } : {}),
  };
}

/** Datasets that are work of their own kind ask for more than reading records. */
const permissionOf: Readonly<Record<string, Permission>> = {
  run: "run.read",
  runStep: "run.read",
  correction: "quality.read",
  qualityIssue: "quality.read",
  qualityScore: "quality.read",
  review: "review.decide",
  identityReview: "identity.read",
  identityDecision: "identity.read",
  linkageModel: "identity.read",
  verification: "reconciliation.read",
  reconciliationCase: "reconciliation.read",
  reconciliationReport: "reconciliation.read",
  approvedException: "reconciliation.read",
  populationCheck: "reconciliation.read",
  populationCursor: "reconciliation.read",
  file: "source.read",
  feed: "source.read",
  link: "source.read",
  sourceRow: "source.read",
  rowRejection: "source.read",
  savedMapping: "source.read",
  changeLog: "source.read",
  outbox: "source.read",
};

/** What a role must have to call a dataset's routes. */
export const accessTo = (resource: Resource): Permission =>
  permissionOf[resource.dataset.id] ?? "record.read";
