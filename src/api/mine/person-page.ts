import type { ConsentReason } from "#src/access/privacy/consent/state.ts";
import { findTextOn } from "#src/access/privacy/consent/texts.ts";
import { getPurpose } from "#src/access/privacy/purposes/register.ts";
import type { Language, Text } from "#src/domains/dictionary/text.ts";
import { localDay } from "#src/platform/clock.ts";
import { formatDay, formatInstant, localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { page, sayIn } from "../pages/layout.ts";
import { personPath } from "./mine.ts";
import type { PersonStory } from "./read-person.ts";
import { requestForm, requestList } from "./request-parts.ts";

/** `/ho-so-cua-toi/{entity}/{id}`: consent and requests of one person, and the way to all that is held about them. */
export function personPage(story: PersonStory, language: Language): string {
  const say = sayIn(language);
  const { subject } = story.card.person;
  const path = personPath(subject);
  return page({
    language,
    title: story.card.fullName,
    path,
    crumbs: [
      { title: say("Hồ sơ của tôi", "My records"), path: "/ho-so-cua-toi" },
      { title: story.card.fullName },
    ],
    body: html`<h1>${story.card.fullName}</h1>
<p class="muted">${[story.card.birthDate === null ? undefined : formatDay(story.card.birthDate), story.card.schoolName ?? undefined].filter((fact) => fact !== undefined).join(" · ")}</p>
<p><a href="${localised(`/ho-so-cua-toi/luot-xem?record=${subject.recordId}`, language)}">${say("Ai đã xem hồ sơ này", "Who looked at this record")}</a></p>
<h2 id="dong-y">${say("Đồng ý", "Consent")}</h2>
<p class="note">${say(
      "Việc dạy, học và thống kê theo luật không cần hỏi. Những việc dưới đây chỉ làm khi có đồng ý; rút lại có hiệu lực ngay.",
      "Teaching and statutory statistics need no consent. What stands below is done only with it; taking it back counts at once.",
    )}</p>
${story.consents.map((consent) => consentPart(story, consent, language))}
<h2 id="yeu-cau">${say("Yêu cầu về dữ liệu", "Requests about the data")}</h2>
${requestList(story, path, language)}
${requestForm(story, path, language)}`,
  });
}

const reasons: Readonly<Record<ConsentReason, Text>> = {
  granted: { vi: "đã đồng ý", en: "agreed" },
  withdrawn: { vi: "đã rút lại", en: "taken back" },
  representativeMissing: { vi: "cha, mẹ hoặc người đại diện chưa nêu ý kiến", en: "no parent has said so" },
  childMissing: { vi: "trẻ từ 7 tuổi chưa nêu ý kiến", en: "the child, from 7, has not said so" },
  selfMissing: { vi: "từ 16 tuổi, chính người học nêu ý kiến", en: "from 16 the learner says so alone" },
  textRenewed: { vi: "nội dung đã đổi, cần đồng ý lại", en: "the words changed, asked anew" },
};

function consentPart(
  { card, said }: PersonStory,
  { purpose, granted, reason }: PersonStory["consents"][number],
  language: Language,
): Html {
  const say = sayIn(language);
  const { by, subject } = card.person;
  const text = findTextOn(purpose, localDay(new Date()));
  const mine = said.findLast(
    (line) =>
      line.purpose === purpose &&
      (by === "self" ? line.by === "self" : line.by !== "self" && line.by.guardianId === by.guardianId),
  );
  const next = mine?.act === "give" ? "withdraw" : "give";
  return html`<section class="consent"><h3>${getPurpose(purpose).title[language]}</h3>
<p>${text?.text[language] ?? ""}</p>
<p><strong>${granted ? say("Được làm", "Allowed") : say("Không được làm", "Not allowed")}</strong>: ${reasons[reason][language]}${mine === undefined ? nothing : html` <small>${say("Bạn nói lúc", "You said so at")} ${formatInstant(mine.at)}</small>`}</p>
<form method="post" action="${localised(`${personPath(subject)}/dong-y`, language)}">
<input type="hidden" name="purpose" value="${purpose}"><input type="hidden" name="act" value="${next}">
<button type="submit">${next === "give" ? say("Tôi đồng ý", "I agree") : say("Tôi rút lại", "I take it back")}</button>
</form></section>`;
}
