import type { PasskeySite } from "#src/access/accounts/passkey.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { formatInstant, localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { page, sayIn } from "../pages/layout.ts";
import { deviceWords } from "./device-words.ts";
import { accountStyle, factorSections } from "./factor-sections.ts";
import type { AccountStory } from "./read-account.ts";

/** Where on the page a form stands, and its anchor. */
export type Section = "vai-tro" | "phien" | "mat-khau" | "hai-lop" | "khoa" | "ung-dung";

/** What came of the form that was sent last. */
export interface Outcome {
  readonly section: Section;
  /** What was wrong; without it all went well. */
  readonly complaint?: string;
}

/** `/tai-khoan`: who I am here, in which role, where I am signed in, and how I prove it. */
export function accountPage(
  story: AccountStory,
  site: PasskeySite,
  outcome: Outcome | undefined,
  maySeeReviews: boolean,
  language: Language,
): string {
  const say = sayIn(language);
  const title = say("Tài khoản của tôi", "My account");
  const { session, userName } = story;
  const said = (section: Section): Html => outcomeOf(section, outcome, language);
  return page({
    language,
    title,
    path: "/tai-khoan",
    body: html`${accountStyle}<h1>${title}</h1>
<dl class="pairs"><dt>${say("Họ và tên", "Name")}</dt><dd>${session.displayName}</dd>
${userName === undefined ? nothing : html`<dt>${say("Tên đăng nhập", "User name")}</dt><dd>${userName}</dd>`}
<dt>${say("Vai trò lúc này", "Acting as")}</dt><dd>${session.grant === undefined ? say("chưa chọn", "none chosen") : getRole(session.grant.role).title[language]}</dd>
<dt>${say("Đăng nhập bằng", "Signed in by")}</dt><dd>${session.proofs.map(({ method }) => methodWords[method][language]).join(", ")}</dd></dl>
${maySeeReviews ? html`<p><a href="${localised("/tai-khoan/xet-duyet", language)}">${say("Rà soát quyền của các tài khoản", "Review what accounts may do")}</a></p>` : nothing}
<section id="vai-tro"><h2>${say("Vai trò", "Roles")}</h2>${said("vai-tro")}${rolesOf(story, language)}</section>
<section id="phien"><h2>${say("Đang đăng nhập ở đâu", "Where you are signed in")}</h2>${said("phien")}${sessionsOf(story, language)}</section>
${factorSections(story, site, said, language)}
<section id="ung-dung"><h2>${say("Ứng dụng được biết bạn là ai", "Applications that know who you are")}</h2>${said("ung-dung")}${consentsOf(story, language)}</section>`,
  });
}

const methodWords = {
  pwd: { vi: "mật khẩu", en: "password" },
  otp: { vi: "mã dùng một lần", en: "one-time code" },
  recovery: { vi: "mã khôi phục", en: "recovery code" },
  passkey: { vi: "khóa đăng nhập", en: "passkey" },
  vneid1: { vi: "VNeID mức 1", en: "VNeID level 1" },
  vneid2: { vi: "VNeID mức 2", en: "VNeID level 2" },
} as const;

function outcomeOf(section: Section, outcome: Outcome | undefined, language: Language): Html {
  if (outcome?.section !== section) return nothing;
  return outcome.complaint === undefined
    ? html`<p class="said" role="status">${sayIn(language)("Đã xong.", "Done.")}</p>`
    : html`<p class="complaint" role="alert">${outcome.complaint}</p>`;
}

function rolesOf({ roles, session }: AccountStory, language: Language): Html {
  const say = sayIn(language);
  if (roles.length === 0)
    return html`<p class="empty">${say("Tài khoản này chưa được giao vai trò nào.", "This account has no role yet.")}</p>`;
  const until = (to: string): string => formatInstant(new Date(to));
  return html`<ul class="rows">${roles.map(({ grant, unit }) => {
    const facts = [
      unit,
      grant.to === undefined ? undefined : `${say("đến", "until")} ${until(grant.to)}`,
    ].filter((fact) => fact !== undefined);
    const isNow = grant.grantId === session.grant?.grantId;
    return html`<li><div><strong>${getRole(grant.role).title[language]}</strong>${facts.length === 0 ? nothing : html`<small>${facts.join(" · ")}</small>`}</div>
${
  isNow
    ? html`<span class="good">${say("đang dùng", "in use")}</span>`
    : html`<form method="post" action="${localised("/tai-khoan/vai-tro", language)}"><button class="quiet" name="grantId" value="${grant.grantId}">${say("Chuyển sang", "Switch to")}<span class="hidden"> ${getRole(grant.role).title[language]}</span></button></form>`
}</li>`;
  })}</ul>`;
}

function sessionsOf({ sessions, session }: AccountStory, language: Language): Html {
  const say = sayIn(language);
  const all = localised("/tai-khoan/phien/ket-thuc-het", language);
  return html`<ul class="rows">${sessions.map((one) => {
    const device = deviceWords(one.device, language);
    return html`<li><div><strong>${device}</strong><small>${say("đăng nhập", "signed in")} ${formatInstant(one.createdAt)} · ${say("dùng gần nhất", "last used")} ${formatInstant(one.lastSeenAt)}${one.from === null ? nothing : html` · ${one.from}`}</small></div>
${
  one.sessionId === session.sessionId
    ? html`<span class="good">${say("phiên này", "this one")}</span>`
    : html`<form method="post" action="${localised("/tai-khoan/phien/ket-thuc", language)}"><button class="quiet" name="sessionId" value="${one.sessionId}">${say("Đăng xuất", "Sign out")}<span class="hidden"> ${device}</span></button></form>`
}</li>`;
  })}</ul>
<form method="post" action="${all}" class="together">
${sessions.length > 1 ? html`<button class="quiet" name="which" value="others">${say("Đăng xuất mọi nơi khác", "Sign out everywhere else")}</button>` : nothing}
<button class="quiet" name="which" value="all">${say("Đăng xuất mọi nơi, cả ở đây", "Sign out everywhere, here too")}</button></form>`;
}

function consentsOf({ consents }: AccountStory, language: Language): Html {
  const say = sayIn(language);
  if (consents.length === 0)
    return html`<p class="empty">${say("Chưa có ứng dụng nào của bên khác.", "None of others' applications.")}</p>`;
  return html`<ul class="rows">${consents.map(
    ({ clientId, name, givenAt }) =>
      html`<li><div><strong>${name}</strong><small>${say("đồng ý lúc", "allowed at")} ${formatInstant(givenAt)}</small></div>
<form method="post" action="${localised("/tai-khoan/ung-dung/rut", language)}"><button class="quiet" name="clientId" value="${clientId}">${say("Rút lại", "Withdraw")}<span class="hidden"> ${name}</span></button></form></li>`,
  )}</ul>`;
}
