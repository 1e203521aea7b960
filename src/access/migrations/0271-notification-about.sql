-- Whether something was told today is asked for each school; without it that reads all notifications.
create index notification_by_about on access.notification (kind, about);
