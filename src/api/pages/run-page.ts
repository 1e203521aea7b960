import type { Language } from "#src/domains/dictionary/text.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { formatInstant, formatNumber, localised } from "../language.ts";
import { recordHref } from "../read/resource.ts";
import { type RunState, readRunState } from "../runs/run-state.ts";
import { codeTitle } from "./code-title.ts";
import { getResource, type PageContext, readRows } from "./context.ts";
import { type Html, html } from "./html.ts";
import { page, pager, sayIn, table } from "./layout.ts";
import { reasonWords } from "./reason-words.ts";
import { type RejectionRow, rejectionTable } from "./rejection-table.ts";
import { account } from "./run-table.ts";
import { readFileNames } from "./source-place.ts";

interface FileRow extends Readonly<Record<string, unknown>> {
  readonly fileName: string;
  readonly status: string;
  readonly reason: string | null;
  readonly rowsIn: number;
  readonly sourceSystem: string | null;
  readonly schoolId: string | null;
}

const pageSize = "50";

/** `/luot/{runSeq}`: a run's account, steps, files and what it could not use. */
export async function runPage(
  context: PageContext,
  given: string,
  query: { readonly cursor?: string; readonly files?: string },
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const runSeq = /^\d{1,9}$/.test(given) ? Number(given) : -1;
  const run = await context.reader.read((client) => readRunState(client, runSeq));
  if (run === undefined) throw new HpError("run-not-found", { runId: shownBack(given, 20) });
  const inRun = { runSeq: String(runSeq), limit: pageSize };
  const files = await readRows<FileRow>(context, "file", {
    ...inRun,
    sort: "runSeq",
    ...(query.files === undefined ? {} : { cursor: query.files }),
  });
  const rejections = await readRows<RejectionRow>(context, "rowRejection", {
    ...inRun,
    sort: "runSeq",
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const { reasons, fileNames } = await context.reader.read(async (client) => ({
    reasons: await client.query<{ reason: string; n: string }>(
      "select reason, count(*) as n from row_rejection where run_seq = $1 group by 1 order by 2 desc, 1",
      [runSeq],
    ),
    fileNames: await readFileNames(
      client,
      rejections.rows.map((row) => row.sourceRowId),
    ),
  }));
  const path = `/luot/${runSeq}`;
  const title = `${say("Lượt nhập", "Run")} ${runSeq}`;
  return page({
    language,
    title,
    path,
    ...(run.endedAt === null ? { refreshSeconds: 5 } : {}),
    crumbs: [{ title: say("Thành phố", "City"), path: "/tinh-hinh" }, { title }],
    body: html`<h1>${title}</h1>
<p class="muted">${codeTitle("runStatus", run.status, language)}, ${formatInstant(new Date(run.startedAt))}${run.endedAt === null ? "" : ` – ${formatInstant(new Date(run.endedAt))}`}</p>
${run.error === null ? "" : html`<p class="act">${run.error}</p>`}
${rowAccount(run, language)}
<h2>${say("Các bước", "Steps")}</h2>
${steps(run, language)}
<h2>${say("Tệp", "Files")}</h2>
${fileTable(context, files.rows, language)}
${pager(path, undefined, query.files === undefined, language)}
${files.next === undefined ? "" : html`<p><a rel="next" href="${localised(`${path}?files=${files.next}`, language)}">${say("Các tệp tiếp theo", "More files")}</a></p>`}
<h2 id="rejections">${say("Ô và dòng không dùng được", "Cells and rows that could not be used")}</h2>
${
  reasons.rows.length === 0
    ? ""
    : table(
        say("Theo lý do", "By reason"),
        [
          { title: say("Lý do", "Reason"), wide: true },
          { title: say("Số ô, dòng", "Cells and rows"), number: true },
        ],
        reasons.rows.map((row) => [reasonWords(row.reason, language), formatNumber(Number(row.n), language)]),
      )
}
${rejectionTable(rejections.rows, fileNames, language)}
${pager(path, rejections.next, query.cursor === undefined, language)}`,
  });
}

function rowAccount(run: RunState, language: Language): Html {
  const say = sayIn(language);
  const number = (value: number): string => formatNumber(value, language);
  return html`<dl class="figures">
<div><dt>${say("dòng đọc được", "rows in")}</dt><dd>${number(run.rowsIn)}</dd></div>
<div><dt>${say("vào hồ sơ", "published")}</dt><dd>${number(run.published)}</dd></div>
<div><dt>${say("gộp vào hồ sơ đã có", "merged")}</dt><dd>${number(run.merged)}</dd></div>
<div><dt>${say("không đổi", "unchanged")}</dt><dd>${number(run.unchanged)}</dd></div>
<div><dt>${say("bị giữ", "held")}</dt><dd>${number(run.held)}</dd></div>
</dl>
<p>${say("Đối chiếu:", "Account:")} ${account(run, language)}</p>`;
}

function steps(run: RunState, language: Language): Html {
  const say = sayIn(language);
  if (run.steps.length === 0)
    return html`<p class="empty">${say("Chưa xong bước nào.", "No step is done yet.")}</p>`;
  const seconds = (step: RunState["steps"][number]): number =>
    (Date.parse(step.endedAt) - Date.parse(step.startedAt)) / 1_000;
  const list = table(
    say("Các bước đã xong", "Steps done"),
    [
      { title: say("Bước", "Step") },
      { title: say("Dòng", "Rows"), number: true },
      { title: say("Giây", "Seconds"), number: true },
    ],
    run.steps.map((step) => [
      step.step,
      formatNumber(step.rows, language),
      formatNumber(seconds(step), language, 1),
    ]),
  );
  const last = run.steps.at(-1);
  return html`<details><summary>${formatNumber(run.steps.length, language)} ${say("bước đã xong, bước sau cùng", "steps done, the last one")} <code>${last?.step}</code></summary>
${list}</details>`;
}

function fileTable(context: PageContext, files: readonly FileRow[], language: Language): Html {
  const say = sayIn(language);
  if (files.length === 0) return html`<p class="empty">${say("Không có tệp.", "No files.")}</p>`;
  return table(
    say("Tệp đã nhận", "Files received"),
    [
      { title: say("Tệp", "File"), wide: true },
      { title: say("Trạng thái", "Status"), wide: true },
      { title: say("Hệ thống", "System") },
      { title: say("Trường", "School") },
      { title: say("Dòng", "Rows"), number: true },
    ],
    files.map((file) => [
      html`<a href="${recordHref(getResource(context, "file"), file)}">${file.fileName}</a>`,
      `${codeTitle("fileStatus", file.status, language)}${file.reason === null ? "" : `: ${reasonWords(file.reason, language)}`}`,
      file.sourceSystem ?? "–",
      file.schoolId === null
        ? "–"
        : html`<a href="${localised(`/truong/${encodeURIComponent(file.schoolId)}`, language)}">${file.schoolId}</a>`,
      formatNumber(file.rowsIn, language),
    ]),
  );
}
