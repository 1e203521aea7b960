import { personalFieldsOf, purposes } from "#src/access/privacy/purposes/register.ts";
import { kindTitles, type RequestKind, requestKinds } from "#src/access/privacy/rights/deadlines.ts";
import { openStates, type RequestState } from "#src/access/privacy/rights/machine.ts";
import type { RightsRequest } from "#src/access/privacy/rights/request.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Language, Text } from "#src/domains/dictionary/text.ts";
import { formatDay, formatInstant, localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { sayIn } from "../pages/layout.ts";
import type { PersonStory } from "./read-person.ts";

const states: Readonly<Record<RequestState, Text>> = {
  received: { vi: "đã nhận", en: "received" },
  awaitingProof: { vi: "chờ chứng minh bạn là ai", en: "waiting for proof of who you are" },
  accepted: { vi: "đang làm", en: "under way" },
  done: { vi: "đã xong", en: "done" },
  refused: { vi: "từ chối", en: "refused" },
  cancelled: { vi: "bạn đã rút", en: "taken back" },
};

/** The requests about a person, with their terms and what can be done now. */
export function requestList({ requests }: PersonStory, path: string, language: Language): Html {
  const say = sayIn(language);
  if (requests.length === 0)
    return html`<p class="empty">${say("Chưa có yêu cầu nào.", "No requests yet.")}</p>`;
  return html`<ul class="requests">${requests.map((request) => requestItem(request, path, language))}</ul>`;
}

function requestItem(request: RightsRequest, path: string, language: Language): Html {
  const say = sayIn(language);
  const at = `${path}/yeu-cau/${request.requestId}`;
  const due = request.actDue ?? request.replyDue;
  const isOpen = openStates.includes(request.state);
  const isCopy = request.kind === "see" || request.kind === "copy";
  const hasCopy = isCopy && (request.state === "accepted" || request.state === "done");
  return html`<li><strong>${kindTitles[request.kind][language]}</strong>: ${states[request.state][language]}
<small>${say("gửi", "sent")} ${formatInstant(request.receivedAt)}${isOpen ? html`; ${say("chậm nhất", "at the latest")} ${formatDay(due)}` : nothing}</small>
${
  hasCopy
    ? html`<form method="post" action="${localised(`${at}/ban-sao`, language)}"><button type="submit" name="as" value="pdf">${say("Mở bản PDF", "Open as PDF")}</button> <button type="submit" name="as" value="json">${say("Tải tệp JSON", "Download JSON")}</button></form>`
    : nothing
}${
  isOpen
    ? html`<form method="post" action="${localised(`${at}/rut`, language)}"><button type="submit">${say("Rút yêu cầu", "Take back")}</button></form>`
    : nothing
}</li>`;
}

/** Rights that need more than a word: which fields, which purposes. */
const needs: Readonly<Partial<Record<RequestKind, "fields" | "purposes">>> = {
  correct: "fields",
  restrict: "purposes",
  object: "purposes",
  withdrawConsent: "purposes",
};

/** One form a right that needs particulars, one for those that do not. */
export function requestForm(story: PersonStory, path: string, language: Language): Html {
  const say = sayIn(language);
  const plain = requestKinds.filter((kind) => needs[kind] === undefined);
  const action = localised(`${path}/yeu-cau`, language);
  const child =
    story.card.person.by !== "self" && (story.age === undefined || story.age >= 7)
      ? html`<label class="choice"><input type="checkbox" name="childAgrees" value="yes"> ${say("Con tôi (từ 7 tuổi) cũng đồng ý", "My child (from 7) agrees too")}</label>`
      : nothing;
  const detail = html`<label>${say("Nói rõ hơn (nếu cần)", "More (if needed)")}<textarea name="detail" rows="3" maxlength="4000"></textarea></label>${child}
<button type="submit">${say("Gửi yêu cầu", "Send")}</button>`;
  return html`<h3>${say("Gửi yêu cầu mới", "A new request")}</h3>
<p class="note">${say(
    "Trả lời trong 2 ngày làm việc, làm xong trong 10 đến 20 ngày tùy quyền. Kết quả học tập được giữ vĩnh viễn theo luật.",
    "Answered within 2 working days, done within 10 to 20 days. Study records are kept permanently by law.",
  )}</p>
<form method="post" action="${action}"><fieldset><legend>${say("Bạn muốn", "You want")}</legend>${plain.map(
    (kind, at) =>
      html`<label class="choice"><input type="radio" name="kind" value="${kind}" required${at === 0 ? html` checked` : nothing}> ${kindTitles[kind][language]}</label>`,
  )}</fieldset>${detail}</form>
${requestKinds
  .filter((kind) => needs[kind] !== undefined)
  .map(
    (kind) =>
      html`<details><summary>${kindTitles[kind][language]}</summary><form method="post" action="${action}"><input type="hidden" name="kind" value="${kind}">${needs[kind] === "fields" ? fieldBoxes(story, language) : purposeBoxes(kind, language)}${detail}</form></details>`,
  )}`;
}

function fieldBoxes({ card }: PersonStory, language: Language): Html {
  const { entity } = card.person.subject;
  const { fields } = getDataset(entity);
  return boxes(
    "fields",
    { vi: "Điều gì chưa đúng", en: "What is wrong" },
    personalFieldsOf(entity).flatMap((name) => {
      const field = fields[name];
      return field === undefined ? [] : [[`${entity}.${name}`, fieldTitle(name, field)[language]] as const];
    }),
    language,
  );
}

function purposeBoxes(kind: RequestKind, language: Language): Html {
  const asked = purposes.filter(({ basis }) => kind !== "withdrawConsent" || basis === "consent");
  return boxes(
    "purposes",
    { vi: "Việc nào", en: "Which purposes" },
    asked.map(({ id, title }) => [id, title[language]]),
    language,
  );
}

function boxes(
  name: string,
  legend: Text,
  choices: readonly (readonly [value: string, title: string])[],
  language: Language,
): Html {
  return html`<fieldset><legend>${legend[language]}</legend>${choices.map(
    ([value, title]) =>
      html`<label class="choice"><input type="checkbox" name="${name}" value="${value}"> ${title}</label>`,
  )}</fieldset>`;
}
