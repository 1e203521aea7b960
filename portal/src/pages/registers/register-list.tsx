import { type ReactNode, useMemo } from "react";
import type { ApiQuery } from "../../api/client.ts";
import { useList } from "../../api/use-api.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { DownloadLinks } from "../../kit/download-links.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";

interface Props<Row> {
  readonly label: string;
  readonly path: string;
  readonly query: ApiQuery;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly to?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly empty?: ReactNode;
  /** Puts the rows in order once all of them are there; otherwise they stand as the API gives them. */
  readonly order?: (a: Row, b: Row) => number;
}

/** One list of the API in its states: coming, refused, empty, there; more is read as one scrolls. */
export function RegisterList<Row>({
  label,
  path,
  query,
  columns,
  rowKey,
  to,
  onOpen,
  empty,
  order,
}: Props<Row>) {
  const t = useText(registers);
  const language = useLanguage();
  const list = useList<Row>(path, { query });
  const { rows: read, hasNextPage } = list;
  const rows = useMemo(
    () => (order === undefined || hasNextPage ? read : read.toSorted(order)),
    [read, hasNextPage, order],
  );
  if (list.error !== null)
    return list.error.code === "address-not-found" ? (
      <Empty title={t.notYours}>{t.notYoursWhy}</Empty>
    ) : (
      <Failed error={list.error} onRetry={() => void list.refetch()} />
    );
  if (list.isPending) return <Skeleton lines={10} />;
  return (
    <>
      {list.count === undefined || rows.length === 0 ? null : (
        <div className="mb-1 flex flex-wrap items-center justify-between gap-x-6">
          <p className="text-muted text-sm">
            {rows.length < list.count
              ? t.shown(formatNumber(rows.length, language), formatNumber(list.count, language))
              : t.all(formatNumber(rows.length, language))}
          </p>
          <DownloadLinks path={path} query={query} />
        </div>
      )}
      <DataTable
        label={label}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        {...(to === undefined ? {} : { to })}
        {...(onOpen === undefined ? {} : { onOpen })}
        {...(hasNextPage ? { onMore: () => void list.fetchNextPage() } : {})}
        isReadingMore={list.isFetchingNextPage}
        {...(list.count === undefined ? {} : { total: list.count })}
        empty={empty ?? <Empty title={t.none}>{t.noneWhy}</Empty>}
      />
    </>
  );
}
