import type { Text } from "../text/language.ts";

export interface Notification {
  readonly notificationId: string;
  readonly kind: string;
  readonly text: Text;
  readonly path: string;
  readonly at: string;
  readonly readAt: string | null;
}

export interface Told {
  readonly data: readonly Notification[];
  readonly unread: number;
}

export const notificationsPath = "/api/v1/me/notifications";
/** An answer without news has no body: asking this often costs a phone less than a stream held open. */
export const askEveryMs = 30_000;
