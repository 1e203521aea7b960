import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/tinh-trang",
    page: () => import("./status-page.tsx"),
    title: { vi: "Tình trạng dịch vụ", en: "Service status" },
    access: "everybody",
    nav: {
      icon: "system",
      title: { vi: "Tình trạng dịch vụ", en: "Service status" },
      group: "city",
      order: 80,
    },
    words: "tình trạng hệ thống bảo trì sự cố không vào được chậm status uptime maintenance",
    help: () => import("./status-help.tsx"),
    testedAs: ["guest", "departmentLeader"],
  },
  {
    path: "/lien-he-su-co",
    page: () => import("./contact-page.tsx"),
    title: { vi: "Báo sự cố dữ liệu", en: "Report an incident" },
    access: "everybody",
    words: "báo lộ dữ liệu lỗ hổng bảo mật sự cố lừa đảo security report leak contact",
    help: () => import("./contact-help.tsx"),
  },
];
