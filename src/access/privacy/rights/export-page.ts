import { findCode, getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { humanise, type Language, type Text } from "#src/domains/dictionary/text.ts";
import { escapeHtml, htmlTable, printPage } from "../html.ts";
import { recipients } from "../purposes/recipients.ts";
import { getPurpose } from "../purposes/register.ts";
import { kindTitles } from "./deadlines.ts";
import type { ExportedDataset, PersonExport } from "./export-person.ts";
import type { FoundRow } from "./find-rows.ts";

const words = {
  title: { vi: "Dữ liệu cá nhân do hệ thống lưu giữ", en: "Personal data held by the system" },
  made: { vi: "Lập lúc", en: "Made at" },
  record: { vi: "Mã hồ sơ", en: "Record" },
  former: { vi: "Mã cũ", en: "Former ids" },
  purposes: { vi: "Dữ liệu được dùng vào việc gì", en: "What the data are used for" },
  purpose: { vi: "Mục đích", en: "Purpose" },
  basis: { vi: "Căn cứ", en: "Basis" },
  given: { vi: "Ai nhận", en: "Recipients" },
  data: { vi: "Dữ liệu", en: "Data" },
  field: { vi: "Nội dung", en: "Field" },
  value: { vi: "Giá trị", en: "Value" },
  row: { vi: "Dòng", en: "Row" },
  withheld: {
    vi: "Không ghi ra vì là của người khác hoặc tên cán bộ xử lý",
    en: "Left out, being somebody else's or an officer's name",
  },
  consents: { vi: "Ý kiến đồng ý", en: "Consents" },
  requests: { vi: "Yêu cầu đã gửi", en: "Requests" },
  restrictions: { vi: "Hạn chế xử lý", en: "Restrictions" },
  none: { vi: "Không có.", en: "None." },
  source: { vi: "Từ tệp số, trang tính, dòng", en: "From file, sheet, row" },
  act: { vi: "Ý kiến", en: "Said" },
  give: { vi: "đồng ý", en: "agreed" },
  withdraw: { vi: "rút lại", en: "withdrew" },
  at: { vi: "Lúc", en: "At" },
  state: { vi: "Tình trạng", en: "State" },
} as const satisfies Record<string, Text>;

/** The export as a page people read and print; codes are spelt out. */
export function exportPage(made: PersonExport, language: Language): string {
  const say = (name: keyof typeof words): string => words[name][language];
  const dataset = getDataset(made.subject.entity);
  return printPage(say("title"), language, [
    `<h1>${escapeHtml(say("title"))}</h1>`,
    `<p>${escapeHtml(`${dataset.title[language]} · ${say("record")}: ${made.subject.recordId}`)}<br>`,
    made.subject.formerIds.length === 0
      ? ""
      : `${escapeHtml(`${say("former")}: ${made.subject.formerIds.join(", ")}`)}<br>`,
    `${escapeHtml(`${say("made")}: ${localTime(made.madeAt)}`)}</p>`,
    `<h2>${escapeHtml(say("purposes"))}</h2>`,
    htmlTable(
      [say("purpose"), say("basis"), say("given")],
      made.purposes.map((purpose) => [
        purpose.title[language],
        purpose.legalBasis,
        purpose.recipients
          .map((id) => recipients.find((recipient) => recipient.id === id)?.title[language] ?? id)
          .join("; "),
      ]),
    ),
    `<h2>${escapeHtml(say("data"))}</h2>`,
    ...made.datasets.map((one) => datasetSection(one, language)),
    ...list(
      say("consents"),
      [say("purpose"), say("act"), say("at")],
      made.consents.map((line) => [
        getPurpose(line.purpose).title[language],
        say(line.act),
        localTime(line.at),
      ]),
      say("none"),
    ),
    ...list(
      say("requests"),
      [say("field"), say("state"), say("at")],
      made.requests.map((request) => [
        kindTitles[request.kind][language],
        request.state,
        localTime(request.receivedAt),
      ]),
      say("none"),
    ),
    ...list(
      say("restrictions"),
      [say("purpose"), say("at")],
      made.restrictions.map((one) => [
        one.purpose === null ? "*" : getPurpose(one.purpose).title[language],
        `${localTime(one.fromAt)} – ${one.toAt === null ? "" : localTime(one.toAt)}`,
      ]),
      say("none"),
    ),
  ]);
}

function list(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): readonly string[] {
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    rows.length === 0 ? `<p>${escapeHtml(none)}</p>` : htmlTable(head, rows),
  ];
}

function datasetSection(one: ExportedDataset, language: Language): string {
  const withheld = [...new Set(one.rows.flatMap((row) => row.withheld))];
  return [
    `<h3>${escapeHtml(one.title[language])}</h3>`,
    `<p class="note">${escapeHtml(one.grain[language])}</p>`,
    ...one.rows.map(({ values }, index) => {
      const caption = one.rows.length === 1 ? words.value[language] : `${words.row[language]} ${index + 1}`;
      return htmlTable([words.field[language], caption], rowLines(one.dataset, values, language));
    }),
    withheld.length === 0
      ? ""
      : `<p class="note">${escapeHtml(`${words.withheld[language]}: ${withheld.map((name) => titleOf(one.dataset, name, language)).join(", ")}.`)}</p>`,
  ].join("\n");
}

function rowLines(datasetId: string, values: FoundRow, language: Language): readonly (readonly string[])[] {
  return Object.entries(values)
    .filter(([name]) => name !== "sourceRowId")
    .map(([name, value]) =>
      name === "source"
        ? [words.source[language], Object.values(value as object).join(", ")]
        : [titleOf(datasetId, name, language), shown(datasetId, name, value, language)],
    );
}

function titleOf(datasetId: string, name: string, language: Language): string {
  const field = getDataset(datasetId).fields[name];
  return field === undefined ? humanise(name) : fieldTitle(name, field)[language];
}

function shown(datasetId: string, name: string, value: unknown, language: Language): string {
  const codeSet = getDataset(datasetId).fields[name]?.codeSet;
  const one = (code: unknown): string =>
    codeSet === undefined ? String(code) : (findCode(codeSet, String(code))?.title[language] ?? String(code));
  if (value instanceof Date) return localTime(value);
  if (typeof value === "boolean") return language === "vi" ? (value ? "có" : "không") : value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(one).join(", ");
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return one(value);
}

function localTime(at: Date | string): string {
  return new Intl.DateTimeFormat("vi-VN", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: "Asia/Ho_Chi_Minh",
  }).format(new Date(at));
}
