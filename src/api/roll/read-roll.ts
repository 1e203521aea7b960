import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { ReadColumn } from "../read/read-column.ts";
import type { Resource } from "../read/resource.ts";

/** A learner on a school's roll; fields that the caller's role does not see are absent. */
export interface RollRow {
  readonly learnerId: string;
  readonly fullName: string;
  readonly givenName?: string | null;
  readonly birthDate?: string | null;
  readonly sex?: string | null;
  readonly learnerCode?: string | null;
  readonly className: string | null;
  readonly gradeLevel: string | null;
  readonly status: string | null;
}

const shownFields = ["learnerId", "fullName", "givenName", "birthDate", "sex", "learnerCode"] as const;

/** @param learners the dataset as the caller's role sees it */
export const rollFields = (learners: Resource): readonly ReadColumn[] =>
  shownFields.flatMap((name) => learners.columns.get(name) ?? []);

/**
 * All of a school's learners with the class of its newest school year. A school has some thousand at most, so that
 * they are read at once and ordered here: the database's own collation is the bytes'.
 * @param fields by {@link rollFields}
 */
export async function readRoll(
  client: Client,
  fields: readonly ReadColumn[],
  schoolId: string,
): Promise<RollRow[]> {
  const { rows } = await client.query<RollRow>(
    `select ${fields.map(({ column, kind, name }) => `l.${column}${kind === "date" ? "::text" : ""} as "${name}"`).join(", ")},
       e.class_name as "className", e.grade_level as "gradeLevel", e.status
     from learner l left join (
       select distinct on (learner_id) learner_id, class_name, grade_level, status from enrolment
       where school_id = $1 and school_year = (select max(school_year) from enrolment where school_id = $1)
       order by learner_id, exit_date is null desc, entry_date desc nulls last, class_name) e using (learner_id)
     where l.school_id = $1`,
    [schoolId],
  );
  return rows.toSorted(compareRows);
}

const inOrder = new Intl.Collator("vi", { numeric: true });

/** By class, in it by given name, then by the whole name, as a class list stands; without a class last. */
export function compareRows(a: RollRow, b: RollRow): number {
  if ((a.className === null) !== (b.className === null)) return a.className === null ? 1 : -1;
  return (
    inOrder.compare(a.className ?? "", b.className ?? "") ||
    inOrder.compare(givenNameOf(a), givenNameOf(b)) ||
    inOrder.compare(a.fullName, b.fullName) ||
    (a.learnerId < b.learnerId ? -1 : Number(a.learnerId > b.learnerId))
  );
}

const givenNameOf = ({ givenName, fullName }: RollRow): string =>
  givenName ?? fullName.split(" ").at(-1) ?? "";

/** Whether each word of a search begins a word of the name, accents or not; with accents typed, they must be so. */
export function matchesName(fullName: string, text: string): boolean {
  const name = ` ${fullName.normalize("NFC").toLowerCase()}`;
  const folded = ` ${foldText(fullName)}`;
  return text
    .normalize("NFC")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => (foldText(word) === word ? folded : name).includes(` ${word}`));
}
