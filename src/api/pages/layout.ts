import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import { type Html, html, nothing } from "./html.ts";

interface Crumb {
  readonly title: string;
  readonly path?: string;
}

export interface PageParts {
  readonly language: Language;
  readonly title: string;
  /** Path without language, for the switch and the current entry of the navigation. */
  readonly path: string;
  readonly crumbs?: readonly Crumb[];
  readonly body: Html;
  /** Reload after so many seconds: for what is still moving, without a script. */
  readonly refreshSeconds?: number;
}

/** Says a thing in the page's language. */
export type Say = (vi: string, en: string) => string;

export const sayIn =
  (language: Language): Say =>
  (vi, en) =>
    language === "vi" ? vi : en;

/** The flame-tree flower: four round petals and one that stands up. */
const flower = html`<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 15C11 11 11 4 16 1c5 3 5 10 0 14Z"/><path d="M17 16c1-6 7-9 12-7 1 6-5 10-12 7Z"/><path d="M17 17c6 0 11 5 9 10-5 2-10-3-9-10Z"/><path d="M15 17c1 7-4 12-9 10-2-5 3-10 9-10Z"/><path d="M15 16C8 19 2 15 3 9c5-2 11 1 12 7Z"/></svg>`;

/** Where a page's frame goes: what it holds depends on who asks, which the page itself does not know (frame.ts). */
export const framePlace = /<!--frame (\S+)-->/;

export function page(parts: PageParts): string {
  const { language, title, path, body } = parts;
  const say = sayIn(language);
  const other: Language = language === "vi" ? "en" : "vi";
  const refresh =
    parts.refreshSeconds === undefined
      ? nothing
      : html`<meta http-equiv="refresh" content="${parts.refreshSeconds}">`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh}<title>${title} · Hoa Phượng</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/fonts.css">
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/parts.css">
<link rel="stylesheet" href="/assets/phone.css">
</head>
<body>
<a class="skip" href="#main">${say("Đến nội dung", "Skip to content")}</a>
<header class="top"><div class="bar">
<a class="brand" href="${localised("/", language)}">${flower}Hoa Phượng</a>
<!--frame ${path}-->
<div class="language"><a href="${localised(path, other)}" lang="${other}" hreflang="${other}">${other === "en" ? "English" : "Tiếng Việt"}</a></div>
</div></header>
<main id="main">
${breadcrumbs(parts.crumbs, language)}${body}
</main>
<footer>${say(
    "Hoa Phượng: nền tảng dữ liệu giáo dục thành phố Hải Phòng.",
    "Hoa Phượng: education data platform of Hải Phòng.",
  )} ${helpLinks(language)}</footer>
</body>
</html>
`.html;
}

/** Where to look and whom to tell when something is wrong; pages of the portal, which need no sign-in. */
export function helpLinks(language: Language): Html {
  const say = sayIn(language);
  return html`<span class="help"><a href="${localised("/tinh-trang", language)}">${say("Tình trạng dịch vụ", "Service status")}</a>
<a href="${localised("/lien-he-su-co", language)}">${say("Báo sự cố dữ liệu", "Report an incident")}</a></span>`;
}

function breadcrumbs(crumbs: readonly Crumb[] | undefined, language: Language): Html {
  if (crumbs === undefined || crumbs.length === 0) return nothing;
  return html`<nav class="crumbs" aria-label="${sayIn(language)("Vị trí", "Breadcrumb")}">${crumbs.map(
    (crumb, at) =>
      html`${at === 0 ? "" : " › "}${crumb.path === undefined ? crumb.title : html`<a href="${localised(crumb.path, language)}">${crumb.title}</a>`}`,
  )}</nav>
`;
}

export interface TableColumn {
  readonly title: string;
  readonly number?: boolean;
  readonly wide?: boolean;
}

type Cell = Html | string | number | undefined;

/**
 * A table; the first cell of each row is its header. On a phone it scrolls inside its own box, and one too wide for
 * that becomes a list, where each figure carries its column's title. The roles keep it a table to screen readers,
 * which forget that a table is one when its rows are laid out otherwise.
 */
export function table(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
): Html {
  const stacks = columns.length > 4 || columns.filter((column) => column.wide === true).length > 1;
  const kind = (at: number): Html => {
    const column = columns[at];
    if (column?.number === true) return html` class="number"`;
    return column?.wide === true ? html` class="wide"` : nothing;
  };
  const cell = (content: Cell, at: number): Html =>
    at === 0
      ? html`<th scope="row" role="rowheader"${kind(at)}>${content}</th>`
      : html`<td role="cell"${kind(at)} data-title="${columns[at]?.title}">${content}</td>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table role="table"${stacks ? html` class="stack"` : nothing}>
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((column, at) => html`<th scope="col" role="columnheader"${kind(at)}>${column.title}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${row.map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}
