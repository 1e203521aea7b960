import { BellRing } from "lucide-react";
import { may, useCaller } from "../../api/caller.ts";
import { useApi, useChange } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { recordPath } from "../../app/record-path.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { metricDecimals, type Part, unitPath, useMetrics } from "../department/metric-data.ts";
import { type Reminder, reminderPath } from "./commune-data.ts";

interface Feed {
  readonly feedId: string;
  readonly sourceSystem: string;
  readonly intake: string;
  readonly lastReceivedAt: string | null;
  readonly isLate: boolean;
}

interface Props {
  readonly code: string;
  readonly school: Part;
  readonly reminder: Reminder | undefined;
  readonly onClose: () => void;
}

const told = ["learners", "quality", "issues.grave", "cases", "cases.overdue", "feeds.late"];

/** A school as its commune's office sees it: what waits, when its files came, and a reminder. */
export function SchoolDrawer({ code, school, reminder, onClose }: Props) {
  const t = useText(communeWords);
  const say = useSay();
  const language = useLanguage();
  const { byId } = useMetrics();
  const feeds = useApi<{ readonly data: readonly Feed[] }>("/api/v1/metrics/feeds", {
    query: { schoolId: school.id },
  });
  const page = recordPath("school", school.id);
  const link = "text-link inline-flex min-h-11 items-center";
  return (
    <Drawer title={school.title} onClose={onClose}>
      <dl className="divide-rule divide-y">
        {told.map((id) => (
          <div key={id} className="flex items-baseline justify-between gap-4 py-2">
            <dt className="text-muted text-sm">{say(byId.get(id)?.title ?? { vi: "", en: "" })}</dt>
            <dd className="font-semibold tabular-nums">
              {typeof school.values[id] === "number"
                ? formatNumber(school.values[id], language, metricDecimals(byId.get(id)))
                : "–"}
            </dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-6 mb-1 font-semibold">{t.deadlines}</h3>
      <Reading reading={feeds} lines={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t.noFeeds}</p>
          ) : (
            <ul className="divide-rule divide-y">
              {data.map((feed) => (
                <li key={feed.feedId} className="flex items-center justify-between gap-3 py-2">
                  <span className="min-w-0">
                    <span className="block">{feed.sourceSystem}</span>
                    <span className="text-muted block text-sm">
                      {feed.lastReceivedAt === null
                        ? t.neverSent
                        : t.lastFile(formatInstant(feed.lastReceivedAt))}
                    </span>
                  </span>
                  <Badge tone={feed.isLate ? "act" : "good"}>{feed.isLate ? t.late : t.inTime}</Badge>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
      <Remind code={code} school={school} reminder={reminder} />
      <p className="mt-4 flex flex-col">
        <AppLink to={unitPath(school.unit)} className={link}>
          {t.openFigures}
        </AppLink>
        {page === undefined ? null : (
          <AppLink to={page} className={link}>
            {t.openSchool}
          </AppLink>
        )}
      </p>
    </Drawer>
  );
}

function Remind({ code, school, reminder }: Omit<Props, "onClose">) {
  const t = useText(communeWords);
  const language = useLanguage();
  const caller = useCaller();
  const toast = useToast();
  const change = useChange<{ readonly told: number }>([reminderPath]);
  const isOwn = caller.role?.unit.kind === "commune" && caller.role.unit.id === code;
  const counts = ["issues.grave", "cases", "feeds.late"].map((id) => school.values[id] ?? 0);
  const [issues = "0", cases = "0", feeds = "0"] = counts.map((count) => formatNumber(count, language));
  const last =
    reminder === undefined ? t.never : t.remindedAt(formatInstant(reminder.sentAt), reminder.sentBy);
  return (
    <section aria-label={t.remind} className="border-rule mt-6 border-t pt-4">
      <p className="text-muted text-sm">{last}</p>
      {!isOwn || !may(caller, "consolidation.send") ? null : counts.every((count) => count === 0) ? (
        <p className="mt-2">{t.nothingWaits}</p>
      ) : (
        <>
          <p className="mt-2 mb-3 text-sm">{t.remindWhy(issues, cases, feeds)}</p>
          <Button
            icon={BellRing}
            isBusy={change.isPending}
            onClick={() =>
              change.mutate(
                { method: "POST", path: reminderPath, body: { schoolId: school.id } },
                {
                  onSuccess: ({ data }) =>
                    toast({ kind: "done", text: t.reminded(formatNumber(data.told, language)) }),
                  onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
                },
              )
            }
          >
            {t.remind}
          </Button>
        </>
      )}
    </section>
  );
}
