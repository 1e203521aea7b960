import type { Language } from "#src/domains/dictionary/text.ts";
import { errorCatalogue } from "#src/platform/error-catalogue.ts";
import { html } from "../pages/html.ts";
import { page, sayIn, table } from "../pages/layout.ts";

/** `/docs/errors`: every code of the catalogue; `type` of a problem document points here. */
export function errorsPage(language: Language): string {
  const say = sayIn(language);
  return page({
    language,
    title: say("Mã lỗi", "Error codes"),
    path: "/docs/errors",
    crumbs: [{ title: "API", path: "/docs/" }, { title: say("Mã lỗi", "Error codes") }],
    body: html`<h1>${say("Mã lỗi", "Error codes")}</h1>
<p>${say(
      "Mỗi lỗi là một văn bản RFC 9457 (application/problem+json): code là mã dưới đây, detail là câu tiếng Việt cho người dùng, title là câu tiếng Anh cho nhật ký.",
      "Each error is an RFC 9457 document (application/problem+json): code is one of these, detail the Vietnamese sentence for people, title the English one for logs.",
    )}</p>
${table(
  say("Mã lỗi", "Error codes"),
  [
    { title: say("Mã", "Code") },
    { title: "HTTP", number: true },
    { title: say("Câu cho người dùng", "Sentence for people"), wide: true },
    { title: say("Câu tiếng Anh", "English"), wide: true },
  ],
  Object.entries(errorCatalogue).map(([code, entry]) => [
    html`<code id="${code}">${code}</code>`,
    entry.status,
    entry.vi,
    entry.en,
  ]),
)}`,
  });
}
