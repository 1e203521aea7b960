import type { PasskeySite } from "#src/access/accounts/passkey.ts";
import type { Grant } from "#src/access/principal.ts";
import type { Factor, TotpSecret } from "#src/access/provider/directory.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { sayIn } from "../pages/layout.ts";
import { signInPage } from "./layout.ts";
import { passkeyForm } from "./passkey.ts";

/** What every page of an attempt needs to know. */
export interface PageOf {
  readonly language: Language;
  readonly attemptId: string;
  /** The application the person is on the way to. */
  readonly clientName: string | undefined;
  readonly complaint?: string | undefined;
  /** Stands in the form already, where a link named somebody. */
  readonly userName?: string | undefined;
}

const addressOf = ({ language, attemptId }: PageOf, step = ""): string =>
  localised(`/sign-in/${attemptId}${step}`, language);

/** Where the person is going, and the way back. */
function purpose({ language, clientName }: PageOf): Html {
  if (clientName === undefined) return nothing;
  const say = sayIn(language);
  return html`<p class="purpose">${say("Để tiếp tục tới", "To continue to")} <strong>${clientName}</strong></p>`;
}

function cancel(at: PageOf): Html {
  if (at.clientName === undefined) return nothing;
  const label = sayIn(at.language)("Quay lại, không đăng nhập", "Go back without signing in");
  return html`<form method="post" action="${addressOf(at, "/cancel")}"><button class="plain">${label}</button></form>`;
}

const secretField = (name: string, label: string, autocomplete: string): Html =>
  html`<label for="${name}">${label}</label><input id="${name}" name="${name}" type="password" autocomplete="${autocomplete}" required maxlength="300">`;

/** VNeID or a name and password. */
export function choosePage(at: PageOf, hasVneid: boolean, site: PasskeySite): string {
  const say = sayIn(at.language);
  const vneid = hasVneid
    ? html`<form method="post" action="${addressOf(at, "/vneid")}"><button class="main">${say("Đăng nhập bằng VNeID", "Sign in with VNeID")}</button></form>
<p class="or"><span>${say("hoặc", "or")}</span></p>`
    : nothing;
  return signInPage({
    ...at,
    title: say("Đăng nhập", "Sign in"),
    path: `/sign-in/${at.attemptId}`,
    body: html`${purpose(at)}${vneid}
<form method="post" action="${addressOf(at, "/password")}">
<label for="userName">${say("Tên đăng nhập", "User name")}</label><input id="userName" name="userName" value="${at.userName ?? ""}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200">
${secretField("password", say("Mật khẩu", "Password"), "current-password")}
<button${hasVneid ? nothing : html` class="main"`}>${say("Đăng nhập bằng mật khẩu", "Sign in with password")}</button></form>
${byPasskey(at, site)}
${cancel(at)}`,
  });
}

function byPasskey(at: PageOf, site: PasskeySite): Html {
  const say = sayIn(at.language);
  return passkeyForm(
    site,
    { begin: `/sign-in/${at.attemptId}/passkey-begin`, action: addressOf(at, "/passkey") },
    say("Dùng khóa đăng nhập (passkey)", "Use a passkey"),
    say("Chưa dùng được khóa nào trên máy này.", "No passkey on this device could be used."),
  );
}

/** The second factor; a recovery code where the telephone is lost. */
export function factorPage(
  at: PageOf,
  kind: Factor["kind"],
  hasRecovery: boolean,
  site?: PasskeySite,
): string {
  const say = sayIn(at.language);
  const isTotp = kind !== "recovery";
  const other = isTotp ? "recovery" : "totp";
  const switchTo = isTotp
    ? say("Dùng mã khôi phục", "Use a recovery code")
    : say("Dùng mã trên điện thoại", "Use the code on my telephone");
  const input = isTotp
    ? html`<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,8}" required maxlength="8" autofocus>`
    : html`<input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="40" autofocus>`;
  return signInPage({
    ...at,
    title: say("Xác thực lớp thứ hai", "Second step"),
    path: `/sign-in/${at.attemptId}`,
    body: html`${purpose(at)}${site === undefined ? nothing : byPasskey(at, site)}
<form method="post" action="${addressOf(at, "/factor")}">
<input type="hidden" name="kind" value="${kind}">
<label for="code">${
      isTotp
        ? say("Mã 6 số trong ứng dụng xác thực", "Six digits from your authenticator app")
        : say("Mã khôi phục (mỗi mã dùng một lần)", "Recovery code (each works once)")
    }</label>${input}
<button class="main">${say("Xác nhận", "Confirm")}</button></form>
${kind === "newTotp" || (isTotp && !hasRecovery) ? nothing : html`<p><a href="${localised(`/sign-in/${at.attemptId}?factor=${other}`, at.language)}">${switchTo}</a></p>`}
${cancel(at)}`,
  });
}

/** Roles that need two factors open only when one is set up. */
export function enrolPage(at: PageOf, { secret, uri }: TotpSecret): string {
  const say = sayIn(at.language);
  const grouped = secret.replace(/(.{4})(?=.)/g, "$1 ");
  return signInPage({
    ...at,
    title: say("Thiết lập xác thực hai lớp", "Set up two-step sign-in"),
    body: html`<p>${say(
      "Vai trò của bạn cần xác thực hai lớp. Mở ứng dụng xác thực trên điện thoại, thêm tài khoản bằng khóa dưới đây, rồi nhập mã 6 số mà ứng dụng hiện ra.",
      "Your role needs two-step sign-in. In an authenticator app on your telephone add an account by the key below, then type the six digits it shows.",
    )}</p>
<dl class="pairs"><dt>${say("Khóa", "Key")}</dt><dd><code class="key">${grouped}</code></dd></dl>
<p><a href="${uri}">${say("Mở trong ứng dụng xác thực trên máy này", "Open in an authenticator app on this device")}</a></p>
<form method="post" action="${addressOf(at, "/factor")}">
<input type="hidden" name="kind" value="newTotp">
<label for="code">${say("Mã 6 số", "Six digits")}</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="8">
<button class="main">${say("Xác nhận", "Confirm")}</button></form>
${cancel(at)}`,
  });
}

/** A password that was handed out is replaced before anything opens. */
export function newPasswordPage(at: PageOf): string {
  const say = sayIn(at.language);
  return signInPage({
    ...at,
    title: say("Đặt mật khẩu của riêng bạn", "Choose your own password"),
    path: `/sign-in/${at.attemptId}`,
    body: html`<p>${say(
      "Mật khẩu vừa dùng là mật khẩu tạm. Hãy đặt một mật khẩu dài mà chỉ bạn biết, ví dụ bốn năm từ không liên quan nhau.",
      "The password you used is a temporary one. Choose a long one only you know, four or five unrelated words for example.",
    )}</p>
<form method="post" action="${addressOf(at, "/new-password")}">
${secretField("password", say("Mật khẩu mới", "New password"), "new-password")}
${secretField("again", say("Nhập lại mật khẩu mới", "New password again"), "new-password")}
<button class="main">${say("Đặt mật khẩu", "Set password")}</button></form>
${cancel(at)}`,
  });
}

/** A role the person may act in, in words. */
export interface OfferedRole {
  readonly grant: Grant;
  /** Name of the school or commune; undefined where the role names none. */
  readonly unit: string | undefined;
}

export function rolePage(at: PageOf, offered: readonly OfferedRole[]): string {
  const say = sayIn(at.language);
  const until = (to: string): string => to.slice(0, 10).split("-").reverse().join("/");
  return signInPage({
    ...at,
    title: say("Bạn làm việc với vai trò nào?", "Which role do you act in?"),
    path: `/sign-in/${at.attemptId}`,
    body: html`${purpose(at)}
<form method="post" action="${addressOf(at, "/role")}" class="roles">${offered.map(({ grant, unit }) => {
      const { title } = getRole(grant.role);
      return html`<button name="grantId" value="${grant.grantId}"><strong>${say(title.vi, title.en)}</strong>${
        unit === undefined ? nothing : html`<span>${unit}</span>`
      }${grant.to === undefined ? nothing : html`<span>${say("đến", "until")} ${until(grant.to)}</span>`}</button>`;
    })}</form>
<p class="note">${say("Mỗi lúc làm việc trong một vai trò; có thể đổi vai trò mà không phải đăng nhập lại.", "You act in one role at a time, and can change it without signing in again.")}</p>
${cancel(at)}`,
  });
}

const scopeWords: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  profile: { vi: "Họ và tên của bạn", en: "Your full name" },
  role: {
    vi: "Vai trò và đơn vị bạn đang làm việc",
    en: "The role and unit you act in",
  },
};

/** Whether an application of others may know who somebody is. */
export function consentPage(at: PageOf, scopes: readonly string[]): string {
  const say = sayIn(at.language);
  const told = scopes.map((scope) => scopeWords[scope]).filter((words) => words !== undefined);
  return signInPage({
    ...at,
    title: say("Cho phép ứng dụng nhận thông tin?", "Share your particulars?"),
    path: `/sign-in/${at.attemptId}`,
    body: html`<p><strong>${at.clientName}</strong> ${say("đề nghị được biết:", "asks to know:")}</p>
<ul><li>${say("Một mã riêng của bạn ở ứng dụng này (không phải số định danh)", "An identifier of yours at this application (not your citizen number)")}</li>${told.map((words) => html`<li>${say(words.vi, words.en)}</li>`)}</ul>
<p>${say("Bạn có thể rút lại sự đồng ý này bất cứ lúc nào.", "You can withdraw this consent at any time.")}</p>
<form method="post" action="${addressOf(at, "/consent")}"><button class="main">${say("Đồng ý", "Allow")}</button></form>
${cancel(at)}`,
  });
}

/** Something ended the attempt: what, and where to begin again. */
export function refusedPage(refused: {
  readonly language: Language;
  readonly sentence: string;
  readonly code: string;
  readonly requestId: string;
  readonly retry: string;
}): string {
  const say = sayIn(refused.language);
  return signInPage({
    language: refused.language,
    title: say("Chưa đăng nhập được", "You are not signed in"),
    complaint: refused.sentence,
    body: html`<dl class="pairs"><dt>${say("Mã lỗi", "Code")}</dt><dd><code>${refused.code}</code></dd>
<dt>${say("Mã tra cứu", "Reference")}</dt><dd><code>${refused.requestId}</code></dd></dl>
<p><a href="${localised(refused.retry, refused.language)}">${say("Đăng nhập lại từ đầu", "Sign in again")}</a></p>`,
  });
}
