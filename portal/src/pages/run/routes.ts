import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/luot",
    page: () => import("./runs-page.tsx"),
    title: { vi: "Kết quả nộp tệp", en: "What was sent" },
    access: ["quality.read"],
    nav: { icon: "report", title: { vi: "Kết quả nộp tệp", en: "What was sent" }, group: "data", order: 10 },
    help: () => import("./run-help.tsx"),
    testedAs: ["schoolSteward", "departmentSteward"],
  },
  {
    path: "/luot/$run",
    page: () => import("./run-page.tsx"),
    title: { vi: "Lượt nhập", en: "Run" },
    access: ["quality.read"],
    help: () => import("./run-help.tsx"),
    examples: ["/luot/1", "/luot/1?lyDo=date-impossible"],
    testedAs: ["schoolSteward", "departmentSteward"],
  },
];
