import { HpError } from "#src/platform/errors.ts";
import { assertKind, findOneOf, printableName, type Query } from "./parameters.ts";
import type { ReadColumn } from "./read-column.ts";

/** Values of a statement in the order of their `$n`. */
export class Values {
  readonly list: (string | null | readonly string[])[] = [];

  /** Adds a value and returns its place holder. */
  add(value: string | null | readonly string[]): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** A condition, written into a statement when its values are known to it. */
export type Condition = (values: Values) => string;

const operators = ["in", "from", "to", "prefix", "null"] as const;
type Operator = (typeof operators)[number];

const ranged = new Set(["date", "timestamp", "integer", "bigint", "decimal", "schoolYear"]);
const texts = new Set(["text", "personName", "nationalId", "phone", "email", "code", "schoolYear"]);

/** Which operators a column takes beside plain equality; `json` columns take none at all. */
export function operatorsOf(column: ReadColumn): readonly Operator[] {
  const absent: readonly Operator[] = column.notNull ? [] : ["null"];
  if (column.kind === "json") return absent;
  // What is encrypted has no order and no beginning: it is found as a whole, or not at all.
  if (column.sealed !== undefined)
    return column.sealed.indexColumn === undefined ? absent : ["in", ...absent];
  const found: Operator[] = [];
  if (column.kind !== "boolean") found.push("in");
  if (ranged.has(column.kind)) found.push("from", "to");
  if (texts.has(column.kind)) found.push("prefix");
  if (!column.notNull) found.push("null");
  return found;
}

/**
 * Reads every parameter that is not `reserved` as a filter: `field=value`, `field.in=a,b`, `field.from=`,
 * `field.to=` (both inclusive), `field.prefix=`, `field.null=true`. Anything else is refused by name, because a
 * filter that is quietly ignored shows a person the wrong rows.
 */
export function readFilters(
  query: Query,
  columns: ReadonlyMap<string, ReadColumn>,
  reserved: ReadonlySet<string>,
): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const [name, given] of Object.entries(query)) {
    if (reserved.has(name) || given === undefined) continue;
    const dot = name.lastIndexOf(".");
    const field = dot < 0 ? name : name.slice(0, dot);
    const operator = dot < 0 ? undefined : operators.find((one) => one === name.slice(dot + 1));
    const column = columns.get(field);
    const known =
      column !== undefined &&
      (dot < 0 ? takesValue(column) : operator !== undefined && operatorsOf(column).includes(operator));
    if (!known && column?.sealed !== undefined) throw sealedParameter(name, column);
    if (!known) throw unknownParameter(name, column, columns, reserved);
    conditions.push(condition(name, column, operator, query, typeof given === "string" ? [given] : given));
  }
  return conditions;
}

/** Whether `field=value` may be asked. */
export function takesValue(column: ReadColumn): boolean {
  return column.kind !== "json" && (column.sealed === undefined || column.sealed.indexColumn !== undefined);
}

/** The field is stored encrypted, and what was asked needs its value. */
export function sealedParameter(name: string, column: ReadColumn): HpError {
  const allowed = [
    ...(takesValue(column) ? [column.name] : []),
    ...operatorsOf(column).map((operator) => `${column.name}.${operator}`),
  ];
  return new HpError("parameter-on-encrypted-field", {
    name: printableName(name),
    field: column.name,
    allowed: allowed.join(", "),
  });
}

function condition(
  name: string,
  column: ReadColumn,
  operator: Operator | undefined,
  query: Query,
  given: readonly string[],
): Condition {
  if (operator === "null") {
    const wanted = findOneOf(query, name, ["true", "false"]);
    return () => `${column.column} is ${wanted === "true" ? "" : "not "}null`;
  }
  const values = operator === "in" ? given.flatMap((text) => text.split(",")) : given;
  for (const value of values) {
    if (value === "") throw new HpError("parameter-empty", { name, field: column.name });
    assertKind(name, column.kind, value);
  }
  const { sealed } = column;
  if (sealed?.indexColumn !== undefined) {
    const indexes = values.flatMap(sealed.indexes);
    return (to) => `${sealed.indexColumn} = any(${to.add(indexes)}::text[])`;
  }
  const first = values[0] ?? "";
  const type = column.kind === "codes" ? "text" : column.postgresType;
  if (operator === "from" || operator === "to" || operator === "prefix") {
    if (values.length > 1) throw new HpError("parameter-repeated", { name });
    // `^@` is "starts with"; unlike `like` it has no signs of its own to escape.
    const sign = operator === "from" ? ">=" : operator === "to" ? "<=" : "^@";
    return (to) => `${column.column} ${sign} ${to.add(first)}::${type}`;
  }
  if (column.kind === "codes") return (to) => `${column.column} && ${to.add(values)}::text[]`;
  if (values.length > 1) return (to) => `${column.column} = any(${to.add(values)}::${type}[])`;
  return (to) => `${column.column} = ${to.add(first)}::${type}`;
}

function unknownParameter(
  name: string,
  column: ReadColumn | undefined,
  columns: ReadonlyMap<string, ReadColumn>,
  reserved: ReadonlySet<string>,
): HpError {
  const allowed =
    column === undefined
      ? [...reserved, ...[...columns.values()].filter(takesValue).map((one) => one.name)]
      : [
          ...(takesValue(column) ? [column.name] : []),
          ...operatorsOf(column).map((operator) => `${column.name}.${operator}`),
        ];
  return new HpError("parameter-unknown", { name: printableName(name), allowed: allowed.join(", ") });
}
