import { useState } from "react";
import { may, useCaller } from "../../api/caller.ts";
import { newKey } from "../../api/client.ts";
import { useChange } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { formatDay, formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Failed, Reading } from "../../kit/states.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { commune } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, metricSuffix, useMetrics } from "../department/metric-data.ts";
import { consolidationsPath, type Month, reported, stateTones, useMonths } from "./commune-data.ts";

/** This month's figures: sent, or to be sent, and whether today's are still the same. */
export function MonthPart({ code }: { readonly code: string }) {
  const t = useText(commune);
  const reading = useMonths("");
  const caller = useCaller();
  const [isSending, setIsSending] = useState(false);
  return (
    <Reading reading={reading} lines={4}>
      {({ month, data }) => {
        const own = data.find(({ communeCode }) => communeCode === code);
        if (own === undefined) return null;
        const isMine =
          may(caller, "consolidation.send") &&
          caller.role?.unit.kind === "commune" &&
          caller.role.unit.id === code;
        const hasMoved = own.sent !== null && own.now !== undefined && differ(own).length > 0;
        return (
          <section aria-labelledby="month">
            <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
              <h2 id="month" className="text-lg font-semibold">
                {t.month(month.split("-").reverse().join("/"))}
              </h2>
              <Badge tone={stateTones[own.state]}>{t.states[own.state]}</Badge>
            </div>
            <p className="text-muted">
              {t.due(formatDay(own.dueOn))}{" "}
              {own.sentAt === null
                ? null
                : t.sentBy(own.sentBy ?? "–", formatInstant(own.sentAt), String(own.revision))}
            </p>
            {own.note === null ? null : <p className="mt-2">“{own.note}”</p>}
            {own.sent === null || own.now === undefined ? null : (
              <p className="mt-3">{hasMoved ? t.moved : t.same}</p>
            )}
            {hasMoved ? <Differences of={own} /> : null}
            {isMine && (own.state !== "sent" || hasMoved) ? (
              <div className="mt-4" data-print="hide">
                <Button onClick={() => setIsSending(true)}>
                  {own.state === "sent" ? t.sendAgain : t.send}
                </Button>
              </div>
            ) : null}
            {isSending ? <SendDialog of={own} onClose={() => setIsSending(false)} /> : null}
          </section>
        );
      }}
    </Reading>
  );
}

/** The figures that are not what was sent. */
const differ = ({ sent, now }: Month): readonly string[] =>
  reported.filter((id) => (sent?.[id] ?? null) !== (now?.[id] ?? null));

function Differences({ of }: { readonly of: Month }) {
  const t = useText(commune);
  return (
    <Figures
      caption={t.moved}
      ids={differ(of)}
      columns={[
        [t.wasSent, of.sent],
        [t.now, of.now],
      ]}
    />
  );
}

interface FiguresProps {
  readonly caption: string;
  readonly ids: readonly string[];
  readonly columns: readonly (readonly [title: string, values: Month["sent"] | undefined])[];
}

/** A few figures side by side. */
function Figures({ caption, ids, columns }: FiguresProps) {
  const t = useText(commune);
  const say = useSay();
  const language = useLanguage();
  const metrics = useMetrics();
  const number = (id: string, value: number | null | undefined): string =>
    value === null || value === undefined
      ? "–"
      : `${formatNumber(value, language, metricDecimals(metrics.byId.get(id)))}${metricSuffix(metrics.byId.get(id))}`;
  return (
    <table className="mt-2 w-full max-w-xl text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-muted border-rule border-b text-left">
          <th className="py-2 pr-4 font-medium">{t.figure}</th>
          {columns.map(([title]) => (
            <th key={title} className="py-2 pl-4 text-right font-medium">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ids.map((id) => (
          <tr key={id} className="border-rule border-b">
            <th scope="row" className="py-2 pr-4 text-left font-normal">
              {say(metrics.byId.get(id)?.title ?? { vi: id, en: id })}
            </th>
            {columns.map(([title, values]) => (
              <td key={title} className="py-2 pl-4 text-right">
                {number(id, values?.[id])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SendDialog({ of, onClose }: { readonly of: Month; readonly onClose: () => void }) {
  const t = useText(commune);
  const toast = useToast();
  const [note, setNote] = useState("");
  const send = useChange<{ revision: number }>([consolidationsPath]);
  return (
    <Dialog
      title={t.month(of.month.split("-").reverse().join("/"))}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button
            isBusy={send.isPending}
            onClick={() =>
              send.mutate(
                {
                  method: "POST",
                  path: consolidationsPath,
                  idempotencyKey: newKey(),
                  body: { month: of.month, ...(note.trim() === "" ? {} : { note: note.trim() }) },
                },
                {
                  onSuccess: ({ data }) => {
                    onClose();
                    toast({ kind: "done", text: t.sent(String(data.revision)) });
                  },
                },
              )
            }
          >
            {t.send}
          </Button>
        </>
      }
    >
      {send.error === null ? null : <Failed error={send.error} />}
      <p>{t.sendAsk}</p>
      <Figures caption={t.now} ids={reported} columns={[[t.now, of.now]]} />
      <TextArea
        label={t.note}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.target.value)}
      />
    </Dialog>
  );
}
