/** People whose golden records are held against the population registry; Postgres SQL over a row `r` of their table. */
export interface ReconciledEntity {
  readonly entity: string;
  readonly table: string;
  readonly key: string;
  /** SQL, of both engines, over the table's columns: a citizen of another country. */
  readonly isForeigner: string;
  /** Causes that the data themselves show, the first that holds counts (handbook §2). */
  readonly causes: readonly { readonly cause: string; readonly when: string }[];
}

const isForeigner = "nationality is not null and nationality <> 'VNM'";

export const reconciledEntities: readonly ReconciledEntity[] = [
  {
    entity: "learner",
    table: "learner",
    key: "learner_id",
    isForeigner,
    causes: [
      {
        cause: "orphan",
        when: "exists (select 1 from learner_policy_group g where g.learner_id = r.learner_id and g.policy_group = 'orphan')",
      },
      {
        // Came by transfer, and no school of the city knows an earlier year.
        cause: "newcomer",
        when: `exists (select 1 from enrolment e where e.learner_id = r.learner_id and e.entry_kind = 'transferIn'
          and not exists (select 1 from enrolment b where b.learner_id = r.learner_id and b.school_year < e.school_year))`,
      },
      {
        cause: "noPapers",
        when: "r.national_id is null and r.document_number is null and r.document_type is null",
      },
    ],
  },
  {
    entity: "staffMember",
    table: "staff_member",
    key: "staff_id",
    isForeigner,
    causes: [],
  },
];
