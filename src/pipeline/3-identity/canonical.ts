/**
 * SQL aggregate for the id of a record over the rows of its keys (columns link_key, key_kind, verified): the national id that
 * the population registry confirmed, else the smallest key of a national id, else the smallest key of a source.
 * A function of the set alone: the order in which keys arrived can't show (docs/decisions/0014-golden-ids.md).
 */
export function canonicalKeySql(alias: string): string {
  const least = (when: string) => `min(${alias}.link_key)${when}`;
  return `coalesce(${least(` filter (where ${alias}.verified)`)}, ${least(` filter (where ${alias}.key_kind = 'nationalId')`)}, ${least("")})`;
}
