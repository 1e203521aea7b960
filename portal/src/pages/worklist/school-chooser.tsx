import { Search } from "lucide-react";
import { useState } from "react";
import { useCaller } from "../../api/caller.ts";
import { useList } from "../../api/use-api.ts";
import { Empty, Failed } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";

interface School {
  readonly schoolId: string;
  readonly schoolName: string;
}

/** For who sees several schools: whose page it shall be. A commune's schools are listed at once. */
export function SchoolChooser({ onChoose }: { readonly onChoose: (schoolId: string) => void }) {
  const t = useText(worklist);
  const { role } = useCaller();
  const [q, setQ] = useState("");
  const commune = role?.unit.kind === "commune" ? role.unit.id : undefined;
  const list = useList<School>("/api/v1/schools", {
    query: {
      limit: 50,
      fields: "schoolId,schoolName",
      ...(q.trim() === "" ? {} : { q: q.trim() }),
      ...(commune === undefined ? {} : { communeCode: commune }),
    },
  });
  return (
    <div className="max-w-xl space-y-4">
      <TextField
        label={t.chooseSchool}
        hint={t.chooseHint}
        type="search"
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {list.error !== null ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.rows.length === 0 ? <Empty title={t.noSchool} /> : null}
      <ul className="bg-raised border-rule divide-rule divide-y rounded-xl border empty:hidden">
        {list.rows.map((school) => (
          <li key={school.schoolId}>
            <button
              type="button"
              onClick={() => onChoose(school.schoolId)}
              className="hover:bg-sunken flex min-h-11 w-full items-center gap-3 px-4 py-2 text-left"
            >
              <Search aria-hidden size={16} className="text-muted shrink-0" />
              <span className="min-w-0 truncate">{school.schoolName}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
