import { useMemo } from "react";
import { may, useCaller } from "../../api/caller.ts";
import { useApi, useChange } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DateText, formatNumber, NumberText } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { reconciliation } from "../../text/reconciliation.ts";
import { useLanguage, useText } from "../../text/use-text.ts";

interface Line {
  readonly unitKind: "school" | "commune" | "city";
  readonly unitId: string;
  readonly unitName: string;
  readonly records: number;
  readonly currentlyConsistent: number;
  readonly everVerified: number;
  readonly casesOpen: number;
  readonly casesOverdue: number;
  readonly exceptions: number;
}

interface Report {
  readonly month: string;
  readonly revision: number;
  readonly dueOn: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly lines: readonly Line[];
}

const counts = [
  "records",
  "currentlyConsistent",
  "everVerified",
  "casesOpen",
  "casesOverdue",
  "exceptions",
] as const;

/** `/doi-soat/bao-cao`: a month's report as it was made; made again it is another revision. */
export default function ReportPage() {
  const t = useText(reconciliation).report;
  const language = useLanguage();
  const caller = useCaller();
  const toast = useToast();
  const [{ thang }, setState] = useUrlState({
    thang: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7),
  });
  const isMonth = /^\d{4}-\d{2}$/.test(thang);
  const reading = useApi<Report>("/api/v1/reconciliation/report", {
    query: { month: thang },
    enabled: isMonth,
  });
  const make = useChange<Report>(["/api/v1/reconciliation/report"]);
  const columns = useMemo(
    (): readonly Column<Line>[] => [
      {
        id: "unit",
        title: t.unit,
        width: "minmax(14rem, 2.5fr)",
        isName: true,
        cell: (line) => (
          <span className={line.unitKind === "city" ? "font-semibold" : ""}>{line.unitName}</span>
        ),
      },
      ...counts.map(
        (id): Column<Line> => ({
          id,
          title: t.columns[id],
          width: "minmax(6.5rem, 1fr)",
          isNumber: true,
          cell: (line) => <NumberText value={line[id]} />,
        }),
      ),
    ],
    [t],
  );
  const lines = reading.data?.lines.filter(({ unitKind }) => unitKind !== "school") ?? [];
  const isMissing = reading.error?.status === 404;
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        crumbs={[{ title: t.back, to: "/doi-soat" }, { title: t.title }]}
        actions={
          may(caller, "reconciliation.approve") ? (
            <Button
              isBusy={make.isPending}
              disabled={!isMonth}
              onClick={() =>
                make.mutate(
                  { method: "POST", path: "/api/v1/reconciliation/reports", body: { month: thang } },
                  {
                    onSuccess: ({ data }) => toast({ kind: "done", text: t.made(String(data.revision)) }),
                    onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
                  },
                )
              }
            >
              {reading.data === undefined ? t.make : t.makeAgain}
            </Button>
          ) : undefined
        }
      />
      <div className="mb-6 w-full sm:w-56" data-print="hide">
        <TextField
          label={t.month}
          type="month"
          value={thang}
          onChange={(event) => setState({ thang: event.target.value })}
        />
      </div>
      {isMissing ? (
        <Empty title={t.none}>{t.noneWhy}</Empty>
      ) : reading.error !== null ? (
        <Failed error={reading.error} onRetry={() => void reading.refetch()} />
      ) : reading.data === undefined ? (
        isMonth ? (
          <Skeleton lines={6} />
        ) : null
      ) : (
        <>
          <p className="text-muted mb-4 text-sm">
            {t.revision(formatNumber(reading.data.revision, language), reading.data.madeBy)}{" "}
            <DateText value={reading.data.madeAt} /> · {t.due} <DateText value={reading.data.dueOn} />
          </p>
          <DataTable
            label={t.title}
            columns={columns}
            rows={lines}
            rowKey={({ unitKind, unitId }) => `${unitKind} ${unitId}`}
          />
        </>
      )}
    </>
  );
}
