import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { useSettled } from "../../app/use-settled.ts";
import { formatDay } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useClasses } from "./class-data.ts";
import { useCodeTitles } from "./code-titles.ts";
import { RegisterList } from "./register-list.tsx";
import { SchoolFrame } from "./school-frame.tsx";

/** As `/api/v1/schools/{id}/roll` gives them: by class, in it by given name. */
interface LearnerRow {
  readonly learnerId: string;
  readonly fullName: string;
  readonly birthDate?: string | null;
  readonly sex?: string | null;
  readonly learnerCode?: string | null;
  readonly className: string | null;
  readonly gradeLevel: string | null;
  readonly status: string | null;
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
  const { classes } = useClasses(schoolId);
  const columns = useLearnerColumns();
  const asked = useSettled(q.trim());
  return (
    <>
      <div className="mb-4 grid gap-4 sm:max-w-2xl sm:grid-cols-2">
        <TextField
          label={t.search}
          type="search"
          placeholder={t.searchHint}
          value={q}
          onChange={(event) => setState({ q: event.target.value })}
        />
        <Select
          label={t.ofClass}
          value={lop}
          onChange={(value) => setState({ lop: value })}
          options={[
            { value: "", label: t.allClasses },
            ...classes.map(({ className }) => ({ value: className, label: className })),
          ]}
        />
      </div>
      <RegisterList<LearnerRow>
        label={t.learners}
        path={`/api/v1/schools/${schoolId}/roll`}
        query={{ ...(asked === "" ? {} : { q: asked }), ...(lop === "" ? {} : { className: lop }) }}
        columns={columns}
        rowKey={({ learnerId }) => learnerId}
        to={({ learnerId }) => `/hoc-sinh/${learnerId}`}
      />
    </>
  );
}

function useLearnerColumns(): readonly Column<LearnerRow>[] {
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
      { id: "class", title: t.columns.className, width: "6rem", cell: ({ className }) => className ?? "–" },
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
