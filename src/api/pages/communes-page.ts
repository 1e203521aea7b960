import type { Language } from "#src/domains/dictionary/text.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { formatNumber, localised } from "../language.ts";
import type { CityFigures, UnitFigures } from "./city-figures.ts";
import { codeTitle } from "./code-title.ts";
import type { PageContext } from "./context.ts";
import { html } from "./html.ts";
import { page, pager, sayIn, table } from "./layout.ts";
import { formatScore, readOverallScores, readScores, scoreList } from "./quality-scores.ts";

export interface Commune {
  readonly code: string;
  readonly fullName: string;
  readonly formerProvince: string | null;
}

/** Communes as they stand today, by name in the Vietnamese alphabet. */
async function readCommunes(db: Db): Promise<readonly Commune[]> {
  const { rows } = await db.query<{ code: string; full_name: string; former_province: string | null }>(
    `select code, full_name, former_province from admin_unit where valid_to is null and length(code) = 5`,
  );
  return rows
    .map((row) => ({ code: row.code, fullName: row.full_name, formerProvince: row.former_province }))
    .sort((a, b) => a.fullName.localeCompare(b.fullName, "vi"));
}

export async function findCommune(db: Db, code: string): Promise<Commune | undefined> {
  const { rows } = await db.query<{ code: string; full_name: string; former_province: string | null }>(
    "select code, full_name, former_province from admin_unit where code = $1 and valid_to is null",
    [code],
  );
  const row = rows[0];
  return row === undefined
    ? undefined
    : { code: row.code, fullName: row.full_name, formerProvince: row.former_province };
}

/** `/xa-phuong`: every commune with its schools, people and score. */
export async function communesPage(context: PageContext, language: Language): Promise<string> {
  const say = sayIn(language);
  const figures = await context.figures.get(context.reader);
  const { communes, schools, scores } = await context.reader.read(async (client) => {
    const all = await readCommunes(client);
    const { rows } = await client.query<{ school_id: string; commune_code: string | null }>(
      "select school_id, commune_code from school",
    );
    return {
      communes: all,
      schools: Map.groupBy(rows, (row) => row.commune_code ?? ""),
      scores: await readOverallScores(
        client,
        "commune",
        all.map((commune) => commune.code),
      ),
    };
  });
  const rows = communes.map((commune) => {
    const inside = schools.get(commune.code) ?? [];
    const total = sumOf(
      figures,
      inside.map((school) => school.school_id),
    );
    return [
      html`<a href="${localised(`/xa-phuong/${commune.code}`, language)}">${commune.fullName}</a>`,
      commune.formerProvince ?? "",
      formatNumber(inside.length, language),
      formatNumber(total.learners, language),
      formatNumber(total.staff, language),
      formatNumber(total.issues, language),
      formatScore(scores.get(commune.code), language),
    ];
  });
  return page({
    language,
    title: say("Xã, phường, đặc khu", "Communes"),
    path: "/xa-phuong",
    crumbs: [{ title: say("Thành phố", "City"), path: "/" }, { title: say("Xã, phường", "Communes") }],
    body: html`<h1>${say("Xã, phường, đặc khu", "Communes")}</h1>
${table(
  say(`${communes.length} đơn vị`, `${communes.length} units`),
  [
    { title: say("Đơn vị", "Unit") },
    { title: say("Trước sáp nhập", "Formerly") },
    { title: say("Trường", "Schools"), number: true },
    { title: say("Học sinh", "Learners"), number: true },
    { title: say("Đội ngũ", "Staff"), number: true },
    { title: say("Việc cần sửa", "Issues"), number: true },
    { title: say("Điểm", "Score"), number: true },
  ],
  rows,
)}`,
  });
}

function sumOf(figures: CityFigures, schoolIds: readonly string[]): UnitFigures {
  const sum = { learners: 0, staff: 0, issues: 0 };
  for (const id of schoolIds) {
    const one = figures.bySchool.get(id);
    sum.learners += one?.learners ?? 0;
    sum.staff += one?.staff ?? 0;
    sum.issues += one?.issues ?? 0;
  }
  return sum;
}

const pageSize = 50;

/** `/xa-phuong/{code}`: a commune's scores and its schools. `cursor` is the last school shown. */
export async function communePage(
  context: PageContext,
  code: string,
  cursor: string | undefined,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const figures = await context.figures.get(context.reader);
  const found = await context.reader.read(async (client) => {
    const commune = await findCommune(client, code);
    if (commune === undefined) return undefined;
    const { rows } = await client.query<{ school_id: string; school_name: string; levels: string[] }>(
      `select school_id, school_name, levels from school
       where commune_code = $1 and school_id > $2 order by school_id limit ${pageSize + 1}`,
      [code, cursor ?? ""],
    );
    return {
      commune,
      schools: rows,
      scores: await readScores(client, "commune", code),
      schoolScores: await readOverallScores(
        client,
        "school",
        rows.map((row) => row.school_id),
      ),
    };
  });
  if (found === undefined)
    throw new HpError("record-not-found", { id: shownBack(code, 20), dataset: "admin-units" });
  const shown = found.schools.slice(0, pageSize);
  const next = found.schools.length > pageSize ? shown.at(-1)?.school_id : undefined;
  const path = `/xa-phuong/${found.commune.code}`;
  return page({
    language,
    title: found.commune.fullName,
    path,
    crumbs: [
      { title: say("Thành phố", "City"), path: "/" },
      { title: say("Xã, phường", "Communes"), path: "/xa-phuong" },
      { title: found.commune.fullName },
    ],
    body: html`<h1>${found.commune.fullName}</h1>
${found.commune.formerProvince === null ? "" : html`<p class="muted">${say("Trước sáp nhập thuộc", "Formerly of")} ${found.commune.formerProvince}</p>`}
<h2>${say("Chất lượng theo tám nguyên tắc", "Quality by the eight principles")}</h2>
${scoreList(found.scores, language)}
<h2>${say("Các trường", "Schools")}</h2>
${
  shown.length === 0
    ? html`<p class="empty">${say("Chưa có trường nào.", "No schools yet.")}</p>`
    : table(
        say("Trường trên địa bàn", "Schools of the commune"),
        [
          { title: say("Trường", "School"), wide: true },
          { title: say("Cấp học", "Levels") },
          { title: say("Học sinh", "Learners"), number: true },
          { title: say("Đội ngũ", "Staff"), number: true },
          { title: say("Việc cần sửa", "Issues"), number: true },
          { title: say("Điểm", "Score"), number: true },
        ],
        shown.map((school) => [
          html`<a href="${localised(`/truong/${encodeURIComponent(school.school_id)}`, language)}">${school.school_name}</a>`,
          school.levels.map((level) => codeTitle("schoolLevel", level, language)).join(", "),
          formatNumber(figures.bySchool.get(school.school_id)?.learners ?? 0, language),
          formatNumber(figures.bySchool.get(school.school_id)?.staff ?? 0, language),
          formatNumber(figures.bySchool.get(school.school_id)?.issues ?? 0, language),
          formatScore(found.schoolScores.get(school.school_id), language),
        ]),
      )
}
${pager(path, next === undefined ? undefined : encodeURIComponent(next), cursor === undefined, language)}`,
  });
}
