import type { Language } from "#src/domains/dictionary/text.ts";
import type { ComparedField, PairStory } from "../identity/pair-story.ts";
import { maskedWords } from "../identity/value-words.ts";
import { formatNumber } from "../language.ts";
import { type Html, html } from "./html.ts";
import { sayIn } from "./layout.ts";

/** Fields of two records side by side, ≠ where they differ; three narrow columns that a phone shows whole. */
export function pairTable(fields: readonly ComparedField[], caption: string, language: Language): Html {
  const say = sayIn(language);
  return html`<table class="pair">
<caption>${caption}</caption>
<thead><tr><th scope="col">${say("Mục", "Field")}</th><th scope="col">${say("Bên trái", "Left")}</th><th scope="col">${say("Bên phải", "Right")}</th></tr></thead>
<tbody>${fields.map(
    (one) =>
      html`<tr${one.differs ? html` class="differs"` : ""}><th scope="row">${one.title[language]}${one.differs ? html` ≠<span class="hidden"> ${say("khác nhau", "they differ")}</span>` : ""}</th><td>${maskedWords(one.field, one.left, language)}</td><td>${maskedWords(one.field, one.right, language)}</td></tr>\n`,
  )}</tbody></table>
`;
}

/** `95,2 % là một người`: how sure the program is. */
export function likelihood({ pair }: PairStory, language: Language): string {
  const percent = formatNumber(pair.probability * 100, language, 1);
  return sayIn(language)(`${percent} % là một người`, `${percent} % one person`);
}
