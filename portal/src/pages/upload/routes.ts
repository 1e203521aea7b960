import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/nop-tep",
    page: () => import("./upload-page.tsx"),
    title: { vi: "Nộp tệp", en: "Send files" },
    access: ["upload"],
    nav: {
      icon: "upload",
      title: { vi: "Nộp tệp", en: "Send files" },
      group: "work",
      order: 15,
      phone: true,
    },
    help: () => import("./upload-help.tsx"),
    testedAs: "schoolSteward",
  },
];
