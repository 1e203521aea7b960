import { useMemo } from "react";
import { may, useCaller } from "../../api/caller.ts";
import { newKey } from "../../api/client.ts";
import { useApi, useChange } from "../../api/use-api.ts";
import { recordPath } from "../../app/record-path.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { formatDay, formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { useToast } from "../../kit/toast.tsx";
import { commune } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, type Part, unitPath, useMetrics, useParts } from "../department/metric-data.ts";
import { type Reminder, remindersPath } from "./commune-data.ts";

const shown = ["learners", "verified.learner", "quality", "issues.grave", "cases.overdue", "feeds.late"];
/** What a reminder is about; nothing of it, nothing to remind of. */
const waiting = ["issues.grave", "cases", "feeds.late"];

/** The commune's schools: quality and what is late, and a word to those who have work waiting. */
export function SchoolsPart({ code }: { readonly code: string }) {
  const t = useText(commune);
  const parts = useParts(`commune:${code}`, { by: "school", metric: [...shown, "cases"].join(",") });
  const columns = useSchoolColumns(code);
  return (
    <section aria-labelledby="schools">
      <h2 id="schools" className="mb-3 text-lg font-semibold">
        {t.schools}
      </h2>
      <Reading reading={parts} lines={8}>
        {({ data }) => (
          <DataTable
            label={t.schools}
            columns={columns}
            rows={data}
            rowKey={({ unit }) => unit}
            to={({ id, unit }) => recordPath("school", id) ?? unitPath(unit)}
          />
        )}
      </Reading>
    </section>
  );
}

function useSchoolColumns(code: string): readonly Column<Part>[] {
  const t = useText(commune);
  const say = useSay();
  const language = useLanguage();
  const caller = useCaller();
  const toast = useToast();
  const { byId } = useMetrics();
  const isMine =
    may(caller, "consolidation.send") && caller.role?.unit.kind === "commune" && caller.role.unit.id === code;
  const reminders = useApi<{ readonly data: readonly Reminder[] }>(remindersPath, {
    query: { unit: `commune:${code}` },
  });
  const { mutate, isPending } = useChange([remindersPath]);
  const last = useMemo(
    () => new Map(reminders.data?.data.map(({ schoolId, sentAt }) => [schoolId, sentAt])),
    [reminders.data],
  );
  return useMemo(() => {
    const remind = ({ id, title }: Part): void =>
      mutate(
        { method: "POST", path: remindersPath, idempotencyKey: newKey(), body: { schoolId: id } },
        {
          onSuccess: () => toast({ kind: "done", text: t.reminded(title) }),
          onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
        },
      );
    return [
      {
        id: "school",
        title: t.columns.school,
        isName: true,
        width: "minmax(13rem, 2fr)",
        cell: ({ title }) => title,
      },
      ...shown.map((id): Column<Part> => {
        const metric = byId.get(id);
        return {
          id,
          title: say(metric?.title ?? { vi: id, en: id }),
          isNumber: true,
          width: "minmax(6rem, 1fr)",
          cell: ({ values }) => {
            const value = values[id];
            return value === null || value === undefined
              ? "–"
              : formatNumber(value, language, metricDecimals(metric));
          },
        };
      }),
      {
        id: "remind",
        title: t.columns.remind,
        width: "11rem",
        cell: (part) => {
          const at = last.get(part.id);
          if (waiting.every((id) => (part.values[id] ?? 0) === 0)) return t.nothing;
          return (
            <span className="flex items-center gap-2">
              {isMine ? (
                <Button
                  size="small"
                  variant="quiet"
                  disabled={isPending}
                  aria-label={t.remindSchool(part.title)}
                  onClick={() => remind(part)}
                >
                  {t.remind}
                </Button>
              ) : null}
              {at === undefined ? null : (
                <span className="text-muted text-xs">{t.remindedOn(formatDay(at))}</span>
              )}
            </span>
          );
        },
      },
    ];
  }, [t, say, language, byId, isMine, last, mutate, isPending, toast]);
}
