export interface Membership {
  readonly learnerId: string;
  readonly className: string;
  readonly endDate: string | null;
}

export interface ClassLearner {
  readonly learnerId: string;
  readonly fullName: string | null;
  readonly givenName: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
}

interface ClassGroup {
  readonly className: string;
  readonly learners: readonly ClassLearner[];
}

const order = new Intl.Collator("vi", { numeric: true });

/** Classes in their order (3A2 before 3A10), learners by given name as class books have them; who left is left out. */
export function groupByClass(
  memberships: readonly Membership[],
  learners: readonly ClassLearner[],
): readonly ClassGroup[] {
  const known = new Map(learners.map((learner) => [learner.learnerId, learner]));
  const classes = new Map<string, Map<string, ClassLearner>>();
  for (const { learnerId, className, endDate } of memberships) {
    const learner = known.get(learnerId);
    if (learner === undefined || endDate !== null) continue;
    const members = classes.get(className) ?? new Map<string, ClassLearner>();
    classes.set(className, members.set(learnerId, learner));
  }
  return [...classes]
    .sort(([a], [b]) => order.compare(a, b))
    .map(([className, members]) => ({
      className,
      learners: [...members.values()].sort(
        (a, b) =>
          order.compare(a.givenName ?? "", b.givenName ?? "") ||
          order.compare(a.fullName ?? "", b.fullName ?? ""),
      ),
    }));
}
