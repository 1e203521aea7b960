import type { DueReview } from "#src/access/accounts/access-review.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { formatInstant, localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { page, sayIn } from "../pages/layout.ts";

/** What lists of things with a button beside each look like; other pages do without. */
const accountStyle: Html = html`<link rel="stylesheet" href="/assets/account.css">`;

/**
 * The grants somebody must look at, the longest unseen first.
 * @param units names of schools and communes, by grant
 * @param state `reviewer` is the account that reviews: nobody reviews their own
 */
export function reviewPage(
  due: readonly DueReview[],
  units: ReadonlyMap<string, string | undefined>,
  {
    isDone,
    isCut,
    reviewer,
  }: { readonly isDone: boolean; readonly isCut: boolean; readonly reviewer: string },
  language: Language,
): string {
  const say = sayIn(language);
  const title = say("Rà soát quyền", "Review of rights");
  return page({
    language,
    title,
    path: "/tai-khoan/xet-duyet",
    crumbs: [{ title: say("Tài khoản của tôi", "My account"), path: "/tai-khoan" }, { title }],
    body: html`${accountStyle}<h1>${title}</h1>
<p class="lead">${say(
      "Sáu tháng một lần, mỗi quyền được giao phải có người xem lại: còn cần không? Không ai tự xét quyền của mình.",
      "Every six months somebody looks at each right that was given: is it still needed? Nobody reviews their own.",
    )}</p>
${isDone ? html`<p class="said" role="status">${say("Đã ghi.", "Recorded.")}</p>` : nothing}
${
  due.length === 0
    ? html`<p class="empty">${say("Không còn quyền nào đến hạn rà soát.", "Nothing is due for review.")}</p>`
    : html`<ul class="rows">${due.map((one) => itemOf(one, units.get(one.grantId), one.accountId === reviewer, language))}</ul>`
}${isCut ? html`<p class="note">${say("Còn nữa: danh sách hiện 50 quyền lâu nhất.", "There are more: the 50 longest unseen are shown.")}</p>` : nothing}`,
  });
}

function itemOf(review: DueReview, unit: string | undefined, isOwn: boolean, language: Language): Html {
  const say = sayIn(language);
  const { displayName, state, role, lastSeenAt, reviewedAt, grantId, grantReason } = review;
  const facts = [
    unit,
    `${say("giao hoặc xem lại lần cuối", "given or last reviewed")} ${formatInstant(reviewedAt)}`,
    lastSeenAt === null
      ? say("chưa đăng nhập lần nào", "never signed in")
      : `${say("đăng nhập gần nhất", "last signed in")} ${formatInstant(lastSeenAt)}`,
    state === "disabled" ? say("tài khoản đã khóa", "account disabled") : undefined,
    `${say("lý do giao", "given for")}: ${grantReason}`,
  ].filter((fact) => fact !== undefined);
  const reason = say("Lý do, nếu thu hồi (không ghi tên người)", "Why, if it is taken back (no names)");
  return html`<li><div><strong>${displayName}: ${getRole(role).title[language]}</strong><small>${facts.join(" · ")}</small></div>
${
  isOwn
    ? html`<span class="watch">${say("của bạn: người khác xét", "yours: somebody else reviews it")}</span>`
    : html`<form method="post" action="${localised(`/tai-khoan/xet-duyet/${grantId}`, language)}" class="together">
<label class="grow"><small>${reason}</small><input type="text" name="reason" maxlength="500"></label>
<button class="quiet" name="verdict" value="keep">${say("Còn cần", "Still needed")}</button>
<button class="quiet" name="verdict" value="revoke">${say("Thu hồi", "Take back")}</button></form>`
}</li>`;
}
