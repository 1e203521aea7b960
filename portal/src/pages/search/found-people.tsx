import { useApi, useList } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { recordPath } from "../../app/record-path.ts";
import { Button } from "../../kit/button.tsx";
import { formatDay } from "../../kit/number-text.tsx";
import { Failed, Skeleton } from "../../kit/states.tsx";
import { search } from "../../text/search.ts";
import { useText } from "../../text/use-text.ts";

interface Person {
  readonly learnerId?: string;
  readonly staffId?: string;
  readonly fullName: string;
  readonly birthDate?: string | null;
  readonly schoolId: string | null;
}

interface SchoolName {
  readonly schoolId: string;
  readonly schoolName: string;
}

const kinds = {
  learners: { path: "/api/v1/learners", id: "learnerId", shown: "learner" },
  staff: { path: "/api/v1/staff-members", id: "staffId", shown: "staffMember" },
} as const;

/** People of one kind whose names fit, nearest first. */
export function FoundPeople({ kind, q }: { readonly kind: keyof typeof kinds; readonly q: string }) {
  const t = useText(search);
  const { path, id, shown } = kinds[kind];
  const list = useList<Person>(path, {
    query: { q, limit: 20 },
  });
  const schoolIds = [...new Set(list.rows.map(({ schoolId }) => schoolId).filter((one) => one !== null))];
  const schools = useApi<{ readonly data: readonly SchoolName[] }>("/api/v1/schools", {
    query: { "schoolId.in": schoolIds.join(","), fields: "schoolId,schoolName", limit: 500 },
    enabled: schoolIds.length > 0,
  });
  const nameOf = (schoolId: string | null): string | undefined =>
    schools.data?.data.find((school) => school.schoolId === schoolId)?.schoolName;
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{t.kinds[kind]}</h2>
      {list.error !== null ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton /> : null}
      {list.isSuccess && list.rows.length === 0 ? <p className="text-muted">{t.noneHere}</p> : null}
      {list.rows.length === 0 ? null : (
        <ul className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
          {list.rows.map((person) => {
            const key = person[id] ?? "";
            const to = recordPath(shown, key);
            const content = (
              <>
                <span className="block font-medium">{person.fullName}</span>
                <span className="text-muted block text-sm">
                  {[
                    person.birthDate ? t.born(formatDay(person.birthDate)) : undefined,
                    nameOf(person.schoolId),
                  ]
                    .filter((part) => part !== undefined)
                    .join(" · ")}
                </span>
              </>
            );
            return (
              <li key={key}>
                {to === undefined ? (
                  <div className="px-4 py-2.5">{content}</div>
                ) : (
                  <AppLink to={to} className="hover:bg-sunken block px-4 py-2.5">
                    {content}
                  </AppLink>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {list.hasNextPage ? (
        <div className="mt-3">
          <Button
            variant="secondary"
            size="small"
            isBusy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.more}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
