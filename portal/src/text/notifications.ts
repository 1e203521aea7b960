import { words } from "./language.ts";

export const notifications = words(
  {
    title: "Thông báo",
    lead: "Điều đã xảy ra với việc của bạn. Không ghi tên hay số của ai, vì thông báo có thể bị người khác nhìn thấy.",
    bell: (unread: string) => (unread === "0" ? "Thông báo" : `Thông báo, ${unread} chưa đọc`),
    none: "Chưa có thông báo nào",
    noneWhy: "Có việc mới, thông báo sẽ hiện ở đây.",
    readAll: "Đánh dấu đã đọc hết",
    unread: "chưa đọc",
  },
  {
    title: "Notifications",
    lead: "What happened to your work. No name and no number of anybody, since others may see the screen.",
    bell: (unread: string) => (unread === "0" ? "Notifications" : `Notifications, ${unread} unread`),
    none: "No notifications yet",
    noneWhy: "When something happens it shows here.",
    readAll: "Mark all as read",
    unread: "unread",
  },
);
