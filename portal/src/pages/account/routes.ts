import type { PortalRoute } from "../../app/route.ts";

export const routes: readonly PortalRoute[] = [
  {
    path: "/tai-khoan",
    page: () => import("./account-page.tsx"),
    title: { vi: "Tài khoản", en: "Account" },
    access: "signedIn",
    nav: { icon: "account", title: { vi: "Tài khoản", en: "Account" }, group: "me", order: 90 },
    words:
      "mật khẩu đổi vai trò phiên đăng nhập đăng xuất hai lớp mã khôi phục khóa passkey ngôn ngữ giao diện tối sáng mật độ password role session sign out two-step recovery language theme dark density",
    help: () => import("./account-help.tsx"),
    examples: ["/tai-khoan", "/tai-khoan?phan=bao-mat", "/tai-khoan?phan=phien", "/tai-khoan?phan=hien-thi"],
    testedAs: "principal",
  },
];
