import { type ConsentLine, readConsentLines, readConsents } from "#src/access/privacy/consent/ledger.ts";
import type { ConsentState } from "#src/access/privacy/consent/state.ts";
import { type RightsRequest, readRequestsOf } from "#src/access/privacy/rights/request.ts";
import { ageOfSubject, getSubject } from "#src/access/privacy/subject.ts";
import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Pool } from "#src/platform/postgres/pool.ts";
import type { OwnPerson } from "./mine.ts";
import { type PersonFacts, readFacts } from "./person-facts.ts";

/** Somebody as the list of one's own people shows them. */
export interface PersonCard {
  readonly person: OwnPerson;
  readonly fullName: string;
  /** yyyy-mm-dd */
  readonly birthDate: string | null;
  readonly schoolName: string | null;
}

const cardSql: Readonly<Record<OwnPerson["subject"]["entity"], string>> = {
  learner: `select learner_id as id, full_name, birth_date::text, s.school_name as school
            from learner l left join school s using (school_id) where learner_id = any ($1::uuid[])`,
  guardian: `select guardian_id as id, full_name, null::text as birth_date, null::text as school
             from guardian where guardian_id = any ($1::uuid[])`,
  staffMember: `select staff_id as id, full_name, birth_date::text, s.school_name as school
                from staff_member m left join school s using (school_id) where staff_id = any ($1::uuid[])`,
};

/** One's own people, as far as the record has them, in the order given. */
export function readCards(reader: Reader, persons: readonly OwnPerson[]): Promise<readonly PersonCard[]> {
  return reader.read((client) => findCards(client, persons), {
    look: (cards) =>
      cards.length === 0
        ? undefined
        : {
            action: "mine.list",
            object: null,
            subjects: cards.map(({ person }) => person.subject.recordId),
            detail: { rows: cards.length, classes: ["direct"] },
          },
  });
}

async function findCards(client: Client, persons: readonly OwnPerson[]): Promise<readonly PersonCard[]> {
  const found = new Map<string, Omit<PersonCard, "person">>();
  for (const [entity, sql] of Object.entries(cardSql)) {
    const ids = persons
      .filter(({ subject }) => subject.entity === entity)
      .map(({ subject }) => subject.recordId);
    if (ids.length === 0) continue;
    const { rows } = await client.query<{
      id: string;
      full_name: string;
      birth_date: string | null;
      school: string | null;
    }>(sql, [ids]);
    for (const row of rows)
      found.set(row.id, { fullName: row.full_name, birthDate: row.birth_date, schoolName: row.school });
  }
  return persons.flatMap((person) => {
    const card = found.get(person.subject.recordId);
    return card === undefined ? [] : [{ person, ...card }];
  });
}

/** What a person's own page tells. */
export interface PersonStory {
  readonly card: PersonCard;
  /** undefined: the birth date is not known. */
  readonly age: number | undefined;
  readonly facts: PersonFacts;
  readonly consents: readonly (ConsentState & { readonly purpose: string })[];
  readonly said: readonly ConsentLine[];
  readonly requests: readonly RightsRequest[];
}

/**
 * @param pool of the owner: the ledgers are nobody's rows
 * @throws HpError `record-not-found`
 */
export async function readPersonStory(
  reader: Reader,
  pool: Pool,
  person: OwnPerson,
  at: Date,
): Promise<PersonStory> {
  const { entity, recordId } = person.subject;
  const found = await reader.read(
    async (client) => ({
      cards: await findCards(client, [person]),
      facts: await readFacts(client, person.subject),
    }),
    {
      look: ({ cards, facts }) =>
        cards.length === 0
          ? undefined
          : {
              action: "mine.read",
              object: `${entity}/${recordId}`,
              subjects: [recordId, ...facts.guardians.map(({ guardianId }) => guardianId)],
              detail: { classes: ["direct", "quasi"] },
            },
    },
  );
  const [card] = found.cards;
  if (card === undefined) throw new HpError("record-not-found", { id: recordId, dataset: entity });
  const subject = await getSubject(pool, person.subject);
  return {
    card,
    age: ageOfSubject(subject, localDay(at)),
    facts: found.facts,
    consents: await readConsents(pool, subject, at),
    said: await readConsentLines(pool, subject),
    requests: await readRequestsOf(pool, subject.entity, subject.ids),
  };
}
