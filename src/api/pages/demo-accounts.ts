import type { DemoView } from "#src/access/demo/desk.ts";
import type { DemoAccount } from "#src/access/demo/list.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import { type Html, html, nothing } from "./html.ts";
import { type Say, sayIn, table } from "./layout.ts";

/** The part of the start page that lists the sample accounts: whom to be, by which password and code. */
export function demoAccountsPart(demo: DemoView, language: Language): Html {
  const say = sayIn(language);
  const head = html`<h2 id="demo">${say("Đăng nhập thử: tài khoản mẫu của mỗi vai trò", "Try it: a sample account for every role")}</h2>`;
  if (demo.isLoading)
    return html`${head}
<p class="note" role="status">${say(
      "Thành phố mẫu đang được sinh và nhập qua đúng quy trình. Tài khoản mẫu hiện ra ở đây khi xong; trang tự tải lại.",
      "The sample city is being generated and ingested. The sample accounts appear here when it is done; this page reloads by itself.",
    )}</p>`;
  if (demo.accounts.length === 0)
    return html`${head}
<p class="note">${say("Dữ liệu đang có không phải thành phố mẫu nên không có tài khoản mẫu.", "The data held are not the sample city: there are no sample accounts.")}</p>`;
  const asksCode = demo.accounts.some((account) => account.asksCode);
  return html`${head}
<p>${say(
    "Chỉ có trên máy này và chỉ để xem thử; mọi người trong thành phố mẫu đều không có thật. Chọn một tài khoản, rồi nhập:",
    "On this machine only, to look around; nobody in the sample city is real. Choose an account, then type:",
  )}</p>
<dl class="pairs"><dt>${say("Mật khẩu chung", "Password of all")}</dt><dd><code>${demo.password}</code></dd>
${
  asksCode
    ? html`<dt>${say("Mã 6 số, khi được hỏi", "Six digits, when asked")}</dt><dd><code>${demo.code.code}</code> <a href="${localised("/", language)}#demo">${say("mã mới", "new code")}</a>
<br><span class="muted">${say(
        `đến ${timeOf(demo.code.until)}, thêm 30 giây; mỗi tài khoản dùng một mã một lần`,
        `until ${timeOf(demo.code.until)} and 30 seconds more; good once for each account`,
      )}</span></dd>`
    : nothing
}</dl>
${table(
  say("Tài khoản mẫu", "Sample accounts"),
  [
    { title: say("Vai trò", "Role"), wide: true },
    { title: say("Tên đăng nhập", "User name") },
    { title: say("Đơn vị hoặc người", "Unit or person"), wide: true },
  ],
  demo.accounts.map((account) => row(account, language, say)),
)}
${demo.hasVneid ? vneidPart(demo.accounts, language, say) : nothing}`;
}

function row(
  { userName, role, variant, unitName, asksCode }: DemoAccount,
  language: Language,
  say: Say,
): readonly Html[] {
  const { title, reach } = getRole(role);
  const place = unitName ?? (reach === "city" ? say("cả thành phố", "the whole city") : "–");
  const path = `/sign-in?next=/&user=${userName}`;
  return [
    html`<a href="${localised(path, language)}">${say(title.vi, title.en)}${variant === undefined ? nothing : ageOf(variant, say)}</a>`,
    html`<code>${userName}</code>${asksCode ? html` <span class="muted">${say("+ mã 6 số", "+ code")}</span>` : nothing}`,
    html`${place}`,
  ];
}

function vneidPart(accounts: readonly DemoAccount[], language: Language, say: Say): Html {
  const people = accounts.filter(({ citizenNumber }) => citizenNumber !== undefined);
  if (people.length === 0) return nothing;
  return html`<h3>${say("Qua VNeID giả lập", "By the simulated VNeID")}</h3>
<p>${say(
    "Cha mẹ, học sinh, nhà giáo vào bằng số định danh; mã là sáu số cuối. Vai trò theo hồ sơ nhà trường, không ai phải cấp.",
    "Parents, learners and teachers come by their number; the passcode is its last six digits. Their roles follow from the school's record.",
  )} <a href="${localised("/sign-in?next=/", language)}">${say("Đến trang đăng nhập", "To the sign-in page")}</a></p>
<dl class="pairs">${people.map(({ role, unitName, citizenNumber }) => {
    const { title } = getRole(role);
    return html`<dt>${say(title.vi, title.en)}</dt><dd>${unitName}: <code>${citizenNumber}</code></dd>\n`;
  })}</dl>`;
}

const ageOf = (variant: NonNullable<DemoAccount["variant"]>, say: Say): string =>
  variant === "from16" ? say(" từ 16 tuổi", ", 16 or older") : say(" dưới 16 tuổi", ", under 16");

/** hh:mm:ss in Hải Phòng. */
const timeOf = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 19);
