import { formatDay, formatNumber, formatShare } from "../../kit/number-text.tsx";
import { status } from "../../text/status.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type DayState, dayState, goodShare, lastDays } from "./day-state.ts";
import type { Service } from "./status-data.ts";

const colours: Readonly<Record<DayState, string>> = {
  none: "bg-sunken",
  good: "bg-good",
  some: "bg-watch",
  bad: "bg-act",
  unwatched: "bg-edge",
};

interface Props {
  readonly service: Service;
  readonly name: string;
  readonly today: string;
  readonly days: number;
}

/** A service's last days as a row of bars; days with something to tell stand below in words. */
export function ServiceDays({ service, name, today, days: count }: Props) {
  const t = useText(status);
  const language = useLanguage();
  const share = goodShare(service.days);
  if (service.days.length === 0) return <p className="text-muted mt-2 text-sm">{t.noRecord}</p>;
  const days = lastDays(service.days, today, count);
  const told = days.flatMap(([day, found]) => {
    const state = dayState(found);
    return found === undefined || state === "good" ? [] : [{ day, found }];
  });
  const summary =
    share === undefined
      ? t.noRecord
      : t.summary(formatNumber(service.days.length, language), formatShare(share, language, 2));
  return (
    <>
      <div
        role="img"
        aria-label={`${name}. ${summary}`}
        className="mt-3 flex h-8 items-stretch gap-px sm:gap-0.5"
      >
        {days.map(([day, found]) => (
          <span
            key={day}
            title={formatDay(day)}
            className={`min-w-0 flex-1 rounded-xs ${colours[dayState(found)]}`}
          />
        ))}
      </div>
      <div className="text-muted mt-1.5 flex flex-wrap justify-between gap-x-4 text-sm">
        <span>{t.daysAgo(String(count))}</span>
        <span className="order-last w-full sm:order-none sm:w-auto">{summary}</span>
        <span>{t.today}</span>
      </div>
      {told.length === 0 ? null : (
        <details className="mt-1 text-sm">
          <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
            {t.troubled(formatNumber(told.length, language))}
          </summary>
          <ul className="text-muted space-y-1 pb-2">
            {told.reverse().map(({ day, found }) => (
              <li key={day}>
                {formatDay(day)}:{" "}
                {[
                  ...(found.failed > 0
                    ? [
                        t.failedChecks(
                          formatNumber(found.failed, language),
                          formatNumber(found.checks, language),
                        ),
                      ]
                    : []),
                  ...(found.unwatchedSeconds > 0
                    ? [t.unwatched(formatNumber(Math.ceil(found.unwatchedSeconds / 60), language))]
                    : []),
                ].join("; ")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
