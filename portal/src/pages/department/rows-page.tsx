import { useMemo, useState } from "react";
import { useApi, useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { formatDay, formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Reading, Skeleton } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import type { Text } from "../../text/language.ts";
import { metricWords } from "../../text/metrics.ts";
import { rowWords } from "../../text/rows.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Figures, unitPath, useFigures, useMetrics } from "./metric-data.ts";
import { RecordDrawer } from "./record-drawer.tsx";

type Row = Readonly<Record<string, unknown>>;

interface Dataset {
  readonly id: string;
  readonly title: Text;
  readonly key: readonly string[];
  readonly fields: readonly {
    readonly name: string;
    readonly title: Text;
    readonly refersTo: string | null;
  }[];
}

/** `/dieu-hanh/dong`: the rows a number was counted from, as far as the caller may see them. */
export default function RowsPage() {
  const [{ unit, metric }] = useUrlState({ unit: "", metric: "learners" });
  const t = useText(metricWords);
  const reading = useFigures(unit);
  if (reading.error?.code === "record-not-found")
    return (
      <Empty title={t.outOfScope} heading="h1" action={<Button href="/dieu-hanh">{t.ownUnit}</Button>}>
        {t.outOfScopeWhy}
      </Empty>
    );
  return <Reading reading={reading}>{(of) => <Behind of={of} metricId={metric} />}</Reading>;
}

function Behind({ of, metricId }: { readonly of: Figures; readonly metricId: string }) {
  const t = useText(rowWords);
  const say = useSay();
  const [{ lop }] = useUrlState({ lop: "" });
  const { byId } = useMetrics();
  const metric = byId.get(metricId);
  const rows = of.figures.find(({ id }) => id === metricId)?.rows;
  const title = metric === undefined ? metricId : say(metric.title);
  const crumbs = [
    ...of.way.map((one) => ({ title: one.title, to: unitPath(one.unit) })),
    { title: lop === "" ? title : lop },
  ];
  return (
    <>
      <PageHeader
        title={lop === "" ? title : t.ofClass(lop)}
        lead={metric === undefined ? undefined : say(metric.formula)}
        crumbs={crumbs}
      />
      {rows === undefined ? (
        <Empty title={t.noList}>{t.noListWhy}</Empty>
      ) : (
        <Listed address={lop === "" ? rows : `${rows}&className=${encodeURIComponent(lop)}`} />
      )}
    </>
  );
}

/** `/api/v1/class-sections` → `classSection`. */
const datasetOf = (path: string): string =>
  (path.split("?")[0]?.split("/").at(-1) ?? "")
    .replace(/s$/, "")
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const plumbing: ReadonlySet<string> = new Set([
  "version",
  "sourceRowId",
  "fieldSource",
  "runSeq",
  "changedAt",
]);
const people: Readonly<Record<string, string>> = { learnerId: "learners", staffId: "staff-members" };

function Listed({ address }: { readonly address: string }) {
  const t = useText(rowWords);
  const say = useSay();
  const language = useLanguage();
  const [opened, setOpened] = useState<string>();
  const path = address.split("?")[0] ?? "";
  const query = useMemo(
    () => Object.fromEntries(new URLSearchParams(address.split("?")[1] ?? "")),
    [address],
  );
  const list = useList<Row>(path, { query: { ...query, count: "estimate" } });
  const dataset = useApi<Dataset>(`/api/v1/dictionary/datasets/${datasetOf(path)}`);
  if (list.error !== null && list.error !== undefined)
    return list.error.code === "address-not-found" ? (
      <Empty title={t.notYours}>{t.notYoursWhy}</Empty>
    ) : (
      <Failed error={list.error} onRetry={() => void list.refetch()} />
    );
  if (list.data === undefined || dataset.data === undefined) return <Skeleton lines={10} />;
  const { fields } = dataset.data;
  const person = fields.find(({ name }) => name in people)?.name;
  const filled = fields.filter(
    ({ name }) =>
      !plumbing.has(name) && list.rows.some((row) => row[name] !== null && row[name] !== undefined),
  );
  const shown = filled.slice(0, 8);
  const columns = shown.map(
    ({ name, title }, at): Column<Row> => ({
      id: name,
      title: say(title),
      cell: (row) => cellText(row[name]),
      ...(at === 0 ? { isName: true, width: "minmax(10rem, 1.4fr)" } : {}),
    }),
  );
  const keyOf = (row: Row): string => (dataset.data?.key ?? []).map((name) => String(row[name])).join("/");
  return (
    <>
      <p className="text-muted mb-3 text-sm">
        {t.shown(
          formatNumber(list.rows.length, language),
          list.count === undefined ? "?" : formatNumber(list.count, language),
        )}
        {person === undefined ? null : ` ${t.pressed}`}
      </p>
      <DataTable
        label={say(dataset.data.title)}
        columns={columns}
        rows={list.rows}
        rowKey={keyOf}
        {...(person === undefined
          ? {}
          : { onOpen: (row: Row) => setOpened(`/api/v1/${people[person]}/${String(row[person])}`) })}
        {...(list.hasNextPage ? { onMore: () => void list.fetchNextPage() } : {})}
        isReadingMore={list.isFetchingNextPage}
        {...(list.count === undefined ? {} : { total: list.count })}
        empty={<Empty title={t.none} heading="h2" />}
      />
      {opened === undefined ? null : <RecordDrawer path={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

/** A value as it stands; codes stay codes, ids are cut to what tells them apart. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "✓" : "✗";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return JSON.stringify(value).slice(0, 80);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return formatInstant(text);
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text) ? text.slice(0, 8) : text;
}
