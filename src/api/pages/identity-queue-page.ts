import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { countIdentity, readQueue } from "#src/pipeline/3-identity/decide/queue.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { lookAtPairs } from "../identity/pair-look.ts";
import { getPairStory, type PairStory } from "../identity/pair-story.ts";
import { encodeQueuePlace, readQueueQuery } from "../identity/read-routes.ts";
import { formatNumber, localised } from "../language.ts";
import type { Query } from "../read/parameters.ts";
import { type Html, html, nothing } from "./html.ts";
import { page, pager, sayIn } from "./layout.ts";
import { likelihood, pairTable } from "./pair-table.ts";

/** A pair takes a dozen small reads; ten are more than anybody decides at one sitting of a page. */
const pageSize = 10;

/** Fields that tell a pair at a glance, beside those that differ. */
const glance = ["fullName", "birthDate"];

/** `/identity`: pairs of records that may be one person, side by side, most valuable first. */
export async function identityQueuePage(
  reader: Reader,
  keyring: Keyring,
  query: Query,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const { lang: _, done, ...filters } = query;
  const asked = readQueueQuery(filters, pageSize);
  const { stories, next, counts } = await reader.read(
    async (client) => {
      const found = await readQueue(client, asked.request);
      const read: PairStory[] = [];
      for (const pair of found.pairs) read.push(await getPairStory(client, keyring, pair.reviewId));
      return { stories: read, next: found.next, counts: await countIdentity(client) };
    },
    {
      look: (found) =>
        lookAtPairs(
          found.stories.map(({ pair }) => pair),
          "list",
        ),
    },
  );
  const { cursor, ...kept } = filters;
  const search = new URLSearchParams(
    Object.entries(kept).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const path = search === "" ? "/identity" : `/identity?${search}`;
  const number = (value: number): string => formatNumber(value, language);
  const title = say("Ai là ai", "Who is who");
  return page({
    language,
    title,
    path: "/identity",
    crumbs: [{ title: say("Thành phố", "City"), path: "/tinh-hinh" }, { title }],
    body: html`<h1>${title}</h1>
<p>${say(
      "Những cặp hồ sơ có thể là một người: đủ giống để hỏi, chưa đủ để gộp. Cặp đáng xét nhất đứng trước.",
      "Pairs of records that may be one person: alike enough to ask, not enough to merge. Most valuable first.",
    )}</p>
${done === undefined ? nothing : html`<p class="empty" role="status">${say("Đã ghi quyết định. Hồ sơ đổi sau lượt chạy kế tiếp.", "Decision noted. The records follow with the next run.")}</p>`}
<dl class="figures">
<div><dt>${say("cặp chờ quyết", "pairs waiting")}</dt><dd>${number(counts.waiting)}</dd></div>
<div><dt>${say("hồ sơ đã gộp vào hồ sơ khác", "records merged into another")}</dt><dd>${number(counts.merged)}</dd></div>
</dl>
${stories.length === 0 ? html`<p class="empty">${say("Không có cặp nào chờ.", "No pair waits.")}</p>` : stories.map((story) => card(story, language))}
${pager(path, next === undefined ? undefined : encodeQueuePlace(asked.scope, next), cursor === undefined, language)}`,
  });
}

function card(story: PairStory, language: Language): Html {
  const say = sayIn(language);
  const { pair } = story;
  const entity = findDataset(pair.entity)?.title[language] ?? pair.entity;
  const name = story.fields.find((field) => field.name === "fullName");
  const who = [...new Set([name?.left, name?.right])].filter((one) => typeof one === "string").join(" – ");
  return html`<article>
<h2>${entity}: ${who}</h2>
${pairTable(
  story.fields.filter((field) => field.differs || glance.includes(field.name)),
  likelihood(story, language),
  language,
)}
<p class="pages"><a href="${localised(`/identity/${pair.reviewId}`, language)}">${say("Xem kỹ và quyết định", "Look closely and decide")}<span class="hidden">: ${who}</span></a></p>
</article>
`;
}
