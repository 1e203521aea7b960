import { useMemo } from "react";
import { useCaller } from "../../api/caller.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Badge } from "../../kit/badge.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { fold } from "../../kit/fold.ts";
import { DateText, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { commune } from "../../text/commune.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type Month, stateTones, useMonths } from "./commune-data.ts";
import { CommuneView } from "./commune-view.tsx";

/** `/xa`: who works for a commune sees it at once; the others see which communes have sent their month. */
export default function CommunesPage() {
  const { role } = useCaller();
  const own = role?.unit.kind === "commune" ? role.unit.id : undefined;
  return own === undefined ? <Communes /> : <CommuneView code={own} />;
}

function Communes() {
  const t = useText(commune);
  const language = useLanguage();
  const [{ thang, q }, setState] = useUrlState({ thang: "", q: "" });
  const reading = useMonths(thang);
  const columns = useMonthColumns();
  return (
    <>
      <PageHeader title={t.title} lead={t.cityLead} />
      <Reading reading={reading} lines={12}>
        {({ month, today, data }) => {
          const rows = data.filter(({ title }) => fold(title).includes(fold(q)));
          const sent = data.filter(({ state }) => state === "sent").length;
          return (
            <>
              <div className="mb-4 grid gap-4 sm:max-w-2xl sm:grid-cols-2" data-print="hide">
                <TextField
                  label={t.find}
                  type="search"
                  value={q}
                  onChange={(event) => setState({ q: event.target.value })}
                />
                <TextField
                  label={t.other}
                  type="month"
                  value={thang === "" ? month : thang}
                  max={today.slice(0, 7)}
                  onChange={(event) =>
                    /^\d{4}-\d{2}$/.test(event.target.value) && setState({ thang: event.target.value })
                  }
                />
              </div>
              <p className="mb-3">
                {t.sentOf(formatNumber(sent, language), formatNumber(data.length, language))}
              </p>
              <DataTable
                label={t.title}
                columns={columns}
                rows={rows}
                rowKey={({ communeCode }) => communeCode}
                to={({ communeCode }) => `/xa/${communeCode}`}
              />
            </>
          );
        }}
      </Reading>
    </>
  );
}

function useMonthColumns(): readonly Column<Month>[] {
  const t = useText(commune);
  return useMemo(
    () => [
      {
        id: "commune",
        title: t.columns.commune,
        isName: true,
        width: "minmax(12rem, 2fr)",
        cell: ({ title }) => title,
      },
      {
        id: "state",
        title: t.columns.state,
        cell: ({ state }) => <Badge tone={stateTones[state]}>{t.states[state]}</Badge>,
      },
      { id: "sentAt", title: t.columns.sentAt, cell: ({ sentAt }) => <DateText value={sentAt} /> },
    ],
    [t],
  );
}
