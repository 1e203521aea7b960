import { useMemo } from "react";
import { DataTable } from "../../kit/data-table.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useSchool } from "../worklist/use-school.ts";
import { type ClassSection, useClasses } from "./class-data.ts";
import { useCodeTitles } from "./code-titles.ts";
import { SchoolFrame } from "./school-frame.tsx";

/** The school's classes of this year; a class leads to its list. */
export default function ClassesPage() {
  const t = useText(registers);
  return (
    <SchoolFrame title={t.classes} lead={t.lead.classes}>
      {(schoolId) => <Classes schoolId={schoolId} />}
    </SchoolFrame>
  );
}

function Classes({ schoolId }: { readonly schoolId: string }) {
  const t = useText(registers);
  const language = useLanguage();
  const { chooses } = useSchool();
  const titleOf = useCodeTitles(["gradeLevel"]);
  const { classes, year, reading } = useClasses(schoolId);
  const columns = useMemo(
    (): readonly Column<ClassSection>[] => [
      {
        id: "name",
        title: t.columns.className,
        isName: true,
        cell: ({ className }) => <span className="font-medium">{className}</span>,
      },
      {
        id: "grade",
        title: t.columns.grade,
        cell: ({ gradeLevel }) => titleOf("gradeLevel", gradeLevel)?.[language] ?? gradeLevel ?? "–",
      },
      {
        id: "homeroom",
        title: t.columns.homeroom,
        width: "minmax(10rem, 2fr)",
        cell: ({ homeroomTeacherName }) => homeroomTeacherName ?? "–",
      },
      { id: "room", title: t.columns.room, isWideOnly: true, cell: ({ roomName }) => roomName ?? "–" },
      {
        id: "pupils",
        title: t.columns.pupils,
        isNumber: true,
        cell: ({ pupilCount }) => (pupilCount === null ? "–" : formatNumber(pupilCount, language)),
      },
    ],
    [t, language, titleOf],
  );
  return (
    <Reading reading={reading} lines={8}>
      {() => (
        <>
          {year === undefined ? null : <p className="text-muted mb-2 text-sm">{`${t.year} ${year}`}</p>}
          <DataTable
            label={t.classes}
            columns={columns}
            rows={classes}
            rowKey={({ className }) => className}
            to={({ className }) =>
              `/hoc-sinh?lop=${encodeURIComponent(className)}${chooses ? `&truong=${encodeURIComponent(schoolId)}` : ""}`
            }
            empty={<Empty title={t.none}>{t.noneWhy}</Empty>}
          />
        </>
      )}
    </Reading>
  );
}
