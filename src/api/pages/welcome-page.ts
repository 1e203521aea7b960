import { getRole } from "#src/access/roles/roles.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import { type Html, html } from "./html.ts";
import { page, sayIn } from "./layout.ts";

/** `/` for who has not signed in, or has no role that looks at the city: what this is and where to go. */
export function welcomePage(
  session: Session | undefined,
  demo: Html,
  language: Language,
  /** Something the page tells of is under way. */
  isMoving = false,
): string {
  const say = sayIn(language);
  return page({
    language,
    title: say("Chào mừng", "Welcome"),
    path: "/",
    ...(isMoving ? { refreshSeconds: 10 } : {}),
    body: html`<h1>${say("Dữ liệu giáo dục Hải Phòng", "Education data of Hải Phòng")}</h1>
<p class="lead">${say(
      "Một hồ sơ duy nhất cho mỗi người học, mỗi nhà giáo, mỗi trường: sạch, sống, có dấu vết. Ai xem gì đều có lý do và được ghi lại.",
      "One record for every learner, teacher and school: clean, living, traced. Whoever looks has a reason, and it is written down.",
    )}</p>
${session === undefined ? signInPart(language) : standing(session, language)}
${demo}
<h2>${say("Mở cho mọi người", "Open to everybody")}</h2>
<ul><li><a href="${localised("/docs/dictionary", language)}">${say("Từ điển dữ liệu", "Data dictionary")}</a></li>
<li><a href="${localised("/docs/", language)}">${say("Giao diện lập trình (API)", "API reference")}</a>, <a href="/openapi.json">OpenAPI 3.1</a></li>
<li><a href="${localised("/docs/errors", language)}">${say("Mã lỗi", "Error codes")}</a></li></ul>`,
  });
}

function signInPart(language: Language): Html {
  const say = sayIn(language);
  return html`<p><a class="button" href="${localised("/sign-in", language)}">${say("Đăng nhập", "Sign in")}</a></p>
<p class="muted">${say(
    "Cha mẹ và người học dùng VNeID. Cán bộ, nhà giáo dùng VNeID hoặc tài khoản của đơn vị.",
    "Parents and learners use VNeID. Staff use VNeID or the account their unit gave them.",
  )}</p>`;
}

function standing({ displayName, grant }: Session, language: Language): Html {
  const say = sayIn(language);
  return html`<p>${say("Đã đăng nhập:", "Signed in:")} <strong>${displayName}</strong></p>
${
  grant === undefined
    ? html`<p class="note">${say(
        "Tài khoản này chưa có vai trò nào. Vai trò do nhà trường hoặc Sở cấp; cha mẹ và người học có vai trò khi số định danh của họ khớp với hồ sơ nhà trường.",
        "This account has no role yet. Roles are given by the school or the department; parents and learners have one when their number matches the school's record.",
      )}</p>`
    : html`<p><a class="button" href="${localised(homeOf(grant.role), language)}">${say("Vào việc", "Go on")}</a></p>`
}
<p><a href="${localised("/sign-out", language)}">${say("Đăng xuất", "Sign out")}</a></p>`;
}

/** Where somebody without the city's pages has their work. */
const homeOf = (role: string): string =>
  getRole(role).may.includes("rights.ask") ? "/ho-so-cua-toi" : "/tai-khoan";
