import type { Db } from "#src/platform/postgres/pool.ts";
import type { Verdict } from "./decision.ts";

/** How two people answered one pair. */
export type TwoAnswers = readonly [Verdict, Verdict];

interface Agreement {
  /** Pairs answered by two people. */
  readonly reviewedTwice: number;
  readonly agreed: number;
  /** Share of {@link reviewedTwice}; undefined without any. */
  readonly agreement: number | undefined;
  /** Cohen's kappa (1960): agreement beyond chance, 1 at most; undefined where chance alone would agree always. */
  readonly kappa: number | undefined;
}

export interface Reviewer extends Agreement {
  readonly name: string;
  readonly decided: number;
  readonly same: number;
  readonly different: number;
  /** Decisions that somebody took back later. */
  readonly undone: number;
}

export interface ReviewerReport extends Agreement {
  readonly reviewers: readonly Reviewer[];
}

/** Agreement of the first with the second answers, and of each person with whoever else answered the same pairs. */
export async function measureReviewers(db: Db): Promise<ReviewerReport> {
  const counts = await db.query<{
    name: string;
    decided: number;
    same: number;
    different: number;
    undone: number;
  }>(
    `select decided_by as name, count(*)::integer as decided, (count(*) filter (where verdict = 'same'))::integer as same,
       (count(*) filter (where verdict = 'different'))::integer as different,
       (count(*) filter (where undone_at is not null))::integer as undone
     from identity_decision group by decided_by order by decided_by`,
  );
  // A pair's first answer is the one its second reviewer was held against: the last before it, undone since or not.
  const twice = await db.query<{ first: Verdict; second: Verdict; first_by: string; second_by: string }>(
    `select f.verdict as first, s.verdict as second, f.decided_by as first_by, s.decided_by as second_by
     from identity_decision s
     cross join lateral (
       select verdict, decided_by from identity_decision f
       where f.review_id = s.review_id and not f.is_second and f.decided_at <= s.decided_at
       order by f.decided_at desc limit 1) f
     where s.is_second and s.undone_at is null`,
  );
  return {
    ...agreementOf(twice.rows.map((row) => [row.first, row.second])),
    reviewers: counts.rows.map((person) => ({
      ...person,
      ...agreementOf(
        twice.rows.flatMap((row): readonly TwoAnswers[] => {
          if (row.first_by === person.name) return [[row.first, row.second]];
          return row.second_by === person.name ? [[row.second, row.first]] : [];
        }),
      ),
    })),
  };
}

/** @param answers one entry a pair, the two raters always in the same place */
export function agreementOf(answers: readonly TwoAnswers[]): Agreement {
  const n = answers.length;
  const agreed = answers.filter(([one, other]) => one === other).length;
  if (n === 0) return { reviewedTwice: 0, agreed: 0, agreement: undefined, kappa: undefined };
  const observed = agreed / n;
  const share = (side: 0 | 1): number => answers.filter((pair) => pair[side] === "same").length / n;
  const expected = share(0) * share(1) + (1 - share(0)) * (1 - share(1));
  return {
    reviewedTwice: n,
    agreed,
    agreement: observed,
    kappa: expected === 1 ? undefined : (observed - expected) / (1 - expected),
  };
}
