import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/xa",
    page: () => import("./communes-page.tsx"),
    title: { vi: "Xã, phường", en: "Communes" },
    access: ["quality.read"],
    nav: {
      icon: "map",
      title: { vi: "Xã, phường", en: "Communes" },
      group: "city",
      order: 20,
      phone: true,
      roles: [
        "communeOfficer",
        "communeSteward",
        "departmentLeader",
        "departmentOfficer",
        "departmentSteward",
        "inspector",
      ],
    },
    words: "xã phường tổng hợp tháng nhắc trường báo cáo quý ngày 25",
    help: () => import("./commune-help.tsx"),
    examples: ["/xa"],
    testedAs: ["communeOfficer", "departmentLeader"],
  },
  {
    path: "/xa/$communeCode",
    page: () => import("./commune-page.tsx"),
    title: { vi: "Một xã, phường", en: "A commune" },
    access: ["quality.read"],
    shows: "commune",
    help: () => import("./commune-help.tsx"),
    examples: ["/xa/11948"],
    testedAs: ["communeOfficer", "departmentLeader"],
  },
  {
    path: "/xa/$communeCode/bao-cao-quy",
    page: () => import("./quarter-page.tsx"),
    title: { vi: "Báo cáo quý", en: "Quarterly report" },
    access: ["quality.read"],
    examples: ["/xa/11948/bao-cao-quy"],
    testedAs: "communeOfficer",
  },
];
