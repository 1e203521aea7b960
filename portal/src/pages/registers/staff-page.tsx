import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { useSettled } from "../../app/use-settled.ts";
import { formatDay } from "../../kit/number-text.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useCodeTitles } from "./code-titles.ts";
import { RegisterList } from "./register-list.tsx";
import { SchoolFrame } from "./school-frame.tsx";

interface StaffRow {
  readonly staffId: string;
  readonly fullName: string;
  readonly birthDate?: string | null;
  readonly staffCode?: string | null;
  readonly professionalStandard?: string | null;
}

const collator = new Intl.Collator("vi");
const givenNameOf = ({ fullName }: StaffRow): string => fullName.split(" ").at(-1) ?? "";

/** Lists of people stand in the order of given names, then of the whole. */
const byGivenName = (a: StaffRow, b: StaffRow): number =>
  collator.compare(givenNameOf(a), givenNameOf(b)) || collator.compare(a.fullName, b.fullName);

/** Who works at the school. */
export default function StaffPage() {
  const t = useText(registers);
  return (
    <SchoolFrame title={t.staff} lead={t.lead.staff}>
      {(schoolId) => <Staff schoolId={schoolId} />}
    </SchoolFrame>
  );
}

function Staff({ schoolId }: { readonly schoolId: string }) {
  const t = useText(registers);
  const language = useLanguage();
  const [{ q }, setState] = useUrlState({ q: "" });
  const asked = useSettled(q.trim());
  const titleOf = useCodeTitles(["standardLevel"]);
  const columns = useMemo(
    (): readonly Column<StaffRow>[] => [
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
      { id: "code", title: t.columns.code, isWideOnly: true, cell: ({ staffCode }) => staffCode ?? "–" },
      {
        id: "standard",
        title: t.columns.standard,
        cell: ({ professionalStandard }) =>
          titleOf("standardLevel", professionalStandard)?.[language] ?? professionalStandard ?? "–",
      },
    ],
    [t, language, titleOf],
  );
  return (
    <>
      <div className="mb-4 sm:max-w-sm">
        <TextField
          label={t.search}
          type="search"
          placeholder={t.searchHint}
          value={q}
          onChange={(event) => setState({ q: event.target.value })}
        />
      </div>
      <RegisterList<StaffRow>
        label={t.staff}
        path="/api/v1/staff-members"
        query={{ schoolId, limit: 500, count: "exact", ...(asked.length < 2 ? {} : { q: asked }) }}
        {...(asked.length < 2 ? { order: byGivenName } : {})}
        columns={columns}
        rowKey={({ staffId }) => staffId}
        to={({ staffId }) => `/nhan-su/${staffId}`}
      />
    </>
  );
}
