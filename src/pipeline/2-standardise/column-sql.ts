import type { Field } from "#src/domains/dictionary/field.ts";

/** How one intake column becomes a value: SQL over `t.<column>` (cleaned text) and, for looked-up kinds, a join. */
export interface ColumnSql {
  /** The typed value, null when absent or rejected. */
  readonly value: string;
  /** A reason code when there is text that can't be used; null otherwise. */
  readonly reason: string;
}

/** Kinds of few distinct spellings: read once per spelling in TypeScript, then joined. */
const lookedUpKinds = new Set(["date", "code", "codes", "boolean", "schoolYear"]);

export function isLookedUp(field: Field): boolean {
  return lookedUpKinds.has(field.kind);
}

/** SQL for kinds that are read in place. `name` is the snake_case column. */
export function columnSql(name: string, field: Field): ColumnSql {
  const text = `t.${name}`;
  switch (field.kind) {
    case "nationalId":
      return nationalIdSql(text);
    case "phone":
      return phoneSql(text);
    case "email":
      return checked(`lower(${text})`, `'[^\\s@]+@[^\\s@]+\\.[^\\s@]+'`, "email-malformed");
    case "integer":
      return integerSql(text, field);
    case "decimal":
      return decimalSql(text, field);
    case "personName":
      return {
        value: `case when length(${text}) between 2 and 70 then ${text} end`,
        reason: `case when length(${text}) not between 2 and 70 then 'name-length' end`,
      };
    default:
      return {
        value: `case when length(${text}) <= 500 then ${text} end`,
        reason: `case when length(${text}) > 500 then 'text-too-long' end`,
      };
  }
}

/** An identifier is taken whole or not at all: a lost zero or an exponent is never repaired in silence. */
function nationalIdSql(text: string): ColumnSql {
  const compact = `regexp_replace(${text}, '[\\s.''\`-]', '', 'g')`;
  return {
    value: `case when regexp_full_match(${compact}, '\\d{12}') then ${compact} end`,
    reason: `case when ${text} is null or regexp_full_match(${compact}, '\\d{12}') then null
      when regexp_full_match(${text}, '\\d+([.,]\\d+)?[eE]\\+?\\d+') then 'id-scientific'
      when regexp_full_match(${compact}, '\\d{10,11}') then 'id-lost-zero'
      when regexp_full_match(${compact}, '\\d{9}') then 'id-old-card'
      when regexp_full_match(${compact}, '\\d+') then 'id-length'
      else 'id-malformed' end`,
  };
}

function phoneSql(text: string): ColumnSql {
  const safe = `regexp_replace(${text}, '[^0-9+]', '', 'g')`;
  // RE2 has no look-ahead, so the country code is cut by position.
  const national = `case when starts_with(${safe}, '+84') then '0' || substr(${safe}, 4)
    when starts_with(${safe}, '84') and length(${safe}) = 11 then '0' || substr(${safe}, 3) else ${safe} end`;
  return {
    value: `case when regexp_full_match(${national}, '0\\d{9,10}') then ${national} end`,
    reason: `case when ${text} is null or regexp_full_match(${national}, '0\\d{9,10}') then null
      when regexp_full_match(${safe}, '[1-9]\\d{8}') then 'phone-lost-zero' else 'phone-malformed' end`,
  };
}

function checked(value: string, pattern: string, reason: string): ColumnSql {
  return {
    value: `case when regexp_full_match(${value}, ${pattern}) then ${value} end`,
    reason: `case when not regexp_full_match(${value}, ${pattern}) then '${reason}' end`,
  };
}

function integerSql(text: string, field: Field): ColumnSql {
  // `3.0` is how some systems print a whole number; `3.5` is none, though a cast would make it 4.
  const whole = `case when regexp_full_match(${text}, '-?\\d+([.,]0+)?') then try_cast(regexp_replace(${text}, '[.,]0+$', '') as integer) end`;
  return ranged(whole, text, "number-malformed", field);
}

/** Vietnamese decimals: `8,5` and `8.5`; `1.234,5` has a thousands point. More places than the field has: refused. */
function decimalSql(text: string, field: Field): ColumnSql {
  const plain = `case when contains(${text}, ',') then replace(replace(${text}, '.', ''), ',', '.') else ${text} end`;
  // A cast alone would take `1e1` and more places than it keeps.
  const exact = `case when regexp_full_match(${plain}, '-?\\d{1,14}(\\.\\d{1,10})?') then try_cast(${plain} as decimal(24,10)) end`;
  const scaled = `try_cast(${exact} as ${field.duckdbType})`;
  const kept = `case when ${exact} = ${scaled} then ${scaled} end`;
  const inRange = rangeSql(kept, field);
  return {
    value: `case when ${inRange} then ${kept} end`,
    reason: `case when ${text} is null then null when ${exact} is null then 'number-malformed'
      when ${scaled} is null then 'number-out-of-range'
      when ${exact} <> ${scaled} then 'number-too-precise' when not ${inRange} then 'number-out-of-range' end`,
  };
}

function ranged(value: string, text: string, malformed: string, field: Field): ColumnSql {
  const inRange = rangeSql(value, field);
  return {
    value: `case when ${inRange} then ${value} end`,
    reason: `case when ${text} is null then null when ${value} is null then '${malformed}'
      when not ${inRange} then 'number-out-of-range' end`,
  };
}

function rangeSql(value: string, field: Field): string {
  return field.range === undefined ? "true" : `${value} between ${field.range[0]} and ${field.range[1]}`;
}
