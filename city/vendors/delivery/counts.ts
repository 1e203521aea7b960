/** What a run wrote, measured while writing. */
export type Counts = {
  schools: number;
  /** Current learners of the world, and staff. */
  learners: number;
  staff: number;
  files: number;
  bytes: number;
  learnerRows: number;
  secondSystemRows: number;
  historyRows: number;
  classRows: number;
  resultRows: number;
  /** Subject × learner results of 2025-2026 with at least one value. */
  subjectResults: number;
  gradebookRows: number;
  staffRows: number;
  assignmentRows: number;
  /** Current learners with a planted mistake in their main system's row. */
  learnersDeviating: number;
  /** Of those, the ones that still differ after normalisation. */
  learnersDeviatingAfterNormalising: number;
  learnersWithoutVerifiableId: number;
  staffWithoutId: number;
  duplicatesInFile: number;
  staleTransfers: number;
  changes: number;
};

export function noCounts(): Counts {
  return {
    schools: 0,
    learners: 0,
    staff: 0,
    files: 0,
    bytes: 0,
    learnerRows: 0,
    secondSystemRows: 0,
    historyRows: 0,
    classRows: 0,
    resultRows: 0,
    subjectResults: 0,
    gradebookRows: 0,
    staffRows: 0,
    assignmentRows: 0,
    learnersDeviating: 0,
    learnersDeviatingAfterNormalising: 0,
    learnersWithoutVerifiableId: 0,
    staffWithoutId: 0,
    duplicatesInFile: 0,
    staleTransfers: 0,
    changes: 0,
  };
}

export function addCounts(to: Counts, more: Counts): void {
  for (const key of Object.keys(more) as (keyof Counts)[]) to[key] += more[key];
}
