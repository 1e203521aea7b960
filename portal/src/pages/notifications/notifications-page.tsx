import { CheckCheck } from "lucide-react";
import { useApi, useChange } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { notificationsPath, type Told } from "../../app/notification-data.ts";
import { Button } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { notifications } from "../../text/notifications.ts";
import { useSay, useText } from "../../text/use-text.ts";

/** What I was told, the newest first; opening one marks it as read. */
export default function NotificationsPage() {
  const t = useText(notifications);
  const say = useSay();
  const reading = useApi<Told>(notificationsPath);
  const mark = useChange([notificationsPath]);
  const read = (body: object): void =>
    mark.mutate({ method: "POST", path: `${notificationsPath}/read`, body });
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          (reading.data?.unread ?? 0) === 0 ? undefined : (
            <Button
              variant="secondary"
              icon={CheckCheck}
              isBusy={mark.isPending}
              onClick={() => read({ all: true })}
            >
              {t.readAll}
            </Button>
          )
        }
      />
      <Reading reading={reading} lines={6}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={t.none}>{t.noneWhy}</Empty>
          ) : (
            <ul className="bg-raised border-rule divide-rule max-w-3xl divide-y overflow-hidden rounded-xl border">
              {data.map((one) => (
                <li key={one.notificationId}>
                  <AppLink
                    to={one.path}
                    onClick={() => {
                      if (one.readAt === null) read({ ids: [one.notificationId] });
                    }}
                    className="hover:bg-sunken flex items-start gap-3 px-4 py-3"
                  >
                    <span
                      role="img"
                      aria-label={one.readAt === null ? t.unread : ""}
                      aria-hidden={one.readAt !== null}
                      className={`mt-2 size-2.5 shrink-0 rounded-full ${one.readAt === null ? "bg-flower" : "bg-transparent"}`}
                    />
                    <span className="min-w-0">
                      <span className={`block ${one.readAt === null ? "font-medium" : ""}`}>
                        {say(one.text)}
                      </span>
                      <span className="text-muted block text-sm">{formatInstant(one.at)}</span>
                    </span>
                  </AppLink>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </>
  );
}
