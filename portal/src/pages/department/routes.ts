import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/dieu-hanh",
    page: () => import("./ioc-page.tsx"),
    title: { vi: "Điều hành", en: "Operations" },
    access: ["quality.read"],
    help: () => import("./operations-help.tsx"),
    nav: {
      icon: "chart",
      title: { vi: "Điều hành", en: "Operations" },
      group: "city",
      order: 10,
      phone: true,
    },
    words: "chỉ số sĩ số quá tải thiếu giáo viên cảnh báo IOC dashboard",
    examples: [
      "/dieu-hanh",
      "/dieu-hanh?unit=commune:11948",
      "/dieu-hanh?unit=school:311194802001&so=classes.over",
    ],
    testedAs: "departmentLeader",
  },
  {
    path: "/dieu-hanh/man-hinh",
    page: () => import("./wall-page.tsx"),
    title: { vi: "Màn hình điều hành", en: "Operations wall" },
    access: ["quality.read"],
    help: () => import("./operations-help.tsx"),
    examples: ["/dieu-hanh/man-hinh?canh=tong-quan&dung=1", "/dieu-hanh/man-hinh?canh=lop&dung=1"],
    testedAs: "departmentLeader",
  },
  {
    path: "/dieu-hanh/dong",
    page: () => import("./rows-page.tsx"),
    title: { vi: "Các dòng đứng sau một số", en: "Rows behind a number" },
    access: ["quality.read"],
    help: () => import("./operations-help.tsx"),
    examples: ["/dieu-hanh/dong?unit=school:311194802001&metric=learners"],
    testedAs: "departmentLeader",
  },
];
