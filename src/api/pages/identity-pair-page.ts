import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { lookAtPairs } from "../identity/pair-look.ts";
import { getPairStory, type PairSide, type PairStory } from "../identity/pair-story.ts";
import { pairTag } from "../identity/pair-tag.ts";
import { evidenceWords, surroundingWords, weightWords } from "../identity/value-words.ts";
import { localised } from "../language.ts";
import { codeTitle } from "./code-title.ts";
import { type Html, html, nothing } from "./html.ts";
import { page, sayIn, table } from "./layout.ts";
import { likelihood, pairTable } from "./pair-table.ts";
import { placeWords, readFileNames } from "./source-place.ts";

/** `/identity/{reviewId}`: two records side by side with all that speaks for and against, and the form to decide. */
export async function identityPairPage(
  reader: Reader,
  keyring: Keyring,
  reviewId: string,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const { story, names } = await reader.read(
    async (client) => {
      const read = await getPairStory(client, keyring, reviewId);
      const rows = [...read.left.sources, ...read.right.sources].map((source) => source.sourceRowId);
      return { story: read, names: await readFileNames(client, rows) };
    },
    { look: (found) => lookAtPairs([found.story.pair], "read") },
  );
  const title = say("Một người hay hai?", "One person or two?");
  const path = `/identity/${reviewId}`;
  return page({
    language,
    title,
    path,
    crumbs: [
      { title: say("Thành phố", "City"), path: "/tinh-hinh" },
      { title: say("Ai là ai", "Who is who"), path: "/identity" },
      { title },
    ],
    body: html`<h1>${title}</h1>
<p class="muted">${findDataset(story.pair.entity)?.title[language] ?? story.pair.entity}, ${likelihood(story, language)}</p>
${story.isMerged ? html`<p class="empty">${say("Hai mã nay là một hồ sơ; bảng dưới là giá trị trước khi gộp.", "Both ids are one record now; the table shows the values from before.")}</p>` : nothing}
${pairTable(story.fields, say("Hai hồ sơ đặt cạnh nhau", "Two records side by side"), language)}
<p class="note">${say(
      "Số định danh, điện thoại và thư chỉ hiện phần cuối; trường nhạy cảm không hiện. Toàn bộ giá trị: hp identity show.",
      "Of ids, phones and mail only the end is shown, of sensitive fields nothing. All values: hp identity show.",
    )}</p>
<div class="columns">
${side(story.left, say("Bên trái", "Left"), names, language)}
${side(story.right, say("Bên phải", "Right"), names, language)}
</div>
<h2>${say("Máy so sánh", "What the program compared")}</h2>
${evidenceTable(story, language)}
<h2>${say("Quyết định", "Decision")}</h2>
${story.isOpen ? decisionForm(story, localised(path, language), language) : html`<p class="empty">${say("Cặp này không còn chờ quyết.", "This pair no longer waits for a decision.")}</p>`}`,
  });
}

function side(
  { recordId, verification, around, sources }: PairSide,
  title: string,
  names: ReadonlyMap<string, string>,
  language: Language,
): Html {
  const say = sayIn(language);
  return html`<section><h2>${title}</h2>
<p class="muted"><a href="/api/v1/identity/records/${recordId}">${say("Khóa, mã cũ, quyết định", "Keys, former ids, decisions")}<span class="hidden"> (${title})</span></a></p>
<ul class="plain">
${verification === null ? nothing : html`<li>${say("Đối soát dân cư", "Population registry")}: ${codeTitle("reconciliationStatus", verification, language)}</li>`}
${around.map((item) => html`<li>${surroundingWords(item, language)}</li>`)}
${sources.map((source) => html`<li class="muted">${source.sourceSystem}: ${placeWords(source.sourceRowId, names, language)}</li>`)}
</ul></section>
`;
}

function evidenceTable({ pair }: PairStory, language: Language): Html {
  const say = sayIn(language);
  if (pair.evidence.length === 0)
    return html`<p class="empty">${say("Không có chứng cứ nào được ghi.", "No evidence was written.")}</p>`;
  return html`${table(
    say("Dương: nghiêng về một người; âm: nghiêng về hai", "Above zero: for one person; below: for two"),
    [
      { title: say("So sánh", "Comparison") },
      { title: say("Trọng số (bit)", "Weight (bits)"), number: true },
    ],
    [
      ...pair.evidence.map((item) => [evidenceWords(item, language), weightWords(item.weight, language)]),
      [say("Tất cả", "Together"), weightWords(pair.weight, language)],
    ],
  )}`;
}

function decisionForm(story: PairStory, action: string, language: Language): Html {
  const say = sayIn(language);
  return html`<form method="post" action="${action}">
<input type="hidden" name="tag" value="${pairTag(story)}">
<fieldset><legend>${say("Hai hồ sơ này là", "These two records are")}</legend>
<label class="choice"><input type="radio" name="verdict" value="same" required> ${say("một người: gộp lại", "one person: merge them")}</label>
<label class="choice"><input type="radio" name="verdict" value="different" required> ${say("hai người: giữ riêng", "two people: keep them apart")}</label>
</fieldset>
<label>${say("Vì sao", "Why")}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
<button type="submit">${say("Ghi quyết định", "Decide")}</button>
<p class="note">${say("Quyết định giữ qua mọi lượt nhập sau và rút lại được: hp identity undo.", "A decision holds through every later run and can be taken back: hp identity undo.")}</p>
</form>
`;
}
