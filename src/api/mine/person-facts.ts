import type { Subject } from "#src/access/privacy/subject.ts";
import { findCodeSet } from "#src/domains/catalogue.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Client } from "#src/platform/postgres/pool.ts";

/** A year at a school, as its record tells. */
interface OwnEnrolment {
  readonly schoolYear: string;
  readonly schoolName: string | null;
  readonly className: string | null;
  readonly grade: Text | null;
  readonly status: Text | null;
  /** yyyy-mm-dd */
  readonly entryDate: string | null;
  readonly exitDate: string | null;
}

/** What is held about somebody, for themselves and their parents. */
export interface PersonFacts {
  readonly enrolments: readonly OwnEnrolment[];
  readonly guardians: readonly {
    readonly guardianId: string;
    readonly fullName: string;
    readonly relation: Text;
    readonly isRepresentative: boolean;
  }[];
  /** How the record stands against the population registry; null: it was never asked. */
  readonly verification: {
    readonly status: Text;
    readonly verifiedAt: Date | null;
    readonly everVerifiedAt: Date | null;
  } | null;
}

/** A code in both languages; the code itself where its set does not know it. */
function codeText(codeSet: string, code: string): Text {
  return findCodeSet(codeSet)?.entries.find((one) => one.code === code)?.title ?? { vi: code, en: code };
}

const orNull = (codeSet: string, code: string | null): Text | null =>
  code === null ? null : codeText(codeSet, code);

/** @param client of a reader: the database shows what is the caller's own */
export async function readFacts(client: Client, { entity, recordId }: Subject): Promise<PersonFacts> {
  const verification = await readVerification(client, entity, recordId);
  if (entity !== "learner") return { enrolments: [], guardians: [], verification };
  const enrolments = await client.query<{
    schoolYear: string;
    schoolName: string | null;
    className: string | null;
    grade: string | null;
    status: string | null;
    entryDate: string | null;
    exitDate: string | null;
  }>(
    `select school_year as "schoolYear", s.school_name as "schoolName", class_name as "className",
       grade_level as grade, e.status, entry_date::text as "entryDate", exit_date::text as "exitDate"
     from enrolment e left join school s using (school_id)
     where learner_id = $1::uuid order by school_year desc, entry_date desc nulls last, school_id`,
    [recordId],
  );
  const guardians = await client.query<{
    guardianId: string;
    fullName: string;
    relation: string;
    isRepresentative: boolean | null;
  }>(
    `select guardian_id as "guardianId", full_name as "fullName", relation,
       legal_representative as "isRepresentative"
     from learner_guardian join guardian using (guardian_id) where learner_id = $1::uuid
     order by relation, guardian_id`,
    [recordId],
  );
  return {
    enrolments: enrolments.rows.map((row) => ({
      ...row,
      grade: orNull("gradeLevel", row.grade),
      status: orNull("enrolmentStatus", row.status),
    })),
    guardians: guardians.rows.map((row) => ({
      ...row,
      relation: codeText("guardianRelation", row.relation),
      isRepresentative: row.isRepresentative === true,
    })),
    verification,
  };
}

async function readVerification(
  client: Client,
  entity: Subject["entity"],
  recordId: string,
): Promise<PersonFacts["verification"]> {
  const { rows } = await client.query<{
    status: string;
    verifiedAt: Date | null;
    everVerifiedAt: Date | null;
  }>(
    `select status, verified_at as "verifiedAt", ever_verified_at as "everVerifiedAt"
     from verification where entity = $1 and record_id = $2::uuid`,
    [entity, recordId],
  );
  const [found] = rows;
  return found === undefined ? null : { ...found, status: codeText("reconciliationStatus", found.status) };
}
