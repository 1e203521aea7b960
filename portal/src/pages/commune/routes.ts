import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/xa-phuong",
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
        "departmentLeader",
        "departmentOfficer",
        "departmentSteward",
        "communeOfficer",
        "communeSteward",
      ],
    },
    help: () => import("./commune-help.tsx"),
    words: "tổng hợp tháng nhắc trường trái tuyến chưa ghi danh commune monthly reminder",
    examples: ["/xa-phuong"],
    testedAs: ["departmentLeader", "communeOfficer"],
  },
  {
    path: "/xa-phuong/$code",
    page: () => import("./commune-page.tsx"),
    title: { vi: "Xã, phường", en: "Commune" },
    access: ["quality.read"],
    shows: "commune",
    help: () => import("./commune-help.tsx"),
    examples: [
      "/xa-phuong/11948",
      "/xa-phuong/11948?truong=school:311194802001",
      "/xa-phuong/11948?xem=noi-o",
      "/xa-phuong/11948?xem=thang",
    ],
    testedAs: "communeOfficer",
  },
  {
    path: "/xa-phuong/$code/bao-cao",
    page: () => import("./report-page.tsx"),
    title: { vi: "Báo cáo quý", en: "Quarterly report" },
    access: ["quality.read"],
    help: () => import("./commune-help.tsx"),
    examples: ["/xa-phuong/11948/bao-cao"],
    testedAs: "communeOfficer",
  },
];
