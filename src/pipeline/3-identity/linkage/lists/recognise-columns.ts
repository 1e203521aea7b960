import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import type { LeftOut, ListColumn } from "./column-kind.ts";
import { isRowIdName, isTruthName, type NamedColumn, readColumnName } from "./column-names.ts";
import type { ListConfig } from "./list-config.ts";
import { noSuchColumn } from "./list-fields.ts";
import { profileColumn, type ReadList } from "./read-lists.ts";
import { type ColumnValues, contradicts, kindOfValues } from "./value-kind.ts";

/** A recognised column with what stands in it. */
export interface ProfiledColumn extends ListColumn {
  readonly values: ColumnValues;
}

/** Share of other values from which a column numbers its rows. */
const allDiffer = 0.999;

/**
 * What each column of a list holds: the configuration's word first, then the header, then what the values look like.
 * A column named as the answer (`cluster`, `truth`) is never looked at.
 */
export async function recogniseColumns(
  lake: Lake,
  list: ReadList,
  config: Pick<ListConfig, "columns">,
  dictionary: ReadonlyMap<string, NamedColumn>,
): Promise<readonly ProfiledColumn[]> {
  const said = new Map(Object.entries(config.columns).map(([header, kind]) => [foldHeader(header), kind]));
  const columns: ProfiledColumn[] = [];
  for (const [at, header] of list.headers.entries()) {
    const columnNo = at + 1;
    const folded = foldHeader(header);
    const word = said.get(folded);
    const values = await profileColumn(lake, list, columnNo);
    const named = readColumnName(header, dictionary);
    const role = uniqueRole(named?.role ?? (folded === "" ? `column${columnNo}` : folded), columns);
    const base = { columnNo, header, role, values };
    const config_ = word === undefined || word === "ignore" ? undefined : word;
    if (config_ !== undefined) columns.push({ ...base, kind: config_, by: "config" });
    else {
      const byHeader = named !== undefined && !contradicts(named.kind, values) ? named.kind : undefined;
      const kind = byHeader ?? kindOfValues(values);
      const leftOut = word === "ignore" ? "config" : whyLeftOut(header, kind, byHeader !== undefined, values);
      columns.push({
        ...base,
        kind,
        by: byHeader === undefined ? "content" : "header",
        ...(leftOut === undefined ? {} : { leftOut }),
      });
    }
  }
  return fromWholeName(lake, list, withoutComposites(columns));
}

/** A name that also stands in parts would count twice, a year of birth beside the date as well. */
function withoutComposites(columns: readonly ProfiledColumn[]): readonly ProfiledColumn[] {
  const compared = new Set(columns.flatMap(({ role, leftOut }) => (leftOut === undefined ? [role] : [])));
  const isComposite = ({ role, by }: ListColumn) =>
    by !== "config" &&
    ((role === "fullName" && compared.has("givenName") && compared.has("familyName")) ||
      (role === "birthYear" && compared.has("birthDate")));
  return columns.map((column) =>
    column.leftOut === undefined && isComposite(column) ? { ...column, leftOut: "composite" } : column,
  );
}

/** A name in parts that also stands as a whole: a part that is empty is read off the whole. */
async function fromWholeName(
  lake: Lake,
  { listNo }: ReadList,
  columns: readonly ProfiledColumn[],
): Promise<readonly ProfiledColumn[]> {
  const whole = columns.find(({ role, leftOut }) => role === "fullName" && leftOut === "composite");
  const given = columns.find(({ role }) => role === "givenName");
  if (whole === undefined || given === undefined) return columns;
  const [full, part] = [whole, given].map(({ columnNo }) => `hp_fold(cells[${columnNo}])`);
  const [counted] = await lake.rows<{ first: string; last: string }>(`
    select count(*) filter (starts_with(${full}, ${part} || ' ')) as first, count(*) filter (ends_with(${full}, ' ' || ${part})) as last
    from list_cell where list_no = ${listNo}`);
  const [first, last] = [Number(counted?.first ?? 0), Number(counted?.last ?? 0)];
  if (first + last < given.values.filled / 2) return columns;
  const givenWord = first >= last ? "first" : "last";
  const words = { givenName: givenWord, familyName: givenWord === "first" ? "last" : "first" } as const;
  return columns.map((column) =>
    column.role === "givenName" || column.role === "familyName"
      ? { ...column, elseWord: { columnNo: whole.columnNo, word: words[column.role] } }
      : column,
  );
}

/** @throws {HpError} argument-invalid when the configuration names a column that no list has */
export function assertKnownColumns(
  lists: readonly ReadList[],
  { columns, blocks = [] }: ListConfig,
  language: "vi" | "en",
): void {
  const known = new Set(lists.flatMap(({ headers }) => headers.map(foldHeader)));
  const named = [
    ...Object.keys(columns).map((header) => ({ key: "columns", header })),
    ...blocks.flatMap((headers, at) => headers.map((header) => ({ key: `blocks[${at}]`, header }))),
  ];
  for (const { key, header } of named) {
    if (known.has(foldHeader(header))) continue;
    throw new HpError("argument-invalid", {
      name: "--config",
      reason: `${key}: ${noSuchColumn(header, lists, language)}`,
    });
  }
}

function whyLeftOut(
  header: string,
  kind: ListColumn["kind"],
  isNamed: boolean,
  { rows, filled, distinct, sample }: ColumnValues,
): LeftOut | undefined {
  if (isTruthName(header)) return "truth";
  if (filled === 0) return "empty";
  if (distinct === 1) return "constant";
  const differ = distinct >= filled * allDiffer && filled === rows && rows > 1;
  if (isRowIdName(header) && distinct >= filled * 0.98) return "rowId";
  // An e-mail address or a phone may differ in every row as well, and still be one person's in the other list.
  return differ && !isNamed && (kind === "number" || kind === "nationalId" || sample.every(isNumbered))
    ? "rowId"
    : undefined;
}

/** `rec-17`, `HS00042`: one word with digits in it. */
function isNumbered(value: string): boolean {
  return /^[^\s@]*\d[^\s@]*$/.test(value);
}

function uniqueRole(role: string, columns: readonly ListColumn[]): string {
  const taken = new Set(columns.map((column) => column.role));
  if (!taken.has(role)) return role;
  for (let number = 2; ; number += 1) if (!taken.has(`${role}${number}`)) return `${role}${number}`;
}
