import { useMemo, useState } from "react";
import { Badge } from "../../kit/badge.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DateText, NumberText } from "../../kit/number-text.tsx";
import type { Column, Sort } from "../../kit/table-types.ts";
import { useToast } from "../../kit/toast.tsx";
import { gallery } from "../../text/gallery.ts";
import { useText } from "../../text/use-text.ts";

interface SampleRow {
  readonly id: string;
  readonly name: string;
  readonly day: string;
  readonly absences: number;
  readonly isClean: boolean;
}

const count = 100_000;

/** 100,000 made-up rows: what the grid must carry without a pause. */
const sampleRows: readonly SampleRow[] = Array.from({ length: count }, (_, at) => ({
  id: String(at),
  name: `Nguyễn Thị Mẫu ${String(at + 1).padStart(6, "0")}`,
  day: `2015-${String((at % 12) + 1).padStart(2, "0")}-${String((at % 28) + 1).padStart(2, "0")}`,
  absences: (at * 7) % 31,
  isClean: at % 9 !== 0,
}));

export function TableParts() {
  const t = useText(gallery);
  const toast = useToast();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState<Sort>({ column: "name", isDescending: false });
  const rows = useMemo(() => {
    const sorted = [...sampleRows];
    if (sort.column === "absences") sorted.sort((a, b) => a.absences - b.absences);
    return sort.isDescending ? sorted.reverse() : sorted;
  }, [sort]);
  const columns: readonly Column<SampleRow>[] = [
    {
      id: "name",
      title: t.name,
      cell: (row) => row.name,
      isName: true,
      canSort: true,
      width: "minmax(14rem, 2fr)",
    },
    { id: "day", title: t.day, cell: (row) => <DateText value={row.day} /> },
    {
      id: "absences",
      title: t.absences,
      cell: (row) => <NumberText value={row.absences} />,
      isNumber: true,
      canSort: true,
    },
    {
      id: "state",
      title: t.state,
      cell: (row) => (
        <Badge tone={row.isClean ? "good" : "watch"}>{row.isClean ? t.clean : t.toLookAt}</Badge>
      ),
    },
  ];
  return (
    <DataTable
      label={t.tables}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowName={(row) => row.name}
      onOpen={(row) => toast({ kind: "done", text: row.name })}
      sort={sort}
      onSort={setSort}
      selection={{ keys, onChange: setKeys }}
      total={count}
    />
  );
}
