import type { FastifyReply, FastifyRequest } from "fastify";
import type { Permission } from "#src/access/roles/permissions.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { htmlType, sendTagged } from "../etag.ts";
import { languageOf, localised } from "../language.ts";
import { type Html, html, nothing } from "./html.ts";
import { framePlace, sayIn } from "./layout.ts";

interface Entry {
  readonly path: string;
  readonly title: { readonly vi: string; readonly en: string };
  /** Shown to who may; without it to everybody. */
  readonly needs?: Permission;
}

const entries: readonly Entry[] = [
  { path: "/", title: { vi: "Hôm nay", en: "Today" } },
  { path: "/ho-so-cua-toi", title: { vi: "Hồ sơ của tôi", en: "My records" }, needs: "rights.ask" },
  { path: "/xa-phuong", title: { vi: "Xã, phường", en: "Communes" }, needs: "quality.read" },
  { path: "/doi-soat", title: { vi: "Đối soát", en: "Reconciliation" }, needs: "reconciliation.read" },
  { path: "/trung-ho-so", title: { vi: "Ai là ai", en: "Who is who" }, needs: "identity.read" },
  {
    path: "/ho-so-cua-toi/luot-xem",
    title: { vi: "Ai đã xem hồ sơ", en: "Who looked" },
    needs: "looks.read",
  },
  { path: "/tinh-trang", title: { vi: "Tình trạng dịch vụ", en: "Service status" } },
  { path: "/docs/dictionary", title: { vi: "Từ điển dữ liệu", en: "Data dictionary" } },
  { path: "/docs/", title: { vi: "API", en: "API" } },
];

/** A page in its frame: the ways on that the caller may go, who they are, and how to sign in or out. */
export function framed(request: FastifyRequest, page: string): string {
  const language = languageOf(request);
  return withoutClosedDoors(
    request,
    page.replace(framePlace, (_place, path: string) => frameOf(request, language, path).html),
  );
}

/** Links that the caller may not follow stay as text: a figure is theirs to know, the list behind it perhaps not. */
const withoutClosedDoors = (request: FastifyRequest, page: string): string =>
  page.replace(/<a href="(\/[^"?#]*)[^"]*">(.*?)<\/a>/gs, (link, path: string, text: string) =>
    request.server.mayOpen(request, decodeURI(path)) ? link : text,
  );

/** Sends a page, framed for who asks, under its tag. */
export const sendFramed = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply =>
  sendTagged(request, reply, framed(request, page), htmlType);

function frameOf(request: FastifyRequest, language: Language, path: string): Html {
  const say = sayIn(language);
  const role = request.principal === undefined ? undefined : getRole(request.principal.grant.role);
  const mine = entries.filter(({ needs }) => needs === undefined || role?.may.includes(needs) === true);
  return html`<nav class="menu" aria-label="${say("Chính", "Main")}"><ul>${mine.map(
    (entry) =>
      html`<li><a href="${localised(entry.path, language)}"${entry.path === path ? html` aria-current="page"` : nothing}>${entry.title[language]}</a></li>`,
  )}</ul></nav>
<div class="who">${whoOf(request, language)}</div>`;
}

function whoOf({ session, principal }: FastifyRequest, language: Language): Html {
  const say = sayIn(language);
  if (session === undefined)
    return html`<a href="${localised("/sign-in", language)}">${say("Đăng nhập", "Sign in")}</a>`;
  const role =
    principal === undefined
      ? nothing
      : html` <small>${getRole(principal.grant.role).title[language]}</small>`;
  return html`<a href="${localised("/tai-khoan", language)}">${session.displayName}${role}</a>
<a href="${localised("/sign-out", language)}">${say("Đăng xuất", "Sign out")}</a>`;
}
