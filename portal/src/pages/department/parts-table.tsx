import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { fold } from "../../kit/fold.ts";
import { formatNumber } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Metric, metricDecimals, type Part, unitPath, useParts } from "./metric-data.ts";

interface Props {
  readonly unit: string;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly shown: readonly string[];
  readonly title: (by: string) => string;
  /** Where a commune or school leads; by itself down into it. */
  readonly to?: (part: Part) => string;
}

/** The parts of a unit with their numbers: communes, schools or classes; each leads further down. */
export function PartsTable({ unit, metrics, shown, title, to }: Props) {
  const t = useText(metricWords);
  const parts = useParts(unit, { metric: shown.join(",") });
  return (
    <Reading reading={parts} lines={8}>
      {({ by, data }) => (
        <section>
          <h2 className="mb-3 text-lg font-semibold">{title(by)}</h2>
          {data.length === 0 ? (
            <p className="text-muted">{t.noParts}</p>
          ) : (
            <Found unit={unit} by={by} data={data} metrics={metrics} shown={shown} to={to} />
          )}
        </section>
      )}
    </Reading>
  );
}

interface FoundProps extends Omit<Props, "title" | "to"> {
  readonly by: "commune" | "school" | "class";
  readonly data: readonly Part[];
  readonly to?: ((part: Part) => string) | undefined;
}

function Found({ unit, by, data, metrics, shown, to }: FoundProps) {
  const t = useText(metricWords);
  const say = useSay();
  const language = useLanguage();
  const [{ q, sort }, setState] = useUrlState({ q: "", sort: "" });
  const order = { column: sort.replace(/^-/, ""), isDescending: sort.startsWith("-") };
  const rows = useMemo(() => {
    const matching = data.filter(({ title }) => fold(title).includes(fold(q)));
    const numberOf = (part: Part): number => part.values[order.column] ?? Number.NEGATIVE_INFINITY;
    if (order.column === "" || order.column === "title")
      return order.isDescending ? matching.toReversed() : matching;
    return matching.toSorted((a, b) =>
      order.isDescending ? numberOf(b) - numberOf(a) : numberOf(a) - numberOf(b),
    );
  }, [data, q, order.column, order.isDescending]);
  const number = (part: Part, id: string): string => {
    const value = part.values[id];
    return value === null || value === undefined
      ? "–"
      : formatNumber(value, language, metricDecimals(metrics.get(id)));
  };
  const name: Column<Part> = {
    id: "title",
    title: t.partColumns[by],
    cell: (part) => part.title,
    width: "minmax(12rem, 2fr)",
    isName: true,
    canSort: true,
  };
  const columns: readonly Column<Part>[] =
    by === "class"
      ? [
          name,
          { id: "gradeLevel", title: t.partColumns.grade, cell: (part) => part.gradeLevel ?? "–" },
          {
            id: "learners",
            title: say(metrics.get("learners")?.title ?? { vi: "", en: "" }),
            cell: (part) => number(part, "learners"),
            isNumber: true,
            canSort: true,
          },
          { id: "cap", title: t.partColumns.cap, cell: (part) => part.cap ?? "–", isNumber: true },
        ]
      : [
          name,
          ...(by === "school"
            ? [
                {
                  id: "levels",
                  title: t.partColumns.level,
                  cell: (part: Part) =>
                    part.levels?.map((level) => t.levels[level as keyof typeof t.levels] ?? level).join(", "),
                  isWideOnly: true,
                },
              ]
            : []),
          ...shown.map((id) => ({
            id,
            title: say(metrics.get(id)?.title ?? { vi: id, en: id }),
            cell: (part: Part) => number(part, id),
            isNumber: true,
            canSort: true,
          })),
        ];
  const leadsTo = to ?? ((part: Part) => (by === "class" ? classRows(unit, part) : unitPath(part.unit)));
  return (
    <>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3" data-print="hide">
        <div className="w-full sm:w-72">
          <TextField
            label={t.find}
            value={q}
            onChange={(event) => setState({ q: event.target.value })}
            type="search"
          />
        </div>
        <p className="text-muted text-sm">
          {t.found(formatNumber(rows.length, language), formatNumber(data.length, language))}
        </p>
      </div>
      <DataTable
        label={t.partsTitle[by]}
        columns={columns}
        rows={rows}
        rowKey={(part) => part.unit}
        to={leadsTo}
        sort={order}
        onSort={(next) => setState({ sort: `${next.isDescending ? "-" : ""}${next.column}` })}
        total={rows.length}
        empty={<Empty title={t.noneFound} heading="h3" />}
      />
    </>
  );
}

/** The learners of a class, as far as the caller may see them. */
const classRows = (unit: string, part: Part): string =>
  `/dieu-hanh/dong?unit=${encodeURIComponent(unit)}&metric=learners&lop=${encodeURIComponent(part.id)}`;
