import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/viec-can-sua",
    page: () => import("./worklist-page.tsx"),
    title: { vi: "Việc cần sửa", en: "Worklist" },
    access: ["quality.read"],
    nav: {
      icon: "tasks",
      title: { vi: "Việc cần sửa", en: "Worklist" },
      group: "work",
      order: 10,
      phone: true,
    },
    examples: ["/viec-can-sua", "/viec-can-sua?truong=311194802001"],
    testedAs: "schoolSteward",
  },
  {
    path: "/viec-can-sua/$rule",
    page: () => import("./fix-page.tsx"),
    title: { vi: "Sửa tại chỗ", en: "Mend in place" },
    access: ["quality.read"],
    examples: ["/viec-can-sua/learner.id-shape"],
    testedAs: "schoolSteward",
  },
  {
    path: "/diem-du-lieu",
    page: () => import("./score-page.tsx"),
    title: { vi: "Điểm dữ liệu", en: "Data score" },
    access: ["quality.read"],
    nav: { icon: "quality", title: { vi: "Điểm dữ liệu", en: "Data score" }, group: "work", order: 20 },
    examples: ["/diem-du-lieu"],
    testedAs: "schoolSteward",
  },
  {
    path: "/de-nghi-sua",
    page: () => import("./requests-page.tsx"),
    title: { vi: "Đề nghị sửa", en: "Correction requests" },
    access: ["record.correct"],
    nav: {
      icon: "family",
      title: { vi: "Đề nghị sửa", en: "Correction requests" },
      group: "work",
      order: 30,
    },
    examples: ["/de-nghi-sua"],
    testedAs: "registrar",
  },
];
