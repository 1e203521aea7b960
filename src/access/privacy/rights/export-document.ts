import { findCode, getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { humanise, type Language, type Text } from "#src/domains/dictionary/text.ts";
import {
  type Block,
  grid,
  heading,
  note,
  type PrintDocument,
  paragraph,
} from "#src/platform/print/document.ts";
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

/** The export as a document people read and keep; codes are spelt out. */
export function exportDocument(made: PersonExport, language: Language): PrintDocument {
  const say = (name: keyof typeof words): string => words[name][language];
  const dataset = getDataset(made.subject.entity);
  const { formerIds } = made.subject;
  return {
    title: say("title"),
    language,
    blocks: [
      heading(1, say("title")),
      paragraph(`${dataset.title[language]} · ${say("record")}: ${made.subject.recordId}`),
      ...(formerIds.length === 0 ? [] : [paragraph(`${say("former")}: ${formerIds.join(", ")}`)]),
      paragraph(`${say("made")}: ${localTime(made.madeAt)}`),
      heading(2, say("purposes")),
      grid(
        [say("purpose"), say("basis"), say("given")],
        made.purposes.map((purpose) => [
          purpose.title[language],
          purpose.legalBasis,
          purpose.recipients
            .map((id) => recipients.find((recipient) => recipient.id === id)?.title[language] ?? id)
            .join("; "),
        ]),
      ),
      heading(2, say("data")),
      ...made.datasets.flatMap((one) => datasetSection(one, language)),
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
    ],
  };
}

const list = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): readonly Block[] => [heading(2, title), rows.length === 0 ? paragraph(none) : grid(head, rows)];

function datasetSection(one: ExportedDataset, language: Language): readonly Block[] {
  const withheld = [...new Set(one.rows.flatMap((row) => row.withheld))];
  return [
    heading(3, one.title[language]),
    note(one.grain[language]),
    ...one.rows.map(({ values }, index) => {
      const caption = one.rows.length === 1 ? words.value[language] : `${words.row[language]} ${index + 1}`;
      return grid([words.field[language], caption], rowLines(one.dataset, values, language));
    }),
    ...(withheld.length === 0
      ? []
      : [
          note(
            `${words.withheld[language]}: ${withheld.map((name) => titleOf(one.dataset, name, language)).join(", ")}.`,
          ),
        ]),
  ];
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

/** Columns every published row has beside its fields. */
const systemTitles: Readonly<Record<string, Text>> = {
  changedAt: { vi: "Ghi nhận lúc", en: "Recorded at" },
  version: { vi: "Phiên bản", en: "Version" },
  runSeq: { vi: "Lượt nhập", en: "Run" },
};

function titleOf(datasetId: string, name: string, language: Language): string {
  const field = getDataset(datasetId).fields[name];
  if (field !== undefined) return fieldTitle(name, field)[language];
  return systemTitles[name]?.[language] ?? humanise(name);
}

function shown(datasetId: string, name: string, value: unknown, language: Language): string {
  const codeSet = getDataset(datasetId).fields[name]?.codeSet;
  const one = (code: unknown): string =>
    codeSet === undefined ? String(code) : (findCode(codeSet, String(code))?.title[language] ?? String(code));
  if (value instanceof Date) return localTime(value);
  if (typeof value === "boolean") return language === "vi" ? (value ? "có" : "không") : value ? "yes" : "no";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value))
    return value.split("-").reverse().join("/");
  if (Array.isArray(value)) return value.map(one).join(", ");
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return one(value);
}

function localTime(at: Date | string): string {
  return new Intl.DateTimeFormat("vi-VN", {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Asia/Ho_Chi_Minh",
  }).format(new Date(at));
}
