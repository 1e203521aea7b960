import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import { html } from "../pages/html.ts";
import { sayIn } from "../pages/layout.ts";
import { signInPage } from "./layout.ts";

/** Asks before signing out: a link to this page, wherever it stands, ends nothing by itself. */
export function signOutPage(language: Language, isSignedIn: boolean): string {
  const say = sayIn(language);
  return signInPage({
    language,
    title: say("Đăng xuất", "Sign out"),
    path: "/sign-out",
    body: isSignedIn
      ? html`<p>${say(
          "Bạn sẽ ra khỏi Hoa Phượng và mọi ứng dụng đã đăng nhập qua Hoa Phượng trên trình duyệt này.",
          "You leave Hoa Phượng and every application you signed in to through it in this browser.",
        )}</p>
<form method="post" action="${localised("/sign-out", language)}"><button class="main">${say("Đăng xuất tất cả", "Sign out of all")}</button></form>
<p><a href="${localised("/", language)}">${say("Không, giữ đăng nhập", "No, stay signed in")}</a></p>`
      : html`<p>${say("Bạn chưa đăng nhập.", "You are not signed in.")}</p>
<p><a href="${localised("/sign-in", language)}">${say("Đăng nhập", "Sign in")}</a></p>`,
  });
}
