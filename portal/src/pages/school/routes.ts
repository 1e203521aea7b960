import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/truong/$schoolId",
    page: () => import("./school-page.tsx"),
    title: { vi: "Một trường", en: "A school" },
    access: ["quality.read"],
    shows: "school",
    help: () => import("./school-help.tsx"),
    examples: ["/truong/311194802001"],
    testedAs: ["schoolSteward", "communeOfficer", "departmentLeader"],
  },
];
