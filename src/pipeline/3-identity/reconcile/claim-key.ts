import { goldenId } from "../golden-id.ts";

/** Names of one person that differ only so are equal to the registry: tone on the first or the second vowel (hòa, hoà). */
const tonePlacements: readonly (readonly [string, string])[] = [
  ["òa", "oà"],
  ["óa", "oá"],
  ["ỏa", "oả"],
  ["õa", "oã"],
  ["ọa", "oạ"],
  ["òe", "oè"],
  ["óe", "oé"],
  ["ỏe", "oẻ"],
  ["õe", "oẽ"],
  ["ọe", "oẹ"],
  ["ùy", "uỳ"],
  ["úy", "uý"],
  ["ủy", "uỷ"],
  ["ũy", "uỹ"],
  ["ụy", "uỵ"],
];

/** DuckDB macro `claim_name(text)`: NFC, lower case, single spaces, tone on the second vowel (handbook §2). */
export function claimNameMacro(): string {
  const replaced = tonePlacements.reduce(
    (inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`,
    "lower(nfc_normalize(input))",
  );
  return `create or replace temp macro claim_name(input) as trim(regexp_replace(${replaced}, '\\s+', ' ', 'g'))`;
}

/** Sex as the registry is asked about it: "unknown" says nothing. */
export const claimSexSql = (sex: string): string =>
  `case when cast(${sex} as varchar) in ('1', '2') then cast(${sex} as varchar) end`;

/**
 * SQL of a claim's key: the same for whoever makes it, learner or staff, in whichever spelling the registry takes as
 * equal; null when one of the first three is. Never inside a `case`: the engine would then work out the HMAC three times.
 */
export function claimKeySql(of: {
  readonly nationalId: string;
  readonly fullName: string;
  readonly birthDate: string;
  readonly sex: string;
}): string {
  const sex = `coalesce(${claimSexSql(of.sex)}, '')`;
  const parts = [
    "'claim'",
    of.nationalId,
    `claim_name(${of.fullName})`,
    `cast(${of.birthDate} as varchar)`,
    sex,
  ];
  return `golden_id(${parts.join(" || chr(31) || ")})`;
}

/** SQL of the key of a number alone: notices of change name it. */
export const nationalKeySql = (nationalId: string): string =>
  `golden_id(concat_ws(chr(31), 'population.national', ${nationalId}))`;

export function nationalKey(identityKey: Buffer, nationalId: string): string {
  return goldenId(identityKey, ["population.national", nationalId].join("\u001f"));
}
