import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/kit",
    page: () => import("./gallery-page.tsx"),
    title: { vi: "Bộ thành phần", en: "Kit" },
    access: "everybody",
    examples: ["/kit", "/kit?phan=so", "/kit?phan=bang", "/kit?phan=trang-thai"],
  },
];
