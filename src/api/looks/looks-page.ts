import type { Reader } from "#src/access/scope/scoped-reader.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { formatInstant, formatNumber, localised } from "../language.ts";
import { type Html, html, nothing } from "../pages/html.ts";
import { page, pager, sayIn, table } from "../pages/layout.ts";
import { type OwnRecord, type ToldLooks, tellLooks } from "./whose-looks.ts";
import { actionWords, classWords, purposeWords, resultWords, roleWords } from "./words.ts";

const path = "/ho-so-cua-toi/luot-xem";
const pageSize = 50;

/** `/ho-so-cua-toi/luot-xem`: who looked at one's own record or a child's, in which role, what for. */
export async function looksPage(
  reader: Reader,
  own: readonly OwnRecord[],
  chosen: OwnRecord,
  cursor: string | undefined,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const told = await reader.read((client) =>
    tellLooks(client, chosen.id, { size: pageSize, ...(cursor === undefined ? {} : { after: cursor }) }),
  );
  const names = await readNames(reader, own);
  const title = say("Ai đã xem hồ sơ", "Who looked at the record");
  const here = own[0]?.id === chosen.id ? path : `${path}?record=${chosen.id}`;
  return page({
    language,
    title,
    path: here,
    crumbs: [{ title: say("Trang đầu", "Start"), path: "/" }, { title }],
    body: html`<h1>${title}: ${nameOf(chosen, names, language)}</h1>
${own.length < 2 ? nothing : choice(own, chosen, names, language)}
<p>${say(
      "Mỗi lần hồ sơ được xem, tìm thấy hay thay đổi đều được ghi lại và không ai sửa được. Trang này cho thấy 12 tháng gần đây.",
      "Every time the record is read, found or changed it is written down, and nobody can alter that. This page shows the last twelve months.",
    )}</p>
${cursor === undefined ? monthly(told, language) : nothing}
${list(told, language)}
${pager(here, told.next ?? undefined, cursor === undefined, language)}
<p class="note">${say(
      "Thấy lượt xem không hợp lý? Hãy báo nhà trường hoặc gửi yêu cầu về dữ liệu cá nhân: người xử lý phải trả lời trong 2 ngày làm việc.",
      "Does a look seem wrong? Tell the school or send a request about personal data: it must be answered within 2 working days.",
    )}</p>`,
  });
}

/** Names of the caller's own records, to choose among; they are shown, so the look is recorded as any other. */
async function readNames(reader: Reader, own: readonly OwnRecord[]): Promise<ReadonlyMap<string, string>> {
  const learners = own.flatMap(({ entity, id }) => (entity === "learner" ? [id] : []));
  if (own.length < 2 || learners.length === 0) return new Map();
  const { rows } = await reader.read(
    (client) =>
      client.query<{ id: string; name: string | null }>(
        "select learner_id as id, full_name as name from learner where learner_id = any($1::uuid[])",
        [learners],
      ),
    {
      look: (found) =>
        found.rows.length === 0
          ? undefined
          : {
              action: "learner.list",
              object: "learner",
              subjects: found.rows.map(({ id }) => id),
              detail: { rows: found.rows.length, classes: ["direct"] },
            },
    },
  );
  return new Map(rows.map(({ id, name }) => [id, name ?? ""]));
}

function nameOf({ entity, id }: OwnRecord, names: ReadonlyMap<string, string>, language: Language): string {
  const say = sayIn(language);
  if (entity === "guardian") return say("của tôi (cha, mẹ, người giám hộ)", "mine, as a parent");
  if (entity === "staffMember") return say("của tôi (cán bộ, giáo viên)", "mine, as a member of staff");
  return names.get(id) ?? say("của tôi", "mine");
}

function choice(
  own: readonly OwnRecord[],
  chosen: OwnRecord,
  names: ReadonlyMap<string, string>,
  language: Language,
): Html {
  const say = sayIn(language);
  return html`<nav aria-label="${say("Hồ sơ", "Records")}"><ul>${own.map((one) => {
    const current = one.id === chosen.id ? html` aria-current="page"` : nothing;
    return html`<li><a href="${localised(`${path}?record=${one.id}`, language)}"${current}>${nameOf(one, names, language)}</a></li>`;
  })}</ul></nav>`;
}

function monthly({ counts }: ToldLooks, language: Language): Html {
  if (counts.length === 0) return nothing;
  const say = sayIn(language);
  return html`<details><summary>${say("Theo tháng", "By month")}</summary>
${table(
  say("Số lượt theo tháng, vai trò và việc", "Looks by month, role and deed"),
  [
    { title: say("Tháng", "Month") },
    { title: say("Vai trò", "Role") },
    { title: say("Việc", "Deed"), wide: true },
    { title: say("Lượt", "Looks"), number: true },
  ],
  counts.map(({ month, role, action, looks }) => [
    month.split("-").reverse().join("/"),
    roleWords(role, language),
    actionWords(action, language),
    formatNumber(looks, language),
  ]),
)}</details>`;
}

function list({ looks }: ToldLooks, language: Language): Html {
  const say = sayIn(language);
  if (looks.length === 0)
    return html`<p class="empty">${say("Chưa ai xem hồ sơ này.", "Nobody has looked at this record.")}</p>`;
  return table(
    say("Lượt xem, mới nhất trước", "Looks, newest first"),
    [
      { title: say("Lúc", "At") },
      { title: say("Ai", "Who"), wide: true },
      { title: say("Việc", "What"), wide: true },
      { title: say("Loại thông tin", "Kind of fields"), wide: true },
      { title: say("Mục đích", "Purpose"), wide: true },
      { title: say("Kết quả", "Result") },
    ],
    looks.map((look) => [
      formatInstant(new Date(look.at)),
      [look.name, roleWords(look.role, language), look.unit].filter((part) => part !== null).join(", "),
      actionWords(look.action, language),
      classWords(look.classes, language),
      purposeWords(look.purpose, language),
      resultWords[look.result]?.[language] ?? look.result,
    ]),
  );
}
