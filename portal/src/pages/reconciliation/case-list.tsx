import { useMemo } from "react";
import type { ApiQuery } from "../../api/client.ts";
import { useApi, useList } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Checkbox } from "../../kit/checkbox.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DateText } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { reconciliation } from "../../text/reconciliation.ts";
import { useSay, useText } from "../../text/use-text.ts";
import type { CodeSet, NamedCase } from "./reconciliation.ts";

/** Statuses that a case can have; the others need nobody. */
const open = [
  "mismatchName",
  "mismatchBirthDate",
  "mismatchSex",
  "idNotFound",
  "noId",
  "duplicateId",
  "foreigner",
  "notSent",
];

interface Props {
  readonly query: ApiQuery;
  readonly status: string;
  readonly isOverdueOnly: boolean;
  readonly isAskedOnly: boolean;
  readonly onFilter: (change: { tinhTrang?: string; quaHan?: string; deNghi?: string }) => void;
  readonly showsSchool: boolean;
}

/** Open cases, the most urgent first, each with its next step. */
export function CaseList({ query, status, isOverdueOnly, isAskedOnly, onFilter, showsSchool }: Props) {
  const t = useText(reconciliation);
  const say = useSay();
  const codes = useApi<CodeSet>("/api/v1/dictionary/code-sets/reconciliationStatus");
  const list = useList<NamedCase>("/api/v1/reconciliation/cases", { query });
  const columns = useColumns(showsSchool);
  const options = (codes.data?.entries ?? [])
    .filter(({ code }) => open.includes(code))
    .map(({ code, title }) => ({ value: code, label: say(title) }));
  return (
    <section aria-label={t.work}>
      <div className="mb-4 flex flex-wrap items-end gap-x-5 gap-y-3">
        <div className="w-full sm:w-72">
          <Select
            label={t.status}
            options={[{ value: "", label: t.allStatuses }, ...options]}
            value={status}
            onChange={(tinhTrang) => onFilter({ tinhTrang })}
          />
        </div>
        <Checkbox
          label={t.overdueOnly}
          isChecked={isOverdueOnly}
          onChange={(isOn) => onFilter({ quaHan: isOn ? "1" : "" })}
        />
        <Checkbox
          label={t.askedOnly}
          isChecked={isAskedOnly}
          onChange={(isOn) => onFilter({ deNghi: isOn ? "1" : "" })}
        />
      </div>
      <Reading reading={list} lines={8}>
        {() => (
          <DataTable
            label={t.work}
            columns={columns}
            rows={list.rows}
            rowKey={({ caseId }) => caseId}
            to={({ caseId }) => `/doi-soat/${caseId}`}
            empty={<Empty title={t.none}>{t.noneWhy}</Empty>}
            isReadingMore={list.isFetchingNextPage}
            {...(list.hasNextPage ? { onMore: () => void list.fetchNextPage() } : {})}
          />
        )}
      </Reading>
    </section>
  );
}

function useColumns(showsSchool: boolean): readonly Column<NamedCase>[] {
  const t = useText(reconciliation);
  const say = useSay();
  return useMemo(
    () => [
      {
        id: "name",
        title: t.columns.name,
        width: "minmax(10rem, 1.3fr)",
        isName: true,
        cell: ({ name, recordId }) => name ?? recordId.slice(0, 8),
      },
      {
        id: "status",
        title: t.columns.status,
        width: "minmax(10rem, 1.2fr)",
        cell: ({ statusTitle, isAsked }) =>
          isAsked ? <Badge tone="watch">{t.asked}</Badge> : say(statusTitle),
      },
      {
        id: "step",
        title: t.columns.step,
        width: "minmax(11rem, 3fr)",
        cell: ({ nextStepTitle }) => (nextStepTitle === null ? "–" : say(nextStepTitle)),
      },
      ...(showsSchool
        ? [
            {
              id: "school",
              title: t.columns.school,
              width: "minmax(8rem, 1.4fr)",
              cell: ({ schoolName }: NamedCase) => schoolName ?? "–",
            },
          ]
        : []),
      {
        id: "due",
        title: t.columns.due,
        width: "13rem",
        cell: ({ dueOn, isOverdue }) => (
          <span className="inline-flex items-center gap-2">
            <DateText value={dueOn} />
            {isOverdue ? <Badge tone="act">{t.overdue}</Badge> : null}
          </span>
        ),
      },
    ],
    [t, say, showsSchool],
  );
}
