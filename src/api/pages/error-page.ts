import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import type { Problem } from "../problems/problem.ts";
import { type Html, html, nothing } from "./html.ts";
import { page, sayIn } from "./layout.ts";

/** What happened, by the answer's status, in words nobody has to look up. */
const headlines: Readonly<Record<number, { readonly vi: string; readonly en: string }>> = {
  401: { vi: "Trang này cần đăng nhập", en: "This page needs you to sign in" },
  403: { vi: "Bạn không mở được trang này", en: "This page is not open to you" },
  404: { vi: "Không có trang này", en: "There is no such page" },
  429: { vi: "Máy đang nhận quá nhiều yêu cầu từ bạn", en: "Too many requests from you" },
  500: { vi: "Có lỗi ở phía chúng tôi", en: "Something failed on our side" },
  503: { vi: "Hệ thống đang bận", en: "The system is busy" },
};
const otherwise = { vi: "Không mở được trang", en: "This page did not open" };

/** A problem document for a person: what is wrong (methods and addresses are for programs), where to go, what to quote. */
export function errorPage(problem: Problem, language: Language): string {
  const say = sayIn(language);
  const { status } = problem;
  const { vi, en } = headlines[status] ?? (status >= 500 ? headlines[500] : undefined) ?? otherwise;
  const title = say(vi, en);
  return page({
    language,
    title,
    path: "/",
    body: html`<div class="fault"><p class="status">${status}</p><h1>${title}</h1>
${problem.code === "address-not-found" ? nothing : html`<p>${say(problem.detail, problem.title)}</p>`}
${advice(status, language)}
<p class="actions"><a class="button" href="${localised("/", language)}">${say("Về trang chủ", "To the start page")}</a>${secondWay(status, language)}</p>
<dl class="pairs"><dt>${say("Mã lỗi", "Code")}</dt><dd><a href="${localised(`/docs/errors#${problem.code}`, language)}"><code>${problem.code}</code></a></dd>
<dt>${say("Mã tra cứu", "Reference")}</dt><dd><code>${problem.requestId}</code></dd></dl></div>`,
  });
}

function advice(status: number, language: Language): Html {
  const say = sayIn(language);
  if (status === 403)
    return html`<p class="muted">${say("Vai trò bạn đang dùng không có quyền này. Nếu bạn có vai trò khác, hãy đổi vai trò rồi mở lại.", "The role you act in lacks this right. If you have another role, change to it and open the page again.")}</p>`;
  if (status === 404)
    return html`<p class="muted">${say("Địa chỉ có thể gõ nhầm, hoặc trang đã dời đi.", "The address may be mistyped, or the page has moved.")}</p>`;
  if (status === 429)
    return html`<p class="muted">${say("Đợi một lát rồi tải lại trang. Việc bạn đã lưu không mất.", "Wait a moment and reload. What you saved is safe.")}</p>`;
  if (status >= 500)
    return html`<p class="muted">${say("Thử lại sau vài phút. Nếu vẫn lỗi, hãy gửi kèm mã tra cứu khi báo.", "Try again in a few minutes. If it goes on, quote the reference when you report it.")}</p>`;
  return nothing;
}

function secondWay(status: number, language: Language): Html {
  const say = sayIn(language);
  const way = (path: string, text: string): Html =>
    html` <a class="button second" href="${localised(path, language)}">${text}</a>`;
  if (status === 401) return way("/sign-in", say("Đăng nhập", "Sign in"));
  if (status === 403) return way("/tai-khoan", say("Đổi vai trò", "Change role"));
  if (status === 404) return way("/tim-truong", say("Tìm trường", "Find a school"));
  if (status >= 500) return way("/tinh-trang", say("Tình trạng dịch vụ", "Service status"));
  return nothing;
}
