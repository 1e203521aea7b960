import type { Dataset } from "./dataset.ts";
import { getField } from "./dataset.ts";
import { type Field, text } from "./field.ts";
import { type Intake, intake } from "./intake.ts";
import type { Occurrence } from "./matching.ts";
import { toSnakeCase } from "./text.ts";

/** Which fields of a dataset people mend in the program itself, and what else follows from a mended value. */
export interface Mendable {
  readonly dataset: Dataset;
  readonly fields: readonly string[];
  /** Field → DuckDB SQL over the mended fields: a given name follows from the full name. */
  readonly follows?: Readonly<Record<string, string>>;
}

/** The source system of what people mend in the program. No file is ever read as coming from it. */
export const correctionSource = "sua-tai-truong";

/** Before every vendor (1 is the most trusted of them), behind what the population registry confirmed. */
export const correctionTrust = 0;

/** Name of the intake that carries a dataset's corrections. */
export const correctionIntakeId = (datasetId: string): string => `${datasetId}Correction`;

/** Column of a correction's row that holds a part of the record's key: a person's link key, or the value itself. */
export const correctionKeyColumn = (field: string): string =>
  `key_${field}`.replace(/_(.)/, (_, c: string) => c.toUpperCase());

/** Parts of a dataset's key that name a person. */
export function personKeys(dataset: Dataset): readonly { readonly field: string; readonly entity: string }[] {
  return dataset.key.flatMap((field) => {
    const { kind, refersTo } = getField(dataset, field);
    return kind === "uuid" && refersTo !== undefined ? [{ field, entity: refersTo }] : [];
  });
}

/**
 * The layout of a dataset's corrections: one row a record and school, with the key and every value that stands mended
 * now. An empty cell says nothing, so a row of a correction that was taken back carries its key alone and no longer
 * counts for anything.
 */
export function correctionIntake({ dataset, fields, follows = {} }: Mendable): Intake {
  const people = new Set(personKeys(dataset).map(({ field }) => field));
  const keys = dataset.key.map((field) => [correctionKeyColumn(field), text(200).optional()] as const);
  const mended: readonly (readonly [string, Field])[] = fields.map((name) => [
    name,
    getField(dataset, name).optional(),
  ]);
  // Standardising says how exact a birth date is, in a column of this name.
  const precision: readonly (readonly [string, Field])[] = fields.includes("birthDate")
    ? [["birthPrecision", text(10).optional()]]
    : [];
  const keyValues = dataset.key.map((field) => [
    field,
    people.has(field) ? toSnakeCase(field) : toSnakeCase(correctionKeyColumn(field)),
  ]);
  const values = [
    ...keyValues,
    ...fields.map((name) => [name, toSnakeCase(name)]),
    ...Object.entries(follows),
  ];
  return intake(correctionIntakeId(dataset.id), {
    title: { vi: `${dataset.title.vi}: sửa trên Hoa Phượng`, en: `${dataset.title.en}: corrections` },
    columns: { recordKey: text(200), ...Object.fromEntries([...keys, ...mended, ...precision]) },
    signature: [],
    fromContext: [],
    rowKey: ["recordKey"],
    holds: [{ reason: "record-key-missing", when: "record_key is null", column: "recordKey" }],
    targets: [
      {
        dataset: dataset.id,
        where: `(${fields.map((name) => `${toSnakeCase(name)} is not null`).join(" or ")})`,
        values: Object.fromEntries(values),
      },
    ],
  });
}

const nobody = "cast(null as varchar)";

/**
 * The people a correction speaks of. It names each by a key the record is linked by, so it goes with that key when
 * records are merged or parted, and makes or joins nobody by what it says.
 */
export function correctionOccurrences({ dataset }: Mendable): readonly Occurrence[] {
  return personKeys(dataset).map(({ field, entity }, at) => ({
    entity,
    intake: correctionIntakeId(dataset.id),
    role: at === 0 ? "self" : entity,
    as: toSnakeCase(field),
    nationalId: nobody,
    fullName: nobody,
    birthDate: "cast(null as date)",
    sex: nobody,
    sourceKey: [`try_cast(${toSnakeCase(correctionKeyColumn(field))} as uuid)`],
    sourceKeyScope: "link",
    creates: "never",
  }));
}
