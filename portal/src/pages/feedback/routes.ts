import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/gop-y",
    page: () => import("./feedback-page.tsx"),
    title: { vi: "Góp ý, báo lỗi", en: "Feedback" },
    access: "signedIn",
    nav: { icon: "book", title: { vi: "Góp ý, báo lỗi", en: "Feedback" }, group: "me", order: 80 },
    help: () => import("./feedback-help.tsx"),
    examples: ["/gop-y", "/gop-y?trang=/nop-tep"],
    testedAs: ["guardian", "schoolSteward"],
  },
  {
    path: "/gop-y/xu-ly",
    page: () => import("./desk-page.tsx"),
    title: { vi: "Góp ý cần trả lời", en: "Feedback to answer" },
    access: ["record.correct", "consolidation.send"],
    nav: {
      icon: "tasks",
      title: { vi: "Góp ý cần trả lời", en: "Feedback to answer" },
      group: "work",
      order: 70,
    },
    help: () => import("./feedback-help.tsx"),
    testedAs: ["registrar", "communeOfficer"],
  },
];
