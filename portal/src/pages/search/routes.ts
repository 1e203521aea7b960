import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/tim",
    page: () => import("./search-page.tsx"),
    title: { vi: "Tìm", en: "Search" },
    access: "signedIn",
    nav: { icon: "search", title: { vi: "Tìm", en: "Search" }, group: "work", order: 90, phone: true },
    help: () => import("./search-help.tsx"),
    examples: ["/tim", "/tim?q=nguyen"],
    testedAs: "schoolSteward",
  },
];
