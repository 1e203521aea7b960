import { Bell } from "lucide-react";
import { useEffect, useState } from "react";
import { useApi } from "../api/use-api.ts";
import { notifications } from "../text/notifications.ts";
import { useText } from "../text/use-text.ts";
import { AppLink } from "./app-link.tsx";
import { askEveryMs, notificationsPath, type Told } from "./notification-data.ts";

const afterMs = 2_000;

/** The way to what one was told, with how much of it is new. */
export function NotificationBell() {
  const t = useText(notifications);
  // What the page is about goes first over a weak line.
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), afterMs);
    return () => clearTimeout(timer);
  }, []);
  const told = useApi<Told>(notificationsPath, { refetchMs: askEveryMs, enabled: isTime });
  const unread = told.data?.unread ?? 0;
  return (
    <AppLink
      to="/thong-bao"
      aria-label={t.bell(String(unread))}
      className="text-muted hover:bg-sunken relative grid size-11 place-items-center rounded-lg"
    >
      <Bell aria-hidden size={20} />
      {unread === 0 ? null : (
        <span
          aria-hidden
          className="bg-flower text-page absolute top-1 right-0.5 min-w-5 rounded-full px-1 text-center text-xs leading-5 font-semibold"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </AppLink>
  );
}
