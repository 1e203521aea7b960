import type { NavEntry, PageAccess } from "./route.ts";

/** Pages the server still draws itself; one whose work a page of the portal takes over leaves this list. */
export const serverWays: readonly (NavEntry & { readonly path: string; readonly access: PageAccess })[] = [
  {
    path: "/tai-khoan/xet-duyet",
    group: "system",
    order: 10,
    icon: "system",
    title: { vi: "Xét duyệt quyền", en: "Review of rights" },
    access: ["account.manage"],
  },
];
