import type { Language } from "#src/domains/dictionary/text.ts";
import { formatInstant, formatNumber } from "../language.ts";
import { type Html, html } from "./html.ts";
import { sayIn, table } from "./layout.ts";
import type { Freshness } from "./waiting.ts";

/** When each system was last heard of. */
export function freshnessTable(freshness: readonly Freshness[], language: Language): Html {
  const say = sayIn(language);
  if (freshness.length === 0)
    return html`<p class="empty">${say("Chưa nhận tệp nào.", "No file received yet.")}</p>`;
  const instant = (at: Date | null): Html =>
    at === null ? html`–` : html`<span class="nowrap">${formatInstant(at)}</span>`;
  return table(
    say("Nhận gần nhất từ mỗi hệ thống", "Last received from each system"),
    [
      { title: say("Hệ thống", "System") },
      { title: say("Luồng", "Feeds"), number: true },
      { title: say("Dòng hiện hành", "Rows standing"), number: true },
      { title: say("Mới nhất", "Newest") },
      { title: say("Lâu nhất chưa gửi", "Longest silent") },
    ],
    freshness.map((source) => [
      source.title,
      formatNumber(source.feeds, language),
      formatNumber(source.rows, language),
      instant(source.newest),
      instant(source.oldest),
    ]),
  );
}
