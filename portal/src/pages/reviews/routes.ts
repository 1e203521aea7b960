import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/viec-cho",
    page: () => import("./waiting-page.tsx"),
    title: { vi: "Tệp chờ trả lời", en: "Files that wait" },
    access: ["review.decide"],
    nav: {
      icon: "tasks",
      title: { vi: "Tệp chờ trả lời", en: "Files that wait" },
      group: "work",
      order: 18,
    },
    help: () => import("./waiting-help.tsx"),
    testedAs: "schoolSteward",
  },
  {
    path: "/viec-cho/$reviewId",
    page: () => import("./review-page.tsx"),
    title: { vi: "Trả lời về một tệp", en: "Answer about a file" },
    access: ["review.decide"],
    help: () => import("./waiting-help.tsx"),
    // Of the test city (tests/portal/sample-deliveries.ts, src/api/pages/sample-city.ts).
    examples: [
      "/viec-cho/840e7c2f-e05b-4fb7-83a8-1b72c057a56d",
      "/viec-cho/c97ace4c-8fef-4cee-8fa0-f3c9f52aab18",
    ],
    testedAs: "schoolSteward",
  },
  {
    path: "/trung-ho-so",
    page: () => import("./pairs-page.tsx"),
    title: { vi: "Trùng hồ sơ", en: "Duplicate records" },
    access: ["identity.read"],
    nav: {
      icon: "identity",
      title: { vi: "Trùng hồ sơ", en: "Duplicate records" },
      group: "work",
      order: 30,
    },
    help: () => import("./pairs-help.tsx"),
    keys: [
      ["j", { vi: "cặp sau", en: "next pair" }],
      ["k", { vi: "cặp trước", en: "previous pair" }],
      ["s", { vi: "một người: gộp lại", en: "one person: merge" }],
      ["d", { vi: "hai người: giữ riêng", en: "two people: keep apart" }],
      ["u", { vi: "rút lại quyết định gần nhất", en: "take the latest decision back" }],
    ],
    examples: ["/trung-ho-so", "/trung-ho-so?xet=lan-hai"],
    testedAs: ["departmentSteward", "departmentOfficer"],
  },
];
