import type { ReactNode } from "react";
import { Button } from "../../kit/button.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { audit } from "../../text/audit.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { AuditedEvent, AuditFilter } from "./audit-data.ts";

const mostSubjects = 20;

interface Props {
  readonly of: AuditedEvent;
  readonly onClose: () => void;
  readonly onFilter: (filter: Partial<AuditFilter>) => void;
}

/** All an event holds, and the ways on from it: the same account, the same record. */
export function EventDrawer({ of: event, onClose, onFilter }: Props) {
  const t = useText(audit);
  const say = useSay();
  const language = useLanguage();
  const { accountId, subjects, says, detail } = event;
  return (
    <Drawer title={t.event} onClose={onClose} isWide>
      <dl className="divide-rule divide-y">
        <Line name={t.columns.at}>{formatInstant(event.at)}</Line>
        <Line name={t.columns.who}>{accountId === null ? t.operator : (event.displayName ?? accountId)}</Line>
        <Line name={t.role}>{say(says.role)}</Line>
        <Line name={t.unit}>{event.unit ?? "–"}</Line>
        <Line name={t.columns.deed}>{say(says.deed)}</Line>
        <Line name={t.action}>{event.action}</Line>
        <Line name={t.columns.object}>{event.object ?? "–"}</Line>
        <Line name={t.columns.purpose}>{says.purpose === null ? "–" : say(says.purpose)}</Line>
        {says.classes.length === 0 ? null : <Line name={t.classes}>{says.classes.map(say).join("; ")}</Line>}
        <Line name={t.columns.result}>{t.results[event.result]}</Line>
        <Line name={t.address}>{event.from ?? "–"}</Line>
        <Line name={t.request}>{event.requestId ?? "–"}</Line>
        <Line name={t.place}>{`${event.day} / ${event.lane} / ${event.seq}`}</Line>
        {detail === null || Object.keys(detail).length === 0 ? null : (
          <Line name={t.detail}>
            <code className="text-sm break-all">{JSON.stringify(detail)}</code>
          </Line>
        )}
      </dl>
      {accountId === null ? null : (
        <div className="mt-5">
          <Button variant="secondary" size="small" onClick={() => onFilter({ tk: accountId })}>
            {t.ofActor}
          </Button>
        </div>
      )}
      {subjects.length === 0 ? null : (
        <section className="mt-6">
          <h3 className="mb-2 font-semibold">{t.subjects(formatNumber(subjects.length, language))}</h3>
          <ul className="space-y-1">
            {subjects.slice(0, mostSubjects).map((id) => (
              <li key={id}>
                <button
                  type="button"
                  className="text-link min-h-11 text-left text-sm break-all underline underline-offset-2"
                  title={t.ofSubject}
                  onClick={() => onFilter({ hs: id })}
                >
                  {id}
                </button>
              </li>
            ))}
          </ul>
          {subjects.length > mostSubjects ? (
            <p className="text-muted text-sm">
              {t.moreSubjects(formatNumber(subjects.length - mostSubjects, language))}
            </p>
          ) : null}
        </section>
      )}
    </Drawer>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
