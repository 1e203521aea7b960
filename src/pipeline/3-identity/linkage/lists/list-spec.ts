import { mailAddressComparison } from "#src/domains/dictionary/comparisons/mail-address.ts";
import { nationalIdComparison } from "#src/domains/dictionary/comparisons/national-id.ts";
import { personNameComparison } from "#src/domains/dictionary/comparisons/person-name.ts";
import { sameComparison } from "#src/domains/dictionary/comparisons/same-value.ts";
import {
  schoolLevelComparison,
  schoolNameComparison,
  schoolNumberComparison,
  schoolPlaceComparison,
  schoolVetoes,
} from "#src/domains/dictionary/comparisons/school-name.ts";
import { joinedFeature, shortTextComparison } from "#src/domains/dictionary/comparisons/short-text.ts";
import { writtenDateComparison } from "#src/domains/dictionary/comparisons/written-date.ts";
import {
  phoneComparison,
  writtenNumberComparison,
} from "#src/domains/dictionary/comparisons/written-number.ts";
import type { Comparison, Veto } from "#src/domains/dictionary/linkage.ts";
import type { Reading } from "#src/domains/dictionary/reading.ts";
import { communesReading, otherCodeVeto, schoolNameReading } from "#src/domains/reference/linkage.ts";
import { HpError } from "#src/platform/errors.ts";
import type { ColumnKind } from "./column-kind.ts";
import type { ListField } from "./list-fields.ts";
import { dateOrder } from "./value-kind.ts";

/** Kinds whose values are typed into each other's columns. */
const crossing: readonly (readonly ColumnKind[])[] = [["givenName", "familyName"], ["words"]];

/** Words that a value has on the average from which they are compared one by one: an address, not a town. */
const manyWordsFrom = 2.5;

/** How each kind of field is compared. @throws {HpError} argument-invalid for a level that the kind doesn't have */
export function comparisonsOf(fields: readonly ListField[]): readonly Comparison[] {
  return fields.flatMap((field) => {
    const own = { ...comparisonOf(field, fields), title: { vi: field.title, en: field.title } };
    return [withLevels(own, field), ...besidesName(field, fields)];
  });
}

/** Of a school's name more is compared than the name: number, level and where it stands. */
function besidesName({ name, kind }: ListField, fields: readonly ListField[]): readonly Comparison[] {
  if (kind !== "schoolName") return [];
  const hasPlace = fields.some((field) => field.kind === "place");
  return [
    schoolNumberComparison(name),
    schoolLevelComparison(name),
    ...(hasPlace ? [] : [schoolPlaceComparison(name)]),
  ];
}

/** What rules a pair out in lists of schools; a pupil's school is one thing among others. */
export function vetoesOf(fields: readonly ListField[]): readonly Veto[] {
  const [school] = fields.filter(({ kind }) => kind === "schoolName");
  if (school === undefined || hasPersons(fields)) return [];
  const codes = fields.filter(({ role, kind }) => role === "schoolCode" && kind === "number");
  return [
    ...schoolVetoes(school.name),
    ...codes.map(({ name }) => otherCodeVeto(`${name}_digits`, school.name)),
  ];
}

export function readingsOf(fields: readonly ListField[]): readonly Reading[] {
  return fields.flatMap(({ name, kind }) => {
    if (kind === "schoolName") return [schoolNameReading(name, name)];
    return kind === "place" ? [communesReading(name, `${name}_in`)] : [];
  });
}

const hasPersons = (fields: readonly ListField[]): boolean =>
  fields.some(({ kind }) => kind === "fullName" || kind === "givenName" || kind === "familyName");

/** Only the levels that the configuration names; what stood at another falls to the next that holds. */
function withLevels(comparison: Comparison, { levels, title }: ListField): Comparison {
  if (levels === undefined) return comparison;
  const known = comparison.levels.map(({ name }) => name);
  const unknown = levels.find((level) => !known.includes(level));
  if (unknown !== undefined)
    throw new HpError("argument-invalid", {
      name: "--config",
      reason: `comparisons “${title}”.levels: ${unknown} ∉ {${known.join(", ")}}`,
    });
  return { ...comparison, levels: comparison.levels.filter(({ name }) => levels.includes(name)) };
}

function comparisonOf({ name, kind, title, samples }: ListField, fields: readonly ListField[]): Comparison {
  const said = { vi: title, en: title };
  switch (kind) {
    case "fullName":
      return personNameComparison(name, name);
    case "schoolName":
      return schoolNameComparison(name);
    case "place":
      return placeComparison(name, fields);
    case "givenName":
    case "familyName":
    case "words":
    case "text": {
      const group = crossing.find((kinds) => kinds.includes(kind)) ?? [];
      const others = fields.filter((other) => other.name !== name && group.includes(other.kind));
      const words = samples.reduce((sum, value) => sum + value.split(/\s+/).length, 0);
      return shortTextComparison(name, name, said, {
        crossed: others.map((other) => other.name),
        manyWords: words > manyWordsFrom * samples.length,
      });
    }
    case "date":
      return writtenDateComparison(name, name, dateOrder(samples));
    case "nationalId":
      return nationalIdComparison(name, name);
    case "phone":
      return phoneComparison(name, name, said);
    case "email":
      return mailAddressComparison(name, name, said);
    case "year":
    case "number":
      return writtenNumberComparison(name, name, said);
    case "code":
      return sameComparison(`hp_fold(${name})`, name, said);
  }
}

/** A place column, and what a school's name says of its place where the column is empty or the other list has none. */
function placeComparison(name: string, fields: readonly ListField[]): Comparison {
  const [school] = fields.filter(({ kind }) => kind === "schoolName");
  const own = `${name}_in`;
  const place =
    school === undefined ? own : `case when len(${own}) > 0 then ${own} else ${school.name}_communes end`;
  return { ...schoolPlaceComparison(name, place, false), name };
}

/**
 * SQL over levels: pairs that may be one person as far as learning goes. Families share address, parents and surname;
 * without this a list with brothers and sisters teaches what a household is. Of several names at least one must agree.
 */
export function mayBeOneSql(fields: readonly ListField[], comparisons: readonly Comparison[]): string {
  const own = ["fullName", "givenName", "familyName"];
  const names = fields.filter(({ role }) => own.includes(role));
  const counted =
    names.length > 0 || !hasPersons(fields)
      ? [...names, ...fields.filter(({ kind }) => kind === "schoolName" && !hasPersons(fields))]
      : fields.filter(({ kind, role }) => kind === "fullName" && !/^(mother|father|guardian)/.test(role));
  if (counted.length === 0) return "true";
  const levelsOf = (name: string) => comparisons.find((comparison) => comparison.name === name)?.levels ?? [];
  const agrees = counted.map(({ name }) => {
    const others = levelsOf(name).flatMap((level, at) => (differing.has(level.name) ? [at] : []));
    return `g_${name} not in (${[...others, levelsOf(name).length].join(", ")})`;
  });
  return `(${agrees.join(" or ")})`;
}

/** Levels at which two names are names of two. */
const differing = new Set(["otherGiven", "somewhat"]);

export interface BlockKey {
  readonly field: string;
  readonly title: string;
  readonly how: string;
  /** SQL over the columns and features of a row. */
  readonly sql: string;
}

/** What may have to agree before two rows are compared: whole values, and the parts of them that slips leave alone. */
export function blockKeysOf(fields: readonly ListField[]): readonly BlockKey[] {
  return [...ownKeysOf(fields), ...swappedNameKeys(fields)];
}

/** Given name and surname in the one order or the other. */
function swappedNameKeys(fields: readonly ListField[]): readonly BlockKey[] {
  const given = fields.find(({ role }) => role === "givenName");
  const family = fields.find(({ role }) => role === "familyName");
  if (given === undefined || family === undefined) return [];
  const [one, other] = [given, family].map(({ name }) => soundSql(joinedFeature(name)));
  return [
    {
      field: `${given.name} ${family.name}`,
      title: `${given.title}, ${family.title}`,
      how: "in any order",
      // least and greatest pass over nulls; half a name is no key.
      sql: `case when ${one} is not null and ${other} is not null then least(${one}, ${other}) || ' ' || greatest(${one}, ${other}) end`,
    },
  ];
}

function ownKeysOf(fields: readonly ListField[]): readonly BlockKey[] {
  return fields.flatMap(({ name, title, kind, samples }) => {
    const key = (how: BlockKey["how"], sql: string): BlockKey => ({ field: name, title, how, sql });
    switch (kind) {
      case "fullName":
        return [
          key("words", `${name}_words`),
          key("given name", `${name}_given`),
          key("family name", `${name}_family`),
          key("sound", soundSql(`${name}_given`)),
        ];
      case "schoolName":
        return [
          key("whole", `${name}_joined`),
          key("initials", `${name}_short`),
          key("start", `left(${name}_joined, 4)`),
          key("last word", `${name}_list[-1]`),
        ];
      case "place":
        return [key("whole", `case when len(${name}_where) = 1 then ${name}_where[1] end`)];
      case "givenName":
      case "familyName":
      case "words": {
        const joined = joinedFeature(name);
        return [key("whole", joined), key("sound", soundSql(joined)), key("start", `left(${joined}, 4)`)];
      }
      case "text":
        return [key("whole", joinedFeature(name))];
      case "date":
        return [
          key("whole", `${name}_digits`),
          key("year", `${name}_year`),
          key("month and day", `substr(${name}_digits, 5, 4)`),
          key("year and day", `substr(${name}_digits, 1, 4) || substr(${name}_digits, 7, 2)`),
          key("year and month", `left(${name}_digits, 6)`),
        ];
      case "email":
        return [
          key("whole", `${name}_whole`),
          key("mailbox", `${name}_mailbox`),
          key("start", `left(${name}_whole, 4)`),
        ];
      case "code":
        return [key("whole", `${name}_value`)];
      default: {
        const digits = `${name}_digits`;
        const isLong = samples.filter((value) => value.length >= 6).length * 2 > samples.length;
        return isLong
          ? [
              key("whole", digits),
              key(
                "first half",
                `case when len(${digits}) >= 6 then left(${digits}, len(${digits}) // 2) end`,
              ),
              key(
                "last half",
                `case when len(${digits}) >= 6 then right(${digits}, len(${digits}) // 2) end`,
              ),
            ]
          : [key("whole", digits)];
      }
    }
  });
}

/** Soundex-like (Russell 1918): the first letter and three classes of consonants that follow. */
function soundSql(text: string): string {
  const coded = `regexp_replace(translate(substr(${text}, 2), 'bfpvcgjkqsxzdtlmnraeiouyhw', '111122222222334556'), '[^1-6]', '', 'g')`;
  const single = ["1", "2", "3", "4", "5", "6"].reduce(
    (sql, digit) => `regexp_replace(${sql}, '${digit}+', '${digit}', 'g')`,
    coded,
  );
  return `left(${text}, 1) || left(${single}, 3)`;
}
