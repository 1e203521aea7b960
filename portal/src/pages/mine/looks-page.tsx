import { useMemo } from "react";
import { useApi, useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { formatDay, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { mine } from "../../text/mine.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { groupLooks, type Look, type LookGroup } from "./group-looks.ts";

interface Person {
  readonly recordId: string;
  readonly isSelf: boolean;
  readonly fullName: string;
}

/** `/ho-so-cua-toi/luot-xem`: who looked at one's own record or a child's, by day, in plain words. */
export default function LooksPage() {
  const t = useText(mine);
  const [state, setState] = useUrlState({ record: "" });
  const people = useApi<{ readonly data: readonly Person[] }>("/api/v1/portal/people");
  const list = useList<Look>("/api/v1/me/looks", { query: { record: state.record, limit: 100 } });
  const days = useMemo(() => groupLooks(list.rows), [list.rows]);
  const known = people.data?.data ?? [];
  return (
    <>
      <PageHeader
        title={t.looksTitle}
        lead={t.looksLead}
        crumbs={[{ title: t.title, to: "/ho-so-cua-toi" }, { title: t.looksTitle }]}
      />
      {known.length < 2 ? null : (
        <div className="mb-6 max-w-sm">
          <Select
            label={t.whose}
            value={state.record === "" ? (known[0]?.recordId ?? "") : state.record}
            onChange={(record) => setState({ record }, true)}
            options={known.map(({ recordId, isSelf, fullName }) => ({
              value: recordId,
              label: isSelf ? `${fullName} (${t.me})` : fullName,
            }))}
          />
        </div>
      )}
      {list.isPending ? (
        <Skeleton lines={6} />
      ) : list.error !== null ? (
        <Failed error={list.error} onRetry={() => void list.refetch()} />
      ) : days.length === 0 ? (
        <Empty title={t.looks.nobody}>{t.looks.nobodyWhy}</Empty>
      ) : (
        <div className="max-w-3xl">
          {days.map(({ day, groups }) => (
            <section key={day} className="mb-6" aria-labelledby={`day-${day}`}>
              <h2 id={`day-${day}`} className="mb-1 font-semibold">
                {formatDay(day)}
              </h2>
              <ul className="divide-rule border-rule divide-y border-y">
                {groups.map((group) => (
                  <Group key={group.key} group={group} />
                ))}
              </ul>
            </section>
          ))}
          {list.hasNextPage ? (
            <Button
              variant="secondary"
              isBusy={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t.looks.more}
            </Button>
          ) : null}
          <p className="text-muted mt-6">{t.looks.odd}</p>
        </div>
      )}
    </>
  );
}

function Group({ group: { look, count, from, to } }: { readonly group: LookGroup }) {
  const t = useText(mine).looks;
  const say = useSay();
  const language = useLanguage();
  const { says } = look;
  const who = [say(says.role), look.name, look.unit].filter((part) => part !== null).join(", ");
  const when = from === to ? t.at(from) : t.between(from, to);
  const times = count === 1 ? null : t.times(formatNumber(count, language));
  return (
    <li className="py-3">
      <p className="font-medium">{who}</p>
      <p>{look.result === "ok" ? say(says.deed) : `${say(says.deed)} (${t.refused})`}</p>
      <p className="text-muted text-sm">{[times, when].filter((part) => part !== null).join(", ")}</p>
      {says.classes.length === 0 && says.purpose === null ? null : (
        <details className="text-muted text-sm">
          <summary className="text-link min-h-11 cursor-pointer py-2.5">{t.details}</summary>
          {says.classes.length === 0 ? null : <p>{t.seen(says.classes.map(say).join("; "))}</p>}
          {says.purpose === null ? null : <p>{t.purpose(say(says.purpose))}</p>}
        </details>
      )}
    </li>
  );
}
