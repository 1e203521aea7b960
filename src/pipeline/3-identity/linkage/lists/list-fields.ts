import type { ColumnKind, ElseWord } from "./column-kind.ts";
import type { ProfiledColumn } from "./recognise-columns.ts";

/** What two lists have in common: one thing compared, and where it stands in each list. */
export interface ListField {
  /** Name in SQL, `f_…`. */
  readonly name: string;
  readonly role: string;
  readonly title: string;
  readonly kind: ColumnKind;
  /** By list: the numbers of the columns that make the value, in order; none where the list doesn't say it. */
  readonly sources: readonly (readonly number[])[];
  readonly samples: readonly string[];
  /** By list: where an empty value is read off another column. */
  readonly elseWords: readonly (ElseWord | undefined)[];
}

type Columns = readonly ProfiledColumn[];

/** Parts that make a name where the other side has it whole, in the order they are said. */
const nameParts = ["familyMiddleName", "familyName", "middleName", "givenName"];

/** Columns of one role in all lists become one field; a name in parts meets a whole one, a year meets a date. */
export function fieldsOf(lists: readonly Columns[]): readonly ListField[] {
  const used = lists.map((columns) => columns.filter(({ leftOut }) => leftOut === undefined));
  const has = (columns: Columns, role: string) => columns.some((column) => column.role === role);
  const anyWhole = used.some((columns) => has(columns, "fullName"));
  const anyDate = used.some((columns) => has(columns, "birthDate"));
  const parts: Map<string, { kind: ColumnKind; title: string; sources: number[][]; samples: string[] }> =
    new Map();
  const add = (role: string, kind: ColumnKind, title: string, list: number, columns: Columns) => {
    const field = parts.get(role) ?? { kind, title, sources: lists.map(() => []), samples: [] };
    field.sources[list] = columns.map(({ columnNo }) => columnNo);
    field.samples.push(...columns.flatMap(({ values }) => values.sample));
    parts.set(role, field);
  };
  for (const [list, columns] of used.entries()) {
    const named = nameParts.flatMap((role) => columns.find((column) => column.role === role) ?? []);
    // Họ đệm + tên is one name written in two columns; given name and surname are compared apart.
    const joins =
      named.length > 1 && !has(columns, "fullName") && (anyWhole || has(columns, "familyMiddleName"));
    if (joins) add("fullName", "fullName", named.map(({ header }) => header).join(" + "), list, named);
    for (const column of columns) {
      if (joins && named.includes(column)) continue;
      if (column.role === "birthYear" && anyDate) {
        if (!has(columns, "birthDate")) add("birthDate", "date", column.header, list, [column]);
        continue;
      }
      add(column.role, column.kind, column.header, list, [column]);
    }
  }
  return [...parts].map(([role, { kind, title, sources, samples }], at) => ({
    name: `f${at + 1}_${role.replace(/[^A-Za-z0-9]+/g, "_").toLowerCase()}`,
    role,
    title,
    kind,
    sources,
    samples,
    elseWords: used.map((columns) => columns.find((column) => column.role === role)?.elseWord),
  }));
}
