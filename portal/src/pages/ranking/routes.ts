import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/diem-sang",
    page: () => import("./ranking-page.tsx"),
    title: { vi: "Điểm sáng dữ liệu", en: "Bright spots" },
    access: ["quality.read"],
    nav: {
      icon: "quality",
      title: { vi: "Điểm sáng dữ liệu", en: "Bright spots" },
      group: "city",
      order: 25,
    },
    help: () => import("./ranking-help.tsx"),
    words: "xếp hạng thi đua bảng điểm ranking leader board",
    examples: ["/diem-sang", "/diem-sang?xem=truong"],
    testedAs: ["departmentLeader", "communeOfficer", "principal"],
  },
];
