import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/thong-bao",
    page: () => import("./notifications-page.tsx"),
    title: { vi: "Thông báo", en: "Notifications" },
    access: "signedIn",
    testedAs: ["guardian", "schoolSteward"],
  },
];
