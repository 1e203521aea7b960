import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/ban-do",
    page: () => import("./map-page.tsx"),
    title: { vi: "Bản đồ", en: "Map" },
    access: ["quality.read"],
    nav: {
      icon: "map",
      title: { vi: "Bản đồ", en: "Map" },
      group: "city",
      order: 20,
      roles: ["departmentLeader", "departmentOfficer", "departmentSteward"],
    },
    examples: ["/ban-do", "/ban-do?truong=1&noi=commune:11948"],
    testedAs: "departmentLeader",
  },
];
