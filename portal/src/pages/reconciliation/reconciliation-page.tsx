import { useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { formatNumber, formatShare } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { Tile } from "../../kit/tile.tsx";
import { reconciliation } from "../../text/reconciliation.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { CaseList } from "./case-list.tsx";
import { PartsTable } from "./parts-table.tsx";
import type { Figures } from "./reconciliation.ts";

/** `/doi-soat`: who agrees with the population registry, and what is to be done about who does not. */
export default function ReconciliationPage() {
  const t = useText(reconciliation);
  const { role } = useCaller();
  const unit = role?.unit;
  const [state, setState] = useUrlState({
    xem: "viec",
    xa: "",
    truong: "",
    tinhTrang: "",
    quaHan: "",
    deNghi: "",
  });
  const communeCode = state.xa !== "" ? state.xa : unit?.kind === "commune" ? (unit.id ?? "") : "";
  const within: Readonly<Record<string, string>> =
    state.truong === "" ? { communeCode } : { schoolId: state.truong };
  const isSchool = unit?.kind === "school";
  const list = (
    <CaseList
      query={{ ...within, status: state.tinhTrang, overdue: state.quaHan, asked: state.deNghi }}
      status={state.tinhTrang}
      isOverdueOnly={state.quaHan === "1"}
      isAskedOnly={state.deNghi === "1"}
      onFilter={(change) => setState(change)}
      showsSchool={!isSchool}
    />
  );
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          unit?.kind === "city" ? (
            <Button variant="secondary" href="/doi-soat/bao-cao">
              {t.report.title}
            </Button>
          ) : undefined
        }
      />
      <Standing query={within} />
      {isSchool ? (
        list
      ) : (
        <Tabs
          label={t.views}
          value={state.xem}
          onChange={(xem) => setState({ xem }, true)}
          tabs={[
            { id: "viec", title: t.work, content: state.xem === "viec" ? list : null },
            {
              id: "don-vi",
              title: communeCode === "" ? t.communes : t.schools,
              content:
                state.xem === "don-vi" ? (
                  <PartsTable
                    communeCode={communeCode}
                    mayGoUp={state.xa !== ""}
                    onUp={() => setState({ xa: "" }, true)}
                  />
                ) : null,
            },
          ]}
        />
      )}
    </>
  );
}

/** Verified now and ever, never one for the other; what waits for somebody. */
function Standing({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const t = useText(reconciliation);
  const language = useLanguage();
  const reading = useApi<Figures>("/api/v1/reconciliation/figures", { query });
  const n = (value: number): string => formatNumber(value, language);
  return (
    <div className="mb-8">
      <Reading reading={reading} lines={3}>
        {({ entities, cases, exceptions }) => {
          const all = Object.values(entities);
          const sum = (of: (one: (typeof all)[number]) => number): number =>
            all.reduce((total, one) => total + of(one), 0);
          const records = sum((one) => one.records);
          const share = (count: number): string =>
            records === 0 ? "–" : formatShare(count / records, language);
          const verified = sum((one) => one.verified);
          const ever = sum((one) => one.everVerified);
          return (
            <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
              <Tile label={t.verifiedNow} value={share(verified)} note={t.of(n(verified), n(records))} />
              <Tile label={t.everVerified} value={share(ever)} note={t.of(n(ever), n(records))} />
              <Tile label={t.openCases} value={n(cases.open)} note={t.overdueOf(n(cases.overdue))} />
              <Tile label={t.exceptions} value={n(exceptions)} note={t.exceptionsNote} />
            </div>
          );
        }}
      </Reading>
    </div>
  );
}
