import type { Relation } from "#src/pipeline/1-landing/recognise/package-join.ts";
import type { OneRosterPackage, PackageFile, PackageTable } from "./package.ts";

/** Our column → headers it may stand under, in lower case, the first one that exists counts. */
type Shape = Readonly<Record<string, readonly string[]>>;

const USERS: Shape = {
  id: ["sourcedid"],
  status: ["status"],
  modified: ["datelastmodified"],
  given_name: ["givenname"],
  family_name: ["familyname"],
  middle_name: ["middlename"],
  identifier: ["identifier"],
  user_ids: ["userids"],
  national_id: ["metadata.nationalid", "metadata.sodinhdanh", "metadata.cccd"],
  role: ["role"],
  org_ids: ["orgsourcedids"],
  primary_org: ["primaryorgsourcedid"],
  grades: ["grades", "grade"],
  email: ["email"],
  phone: ["phone"],
  sms: ["sms"],
  agents: ["agentsourcedids", "agents"],
  ethnicity: ["metadata.dantoc", "metadata.ethnicity"],
  religion: ["metadata.tongiao", "metadata.religion"],
  address: ["metadata.diachi", "metadata.address"],
  state: ["metadata.trangthai"],
};

const ROLES: Shape = {
  user_id: ["usersourcedid"],
  status: ["status"],
  role_type: ["roletype"],
  role: ["role"],
  begin_date: ["begindate"],
  end_date: ["enddate"],
  org_id: ["orgsourcedid"],
};

const SHAPES = {
  academicSessions: {
    id: ["sourcedid"],
    title: ["title"],
    type: ["type"],
    start_date: ["startdate"],
    end_date: ["enddate"],
    parent_id: ["parentsourcedid"],
    school_year: ["schoolyear"],
  },
  classes: {
    id: ["sourcedid"],
    status: ["status"],
    title: ["title"],
    grades: ["grades", "grade"],
    course_id: ["coursesourcedid"],
    class_type: ["classtype"],
    location: ["location"],
    school_id: ["schoolsourcedid"],
    term_ids: ["termsourcedids", "termsourcedid"],
    subjects: ["subjects"],
  },
  courses: { id: ["sourcedid"], title: ["title"], subjects: ["subjects"] },
  demographics: {
    // 1.1 drafts keyed it by the user, the final text by its own sourcedId, which is the user's.
    id: ["usersourcedid", "sourcedid"],
    birth_date: ["birthdate"],
    sex: ["sex"],
    city: ["cityofbirth"],
  },
  enrollments: {
    user_id: ["usersourcedid"],
    class_id: ["classsourcedid"],
    school_id: ["schoolsourcedid"],
    role: ["role"],
    status: ["status"],
    is_primary: ["primary"],
    begin_date: ["begindate"],
    end_date: ["enddate"],
  },
  orgs: { id: ["sourcedid"], name: ["name"], type: ["type"], identifier: ["identifier"] },
  roles: ROLES,
  users: USERS,
} as const satisfies Partial<Record<PackageFile, Shape>>;

/** `cells[n]`, blanks taken for nothing; null when the file has no such column. */
function cell(table: PackageTable, headers: readonly string[]): string {
  const at = headers.map((header) => table.columns.get(header)).find((column) => column !== undefined);
  return at === undefined ? "cast(null as varchar)" : `nullif(trim(cells[${at}]), '')`;
}

function relation(table: PackageTable | undefined, shape: Shape): string {
  const columns = Object.entries(shape);
  if (table === undefined) {
    const none = columns.map(([name]) => `cast(null as varchar) as ${name}`).join(", ");
    return `select cast(null as bigint) as file_seq, cast(null as integer) as sheet_no, cast(null as integer) as row_no, ${none} where false`;
  }
  const values = columns.map(([name, headers]) => `${cell(table, headers)} as ${name}`).join(", ");
  return `select file_seq, sheet_no, row_no, ${values} from $raw
    where file_seq = ${table.fileSeq} and sheet_no = ${table.sheetNo} and row_no > ${table.headerRow}`;
}

/** One row an id; the last one written counts, as in a delta. */
function lookup(inner: string): string {
  return `select * from (${inner}) where id is not null
    qualify row_number() over (partition by id order by row_no desc) = 1`;
}

/** Roles stand in roles.csv; some writers put them into userProfiles.csv. */
export function roleTableOf(pack: OneRosterPackage): PackageTable | undefined {
  const hasRoles = (table: PackageTable | undefined) =>
    table?.columns.has("usersourcedid") === true &&
    table.columns.has("role") &&
    table.columns.has("orgsourcedid");
  return [pack.tables.roles, pack.tables.userProfiles].find(hasRoles);
}

/**
 * The package's files as named relations, each with file_seq, sheet_no, row_no and text columns: users, roles, orgs, classes, enrollments, demographics, sessions, courses; and all rows of users and
 * classes as they are written, `written_users` and `written_classes`.
 */
export function relationsOf(pack: OneRosterPackage): readonly Relation[] {
  const { tables } = pack;
  return Object.entries({
    written_users: relation(tables.users, SHAPES.users),
    written_classes: relation(tables.classes, SHAPES.classes),
    users: lookup("from written_users"),
    roles: relation(roleTableOf(pack), SHAPES.roles),
    orgs: lookup(relation(tables.orgs, SHAPES.orgs)),
    classes: lookup("from written_classes"),
    enrollments: relation(tables.enrollments, SHAPES.enrollments),
    demographics: lookup(relation(tables.demographics, SHAPES.demographics)),
    sessions: lookup(relation(tables.academicSessions, SHAPES.academicSessions)),
    courses: lookup(relation(tables.courses, SHAPES.courses)),
  }).map(([name, sql]) => ({ name, sql }));
}
