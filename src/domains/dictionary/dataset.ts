import { z } from "zod";
import { type Field, type FieldValue, isSealed, sealedKind } from "./field.ts";
import { humanise, type Text, toSnakeCase } from "./text.ts";

/** The 12 data groups of the Đề án (S1 IV.2). */
export type DataGroup =
  | "reference"
  | "learner"
  | "staff"
  | "classroom"
  | "facility"
  | "finance"
  | "accreditation"
  | "operations"
  | "statistics"
  | "learning"
  | "safety"
  | "exchange";

export type Fields = Readonly<Record<string, Field>>;

/**
 * Where a dataset's rows come from.
 * - `vendor`: published by the pipeline; the table also carries version, source row and run.
 * - `reference`: kept by the department and seeded by migrations; satellites only read it (M042).
 * - `system`: written by the program about itself (runs, files, rejections).
 */
export type Origin = "vendor" | "reference" | "system";

export interface DatasetParts<F extends Fields> {
  readonly group: DataGroup;
  readonly title: Text;
  /** What one row is, in a sentence: "one row per learner, for life". */
  readonly grain: Text;
  readonly origin: Origin;
  /** Field names of the primary key. */
  readonly key: readonly string[];
  /** The key field rows are spread by when the store outgrows one machine, or `reference` (docs/scale.md). */
  readonly distributedBy: string;
  /** Field holding the school that owns the row, for worklists and scores; absent where no school owns it. */
  readonly schoolField?: string;
  readonly fields: F;
}

export interface Dataset<F extends Fields = Fields> extends DatasetParts<F> {
  readonly id: string;
  /** SQL table name, snake_case singular. */
  readonly table: string;
}

export type Infer<D> = D extends Dataset<infer F> ? { [K in keyof F]: FieldValue<F[K]> } : never;

/** The narrow types stand on the builder alone: on {@link Dataset} they would make it invariant in its fields. */
interface NarrowParts<F extends Fields> extends DatasetParts<F> {
  readonly key: readonly (keyof F & string)[];
  readonly distributedBy: (keyof F & string) | "reference";
  readonly schoolField?: keyof F & string;
}

export function dataset<const F extends Fields>(id: string, parts: NarrowParts<F>): Dataset<F> {
  for (const name of parts.key) {
    const field = parts.fields[name];
    if (field !== undefined && isSealed(field))
      throw new Error(`${id}.${name}: a key field can't be encrypted`);
    if (field?.required !== true) throw new Error(`${id}.${name}: a key field must be required`);
  }
  if (parts.distributedBy !== "reference" && !parts.key.includes(parts.distributedBy)) {
    // Citus: the distribution column must be part of every unique key (architecture §9).
    throw new Error(`${id}: distributedBy must be part of the key`);
  }
  return { ...parts, id, table: toSnakeCase(id) };
}

/** A column of a dataset's table: what the field becomes in SQL. */
export interface Column {
  readonly name: string;
  readonly field: string;
  readonly postgresType: string;
  /** Of the value in clear. */
  readonly duckdbType: string;
  readonly notNull: boolean;
  /** Postgres holds the value encrypted as text (src/platform/sealing); the lake's files of a run hold it in clear. */
  readonly sealed?: Sealing;
}

export interface Sealing {
  /** Postgres type of the value in clear. */
  readonly postgresType: string;
  /** Kind of value by which rows are found and compared, in column `<name>_index`; undefined: they are not. */
  readonly indexed: string | undefined;
}

/** Columns every published table has beside its fields (docs/life-of-a-record.md, "publish"). */
export const publishedColumns: readonly Column[] = [
  { name: "version", field: "version", postgresType: "integer", duckdbType: "INTEGER", notNull: true },
  {
    name: "source_row_id",
    field: "sourceRowId",
    postgresType: "bigint",
    duckdbType: "BIGINT",
    notNull: true,
  },
  { name: "field_source", field: "fieldSource", postgresType: "jsonb", duckdbType: "JSON", notNull: false },
  { name: "run_seq", field: "runSeq", postgresType: "integer", duckdbType: "INTEGER", notNull: true },
  {
    name: "changed_at",
    field: "changedAt",
    postgresType: "timestamptz",
    duckdbType: "TIMESTAMPTZ",
    notNull: true,
  },
];

export function fieldColumns(target: Dataset): readonly Column[] {
  return Object.entries(target.fields).map(([name, field]) => ({
    name: toSnakeCase(name),
    field: name,
    postgresType: isSealed(field) ? "text" : field.postgresType,
    duckdbType: field.duckdbType,
    notNull: field.required,
    ...(isSealed(field) ? { sealed: { postgresType: field.postgresType, indexed: sealedKind(field) } } : {}),
  }));
}

/** A column that Postgres holds encrypted. */
export interface SealedColumn extends Column {
  readonly sealed: Sealing;
}

/** Columns of a table that hold encrypted values. */
export function sealedColumnsOf(target: Dataset): readonly SealedColumn[] {
  return fieldColumns(target).filter((column): column is SealedColumn => column.sealed !== undefined);
}

/**
 * Columns that Postgres generates beside encrypted ones, for equality: `<name>_index`, the part of the stored value
 * that is equal for equal values. Views of quality rules name them in both engines; the lake has the value itself there.
 */
export function indexColumnsOf(target: Dataset): readonly Column[] {
  return sealedColumnsOf(target)
    .filter(({ sealed }) => sealed.indexed !== undefined)
    .map(({ name, field }) => ({
      name: `${name}_index`,
      field,
      postgresType: "text",
      duckdbType: "VARCHAR",
      notNull: false,
    }));
}

/** All columns of the dataset's table, in order. */
export function columnsOf(target: Dataset): readonly Column[] {
  return target.origin === "vendor" ? [...fieldColumns(target), ...publishedColumns] : fieldColumns(target);
}

/** The validator of a whole row; also the OpenAPI schema by way of `z.toJSONSchema`. */
export function rowValidator<F extends Fields>(target: Dataset<F>): z.ZodObject {
  return z.object(
    Object.fromEntries(Object.entries(target.fields).map(([name, field]) => [name, field.validator])),
  );
}

export function fieldTitle(name: string, field: Field): Text {
  return field.info.title ?? { vi: field.info.aliases?.[0] ?? humanise(name), en: humanise(name) };
}

export function getField(target: Dataset, name: string): Field {
  const found = target.fields[name];
  if (found === undefined) throw new Error(`dataset ${target.id} has no field ${name}`);
  return found;
}
