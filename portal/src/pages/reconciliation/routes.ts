import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/doi-soat",
    page: () => import("./reconciliation-page.tsx"),
    title: { vi: "Đối soát dân cư", en: "Reconciliation" },
    access: ["reconciliation.read"],
    nav: {
      icon: "reconcile",
      title: { vi: "Đối soát dân cư", en: "Reconciliation" },
      group: "work",
      order: 25,
    },
    help: () => import("./reconciliation-help.tsx"),
    examples: ["/doi-soat", "/doi-soat?xem=don-vi", "/doi-soat?xem=don-vi&xa=11948"],
    testedAs: ["schoolSteward", "communeOfficer", "departmentSteward"],
  },
  {
    path: "/doi-soat/bao-cao",
    page: () => import("./report-page.tsx"),
    title: { vi: "Báo cáo đối soát tháng", en: "Monthly reconciliation report" },
    access: ["reconciliation.read"],
    help: () => import("./reconciliation-help.tsx"),
    testedAs: "departmentSteward",
  },
  {
    path: "/doi-soat/$caseId",
    page: () => import("./case-page.tsx"),
    title: { vi: "Hồ sơ đối soát", en: "Reconciliation case" },
    access: ["reconciliation.read"],
    help: () => import("./reconciliation-help.tsx"),
    // Of the test city (src/api/pages/sample-city.ts): a birth date that differs.
    examples: ["/doi-soat/eb543b3a-3920-4bf9-804d-114e9a0c0b8f"],
    testedAs: ["schoolSteward", "departmentSteward"],
  },
];
