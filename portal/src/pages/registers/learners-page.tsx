import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { formatDay } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useClasses } from "./class-data.ts";
import { ClassList } from "./class-list.tsx";
import { useCodeTitles } from "./code-titles.ts";
import { RegisterList } from "./register-list.tsx";
import { SchoolFrame } from "./school-frame.tsx";

export interface LearnerRow {
  readonly learnerId: string;
  readonly fullName: string;
  readonly birthDate?: string | null;
  readonly sex?: string | null;
  readonly learnerCode?: string | null;
}

/** The school's learners: all of them, found by name, or those of one class. */
export default function LearnersPage() {
  const t = useText(registers);
  return (
    <SchoolFrame title={t.learners} lead={t.lead.learners}>
      {(schoolId) => <Learners schoolId={schoolId} />}
    </SchoolFrame>
  );
}

function Learners({ schoolId }: { readonly schoolId: string }) {
  const t = useText(registers);
  const [{ q, lop }, setState] = useUrlState({ q: "", lop: "" });
  const { classes, year } = useClasses(schoolId);
  const columns = useLearnerColumns();
  return (
    <>
      <div className="mb-4 grid gap-4 sm:max-w-2xl sm:grid-cols-2">
        <TextField
          label={t.search}
          type="search"
          placeholder={t.searchHint}
          value={q}
          onChange={(event) => setState({ q: event.target.value, lop: "" })}
        />
        <Select
          label={t.ofClass}
          value={lop}
          onChange={(value) => setState({ lop: value, q: "" })}
          options={[
            { value: "", label: t.allClasses },
            ...classes.map(({ className }) => ({ value: className, label: className })),
          ]}
        />
      </div>
      {lop !== "" && year !== undefined ? (
        <ClassList schoolId={schoolId} schoolYear={year} className={lop} />
      ) : (
        <RegisterList<LearnerRow>
          label={t.learners}
          path="/api/v1/learners"
          query={{ schoolId, ...(q.trim().length < 2 ? {} : { q: q.trim() }) }}
          columns={columns}
          rowKey={({ learnerId }) => learnerId}
          to={({ learnerId }) => `/hoc-sinh/${learnerId}`}
        />
      )}
    </>
  );
}

export function useLearnerColumns(): readonly Column<LearnerRow>[] {
  const t = useText(registers);
  const language = useLanguage();
  const titleOf = useCodeTitles(["sex"]);
  return useMemo(
    () => [
      {
        id: "name",
        title: t.columns.name,
        isName: true,
        width: "minmax(12rem, 2fr)",
        cell: ({ fullName }) => fullName,
      },
      {
        id: "birthDate",
        title: t.columns.birthDate,
        cell: ({ birthDate }) => (birthDate ? formatDay(birthDate) : "–"),
      },
      {
        id: "sex",
        title: t.columns.sex,
        cell: ({ sex }) => titleOf("sex", sex)?.[language] ?? sex ?? "–",
      },
      { id: "code", title: t.columns.code, isWideOnly: true, cell: ({ learnerCode }) => learnerCode ?? "–" },
    ],
    [t, language, titleOf],
  );
}
