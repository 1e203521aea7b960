import { useMemo, useState } from "react";
import { useList } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Badge } from "../../kit/badge.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { formatDay, formatInstant } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { requests } from "../../text/requests.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { type CorrectionRequest, requestsPath } from "./request-data.ts";
import { RequestDrawer } from "./request-drawer.tsx";

/** What people asked to have mended, and the school's answer to it. */
export default function RequestsPage() {
  const t = useText(requests);
  const say = useSay();
  const [{ xem }, setState] = useUrlState({ xem: "open" });
  const list = useList<CorrectionRequest>(requestsPath, { query: { state: xem } });
  const [openId, setOpenId] = useState<string>();
  const opened = list.rows.find(({ requestId }) => requestId === openId);
  const columns = useMemo(
    (): readonly Column<CorrectionRequest>[] => [
      {
        id: "person",
        title: t.person,
        isName: true,
        width: "minmax(12rem, 2fr)",
        cell: (one) => (
          <>
            <span className="block font-medium">{one.name}</span>
            <span className="text-muted block text-sm">{one.place}</span>
          </>
        ),
      },
      { id: "what", title: t.what, cell: (one) => one.fields.map(({ title }) => say(title)).join(", ") },
      { id: "asked", title: t.asked, isWideOnly: true, cell: (one) => formatInstant(one.receivedAt) },
      { id: "due", title: t.due, width: "8rem", cell: (one) => formatDay(one.dueOn) },
      {
        id: "state",
        title: t.state,
        cell: (one) => (
          <Badge tone={one.closedAt === null ? "flower" : "plain"}>{stateWords(t, one.state)}</Badge>
        ),
      },
    ],
    [t, say],
  );
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="mb-4 max-w-56">
        <Select
          label={t.state}
          value={xem}
          onChange={(value) => setState({ xem: value })}
          options={[
            { value: "open", label: t.states.open },
            { value: "all", label: t.states.all },
          ]}
        />
      </div>
      {list.error !== null ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={6} /> : null}
      {list.isSuccess ? (
        <DataTable
          label={t.title}
          columns={columns}
          rows={list.rows}
          rowKey={({ requestId }) => requestId}
          rowName={({ name }) => name ?? ""}
          onOpen={({ requestId }) => setOpenId(requestId)}
          empty={<Empty title={t.none}>{t.noneWhy}</Empty>}
        />
      ) : null}
      {opened === undefined ? null : (
        <RequestDrawer key={opened.requestId} of={opened} onClose={() => setOpenId(undefined)} />
      )}
    </>
  );
}

const stateWords = (t: { readonly stateOf: Readonly<Record<string, string>> }, state: string): string =>
  t.stateOf[state] ?? state;
