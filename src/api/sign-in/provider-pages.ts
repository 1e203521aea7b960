import type { ProviderPages } from "#src/access/provider/pages.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { sayIn } from "../pages/layout.ts";
import { signInPage } from "./layout.ts";

/** What an application did wrong, in words for the person who stands before it. */
const faults: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  invalid_client: {
    vi: "Ứng dụng này chưa được đăng ký với thành phố, hoặc đã bị ngừng.",
    en: "This application is not registered with the city, or was stopped.",
  },
  invalid_redirect_uri: {
    vi: "Ứng dụng này yêu cầu gửi bạn tới một địa chỉ không được đăng ký. Hãy báo cho người quản lý ứng dụng.",
    en: "This application asks to send you to an address that is not registered. Tell whoever runs it.",
  },
  server_error: {
    vi: "Có lỗi trong hệ thống. Hãy thử lại sau ít phút.",
    en: "Something failed on our side. Try again in a few minutes.",
  },
};
const otherFault = {
  vi: "Yêu cầu đăng nhập không hợp lệ hoặc đã hết hạn. Hãy quay lại ứng dụng và bắt đầu lại.",
  en: "The sign-in request is invalid or has expired. Go back to the application and begin again.",
};

/** The provider's pages in the look of the others. */
export const providerPages: ProviderPages = {
  error: ({ code, requestId, language }) => {
    const say = sayIn(language);
    const words = faults[code] ?? otherFault;
    return signInPage({
      language,
      title: say("Chưa đăng nhập được", "You are not signed in"),
      complaint: say(words.vi, words.en),
      body: html`<dl class="pairs"><dt>${say("Mã lỗi", "Code")}</dt><dd><code>${code}</code></dd>
<dt>${say("Mã tra cứu", "Reference")}</dt><dd><code>${requestId ?? ""}</code></dd></dl>`,
    });
  },
  logout: ({ action, xsrf, clientName, language }) => {
    const say = sayIn(language);
    const asked =
      clientName === undefined
        ? nothing
        : html`<p><strong>${clientName}</strong> ${say("đề nghị đăng xuất.", "asks to sign you out.")}</p>`;
    return signInPage({
      language,
      title: say("Đăng xuất khỏi mọi ứng dụng?", "Sign out of every application?"),
      body: html`${asked}<p>${say(
        "Bạn sẽ ra khỏi Hoa Phượng và mọi ứng dụng đã đăng nhập qua Hoa Phượng trên trình duyệt này.",
        "You leave Hoa Phượng and every application you signed in to through it in this browser.",
      )}</p>
<form method="post" action="${action}"><input type="hidden" name="xsrf" value="${xsrf}">
<button class="main" name="logout" value="yes">${say("Đăng xuất tất cả", "Sign out of all")}</button>
<button class="plain">${say("Không, giữ đăng nhập", "No, stay signed in")}</button></form>`,
    });
  },
  signedOut: ({ frames, next, language }) => signedOutPage(frames, next, language),
};

/** The closing page; applications that know only the browser are told by frames nobody sees. */
export function signedOutPage(
  frames: readonly string[],
  next: string | undefined,
  language: Language,
): string {
  const say = sayIn(language);
  const onward: Html =
    next === undefined
      ? html`<p><a href="/sign-in">${say("Đăng nhập lại", "Sign in again")}</a></p>`
      : html`<p><a href="${next}">${say("Tiếp tục", "Continue")}</a></p>`;
  return signInPage({
    language,
    title: say("Đã đăng xuất", "You are signed out"),
    next,
    body: html`<p>${say(
      "Nếu đây là máy dùng chung, hãy đóng hết cửa sổ trình duyệt.",
      "On a shared computer, close every window of the browser.",
    )}</p>
${onward}${frames.map((address) => html`<iframe src="${address}" title="${say("Đăng xuất ứng dụng", "Signing out an application")}" hidden></iframe>`)}`,
  });
}
