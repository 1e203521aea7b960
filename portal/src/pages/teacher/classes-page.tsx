import { useEffect, useMemo, useState } from "react";
import { useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { fold } from "../../kit/fold.ts";
import { formatDay, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { teacher } from "../../text/teacher.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type ClassLearner, groupByClass, type Membership } from "./class-groups.ts";
import { LearnerDrawer } from "./learner-drawer.tsx";

/** `/lop-cua-toi`: the learners of one's own classes, a card each: no photo, no number. */
export default function ClassesPage() {
  const t = useText(teacher);
  const language = useLanguage();
  const [state, setState] = useUrlState({ tim: "" });
  const [opened, setOpened] = useState<ClassLearner>();
  const memberships = useAll<Membership>("/api/v1/class-memberships", "learnerId,className,endDate");
  const learners = useAll<ClassLearner>("/api/v1/learners", "learnerId,fullName,givenName,birthDate,sex");
  const classes = useMemo(
    () => groupByClass(memberships.rows, learners.rows),
    [memberships.rows, learners.rows],
  );
  const error = memberships.error ?? learners.error;
  const wanted = fold(state.tim);
  const shown = classes
    .map((one) => ({
      ...one,
      learners: one.learners.filter(({ fullName }) => fold(fullName ?? "").includes(wanted)),
    }))
    .filter((one) => one.learners.length > 0);
  if (error !== null)
    return (
      <>
        <PageHeader title={t.title} />
        <Failed
          error={error}
          onRetry={() => {
            void memberships.refetch();
            void learners.refetch();
          }}
        />
      </>
    );
  if (memberships.isReading || learners.isReading)
    return (
      <>
        <PageHeader title={t.title} />
        <Skeleton lines={6} />
      </>
    );
  return (
    <>
      <PageHeader
        title={t.title}
        lead={
          classes.length === 0
            ? undefined
            : t.lead(formatNumber(classes.length, language), formatNumber(learners.rows.length, language))
        }
      />
      {classes.length === 0 ? (
        <Empty title={t.none}>{t.noneWhy}</Empty>
      ) : (
        <>
          <div className="mb-6 max-w-sm">
            <TextField
              label={t.find}
              hint={t.findHint}
              type="search"
              value={state.tim}
              onChange={(event) => setState({ tim: event.target.value })}
            />
          </div>
          {shown.length === 0 ? <p className="text-muted">{t.nobody}</p> : null}
          {shown.map((one) => (
            <section key={one.className} className="mb-8" aria-labelledby={`class-${one.className}`}>
              <h2 id={`class-${one.className}`} className="mb-3 text-lg font-semibold">
                {t.className(one.className)}{" "}
                <span className="text-muted text-sm font-normal">
                  {t.count(formatNumber(one.learners.length, language))}
                </span>
              </h2>
              <ul className="grid gap-2.5 sm:grid-cols-2 xl:grid-cols-3">
                {one.learners.map((learner) => (
                  <li key={learner.learnerId}>
                    <button
                      type="button"
                      onClick={() => setOpened(learner)}
                      className="bg-raised border-rule hover:border-edge min-h-11 w-full rounded-xl border px-4 py-3 text-left"
                    >
                      <span className="block font-medium">{learner.fullName}</span>
                      <span className="text-muted block text-sm">
                        <Facts learner={learner} />
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
      {opened === undefined ? null : <LearnerDrawer learner={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function Facts({ learner: { birthDate, sex } }: { readonly learner: ClassLearner }) {
  const t = useText(teacher);
  return [
    sex === "1" ? t.sex.male : sex === "2" ? t.sex.female : null,
    birthDate === null ? null : t.born(formatDay(birthDate)),
  ]
    .filter((part) => part !== null)
    .join(", ");
}

/** A list to its end: who teaches eight classes still sees every learner. */
function useAll<Row>(path: string, fields: string) {
  const list = useList<Row>(path, { query: { fields, limit: 500 } });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { ...list, isReading: list.isPending || hasNextPage };
}
