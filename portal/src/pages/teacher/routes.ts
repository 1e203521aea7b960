import type { PortalRoute } from "../../app/route.ts";

const teachers = ["homeroomTeacher", "subjectTeacher"] as const;

export const routes: readonly PortalRoute[] = [
  {
    path: "/lop-cua-toi",
    page: () => import("./classes-page.tsx"),
    title: { vi: "Lớp của tôi", en: "My classes" },
    access: ["record.read"],
    nav: {
      icon: "class",
      title: { vi: "Lớp của tôi", en: "My classes" },
      group: "work",
      order: 10,
      phone: true,
      roles: teachers,
    },
    help: () => import("./teacher-help.tsx"),
    testedAs: teachers,
  },
];
