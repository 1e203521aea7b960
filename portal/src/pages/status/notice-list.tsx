import { Badge } from "../../kit/badge.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { status } from "../../text/status.ts";
import { useText } from "../../text/use-text.ts";
import type { Notice } from "./status-data.ts";

/** Planned work and incidents, each with what was said, newest first. */
export function NoticeList({ notices, now }: { readonly notices: readonly Notice[]; readonly now: string }) {
  const t = useText(status);
  return (
    <ol className="divide-rule divide-y">
      {notices.map((notice) => {
        const { noticeId, kind, title, services, startsAt, endsAt, closedAt, steps } = notice;
        const state = noticeState(notice, now);
        return (
          <li key={noticeId} className="py-4 first:pt-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h3 className="font-semibold">{title}</h3>
              <Badge tone={state === "done" ? "plain" : kind === "incident" ? "act" : "sea"}>
                {wordOf(state, kind, t.notice)}
              </Badge>
            </div>
            <p className="text-muted mt-0.5 text-sm">
              {t.notice.span(formatInstant(startsAt), endsOf(closedAt ?? endsAt))}{" "}
              {services.map((id) => t.services[id].name).join(", ")}
            </p>
            <ul className="border-rule mt-2 space-y-2 border-l-2 pl-4">
              {steps.map(({ text, at }) => (
                <li key={at}>
                  <p className="whitespace-pre-line">{text}</p>
                  <p className="text-muted text-sm">{formatInstant(at)}</p>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

interface Words {
  readonly workComing: string;
  readonly workGoing: string;
  readonly workDone: string;
  readonly handled: string;
  readonly resolved: string;
}

function wordOf(state: "coming" | "going" | "done", kind: Notice["kind"], t: Words): string {
  if (kind === "incident") return state === "done" ? t.resolved : t.handled;
  return { coming: t.workComing, going: t.workGoing, done: t.workDone }[state];
}

const endsOf = (instant: string | null): string | undefined =>
  instant === null ? undefined : formatInstant(instant);

/** Whether it is still to come, under way, or over. */
export function noticeState({ startsAt, closedAt }: Notice, now: string): "coming" | "going" | "done" {
  if (closedAt !== null) return "done";
  return Date.parse(startsAt) > Date.parse(now) ? "coming" : "going";
}
