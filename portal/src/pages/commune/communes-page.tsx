import { useMemo } from "react";
import { useCaller } from "../../api/caller.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Badge } from "../../kit/badge.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { fold } from "../../kit/fold.ts";
import { formatDay, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, type Part, useMetrics, useParts } from "../department/metric-data.ts";
import { type Consolidation, type Month, monthText, stateTones, useMonth } from "./commune-data.ts";
import { Commune } from "./commune-page.tsx";

const shown = ["schools", "learners", "quality", "issues.grave", "cases.overdue"];

/** `/xa-phuong`: a commune's office sees its own commune, the department all of them. */
export default function CommunesPage() {
  const { role } = useCaller();
  const own = role?.unit.kind === "commune" ? role.unit.id : undefined;
  return own === undefined ? <Communes /> : <Commune code={own} />;
}

function Communes() {
  const t = useText(communeWords);
  const language = useLanguage();
  const month = useMonth("");
  const parts = useParts("city", { by: "commune", metric: shown.join(",") });
  const sent = month.data?.data.filter(({ state }) => state === "sent").length ?? 0;
  const [first] = month.data?.data ?? [];
  return (
    <>
      <PageHeader
        title={t.all}
        lead={
          month.data === undefined || first === undefined
            ? undefined
            : t.allLead(
                formatNumber(sent, language),
                formatNumber(month.data.data.length, language),
                monthText(month.data.month),
                formatDay(first.dueOn),
              )
        }
      />
      <Reading reading={parts} lines={12}>
        {({ data }) => <Table parts={data} month={month.data} />}
      </Reading>
    </>
  );
}

function Table({ parts, month }: { readonly parts: readonly Part[]; readonly month: Month | undefined }) {
  const t = useText(communeWords);
  const say = useSay();
  const language = useLanguage();
  const { byId } = useMetrics();
  const [{ q, sort }, setState] = useUrlState({ q: "", sort: "" });
  const isDescending = sort.startsWith("-");
  const by = sort.replace(/^-/, "");
  const states = useMemo(
    () => new Map<string, Consolidation>(month?.data.map((one) => [one.communeCode, one])),
    [month],
  );
  const rows = useMemo(() => {
    // What belongs to no known commune is a remainder of the count, not a commune.
    const matching = parts.filter(({ id, title }) => id !== "-" && fold(title).includes(fold(q)));
    if (by === "" || by === "title") return isDescending ? matching.toReversed() : matching;
    const order = ["overdue", "open", "sent"];
    const rankOf = (part: Part): number =>
      by === "month"
        ? order.indexOf(states.get(part.id)?.state ?? "sent")
        : (part.values[by] ?? Number.NEGATIVE_INFINITY);
    return matching.toSorted((a, b) => (isDescending ? rankOf(b) - rankOf(a) : rankOf(a) - rankOf(b)));
  }, [parts, q, by, isDescending, states]);
  const columns: readonly Column<Part>[] = [
    {
      id: "title",
      title: t.unit,
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
      id: "month",
      title: t.month,
      width: "minmax(8rem, 1fr)",
      canSort: true,
      cell: ({ id }) => {
        const state = states.get(id)?.state;
        return state === undefined ? "–" : <Badge tone={stateTones[state]}>{t.states[state]}</Badge>;
      },
    },
  ];
  return (
    <>
      <div className="mb-3 w-full sm:w-72" data-print="hide">
        <TextField
          label={t.find}
          type="search"
          value={q}
          onChange={(event) => setState({ q: event.target.value })}
        />
      </div>
      <DataTable
        label={t.all}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        to={({ id }) => `/xa-phuong/${id}`}
        sort={{ column: by, isDescending }}
        onSort={(next) => setState({ sort: `${next.isDescending ? "-" : ""}${next.column}` })}
        total={rows.length}
        empty={<Empty title={t.none} heading="h2" />}
      />
    </>
  );
}
