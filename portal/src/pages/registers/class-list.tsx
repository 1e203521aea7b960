import { useApi, useList } from "../../api/use-api.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { registers } from "../../text/registers.ts";
import { useText } from "../../text/use-text.ts";
import { type LearnerRow, useLearnerColumns } from "./learners-page.tsx";

interface Enrolment {
  readonly learnerId: string;
}

interface Props {
  readonly schoolId: string;
  readonly schoolYear: string;
  readonly className: string;
}

/** Who is in a class: its enrolments, and the learners they name. */
export function ClassList({ schoolId, schoolYear, className }: Props) {
  const t = useText(registers);
  const columns = useLearnerColumns();
  const enrolments = useList<Enrolment>("/api/v1/enrolments", {
    query: { schoolId, schoolYear, className, fields: "learnerId", limit: 200 },
  });
  const ids = [...new Set(enrolments.rows.map(({ learnerId }) => learnerId))];
  const learners = useApi<{ readonly data: readonly LearnerRow[] }>("/api/v1/learners", {
    query: { "learnerId.in": ids.join(","), limit: 200 },
    enabled: ids.length > 0,
  });
  const failed = enrolments.error ?? learners.error;
  if (failed !== null) return <Failed error={failed} onRetry={() => void enrolments.refetch()} />;
  if (enrolments.isPending || (ids.length > 0 && learners.isPending)) return <Skeleton lines={8} />;
  const order = new Intl.Collator("vi");
  const rows = (learners.data?.data ?? []).toSorted((a, b) => order.compare(lastWord(a), lastWord(b)));
  return (
    <DataTable
      label={t.inClass(className)}
      columns={columns}
      rows={rows}
      rowKey={({ learnerId }) => learnerId}
      to={({ learnerId }) => `/hoc-sinh/${learnerId}`}
      empty={<Empty title={t.none}>{t.noneWhy}</Empty>}
    />
  );
}

/** Lists of a class stand in the order of given names, then of the whole. */
const lastWord = ({ fullName }: LearnerRow): string => `${fullName.split(" ").at(-1) ?? ""} ${fullName}`;
