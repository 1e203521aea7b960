import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { findIdInUse } from "#src/pipeline/3-identity/decide/record-keys.ts";
import { kindRules, type Query } from "./parameters.ts";
import type { ReadColumn } from "./read-column.ts";
import type { Resource } from "./resource.ts";

/** The entity whose record a column names: `learnerId` names a learner in every dataset. */
function entityOf(resource: Resource, column: ReadColumn | undefined): string | undefined {
  if (column?.kind !== "uuid" || resource.dataset.origin !== "vendor") return undefined;
  return resource.dataset.fields[column.name]?.refersTo;
}

/** The key with ids in use for former ones; undefined when it holds none. */
export async function findKeyInUse(
  reader: Reader,
  resource: Resource,
  key: readonly string[],
): Promise<readonly string[] | undefined> {
  const inUse = [...key];
  for (const [at, column] of resource.key.entries()) {
    const entity = entityOf(resource, column);
    const found =
      entity === undefined
        ? undefined
        : await reader.read((client) => findIdInUse(client, entity, key[at] ?? ""), {
            look: (id) =>
              id === undefined ? undefined : { action: "recordAlias.read", object: `${entity}/${id}` },
          });
    if (found !== undefined) inUse[at] = found;
  }
  return inUse.some((value, at) => value !== key[at]) ? inUse : undefined;
}

/** A list's parameters with ids in use for former ones: who filters by an id from before a merge finds the person. */
export async function withIdsInUse(reader: Reader, resource: Resource, query: Query): Promise<Query> {
  const resolved: Record<string, string | readonly string[] | undefined> = { ...query };
  for (const [name, given] of Object.entries(query)) {
    const isList = name.endsWith(".in");
    const entity = entityOf(resource, resource.columns.get(isList ? name.slice(0, -3) : name));
    if (entity === undefined || given === undefined) continue;
    const values = (typeof given === "string" ? [given] : given).flatMap((text) =>
      isList ? text.split(",") : [text],
    );
    const inUse: string[] = [];
    for (const value of values)
      inUse.push(
        (kindRules.uuid.fits(value)
          ? await reader.read((client) => findIdInUse(client, entity, value))
          : undefined) ?? value,
      );
    resolved[name] = inUse.length === 1 ? inUse[0] : inUse;
  }
  return resolved;
}
