import { useMemo, useState } from "react";
import { useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { useSettled } from "../../app/use-settled.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { audit } from "../../text/audit.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { type AuditedEvent, isRecordId, noFilter, queryOf } from "./audit-data.ts";
import { EventDrawer } from "./event-drawer.tsx";

/** At the server; the same in every language. */
const commands = { verify: "hp audit verify", export: "hp audit export" } as const;
const tones = { ok: "good", refused: "act", failed: "watch" } as const;
const keyOf = ({ lane, seq, day }: AuditedEvent): string => `${day}/${lane}/${seq}`;

/** `/nhat-ky`: what anybody did, for who audits. */
export default function AuditPage() {
  const t = useText(audit);
  const [filter, setFilter] = useUrlState({ ...noFilter });
  const query = queryOf(useSettled(filter));
  const list = useList<AuditedEvent>("/api/v1/audit/events", { query: { limit: 100, ...query } });
  const [opened, setOpened] = useState<AuditedEvent>();
  const columns = useEventColumns();
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="mb-5 grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
        <TextField
          label={t.who}
          type="search"
          placeholder={t.whoHint}
          value={filter.ai}
          onChange={(event) => setFilter({ ai: event.target.value, tk: "" })}
        />
        <TextField
          label={t.from}
          type="date"
          value={filter.tu}
          onChange={(event) => setFilter({ tu: event.target.value })}
        />
        <TextField
          label={t.to}
          type="date"
          value={filter.den}
          onChange={(event) => setFilter({ den: event.target.value })}
        />
        <Select
          label={t.result}
          value={filter.kq}
          onChange={(kq) => setFilter({ kq })}
          options={[
            { value: "", label: t.results.all },
            { value: "ok", label: t.results.ok },
            { value: "refused", label: t.results.refused },
            { value: "failed", label: t.results.failed },
          ]}
        />
        <TextField
          label={t.subject}
          placeholder={t.subjectHint}
          value={filter.hs}
          {...(filter.hs === "" || isRecordId(filter.hs) ? {} : { error: t.subjectWrong })}
          onChange={(event) => setFilter({ hs: event.target.value.trim() })}
        />
      </div>
      {Object.values(filter).some((one) => one !== "") ? (
        <div className="mb-4">
          <Button size="small" variant="secondary" onClick={() => setFilter({ ...noFilter })}>
            {t.clear}
          </Button>
        </div>
      ) : null}
      {list.error !== null ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={10} /> : null}
      {list.isSuccess ? (
        <DataTable
          label={t.title}
          columns={columns}
          rows={list.rows}
          rowKey={keyOf}
          onOpen={setOpened}
          {...(list.hasNextPage ? { onMore: () => void list.fetchNextPage() } : {})}
          isReadingMore={list.isFetchingNextPage}
          empty={<Empty title={t.none}>{t.noneWhy}</Empty>}
        />
      ) : null}
      <p className="text-muted mt-6 max-w-prose text-sm" data-print="hide">
        {t.proof} <code>{commands.verify}</code>. {t.export} <code>{commands.export}</code>.
      </p>
      {opened === undefined ? null : (
        <EventDrawer
          of={opened}
          onClose={() => setOpened(undefined)}
          onFilter={(wanted) => {
            setOpened(undefined);
            setFilter({ ...noFilter, ...wanted }, true);
          }}
        />
      )}
    </>
  );
}

function useEventColumns(): readonly Column<AuditedEvent>[] {
  const t = useText(audit);
  const say = useSay();
  return useMemo(
    () => [
      { id: "at", title: t.columns.at, width: "9.5rem", cell: ({ at }) => formatInstant(at) },
      {
        id: "who",
        title: t.columns.who,
        isName: true,
        width: "minmax(11rem, 1.3fr)",
        cell: ({ displayName, accountId }) =>
          accountId === null ? t.operator : (displayName ?? accountId.slice(0, 8)),
      },
      {
        id: "role",
        title: t.role,
        width: "minmax(9rem, 1fr)",
        cell: ({ role, says }) => (role === null ? "–" : say(says.role)),
      },
      {
        id: "deed",
        title: t.columns.deed,
        width: "minmax(12rem, 1.6fr)",
        cell: ({ says }) => say(says.deed),
      },
      {
        id: "object",
        title: t.columns.object,
        isWideOnly: true,
        cell: ({ object, subjects }) =>
          subjects.length > 1 ? `${object ?? ""} × ${subjects.length}` : (object ?? "–"),
      },
      {
        id: "result",
        title: t.columns.result,
        width: "8rem",
        cell: ({ result }) => <Badge tone={tones[result]}>{t.results[result]}</Badge>,
      },
    ],
    [t, say],
  );
}
