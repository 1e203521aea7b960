import type { Language } from "#src/domains/dictionary/text.ts";
import { formatDay, localised } from "../language.ts";
import { type Html, html } from "../pages/html.ts";
import { page, sayIn } from "../pages/layout.ts";
import { personPath } from "./mine.ts";
import type { PersonCard } from "./read-person.ts";

/** `/ho-so-cua-toi`: oneself and one's children. */
export function minePage(cards: readonly PersonCard[], language: Language): string {
  const say = sayIn(language);
  const title = say("Hồ sơ của tôi", "My records");
  return page({
    language,
    title,
    path: "/ho-so-cua-toi",
    body: html`<h1>${title}</h1>
${
  cards.length === 0
    ? html`<p class="empty">${say("Hệ thống chưa có hồ sơ nào của bạn.", "There is no record of yours.")}</p>`
    : html`<ul class="cards">${cards.map((card) => cardOf(card, language))}</ul>`
}
<p><a href="${localised("/ho-so-cua-toi/luot-xem", language)}">${say("Ai đã xem hồ sơ", "Who looked at the records")}</a></p>`,
  });
}

const kinds = {
  learner: { vi: "người học", en: "learner" },
  guardian: { vi: "cha, mẹ, người giám hộ", en: "guardian" },
  staffMember: { vi: "nhà giáo, nhân viên", en: "staff" },
} as const;

function cardOf({ person, fullName, birthDate, schoolName }: PersonCard, language: Language): Html {
  const facts = [
    kinds[person.subject.entity][language],
    birthDate === null ? undefined : formatDay(birthDate),
    schoolName ?? undefined,
  ];
  return html`<li><a href="${localised(personPath(person.subject), language)}">${fullName}</a> <small>${facts.filter((fact) => fact !== undefined).join(" · ")}</small></li>`;
}
