import { type Dataset, getField, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import type { FieldKind } from "#src/domains/dictionary/field.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * A row by field name with its encrypted fields in clear. The row must have the fields of the dataset's key: values are
 * bound to them. Call it where it is decided already that the caller may see the row's fields.
 * @throws HpError `sealed-field-damaged`, `field-key-missing`
 */
export function openRow<Row extends Values>(keyring: Keyring, dataset: Dataset, row: Row): Row {
  const recordId = dataset.key.map((name) => String(row[name])).join("|");
  return opened(keyring, dataset, recordId, row, ({ field }) => field);
}

/**
 * JSON of a row, or of its changed columns, by column name, as the change log and `to_jsonb` have it.
 * @param recordKey the row's key, its parts joined by `|`
 */
export function openColumns<Row extends Values | null>(
  keyring: Keyring,
  dataset: Dataset | undefined,
  recordKey: string,
  values: Row,
): Row {
  if (dataset === undefined || values === null) return values;
  return opened(keyring, dataset, recordKey, values, ({ name }) => name);
}

function opened<Row extends Values>(
  keyring: Keyring,
  dataset: Dataset,
  recordId: string,
  row: Row,
  nameOf: (column: { readonly name: string; readonly field: string }) => string,
): Row {
  const columns = sealedColumnsOf(dataset).filter((column) => typeof row[nameOf(column)] === "string");
  if (columns.length === 0) return row;
  return {
    ...row,
    ...Object.fromEntries(
      columns.map((column) => {
        const place = { dataset: dataset.id, field: column.field, recordId };
        const text = openStored(keyring, place, String(row[nameOf(column)]));
        return [nameOf(column), typed(getField(dataset, column.field).kind, text)];
      }),
    ),
  };
}

/** What a value of the kind is in JSON. */
function typed(kind: FieldKind, text: string): string | number | boolean {
  if (kind === "boolean") return text === "true" || text === "t";
  return kind === "integer" || kind === "decimal" ? Number(text) : text;
}
