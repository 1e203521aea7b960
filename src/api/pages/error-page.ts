import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import type { Problem } from "../problems/problem.ts";
import { html } from "./html.ts";
import { page, sayIn } from "./layout.ts";

/** A problem document for a person: what is wrong, what to quote, where to go. */
export function errorPage(problem: Problem, language: Language): string {
  const say = sayIn(language);
  return page({
    language,
    title: say("Không mở được trang", "This page did not open"),
    path: "/",
    body: html`<h1>${say("Không mở được trang", "This page did not open")}</h1>
<p>${say(problem.detail, problem.title)}</p>
<dl class="pairs"><dt>${say("Mã lỗi", "Code")}</dt><dd><a href="${localised(`/docs/errors#${problem.code}`, language)}"><code>${problem.code}</code></a></dd>
<dt>${say("Mã tra cứu", "Reference")}</dt><dd><code>${problem.requestId}</code></dd></dl>
<p><a href="${localised("/", language)}">${say("Về trang tổng quan", "Back to the overview")}</a></p>`,
  });
}
