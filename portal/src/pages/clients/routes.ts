import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/he-thong-goi-api",
    page: () => import("./clients-page.tsx"),
    title: { vi: "Hệ thống gọi API", en: "API clients" },
    access: ["account.manage"],
    nav: { icon: "system", title: { vi: "Hệ thống gọi API", en: "API clients" }, group: "system", order: 30 },
    words: "api client vendor nhà cung cấp khóa bí mật máy",
    help: () => import("./clients-help.tsx"),
    examples: ["/he-thong-goi-api"],
    testedAs: "systemAdministrator",
  },
];
