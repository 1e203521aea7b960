import { escapeHtml, htmlTable, printPage } from "../html.ts";

/** A document before it has a form: the same sections become Markdown and a page that prints. */
export interface Section {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
}

export interface Document {
  readonly title: string;
  readonly intro: readonly string[];
  readonly sections: readonly Section[];
}

export function toMarkdown(document: Document): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return `${[
    `# ${document.title}`,
    ...document.intro,
    ...document.sections.flatMap(({ title, paragraphs = [], table }, at) => [
      `## ${at + 1}. ${title}`,
      ...paragraphs,
      ...(table === undefined
        ? []
        : [[line(table.head), line(table.head.map(() => "---")), ...table.rows.map(line)].join("\n")]),
    ]),
  ].join("\n\n")}\n`;
}

export function toHtml(document: Document): string {
  const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;
  return printPage(document.title, "vi", [
    `<h1>${escapeHtml(document.title)}</h1>`,
    ...document.intro.map(paragraph),
    ...document.sections.flatMap(({ title, paragraphs = [], table }, at) => [
      `<h2>${at + 1}. ${escapeHtml(title)}</h2>`,
      ...paragraphs.map(paragraph),
      ...(table === undefined ? [] : [htmlTable(table.head, table.rows)]),
    ]),
  ]);
}
