import { codeSets, datasets, getCodeSet } from "#src/domains/catalogue.ts";
import { dimensionTitles } from "#src/domains/dictionary/check.ts";
import type { DataGroup, Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Language, SourceTag } from "#src/domains/dictionary/text.ts";
import { formatDay, formatNumber, localised } from "../language.ts";
import { severityWords } from "../pages/check-words.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { page, type Say, sayIn, table } from "../pages/layout.ts";
import { describeDataset, describeField, intakesOf } from "./dictionary-json.ts";
import { groupTitles } from "./group-titles.ts";

const root = "/docs/dictionary";

const home = (say: Say) => ({ title: say("Từ điển dữ liệu", "Data dictionary"), path: root });

/** `/docs/dictionary`: every dataset and code set. */
export function dictionaryIndexPage(language: Language): string {
  const say = sayIn(language);
  const byGroup = Map.groupBy(datasets, (target) => target.group);
  const groups = (Object.keys(groupTitles) as DataGroup[]).filter((group) => byGroup.has(group));
  return page({
    language,
    title: say("Từ điển dữ liệu", "Data dictionary"),
    path: root,
    body: html`<h1>${say("Từ điển dữ liệu", "Data dictionary")}</h1>
<p>${say(
      `${datasets.length} tập dữ liệu và ${codeSets.length} danh mục. Mỗi tập được khai một lần; bảng trong cơ sở dữ liệu, API, mẫu Excel, quy tắc và trang này đều suy ra từ đó.`,
      `${datasets.length} datasets and ${codeSets.length} code sets. Each is declared once; tables, API, templates, rules and this page all follow from it.`,
    )}</p>
${groups.map(
  (group) => html`<h2>${groupTitles[group][language]}</h2>
${table(
  groupTitles[group][language],
  [
    { title: say("Tập dữ liệu", "Dataset") },
    { title: say("Mỗi dòng là", "One row is"), wide: true },
    { title: say("Trường", "Fields"), number: true },
  ],
  (byGroup.get(group) ?? []).map((target) => [
    html`<a href="${localised(`${root}/${target.id}`, language)}">${target.title[language]}</a><br><code class="muted">${target.id}</code>`,
    target.grain[language],
    formatNumber(Object.keys(target.fields).length, language),
  ]),
)}`,
)}
<h2 id="code-sets">${say("Danh mục", "Code sets")}</h2>
${table(
  say("Danh mục", "Code sets"),
  [
    { title: say("Danh mục", "Code set") },
    { title: say("Hệ mã", "Code system"), wide: true },
    { title: say("Mã", "Codes"), number: true },
  ],
  codeSets.map((set) => [
    html`<a href="${localised(`${root}/code-sets/${set.id}`, language)}">${set.title[language]}</a><br><code class="muted">${set.id}</code>`,
    set.codeSystem,
    formatNumber(set.entries.length, language),
  ]),
)}`,
  });
}

/** `/docs/dictionary/{dataset}`: grain, key, fields, protection and rules of one dataset. */
export function datasetPage(target: Dataset, language: Language): string {
  const say = sayIn(language);
  const described = describeDataset(target);
  const origin = {
    vendor: say("các hệ thống của trường gửi lên", "sent by the schools' systems"),
    reference: say("Sở giữ, nơi khác chỉ đọc", "kept by the department, read-only elsewhere"),
    system: say("chương trình tự ghi", "written by the program itself"),
  }[target.origin];
  return page({
    language,
    title: target.title[language],
    path: `${root}/${target.id}`,
    crumbs: [home(say), { title: target.title[language] }],
    body: html`<h1>${target.title[language]}</h1>
<dl class="pairs">
<dt>${say("Tên trong API", "Name in the API")}</dt><dd><code>${target.id}</code>, <a href="${described.href}"><code>${described.href}</code></a></dd>
<dt>${say("Bảng", "Table")}</dt><dd><code>${target.table}</code></dd>
<dt>${say("Nhóm dữ liệu", "Data group")}</dt><dd>${groupTitles[target.group][language]}</dd>
<dt>${say("Mỗi dòng là", "Grain")}</dt><dd>${target.grain[language]}</dd>
<dt>${say("Nguồn", "Origin")}</dt><dd>${origin}</dd>
<dt>${say("Khóa", "Key")}</dt><dd>${target.key.map((name, at) => html`${at === 0 ? "" : ", "}<code>${name}</code>`)}</dd>
<dt>${say("Phân bố theo", "Distributed by")}</dt><dd><code>${target.distributedBy}</code></dd>
${
  intakesOf(target.id).length === 0
    ? nothing
    : html`<dt>${say("Vào từ bảng", "Fed by")}</dt><dd>${intakesOf(target.id)
        .map((intake) => intake.title[language])
        .join("; ")}</dd>`
}
</dl>
<h2>${say("Các trường", "Fields")}</h2>
${fieldTable(target, language)}
<h2>${say("Quy tắc chất lượng", "Quality rules")}</h2>
${checkTable(target, language)}`,
  });
}

function fieldTable(target: Dataset, language: Language): Html {
  const say = sayIn(language);
  return table(
    say("Các trường", "Fields"),
    [
      { title: say("Trường", "Field") },
      { title: say("Kiểu", "Type") },
      { title: say("Nhận theo tiêu đề cột", "Recognised headers"), wide: true },
      { title: say("Dữ liệu cá nhân", "Personal data") },
      { title: say("Ghi chú", "Notes"), wide: true },
    ],
    Object.entries(target.fields).map(([name, declared]) => {
      const field = describeField(target, name, declared);
      return [
        html`<span id="field-${name}">${field.title[language]}</span><br><code class="muted">${name}</code>`,
        html`${kindWords(field.kind, say)}${field.required ? html` <span class="muted">${say("bắt buộc", "required")}</span>` : ""}${
          field.codeSet === null ? "" : html`<br>${codeSetLink(field.codeSet, language)}`
        }${field.range === null ? "" : html`<br><span class="muted nowrap">${field.range[0]} – ${field.range[1]}${field.unit === null ? "" : ` ${field.unit}`}</span>`}`,
        field.aliases.join(" · "),
        field.pii === "none"
          ? "–"
          : html`${piiWords(field.pii, say)}<br><span class="muted">${maskingWords(field.masking, say)}${field.encryption === "none" ? "" : `, ${say("mã hóa từng trường", "encrypted per field")}`}</span>`,
        notes(field, language),
      ];
    }),
  );
}

function notes(field: ReturnType<typeof describeField>, language: Language): Html {
  const say = sayIn(language);
  const parts = [
    field.note?.[language],
    field.authority === null
      ? undefined
      : `${say("ưu tiên lời của", "authority")}: ${authorityWords(field.authority, say)}`,
    field.open ? say("dữ liệu mở", "open data") : undefined,
    field.example === null ? undefined : `${say("ví dụ", "example")}: ${field.example}`,
    field.tag === null ? undefined : tagWords(field.tag, say),
  ].filter((part) => part !== undefined);
  return html`${parts.map((part, at) => html`${at === 0 ? "" : html`<br>`}${part}`)}`;
}

function checkTable(target: Dataset, language: Language): Html {
  const say = sayIn(language);
  const { checks } = describeDataset(target);
  if (checks.length === 0)
    return html`<p class="empty">${say("Chưa có quy tắc riêng.", "No rules of its own.")}</p>`;
  return table(
    say("Quy tắc chất lượng", "Quality rules"),
    [
      { title: say("Quy tắc", "Rule"), wide: true },
      { title: say("Nguyên tắc", "Principle") },
      { title: say("Mức", "Severity") },
      { title: say("Chưa đạt khi", "Fails when"), wide: true },
      { title: say("Căn cứ", "Legal basis") },
    ],
    checks.map((check) => [
      html`<span id="${check.code}">${check.sentence[language]}</span><br><code class="muted">${check.code}</code>`,
      dimensionTitles[check.dimension][language],
      severityWords(check.severity, language),
      html`<code>${check.fails}</code>`,
      html`${check.legalBasis ?? "–"}<br><span class="muted">${tagWords(check.tag, say)}</span>`,
    ]),
  );
}

/** `/docs/dictionary/code-sets/{id}`. */
export function codeSetPage(id: string, language: Language): string {
  const say = sayIn(language);
  const set = getCodeSet(id);
  return page({
    language,
    title: set.title[language],
    path: `${root}/code-sets/${set.id}`,
    crumbs: [home(say), { title: set.title[language] }],
    body: html`<h1>${set.title[language]}</h1>
<dl class="pairs"><dt>${say("Tên trong API", "Name in the API")}</dt><dd><code>${set.id}</code></dd>
<dt>${say("Hệ mã", "Code system")}</dt><dd>${set.codeSystem}</dd>
${set.legalBasis === undefined ? nothing : html`<dt>${say("Căn cứ", "Legal basis")}</dt><dd>${set.legalBasis}</dd>`}
<dt>${say("Có hiệu lực từ", "In force since")}</dt><dd>${formatDay(set.effectiveFrom)}${set.effectiveTo === undefined ? "" : ` – ${formatDay(set.effectiveTo)}`}</dd>
<dt>${say("Độ chắc", "Certainty")}</dt><dd>${tagWords(set.tag, say)}</dd></dl>
${table(
  say(`${set.entries.length} mã`, `${set.entries.length} codes`),
  [
    { title: say("Mã", "Code") },
    { title: say("Tên", "Title"), wide: true },
    { title: say("Cách ghi khác trong tệp", "Other spellings in files"), wide: true },
  ],
  set.entries.map((entry) => [
    html`<code>${entry.code}</code>`,
    entry.title[language],
    (entry.aliases ?? []).join(" · "),
  ]),
)}`,
  });
}

function codeSetLink(id: string, language: Language): Html {
  const known = codeSets.some((set) => set.id === id);
  return known
    ? html`<a href="${localised(`${root}/code-sets/${id}`, language)}">${getCodeSet(id).title[language]}</a>`
    : html`<code>${id}</code>`;
}

function kindWords(kind: string, say: Say): string {
  const words: Readonly<Record<string, string>> = {
    uuid: say("mã bản ghi", "record id"),
    text: say("chữ", "text"),
    personName: say("họ tên", "person name"),
    nationalId: say("số định danh", "national id"),
    phone: say("điện thoại", "phone"),
    email: "email",
    date: say("ngày", "date"),
    timestamp: say("thời điểm", "instant"),
    code: say("mã", "code"),
    codes: say("nhiều mã", "codes"),
    integer: say("số nguyên", "integer"),
    bigint: say("số nguyên lớn", "64-bit integer"),
    decimal: say("số thập phân", "decimal"),
    boolean: say("có/không", "yes/no"),
    schoolYear: say("năm học", "school year"),
    json: say("chi tiết", "structured"),
  };
  return words[kind] ?? kind;
}

function piiWords(pii: string, say: Say): string {
  if (pii === "direct") return say("chỉ đích danh", "direct");
  return pii === "sensitive" ? say("nhạy cảm", "sensitive") : say("gián tiếp", "quasi");
}

function maskingWords(masking: string, say: Say): string {
  return masking === "full" ? say("che hết", "masked fully") : say("che một phần", "masked partly");
}

function authorityWords(authority: string, say: Say): string {
  if (authority === "population") return say("CSDL dân cư", "population registry");
  return authority === "department" ? say("Sở", "department") : say("trường", "school");
}

function tagWords(tag: SourceTag, say: Say): string {
  const words: Readonly<Record<SourceTag, string>> = {
    seed: say("theo Đề án", "from the Đề án"),
    found: say("tra được trong văn bản", "found in a document"),
    memory: say("theo trí nhớ, cần đối chiếu văn bản", "from memory, to be checked"),
    design: say("do Hoa Phượng đặt", "decided by Hoa Phượng"),
  };
  return words[tag];
}
