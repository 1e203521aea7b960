import { findCode, findDataset } from "#src/domains/catalogue.ts";
import { type Dataset, fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { type Language, type Text, toCamelCase } from "#src/domains/dictionary/text.ts";
import { columnLetters } from "#src/platform/spreadsheet/column-letters.ts";
import { textTable } from "../text-table.ts";
import type { Row } from "./find-record.ts";
import type { SourceRowStory } from "./source-rows.ts";
import type { RecordStory } from "./story.ts";

type Say = (text: Text) => string;

/** The story as lines for a person, source rows numbered `[1]`, `[2]` wherever they are meant. */
export function storyLines(story: RecordStory, language: Language): readonly string[] {
  const say: Say = (text) => text[language];
  const numbers = new Map(story.sources.map((source, index) => [source.sourceRowId, index + 1]));
  const mark = (id: unknown) =>
    id === null || id === undefined ? "" : `[${numbers.get(String(id)) ?? String(id)}]`;
  const head = `${say(story.dataset.title)} ${story.recordKey}`;
  return [
    head,
    ...(story.row.version === undefined
      ? []
      : [
          say({
            vi: `phiên bản ${String(story.row.version)}, đổi lúc ${String(story.row.changedAt)} ở lượt ${String(story.row.runSeq)}`,
            en: `version ${String(story.row.version)}, changed ${String(story.row.changedAt)} in run ${String(story.row.runSeq)}`,
          }),
        ]),
    ...section(
      say({ vi: "Giá trị và nơi lấy", en: "Values and where each came from" }),
      fieldLines(story, say, language, mark),
    ),
    ...section(
      say({ vi: "Dòng nguồn", en: "Source rows" }),
      story.sources.flatMap((source, index) => sourceLines(source, index + 1, say)),
    ),
    ...section(
      say({ vi: "Liên quan", en: "Related" }),
      story.related.flatMap((group) =>
        relatedLines(group.dataset, group.rows, group.count, language, story.recordId),
      ),
    ),
    ...section(say({ vi: "Vì sao là một người", en: "Links and why" }), linkLines(story, say, mark)),
    ...section(
      say({ vi: "Lịch sử", en: "History" }),
      story.history.flatMap((change) => changeLines(change, say, language, mark)),
    ),
    ...section(
      say({ vi: "Chưa đạt quy tắc chất lượng", en: "Open quality issues" }),
      story.issues.map(
        (issue) =>
          `${issue.checkCode}  ${issue.sentence === null ? "" : say(issue.sentence)}  (${say(findDataset(issue.dataset)?.title ?? { vi: issue.dataset, en: issue.dataset })}, ${say({ vi: "từ lượt", en: "since run" })} ${issue.openedRun})`,
      ),
    ),
    ...section(
      say({ vi: "Đối soát với dân cư", en: "Against the population registry" }),
      story.verification === null ? [] : verificationLines(story.verification, say, language),
    ),
    ...section(
      say({ vi: "Hồ sơ đối soát", en: "Reconciliation cases" }),
      story.cases.map(
        (one) =>
          `${String(one.caseId)}  ${String(one.status)}  ${mark(one.sourceRowId)}  ${JSON.stringify(one.evidence)}`,
      ),
    ),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function fieldLines(
  story: RecordStory,
  say: Say,
  language: Language,
  mark: (id: unknown) => string,
): readonly string[] {
  const rows = story.fields
    .filter(({ value }) => value !== null)
    .map(({ title, value, field, origin }) => {
      const cells = (origin?.cells ?? []).map((cell) => `${cell.header} (${columnLetters(cell.index)})`);
      const context = Object.values(origin?.context ?? {}).map((text) =>
        say({ vi: `đầu bảng: ${text}`, en: `stated once: ${text}` }),
      );
      return [
        say(title),
        display(value, field, language),
        mark(origin?.sourceRowId),
        [...cells, ...context].join(" + "),
      ];
    });
  return textTable(
    [
      say({ vi: "Trường", en: "Field" }),
      say({ vi: "Giá trị", en: "Value" }),
      say({ vi: "Dòng", en: "Row" }),
      say({ vi: "Cột như người gửi gọi", en: "Sender's column" }),
    ],
    rows,
  );
}

function sourceLines(source: SourceRowStory, number: number, say: Say): readonly string[] {
  const state = [
    source.outcome ?? say({ vi: "không có trong sổ dòng", en: "not in the account" }),
    ...(source.supersededBy === null
      ? []
      : [
          say({
            vi: `được thay ở lượt ${source.supersededBy}`,
            en: `replaced in run ${source.supersededBy}`,
          }),
        ]),
    ...(source.absentSince === null
      ? []
      : [
          say({
            vi: `vắng khỏi tệp từ lượt ${source.absentSince}`,
            en: `absent since run ${source.absentSince}`,
          }),
        ]),
  ].join(", ");
  const place = say({
    vi: `trang ${source.sheetNo}, dòng ${source.rowNo}`,
    en: `sheet ${source.sheetNo}, row ${source.rowNo}`,
  });
  const cells = source.cells.map((cell) => [
    columnLetters(cell.index),
    cell.header,
    cell.text,
    cell.column ?? "–",
  ]);
  return [
    `[${number}] ${source.sourceSystem ?? "?"} · ${source.fileName} · ${place} · ${state}${source.schoolId === null ? "" : ` · ${source.schoolId}`}`,
    ...(cells.length === 0
      ? [
          `    ${say({ vi: "(không còn nội dung gốc trong hồ dữ liệu)", en: "(its text is not in the lake)" })}`,
        ]
      : textTable(
          [
            say({ vi: "Cột", en: "Col" }),
            say({ vi: "Tiêu đề", en: "Header" }),
            say({ vi: "Nội dung gốc", en: "Text as sent" }),
            say({ vi: "Hiểu là", en: "Read as" }),
          ],
          cells,
          { indent: "    " },
        )),
    ...source.rejections.map(
      (one) => `    ! ${one.header ?? one.column}: ${one.reason}${one.raw === null ? "" : ` “${one.raw}”`}`,
    ),
    "",
  ];
}

const hidden = new Set(["version", "sourceRowId", "fieldSource", "runSeq", "changedAt"]);

function relatedLines(
  dataset: Dataset,
  rows: readonly Row[],
  count: number,
  language: Language,
  recordId: string | null,
): readonly string[] {
  if (rows.length === 0) return [`${dataset.title[language]}: ${count}`];
  const names = Object.keys(rows[0] ?? {}).filter(
    (name) => !hidden.has(name) && rows.some((row) => row[name] !== null && row[name] !== recordId),
  );
  const title = (name: string) => {
    const field = dataset.fields[name];
    return field === undefined
      ? language === "vi"
        ? "Họ và tên"
        : "Full name"
      : fieldTitle(name, field)[language];
  };
  if (rows.length === 1) {
    const facts = names.map(
      (name) => `${title(name)}: ${display(rows[0]?.[name] ?? null, dataset.fields[name], language)}`,
    );
    return [`${dataset.title[language]}: ${facts.join("; ")}`];
  }
  const cells = rows.map((row) =>
    names.map((name) => display(row[name] ?? null, dataset.fields[name], language)),
  );
  return [
    `${dataset.title[language]} (${count})`,
    ...textTable(names.map(title), cells, { indent: "  " }),
    "",
  ];
}

/** What the registry answered, and when: agreeing now and having agreed once are two things. */
function verificationLines(row: Row, say: Say, language: Language): readonly string[] {
  const status = findCode("reconciliationStatus", String(row.status))?.title ?? {
    vi: String(row.status),
    en: String(row.status),
  };
  const answers = [
    [{ vi: "họ tên", en: "name" }, row.nameMatches],
    [{ vi: "ngày sinh", en: "birth date" }, row.birthDateMatches],
    [{ vi: "giới tính", en: "sex" }, row.sexMatches],
  ] as const;
  const said = answers.flatMap(([title, answer]) =>
    typeof answer === "boolean"
      ? [`${say(title)} ${answer ? say({ vi: "khớp", en: "agrees" }) : say({ vi: "LỆCH", en: "DIFFERS" })}`]
      : [],
  );
  const facts: readonly (readonly [Text, unknown])[] = [
    [{ vi: "Hỏi lúc", en: "Asked" }, row.askedAt],
    [{ vi: "Khớp lần gần nhất", en: "Verified" }, row.verifiedAt],
    [{ vi: "Đã từng khớp, lần đầu", en: "First verified" }, row.everVerifiedAt],
    [{ vi: "Dân cư báo đổi lúc", en: "Registry told of a change" }, row.invalidatedAt],
    [{ vi: "Phiên bản bên dân cư", en: "Registry's version" }, row.registryVersion],
  ];
  return [
    `${say(status)} (${String(row.status)})  ${say({ vi: "lượt", en: "run" })} ${String(row.runSeq)}`,
    ...(said.length === 0 ? [] : [said.join(", ")]),
    ...facts.flatMap(([title, value]) =>
      value === null || value === undefined
        ? []
        : [
            `${say(title)}: ${value instanceof Date ? value.toISOString() : display(value, undefined, language)}`,
          ],
    ),
  ];
}

function linkLines(story: RecordStory, say: Say, mark: (id: unknown) => string): readonly string[] {
  return story.links.map((link) => {
    const evidence = link.evidence === null ? "" : `  ${JSON.stringify(link.evidence)}`;
    return `${String(link.keyKind)}  ${say({ vi: "quy tắc", en: "rule" })} ${String(link.rule)}  ${mark(link.sourceRowId)}  ${say({ vi: "lượt", en: "run" })} ${String(link.runSeq)}${evidence}`;
  });
}

function changeLines(
  change: RecordStory["history"][number],
  say: Say,
  language: Language,
  mark: (id: unknown) => string,
): readonly string[] {
  const dataset = findDataset(change.dataset);
  const what =
    change.dataset === "*"
      ? say({ vi: "hồ sơ", en: "record" })
      : (dataset?.title[language] ?? change.dataset);
  const line = `${change.changedAt}  ${say({ vi: "lượt", en: "run" })} ${change.runSeq}  ${change.operation}  ${what}${change.recordKey === "*" ? "" : ` ${change.recordKey}`}  v${change.version}  ${mark(change.sourceRowId)}  ${change.actor}`;
  if (change.dataset === "*") {
    const counts = Object.entries(change.after ?? {}).map(
      ([id, n]) => `${findDataset(id)?.title[language] ?? id} +${String(n)}`,
    );
    return [line, `    ${counts.join(", ")}`];
  }
  const names = [...new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})])];
  return [
    line,
    ...names.map((name) => {
      const field = dataset?.fields[toCamelCase(name)];
      const side = (values: Readonly<Record<string, unknown>> | null) =>
        values === null || values[name] === undefined ? "∅" : display(values[name], field, language);
      return `    ${field === undefined ? name : fieldTitle(toCamelCase(name), field)[language]}: ${side(change.before)} → ${side(change.after)}`;
    }),
  ];
}

/** A value as people read it; codes with what they mean. 0 and false are values. */
function display(value: unknown, field: Field | undefined, language: Language): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one) => display(one, field, language)).join("; ");
  if (typeof value === "boolean") return language === "vi" ? (value ? "có" : "không") : value ? "yes" : "no";
  if (field?.codeSet !== undefined) {
    const entry = findCode(field.codeSet, String(value));
    return entry === undefined ? String(value) : `${entry.title[language]} (${String(value)})`;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
