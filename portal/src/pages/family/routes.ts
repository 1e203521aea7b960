import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/de-nghi-cua-toi",
    page: () => import("./requests-page.tsx"),
    title: { vi: "Đề nghị sửa của tôi", en: "My correction requests" },
    access: ["rights.ask"],
    nav: {
      icon: "rights",
      title: { vi: "Đề nghị sửa của tôi", en: "My requests" },
      group: "me",
      order: 25,
      phone: true,
    },
    testedAs: "guardian",
  },
  {
    path: "/de-nghi-cua-toi/moi",
    page: () => import("./ask-page.tsx"),
    title: { vi: "Báo điều chưa đúng", en: "Say what is wrong" },
    access: ["rights.ask"],
    examples: ["/de-nghi-cua-toi/moi"],
    testedAs: "guardian",
  },
];
