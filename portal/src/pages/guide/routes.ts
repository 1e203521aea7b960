import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/tro-giup",
    page: () => import("./guides-page.tsx"),
    title: { vi: "Trợ giúp", en: "Help" },
    access: "everybody",
    nav: { icon: "book", title: { vi: "Trợ giúp", en: "Help" }, group: "me", order: 95 },
    testedAs: ["guest", "schoolSteward"],
  },
  {
    path: "/tro-giup/$page",
    page: () => import("./guide-page.tsx"),
    title: { vi: "Hướng dẫn", en: "Guide" },
    access: "everybody",
    examples: ["/tro-giup/trang-chu"],
  },
];
