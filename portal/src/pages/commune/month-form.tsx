import { Send } from "lucide-react";
import { may, useCaller } from "../../api/caller.ts";
import { useChange } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { useDraft } from "../../app/use-draft.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatDay, formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { TextArea, TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, metricSuffix, useMetrics } from "../department/metric-data.ts";
import { type Consolidation, consolidationPath, stateTones, useMonth } from "./commune-data.ts";

/** The month of a commune: what was sent, what stands now, and sending it. */
export function MonthForm({ code }: { readonly code: string }) {
  const t = useText(communeWords).consolidation;
  const outer = useText(communeWords);
  const [{ thang }, setState] = useUrlState({ thang: "" });
  const reading = useMonth(/^\d{4}-\d{2}$/.test(thang) ? thang : "");
  return (
    <Reading reading={reading} lines={8}>
      {({ month, today, data }) => {
        const one = data.find(({ communeCode }) => communeCode === code);
        return (
          <>
            <div className="mb-5 flex flex-wrap items-end justify-between gap-4">
              <div className="w-48" data-print="hide">
                <TextField
                  label={t.month}
                  type="month"
                  value={month}
                  max={today.slice(0, 7)}
                  onChange={(event) => setState({ thang: event.target.value })}
                />
              </div>
              {one === undefined ? null : (
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <Badge tone={stateTones[one.state]}>{outer.states[one.state]}</Badge>
                  <span className="text-muted text-sm">{t.lead(formatDay(one.dueOn))}</span>
                </p>
              )}
            </div>
            {one === undefined ? (
              <Empty title={t.pastMonth} />
            ) : (
              <Sheet of={one} isNow={month === today.slice(0, 7)} />
            )}
          </>
        );
      }}
    </Reading>
  );
}

function Sheet({ of, isNow }: { readonly of: Consolidation; readonly isNow: boolean }) {
  const t = useText(communeWords).consolidation;
  const say = useSay();
  const language = useLanguage();
  const { byId } = useMetrics();
  const now = isNow ? of.now : undefined;
  const ids = Object.keys(of.sent ?? now ?? {});
  const number = (id: string, value: number | null | undefined): string =>
    value === null || value === undefined
      ? "–"
      : `${formatNumber(value, language, metricDecimals(byId.get(id)))}${metricSuffix(byId.get(id))}`;
  const changed = ids.filter((id) => of.sent?.[id] !== now?.[id]);
  if (ids.length === 0) return <Empty title={t.pastMonth} />;
  const cell = "py-2.5 pl-3 text-right tabular-nums";
  return (
    <>
      {of.sentAt === null ? null : (
        <p className="text-muted mb-3 text-sm">
          {t.sentAt(formatInstant(of.sentAt), of.sentBy ?? "", String(of.revision))}
          {of.note === null ? null : <span className="text-ink block">{`“${of.note}”`}</span>}
        </p>
      )}
      <table className="w-full max-w-3xl">
        <thead>
          <tr className="text-muted border-rule border-b text-left text-sm">
            <th className="py-2 font-medium">{t.figure}</th>
            {of.sent === null ? null : <th className="py-2 pl-3 text-right font-medium">{t.sent}</th>}
            {now === undefined ? null : <th className="py-2 pl-3 text-right font-medium">{t.now}</th>}
            {of.sent === null || now === undefined ? null : (
              <th className="py-2 pl-3 text-right font-medium">{t.change}</th>
            )}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => {
            const moved = (now?.[id] ?? 0) - (of.sent?.[id] ?? 0);
            return (
              <tr key={id} className="border-rule border-b last:border-0">
                <th scope="row" className="py-2.5 text-left font-normal">
                  {say(byId.get(id)?.title ?? { vi: "", en: "" })}
                </th>
                {of.sent === null ? null : <td className={cell}>{number(id, of.sent[id])}</td>}
                {now === undefined ? null : (
                  <td className={`${cell} font-semibold`}>{number(id, now[id])}</td>
                )}
                {of.sent === null || now === undefined ? null : (
                  <td className={cell}>
                    {moved === 0 ? "–" : `${moved > 0 ? "+" : ""}${number(id, moved)}`}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {now === undefined ? null : <Sending of={of} isChanged={of.sent === null || changed.length > 0} />}
    </>
  );
}

function Sending({ of, isChanged }: { readonly of: Consolidation; readonly isChanged: boolean }) {
  const t = useText(communeWords).consolidation;
  const language = useLanguage();
  const caller = useCaller();
  const toast = useToast();
  const { value, set, clear } = useDraft(`consolidation/${of.communeCode}/${of.month}`, { note: "" });
  const send = useChange<{ readonly revision: number }>([consolidationPath]);
  const isOwn = caller.role?.unit.kind === "commune" && caller.role.unit.id === of.communeCode;
  if (!isOwn || !may(caller, "consolidation.send")) return null;
  if (!isChanged) return <p className="text-muted mt-5">{t.unchanged}</p>;
  return (
    <form
      className="mt-6 max-w-xl space-y-4"
      data-print="hide"
      onSubmit={(event) => {
        event.preventDefault();
        const note = value.note.trim();
        send.mutate(
          {
            method: "POST",
            path: consolidationPath,
            body: { month: of.month, ...(note === "" ? {} : { note }) },
          },
          {
            onSuccess: ({ data }) => {
              clear();
              toast({ kind: "done", text: t.done(String(data.revision)) });
            },
            onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
          },
        );
      }}
    >
      <TextArea
        label={t.note}
        hint={t.noteHint}
        maxLength={500}
        rows={2}
        value={value.note}
        onChange={(event) => set({ note: event.target.value })}
      />
      <Button type="submit" icon={Send} isBusy={send.isPending}>
        {of.sent === null ? t.send : t.sendAgain}
      </Button>
    </form>
  );
}
