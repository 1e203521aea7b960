import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/tim-truong",
    page: () => import("./finder-page.tsx"),
    title: { vi: "Tìm trường", en: "Find a school" },
    access: "everybody",
    reads: ["/api/v1/open/schools"],
    nav: { icon: "school", title: { vi: "Tìm trường", en: "Find a school" }, group: "city", order: 5 },
    help: () => import("./finder-help.tsx"),
    examples: ["/tim-truong", "/tim-truong?cap=02&q=hai%20an", "/tim-truong?map=1"],
  },
  {
    path: "/tim-truong/$schoolId",
    page: () => import("./disclosure-page.tsx"),
    title: { vi: "Công khai của trường", en: "School disclosure" },
    access: "everybody",
    help: () => import("./disclosure-help.tsx"),
    examples: ["/tim-truong/311194802001"],
  },
  {
    path: "/hai-phong-qua-con-so",
    page: () => import("./figures-page.tsx"),
    title: { vi: "Hải Phòng qua con số", en: "Hải Phòng in figures" },
    access: "everybody",
    nav: {
      icon: "public",
      title: { vi: "Hải Phòng qua con số", en: "Hải Phòng in figures" },
      group: "city",
      order: 6,
    },
    help: () => import("./figures-help.tsx"),
  },
];
