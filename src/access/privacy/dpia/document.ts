import { grid, heading, type PrintDocument, paragraph } from "#src/platform/print/document.ts";

/** A document before it has a form: the same sections become Markdown and a PDF. */
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

export function toPrint(document: Document): PrintDocument {
  return {
    title: document.title,
    language: "vi",
    blocks: [
      heading(1, document.title),
      ...document.intro.map(paragraph),
      ...document.sections.flatMap(({ title, paragraphs = [], table }, at) => [
        heading(2, `${at + 1}. ${title}`),
        ...paragraphs.map(paragraph),
        ...(table === undefined ? [] : [grid(table.head, table.rows)]),
      ]),
    ],
  };
}
