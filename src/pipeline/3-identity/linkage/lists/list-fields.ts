import { foldHeader } from "#src/domains/dictionary/fold.ts";
import { HpError } from "#src/platform/errors.ts";
import type { ColumnKind, ElseWord } from "./column-kind.ts";
import type { ListConfig } from "./list-config.ts";
import type { ReadList } from "./read-lists.ts";
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
  /** Levels that the configuration wants told apart; all of the kind when absent. */
  readonly levels?: readonly string[];
  /** By list: where an empty value is read off another column. */
  readonly elseWords: readonly (ElseWord | undefined)[];
}

/**
 * Fields as the configuration says them: exactly these are compared. Columns of one list are read together in the order
 * named, columns of two lists are held against each other.
 */
export function fieldsSaid(
  lists: readonly (ReadList & { readonly columns: Columns })[],
  comparisons: NonNullable<ListConfig["comparisons"]>,
  language: "vi" | "en",
): readonly ListField[] {
  return comparisons.map(({ columns: headers, kind, title, levels }, at) => {
    const sources = lists.map(({ columns }) =>
      headers.flatMap(
        (header) => columns.find((column) => foldHeader(column.header) === foldHeader(header)) ?? [],
      ),
    );
    const missing = headers.find(
      (header) =>
        !lists.some(({ columns }) => columns.some((one) => foldHeader(one.header) === foldHeader(header))),
    );
    if (missing !== undefined)
      throw new HpError("argument-invalid", {
        name: "--config",
        reason: `comparisons[${at}].columns: ${noSuchColumn(missing, lists, language)}`,
      });
    const first = sources.flat()[0];
    const whole = sources.flat().find(({ role }) => role === "fullName");
    const joined = sources.some((of) => of.length > 1 && of.some(({ role }) => nameParts.includes(role)));
    const role = whole?.role ?? (joined ? "fullName" : (first?.role ?? `comparison${at + 1}`));
    return {
      name: `f${at + 1}_${role.replace(/[^A-Za-z0-9]+/g, "_").toLowerCase()}`,
      role,
      title: title ?? headers[0] ?? role,
      kind: kind ?? (joined ? "fullName" : (first?.kind ?? "words")),
      sources: sources.map((of) => of.map(({ columnNo }) => columnNo)),
      samples: sources.flat().flatMap(({ values }) => values.sample),
      elseWords: lists.map(() => undefined),
      ...(levels === undefined ? {} : { levels }),
    };
  });
}

/** `“Họ tênn”: không có cột này; có: STT, Họ tên, Ngày sinh`. */
export function noSuchColumn(
  header: string,
  lists: readonly Pick<ReadList, "fileName" | "headers">[],
  language: "vi" | "en",
): string {
  const there = lists.map(({ fileName, headers }) => `${fileName} (${headers.join(", ")})`).join("; ");
  return language === "vi"
    ? `không tệp nào có cột “${header}”; các cột: ${there}`
    : `no file has a column “${header}”; columns: ${there}`;
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
