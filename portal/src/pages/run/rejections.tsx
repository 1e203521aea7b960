import { useMemo } from "react";
import { useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Badge } from "../../kit/badge.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { deliveries } from "../../text/deliveries.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { DeliveryResult, Rejection } from "./delivery.ts";

interface Props {
  readonly path: string;
  readonly reasons: DeliveryResult["reasons"];
}

/** Each cell and row that could not be used, at its place in the sender's own file. */
export function Rejections({ path, reasons }: Props) {
  const t = useText(deliveries);
  const say = useSay();
  const language = useLanguage();
  const [{ lyDo }, setState] = useUrlState({ lyDo: "" });
  const list = useList<Rejection>(`${path}/rejections`, {
    query: { reason: lyDo },
    enabled: reasons.length > 0,
  });
  const columns = useColumns();
  if (reasons.length === 0)
    return (
      <section>
        <h2 className="text-lg font-semibold">{t.rejections}</h2>
        <Empty title={t.noRejections} heading="h3">
          {t.noRejectionsWhy}
        </Empty>
      </section>
    );
  const all = reasons.reduce((sum, { n }) => sum + n, 0);
  const option = (text: string, n: number): string => `${text} (${formatNumber(n, language)})`;
  return (
    <section id="rejections">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{t.rejections}</h2>
          <p className="text-muted max-w-[68ch] text-sm">{t.rejectionsLead}</p>
        </div>
        <div className="w-full sm:w-80">
          <Select
            label={t.reason}
            options={[
              { value: "", label: option(t.reasonAll, all) },
              ...reasons.map(({ code, text, n }) => ({ value: code, label: option(say(text), n) })),
            ]}
            value={lyDo}
            onChange={(value) => setState({ lyDo: value }, true)}
          />
        </div>
      </div>
      <Reading reading={list} lines={6}>
        {() => (
          <DataTable
            label={t.rejections}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => `${row.sourceRowId} ${row.columnName} ${row.reason.code}`}
            total={reasons.find(({ code }) => code === lyDo)?.n ?? all}
            isReadingMore={list.isFetchingNextPage}
            {...(list.hasNextPage ? { onMore: () => void list.fetchNextPage() } : {})}
          />
        )}
      </Reading>
    </section>
  );
}

function useColumns(): readonly Column<Rejection>[] {
  const t = useText(deliveries);
  const say = useSay();
  return useMemo(
    () => [
      {
        id: "place",
        title: t.columns.place,
        width: "minmax(13rem, 1.6fr)",
        isName: true,
        cell: (row) => t.place.file(row.fileName, String(row.sheetNo), String(row.rowNo)),
      },
      {
        id: "column",
        title: t.columns.column,
        width: "minmax(7rem, 1fr)",
        cell: ({ column }) =>
          column === null
            ? t.wholeRow
            : column.letter === null
              ? column.header
              : t.place.column(column.letter, column.header),
      },
      {
        id: "raw",
        title: t.columns.raw,
        width: "minmax(7rem, 1fr)",
        cell: ({ column, raw }) =>
          column === null ? (
            "–"
          ) : (
            <code className="bg-sunken rounded px-1.5 py-0.5 text-sm break-all">
              {raw === null || raw === "" ? t.empty : raw}
            </code>
          ),
      },
      {
        id: "reason",
        title: t.columns.reason,
        width: "minmax(18rem, 3fr)",
        cell: ({ reason, resolvedRun }) => (
          <span className="inline-flex flex-wrap items-center gap-2">
            {say(reason.text)}
            {resolvedRun === null ? null : <Badge tone="good">{t.resolved(String(resolvedRun))}</Badge>}
          </span>
        ),
      },
    ],
    [t, say],
  );
}
