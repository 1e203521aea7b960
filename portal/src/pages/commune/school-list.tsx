import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { DateText, formatNumber } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, type Part, useMetrics, useParts } from "../department/metric-data.ts";
import { type Reminder, useReminders } from "./commune-data.ts";
import { SchoolDrawer } from "./school-drawer.tsx";

const shown = ["quality", "issues.grave", "cases", "cases.overdue", "feeds.late"];

/** The schools of a commune: how good their data are, what is past its day, and when they were reminded. */
export function SchoolList({ code }: { readonly code: string }) {
  const parts = useParts(`commune:${code}`, { metric: ["learners", ...shown].join(",") });
  const reminders = useReminders(code);
  return (
    <Reading reading={parts} lines={8}>
      {({ data }) => <Schools code={code} parts={data} reminders={reminders.data?.data} />}
    </Reading>
  );
}

interface SchoolsProps {
  readonly code: string;
  readonly parts: readonly Part[];
  readonly reminders: readonly Reminder[] | undefined;
}

function Schools({ code, parts, reminders }: SchoolsProps) {
  const t = useText(communeWords);
  const say = useSay();
  const language = useLanguage();
  const { byId } = useMetrics();
  const [{ truong, sort }, setState] = useUrlState({ truong: "", sort: "-cases.overdue" });
  const isDescending = sort.startsWith("-");
  const by = sort.replace(/^-/, "");
  const reminded = useMemo(() => new Map(reminders?.map((one) => [one.schoolId, one])), [reminders]);
  const rows = useMemo(() => {
    if (by === "title") return isDescending ? parts.toReversed() : parts;
    const numberOf = (part: Part): number => part.values[by] ?? Number.NEGATIVE_INFINITY;
    return parts.toSorted((a, b) => (isDescending ? numberOf(b) - numberOf(a) : numberOf(a) - numberOf(b)));
  }, [parts, by, isDescending]);
  const columns: readonly Column<Part>[] = [
    {
      id: "title",
      title: t.school,
      cell: ({ title }) => title,
      width: "minmax(12rem, 2fr)",
      isName: true,
      canSort: true,
    },
    ...shown.map(
      (id): Column<Part> => ({
        id,
        title: say(byId.get(id)?.title ?? { vi: "", en: "" }),
        cell: ({ values }) => {
          const value = values[id];
          return value === null || value === undefined
            ? "–"
            : formatNumber(value, language, metricDecimals(byId.get(id)));
        },
        width: "minmax(6.5rem, 1fr)",
        isNumber: true,
        canSort: true,
      }),
    ),
    {
      id: "reminder",
      title: t.lastReminder,
      width: "minmax(9rem, 1fr)",
      cell: ({ id }) => {
        const last = reminded.get(id);
        return last === undefined ? (
          <span className="text-muted">{t.never}</span>
        ) : (
          <DateText value={last.sentAt} />
        );
      },
    },
  ];
  const chosen = parts.find(({ unit }) => unit === truong);
  return (
    <>
      <DataTable
        label={t.tabs.schools}
        columns={columns}
        rows={rows}
        rowKey={({ unit }) => unit}
        onOpen={({ unit }) => setState({ truong: unit }, true)}
        sort={{ column: by, isDescending }}
        onSort={(next) => setState({ sort: `${next.isDescending ? "-" : ""}${next.column}` })}
        total={rows.length}
        empty={<Empty title={t.noSchools} heading="h2" />}
      />
      {chosen === undefined ? null : (
        <SchoolDrawer
          code={code}
          school={chosen}
          reminder={reminded.get(chosen.id)}
          onClose={() => setState({ truong: "" })}
        />
      )}
    </>
  );
}
