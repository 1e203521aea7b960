import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/nhat-ky",
    page: () => import("./audit-page.tsx"),
    title: { vi: "Nhật ký truy vết", en: "Audit" },
    access: ["audit.read"],
    nav: {
      icon: "audit",
      title: { vi: "Nhật ký", en: "Audit" },
      group: "work",
      order: 10,
      phone: true,
    },
    words: "audit log nhật ký truy vết ai đã xem kiểm toán",
    help: () => import("./audit-help.tsx"),
    examples: ["/nhat-ky", "/nhat-ky?kq=refused"],
    testedAs: "auditor",
  },
];
