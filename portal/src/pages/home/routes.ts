import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/",
    page: () => import("./home-page.tsx"),
    title: { vi: "Hôm nay", en: "Today" },
    access: "everybody",
    nav: { icon: "home", title: { vi: "Hôm nay", en: "Today" }, group: "work", order: 0, phone: true },
    help: () => import("./home-help.tsx"),
    testedAs: [
      "guest",
      "schoolSteward",
      "departmentSteward",
      "guardian",
      "auditor",
      "nurse",
      "homeroomTeacher",
      "systemAdministrator",
    ],
  },
];
