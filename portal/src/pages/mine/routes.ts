import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/ho-so-cua-toi",
    page: () => import("./people-page.tsx"),
    title: { vi: "Hồ sơ của tôi", en: "My records" },
    access: ["rights.ask"],
    nav: {
      icon: "family",
      title: { vi: "Hồ sơ", en: "Records" },
      group: "me",
      order: 20,
      phone: true,
    },
    help: () => import("./mine-help.tsx"),
    testedAs: "guardian",
  },
  {
    path: "/ho-so-cua-toi/luot-xem",
    page: () => import("./looks-page.tsx"),
    title: { vi: "Ai đã xem hồ sơ", en: "Who looked" },
    access: ["looks.read"],
    nav: {
      icon: "audit",
      title: { vi: "Ai đã xem", en: "Who looked" },
      group: "me",
      order: 30,
      phone: true,
    },
    help: () => import("./mine-help.tsx"),
    testedAs: "guardian",
  },
  {
    path: "/ho-so-cua-toi/$entity/$recordId",
    page: () => import("./person-page.tsx"),
    title: { vi: "Hồ sơ", en: "Record" },
    access: ["rights.ask"],
    help: () => import("./mine-help.tsx"),
    examples: [
      "/ho-so-cua-toi/learner/96f80bf5-9cbf-4122-8540-b85c5462b830",
      "/ho-so-cua-toi/learner/96f80bf5-9cbf-4122-8540-b85c5462b830?phan=sua",
      "/ho-so-cua-toi/learner/96f80bf5-9cbf-4122-8540-b85c5462b830?phan=dong-y",
      "/ho-so-cua-toi/learner/96f80bf5-9cbf-4122-8540-b85c5462b830?phan=yeu-cau",
    ],
    testedAs: "guardian",
  },
];
