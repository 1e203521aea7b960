import { findCheck } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { countIdentity } from "#src/pipeline/3-identity/decide/queue.ts";
import { formatInstant, formatNumber, localised } from "../language.ts";
import { type RunState, readRecentRuns } from "../runs/run-state.ts";
import { checkSentence, severityWords } from "./check-words.ts";
import type { CityFigures } from "./city-figures.ts";
import { codeTitle } from "./code-title.ts";
import type { PageContext } from "./context.ts";
import { type Html, html, nothing } from "./html.ts";
import { page, sayIn, table } from "./layout.ts";
import { readScores, scoreList } from "./quality-scores.ts";
import { standingTable } from "./reconciliation-figures.ts";
import { runTable } from "./run-table.ts";
import { type Freshness, readFreshness, readWaiting, waitingList } from "./waiting.ts";

const shownRuns = 8;
const shownChecks = 10;

/** `/`: where the city's data stand now, and what needs doing. */
export async function statusPage(context: PageContext, language: Language): Promise<string> {
  const say = sayIn(language);
  const figures = await context.figures.get(context.reader);
  const { runs, scores, waiting, freshness, identity } = await context.reader.read(async (client) => ({
    runs: await readRecentRuns(client, shownRuns),
    scores: await readScores(client, "city"),
    waiting: await readWaiting(client),
    freshness: await readFreshness(client),
    identity: await countIdentity(client),
  }));
  const running = runs.some((run) => run.endedAt === null);
  return page({
    language,
    title: say("Tổng quan", "Overview"),
    path: "/tinh-hinh",
    ...(running ? { refreshSeconds: 5 } : {}),
    body: html`<h1>${say("Dữ liệu giáo dục Hải Phòng", "Education data of Hải Phòng")}</h1>
<p class="muted">${lastChange(runs, language)}</p>
${cityFigures(figures, language)}
<h2><a href="${localised("/doi-soat", language)}">${say("Đối soát dân cư", "Reconciliation")}</a></h2>
${standingTable(figures.reconciliation, language)}
<div class="columns">
<section><h2>${say("Chất lượng theo tám nguyên tắc", "Quality by the eight principles")}</h2>
${scoreList(scores, language)}</section>
<section><h2>${say("Việc chờ người xử lý", "Waiting for a person")}</h2>
${waitingList(waiting, language)}
<p class="note">${say(
      `${formatNumber(identity.merged, language)} hồ sơ đã được gộp vào hồ sơ khác của cùng một người.`,
      `${formatNumber(identity.merged, language)} records were merged into another of the same person.`,
    )} <a href="${localised("/trung-ho-so", language)}">${say("Ai là ai", "Who is who")}</a></p></section>
</div>
<h2>${say("Các lượt nhập", "Runs")}</h2>
${runs.length === 0 ? html`<p class="empty">${say("Chưa có lượt nhập nào. Thử:", "No runs yet. Try:")} <code>npm run hp -- ingest</code></p>` : runTable(runs, language)}
<h2>${say("Quy tắc có nhiều bản ghi chưa đạt nhất", "Rules most often broken")}</h2>
${brokenChecks(figures, language)}
<h2>${say("Nguồn dữ liệu", "Sources")}</h2>
${freshnessTable(freshness, language)}
<h2>${say("Tài liệu", "Documents")}</h2>
<ul><li><a href="${localised("/docs/dictionary", language)}">${say("Từ điển dữ liệu", "Data dictionary")}</a></li>
<li><a href="${localised("/docs/", language)}">${say("Giao diện lập trình (API)", "API reference")}</a>, <a href="/openapi.json">OpenAPI 3.1</a></li>
<li><a href="${localised("/docs/errors", language)}">${say("Mã lỗi", "Error codes")}</a></li></ul>`,
  });
}

function lastChange(runs: readonly RunState[], language: Language): string {
  const say = sayIn(language);
  const running = runs.find((run) => run.endedAt === null);
  if (running !== undefined) {
    return say(
      `Lượt ${running.runSeq} đang chạy từ ${formatInstant(new Date(running.startedAt))}; trang tự mở lại sau 5 giây.`,
      `Run ${running.runSeq} has been going since ${formatInstant(new Date(running.startedAt))}; this page reloads every 5 seconds.`,
    );
  }
  const last = runs[0];
  if (last?.endedAt == null) return say("Chưa có dữ liệu.", "No data yet.");
  return say(
    `Cập nhật ${formatInstant(new Date(last.endedAt))}, lượt ${last.runSeq}.`,
    `Updated ${formatInstant(new Date(last.endedAt))} by run ${last.runSeq}.`,
  );
}

function cityFigures(figures: CityFigures, language: Language): Html {
  const say = sayIn(language);
  const number = (value: number): string => formatNumber(value, language);
  const year = figures.schoolYear ?? "";
  return html`<dl class="figures">
<div><dt>${say("trường", "schools")}</dt><dd>${number(figures.schools)}</dd></div>
<div><dt>${say("học sinh", "learners")}</dt><dd>${number(figures.learners)}</dd></div>
<div><dt>${say("cán bộ, giáo viên, nhân viên", "staff")}</dt><dd>${number(figures.staff)}</dd></div>
<div><dt>${say("lớp, nhóm", "classes")} ${year}</dt><dd>${number(figures.classes)}</dd></div>
</dl>
${
  figures.levels.length === 0
    ? nothing
    : html`${table(
        say(`Theo cấp học, năm học ${year}`, `By level, school year ${year}`),
        [
          { title: say("Cấp học", "Level") },
          { title: say("Trường", "Schools"), number: true },
          { title: say("Lớp", "Classes"), number: true },
          { title: say("Đang học", "Enrolled"), number: true },
        ],
        figures.levels.map((level) => [
          level.level === undefined
            ? say("Chưa rõ khối", "Grade unknown")
            : codeTitle("schoolLevel", level.level, language),
          number(level.schools),
          number(level.classes),
          number(level.learners),
        ]),
      )}<p class="note">${say(
        "Trường nhiều cấp được đếm ở mỗi cấp. Học sinh là mọi người có hồ sơ; đang học là ghi danh chưa kết thúc trong năm học.",
        "A school with several levels counts at each. Learners are all with a record; enrolled are enrolments of the year that have not ended.",
      )}</p>`
}`;
}

function brokenChecks(figures: CityFigures, language: Language): Html {
  const say = sayIn(language);
  if (figures.brokenChecks.length === 0) {
    return html`<p class="empty">${say("Không có bản ghi nào chưa đạt.", "No record breaks a rule.")}</p>`;
  }
  const all = figures.brokenChecks.length;
  return html`${table(
    say("Nhiều bản ghi chưa đạt nhất trước", "Most failing records first"),
    [
      { title: say("Quy tắc", "Rule"), wide: true },
      { title: say("Mức", "Severity") },
      { title: say("Bản ghi", "Records"), number: true },
    ],
    figures.brokenChecks
      .slice(0, shownChecks)
      .map((broken) => [
        html`<a href="${localised(`/docs/dictionary/${broken.dataset}#${broken.checkCode}`, language)}">${checkSentence(broken.checkCode, language)}</a>`,
        severityWords(findCheck(broken.checkCode)?.severity, language),
        html`<a href="/api/v1/quality-issues?dataset=${broken.dataset}&amp;checkCode=${broken.checkCode}">${formatNumber(broken.records, language)}</a>`,
      ]),
  )}<p class="note">${say(
    `${Math.min(shownChecks, all)} trong ${all} quy tắc có bản ghi chưa đạt.`,
    `${Math.min(shownChecks, all)} of ${all} rules that some record breaks.`,
  )} <a href="/api/v1/quality-issues">${say("Toàn bộ danh sách", "The whole list")}</a></p>`;
}

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
