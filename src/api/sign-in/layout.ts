import type { Language } from "#src/domains/dictionary/text.ts";
import { localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { helpLinks, sayIn } from "../pages/layout.ts";

interface SignInPage {
  readonly language: Language;
  readonly title: string;
  /** Path for the language switch; absent on pages that can't be asked for again. */
  readonly path?: string;
  /** What went wrong just now. */
  readonly complaint?: string | undefined;
  readonly body: Html;
  /** Where the page goes on by itself. */
  readonly next?: string | undefined;
}

/** A page on the way to a session: one task, no navigation, no script. */
export function signInPage({ language, title, path, complaint, body, next }: SignInPage): string {
  const say = sayIn(language);
  const other: Language = language === "vi" ? "en" : "vi";
  const swap =
    path === undefined
      ? nothing
      : html`<div class="language"><a href="${localised(path, other)}" lang="${other}" hreflang="${other}">${other === "en" ? "English" : "Tiếng Việt"}</a></div>`;
  const alert = complaint === undefined ? nothing : html`<p class="complaint" role="alert">${complaint}</p>`;
  const onward = next === undefined ? nothing : html`<meta http-equiv="refresh" content="2; url=${next}">`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${onward}<title>${title} · Hoa Phượng</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/fonts.css">
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/parts.css">
<link rel="stylesheet" href="/assets/sign-in.css">
</head>
<body class="sign-in">
<header><span class="brand"><img src="/assets/icon.svg" alt="" width="26" height="26">Hoa Phượng</span>${swap}</header>
<main id="main"><div class="card">
<h1>${title}</h1>
${alert}${body}
</div></main>
<footer>${say(
    "Nền tảng dữ liệu giáo dục thành phố Hải Phòng",
    "Education data platform of the city of Hải Phòng",
  )}<br>${helpLinks(language)}</footer>
</body>
</html>
`.html;
}
