import type { PasskeySite } from "#src/access/accounts/passkey.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { formatInstant, localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { page, sayIn } from "../pages/layout.ts";
import { passkeyForm } from "../sign-in/passkey.ts";
import type { Section } from "./account-page.ts";
import { qrSvg } from "./qr-svg.ts";
import type { AccountStory } from "./read-account.ts";

/** What lists of things with a button beside each look like; other pages do without. */
export const accountStyle: Html = html`<link rel="stylesheet" href="/assets/account.css">`;

/** Where somebody signed in proves anew who they are, and comes back here. */
export const proveAgainPath = "/sign-in?next=%2Ftai-khoan&again=1";

/** Password, authenticator app, recovery codes, passkeys. */
export function factorSections(
  story: AccountStory,
  site: PasskeySite,
  said: (section: Section) => Html,
  language: Language,
): Html {
  const say = sayIn(language);
  return html`${passwordSection(story, said, language)}
<section id="hai-lop"><h2>${say("Xác thực hai lớp", "Two-step sign-in")}</h2>${said("hai-lop")}${
    story.mayChangeFactors
      ? nothing
      : html`<p class="empty">${say(
          "Để đổi cách xác thực, bạn cần chứng minh lại mình là ai; có hiệu lực 10 phút.",
          "To change how you prove who you are, prove it once more; that holds for 10 minutes.",
        )} <a href="${localised(proveAgainPath, language)}">${say("Xác thực lại", "Prove it again")}</a></p>`
  }
<ul class="rows">
<li><div><strong>${say("Ứng dụng xác thực", "Authenticator app")}</strong><small>${story.hasTotp ? say("đã thiết lập", "set up") : say("chưa thiết lập", "not set up")}</small></div>
${story.mayChangeFactors ? totpForms(story, language) : nothing}</li>
<li><div><strong>${say("Mã khôi phục", "Recovery codes")}</strong><small>${say("còn", "left:")} ${story.recoveryCodes}${say(" mã", "")}</small></div>
${story.mayChangeFactors ? post("/tai-khoan/ma-khoi-phuc", say("Cấp 10 mã mới", "Ten new codes"), language) : nothing}</li>
</ul></section>
<section id="khoa"><h2>${say("Khóa đăng nhập (passkey)", "Passkeys")}</h2>${said("khoa")}${passkeyList(story, site, language)}</section>`;
}

function passwordSection(
  { userName }: AccountStory,
  said: (section: Section) => Html,
  language: Language,
): Html {
  const say = sayIn(language);
  if (userName === undefined) return nothing;
  const field = (name: string, label: string, autocomplete: string): Html =>
    html`<label>${label}<input type="password" name="${name}" autocomplete="${autocomplete}" required maxlength="200"></label>`;
  return html`<section id="mat-khau"><h2>${say("Mật khẩu", "Password")}</h2>${said("mat-khau")}
<details><summary>${say("Đổi mật khẩu", "Change the password")}</summary>
<p class="note">${say("Những nơi khác đang đăng nhập sẽ bị đăng xuất.", "Other places where you are signed in will be signed out.")}</p>
<form method="post" action="${localised("/tai-khoan/mat-khau", language)}">
<input type="text" class="hidden" tabindex="-1" aria-hidden="true" autocomplete="username" value="${userName}" readonly>
${field("current", say("Mật khẩu hiện nay", "Present password"), "current-password")}
${field("password", say("Mật khẩu mới", "New password"), "new-password")}
${field("again", say("Nhập lại mật khẩu mới", "New password again"), "new-password")}
<button>${say("Đổi mật khẩu", "Change password")}</button></form></details></section>`;
}

const post = (path: string, label: string, language: Language): Html =>
  html`<form method="post" action="${localised(path, language)}"><button class="quiet">${label}</button></form>`;

function totpForms({ hasTotp }: AccountStory, language: Language): Html {
  const say = sayIn(language);
  const begin = post(
    "/tai-khoan/ung-dung-xac-thuc",
    hasTotp ? say("Đổi máy", "Another device") : say("Thiết lập", "Set up"),
    language,
  );
  return hasTotp
    ? html`${begin}${post("/tai-khoan/ung-dung-xac-thuc/bo", say("Bỏ", "Remove"), language)}`
    : begin;
}

function passkeyList(
  { passkeys, mayChangeFactors }: AccountStory,
  site: PasskeySite,
  language: Language,
): Html {
  const say = sayIn(language);
  const list =
    passkeys.length === 0
      ? html`<p class="empty">${say(
          "Chưa có khóa nào. Khóa đăng nhập thay mật khẩu bằng vân tay, khuôn mặt hoặc mã PIN của máy bạn.",
          "None yet. A passkey replaces the password by your device's fingerprint, face or PIN.",
        )}</p>`
      : html`<ul class="rows">${passkeys.map(
          ({ credentialId, label, createdAt, lastUsedAt }) =>
            html`<li><div><strong>${label}</strong><small>${say("thêm lúc", "added")} ${formatInstant(createdAt)}${lastUsedAt === null ? nothing : html` · ${say("dùng gần nhất", "last used")} ${formatInstant(lastUsedAt)}`}</small></div>
${mayChangeFactors ? html`<form method="post" action="${localised("/tai-khoan/khoa/bo", language)}"><button class="quiet" name="credentialId" value="${credentialId}">${say("Bỏ", "Remove")}<span class="hidden"> ${label}</span></button></form>` : nothing}</li>`,
        )}</ul>`;
  if (!mayChangeFactors) return list;
  return html`${list}${passkeyForm(
    "create",
    site,
    { begin: "/tai-khoan/khoa/bat-dau", action: localised("/tai-khoan/khoa", language) },
    say("Thêm khóa trên máy này", "Add a passkey on this device"),
    say("Chưa thêm được khóa.", "No passkey was added."),
    true,
  )}`;
}

/** The secret for an authenticator app, and the first code of it. */
export function totpPage(
  { secret, uri }: { readonly secret: string; readonly uri: string },
  language: Language,
): string {
  const say = sayIn(language);
  const title = say("Thiết lập ứng dụng xác thực", "Set up an authenticator app");
  return page({
    language,
    title,
    path: "/tai-khoan",
    crumbs: [{ title: say("Tài khoản của tôi", "My account"), path: "/tai-khoan" }, { title }],
    body: html`${accountStyle}<h1>${title}</h1>
<p>${say("Trong ứng dụng xác thực trên điện thoại, quét mã này hoặc nhập khóa bên dưới, rồi nhập mã 6 số ứng dụng hiện ra.", "In an authenticator app on your telephone scan this code or type the key below it, then type the six digits it shows.")}</p>
${qrSvg(uri, language)}
<p><code class="key">${secret.replace(/(.{4})(?=.)/g, "$1 ")}</code></p>
<p><a href="${uri}">${say("Mở trong ứng dụng xác thực trên máy này", "Open in an authenticator app on this device")}</a></p>
<form method="post" action="${localised("/tai-khoan/ung-dung-xac-thuc/xac-nhan", language)}">
<label>${say("Mã 6 số", "Six digits")}<input type="text" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="8"></label>
<button>${say("Xác nhận", "Confirm")}</button></form>`,
  });
}

/** Recovery codes, shown this once. */
export function recoveryPage(codes: readonly string[], language: Language): string {
  const say = sayIn(language);
  const title = say("Mã khôi phục mới", "New recovery codes");
  return page({
    language,
    title,
    path: "/tai-khoan",
    crumbs: [{ title: say("Tài khoản của tôi", "My account"), path: "/tai-khoan" }, { title }],
    body: html`${accountStyle}<h1>${title}</h1>
<p>${say("Hãy in hoặc chép lại ngay: các mã này không hiện lại lần nữa, và mã cũ đã hết hiệu lực. Mỗi mã dùng một lần, khi bạn không có điện thoại.", "Print or copy them now: they are not shown again, and the old ones are void. Each works once, when you do not have your telephone.")}</p>
<ol class="codes">${codes.map((code) => html`<li><code class="key">${code}</code></li>`)}</ol>
<p><a href="${localised("/tai-khoan#hai-lop", language)}">${say("Tôi đã giữ lại", "I have kept them")}</a></p>`,
  });
}
