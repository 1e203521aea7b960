import type { Language } from "#src/domains/dictionary/text.ts";
import { formatInstant, formatNumber, localised } from "../language.ts";
import { type RunState, unaccounted } from "../runs/run-state.ts";
import { codeTitle } from "./code-title.ts";
import { type Html, html } from "./html.ts";
import { sayIn, table } from "./layout.ts";

/** Runs and where their rows went: published + unchanged + merged + held must be all that came in. */
export function runTable(runs: readonly RunState[], language: Language): Html {
  const say = sayIn(language);
  const number = (value: number): string => formatNumber(value, language);
  return table(
    say(
      "Dòng đọc được = vào hồ sơ + gộp + không đổi + bị giữ",
      "Rows in = published + merged + unchanged + held",
    ),
    [
      { title: say("Lượt", "Run") },
      { title: say("Lúc", "Started") },
      { title: say("Trạng thái", "Status") },
      { title: say("Tệp", "Files"), number: true },
      { title: say("Đọc được", "Rows in"), number: true },
      { title: say("Vào hồ sơ", "Published"), number: true },
      { title: say("Gộp", "Merged"), number: true },
      { title: say("Không đổi", "Unchanged"), number: true },
      { title: say("Bị giữ", "Held"), number: true },
      { title: say("Đối chiếu", "Account") },
    ],
    runs.map((run) => [
      html`<a href="${localised(`/luot/${run.runSeq}`, language)}">${say("Lượt", "Run")} ${run.runSeq}</a>`,
      html`<span class="nowrap">${formatInstant(new Date(run.startedAt))}</span>`,
      codeTitle("runStatus", run.status, language),
      number(run.files),
      number(run.rowsIn),
      number(run.published),
      number(run.merged),
      number(run.unchanged),
      run.held === 0
        ? number(0)
        : html`<a href="${localised(`/luot/${run.runSeq}#rejections`, language)}">${number(run.held)}</a>`,
      account(run, language),
    ]),
  );
}

function account(run: RunState, language: Language): Html {
  const say = sayIn(language);
  if (run.endedAt === null) return html`<span class="muted">${say("đang chạy", "running")}</span>`;
  const missing = unaccounted(run);
  return missing === 0
    ? html`<span class="good nowrap">✓ ${say("đủ từng dòng", "every row")}</span>`
    : html`<span class="act nowrap">✗ ${say("lệch", "off by")} ${formatNumber(missing, language)}</span>`;
}
