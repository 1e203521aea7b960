import type { Field, FieldKind } from "#src/domains/dictionary/field.ts";
import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { ColumnKind } from "./column-kind.ts";

export interface NamedColumn {
  readonly role: string;
  readonly kind: ColumnKind;
}

/** Names that lists of other places give their columns; ours come from the dictionary. */
const names: readonly (readonly [role: string, kind: ColumnKind, headers: string])[] = [
  ["fullName", "fullName", "name|full name|fullname|person name|person|ho ten|ho va ten|ten day du"],
  ["familyMiddleName", "familyName", "ho dem|ho va dem|ho va ten dem|ho lot|ho va chu dem"],
  [
    "givenName",
    "givenName",
    "given name|given names|givenname|first name|firstname|first|forename|forenames|fname|name first|ten|ten goi",
  ],
  [
    "familyName",
    "familyName",
    "family name|familyname|last name|lastname|last|surname|sur name|lname|sname|name last|ho",
  ],
  ["middleName", "givenName", "middle name|middlename|mname|middle|ten dem|chu dem"],
  [
    "birthDate",
    "date",
    "date of birth|birth date|birthdate|dob|d o b|birthday|birth|born|date birth|birth day|ngay sinh|sinh ngay|ngay thang nam sinh",
  ],
  ["birthYear", "year", "year of birth|birth year|birthyear|yob|year born|nam sinh|sinh nam"],
  ["sex", "code", "sex|gender|gioi tinh|gt|phai"],
  [
    "nationalId",
    "nationalId",
    "national id|nationalid|ssn|soc sec id|social security number|nin|nino|passport|id card|so cccd|cccd|cmnd|so dinh danh|ma dinh danh|so dinh danh ca nhan",
  ],
  [
    "phone",
    "phone",
    "phone|phone number|phone no|telephone|telephone number|tel|tel no|mobile|mobile phone|mobile number|cell|cellphone|sdt|dien thoai|so dien thoai|dt",
  ],
  ["email", "email", "email|e mail|mail|email address|mail address|thu dien tu"],
  ["motherName", "fullName", "mother|mother name|mothers name|me|ho ten me|ten me"],
  ["fatherName", "fullName", "father|father name|fathers name|cha|bo|ho ten cha|ho ten bo|ten bo|ten cha"],
  ["residenceAddress", "words", "address|addr|street|street name|street address|home address|address line"],
  ["houseNumber", "number", "street number|house number|house no|street no|number"],
  ["suburb", "words", "suburb|locality|commune|ward|xa|phuong"],
  ["city", "words", "city|town|municipality|district|thanh pho|tinh|quan|huyen"],
  ["postcode", "number", "postcode|post code|postal code|zip|zip code|zipcode|ma buu chinh"],
  ["state", "code", "state|province|region|county|country"],
  ["birthPlace", "words", "birth place|birthplace|place of birth|noi sinh"],
  ["occupation", "words", "occupation|job|profession|nghe nghiep|nghe"],
  [
    "school",
    "schoolName",
    "school|school name|truong|ten truong|truong hoc|ten truong hoc|co so giao duc|ten co so giao duc|don vi|ten don vi|ten csgd",
  ],
  [
    "schoolCode",
    "number",
    "ma truong|ma so truong|ma don vi|ma csgd|ma co so giao duc|ma dinh danh truong|school code|school id",
  ],
  ["place", "place", "xa phuong|phuong xa|xa phuong dac khu|dia ban|quan huyen|huyen quan|ten xa phuong"],
  ["class", "words", "class|lop|ten lop"],
];

const byName: ReadonlyMap<string, NamedColumn> = new Map(
  names.flatMap(([role, kind, headers]) =>
    headers.split("|").map((header) => [header, { role, kind }] as const),
  ),
);

/** Columns that hold somebody's answer to the very question; never looked at. */
const truthNames = new Set([
  "cluster",
  "cluster id",
  "clusterid",
  "truth",
  "true cluster",
  "true id",
  "ground truth",
  "label",
  "entity id",
  "person id true",
  "nhom dung",
  "dap an",
]);

const rowIdName =
  /^((rec|record|row|unique|line|source|entry)( (id|no|nr|num|number|key|pk))|(rec|row|line)id|id|no|nr|index|pk|key|stt|tt|so tt|so thu tu|ma dong|uuid|guid)$/;

export const isTruthName = (header: string): boolean => truthNames.has(foldHeader(header));
export const isRowIdName = (header: string): boolean => rowIdName.test(foldHeader(header));

const kindOfField: Partial<Readonly<Record<FieldKind, ColumnKind>>> = {
  personName: "fullName",
  nationalId: "nationalId",
  phone: "phone",
  email: "email",
  date: "date",
  code: "code",
  integer: "number",
  text: "words",
};

/** Names of the dictionary's columns: header → meaning. Of several columns of one name the first counts. */
export function namesOf(columns: Readonly<Record<string, Field>>): ReadonlyMap<string, NamedColumn> {
  const found = new Map<string, NamedColumn>();
  for (const [role, field] of Object.entries(columns)) {
    const kind = /birthYear$/i.test(role) ? "year" : kindOfField[field.kind];
    if (kind === undefined) continue;
    for (const alias of field.info.aliases ?? []) {
      const name = foldHeader(alias);
      if (name !== "" && !found.has(name)) found.set(name, { role, kind });
    }
  }
  return found;
}

/** What a header says; `address_2` is a second `address`. */
export function readColumnName(
  header: string,
  dictionary: ReadonlyMap<string, NamedColumn>,
): NamedColumn | undefined {
  const folded = foldHeader(header.replace(/([a-z])([A-Z])/g, "$1 $2"));
  const named = byName.get(folded) ?? dictionary.get(folded) ?? dictionary.get(foldHeader(header));
  if (named !== undefined) return named;
  const [, stem, number] = /^(.*?) ?(\d)$/.exec(folded) ?? [];
  const numbered = stem === undefined ? undefined : (byName.get(stem) ?? dictionary.get(stem));
  return numbered === undefined ? undefined : { ...numbered, role: `${numbered.role}${number}` };
}
