import type { Language } from "#src/domains/dictionary/text.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { formatNumber, localised } from "../language.ts";
import { codeTitle } from "./code-title.ts";
import { type Commune, findCommune } from "./commune.ts";
import { type PageContext, readRows } from "./context.ts";
import { freshnessTable } from "./freshness-table.ts";
import { type Html, html } from "./html.ts";
import { page, pager, sayIn } from "./layout.ts";
import { readScores, scoreList } from "./quality-scores.ts";
import { type RejectionRow, rejectionTable } from "./rejection-table.ts";
import { readFileNames } from "./source-place.ts";
import { readFreshness, readWaiting, waitingList } from "./waiting.ts";
import { worklist } from "./worklist.ts";

interface School {
  readonly school_id: string;
  readonly school_name: string;
  readonly levels: readonly string[];
  readonly ownership: string | null;
  readonly commune_code: string | null;
  readonly address: string | null;
}

export interface SchoolQuery {
  /** Page of the worklist. */
  readonly cursor?: string;
  /** Page of the rejections. */
  readonly rejections?: string;
  /** Only this rule. */
  readonly rule?: string;
}

/** `/truong/{schoolId}`: a school's scores and everything it has to mend, page by page to the end. */
export async function schoolPage(
  context: PageContext,
  schoolId: string,
  query: SchoolQuery,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const found = await context.reader.read(async (client) => {
    const school = await findSchool(client, schoolId);
    if (school === undefined) return undefined;
    return {
      school,
      commune: school.commune_code === null ? undefined : await findCommune(client, school.commune_code),
      scores: await readScores(client, "school", schoolId),
      waiting: await readWaiting(client, schoolId),
      freshness: await readFreshness(client, schoolId),
    };
  });
  if (found === undefined)
    throw new HpError("record-not-found", { id: shownBack(schoolId, 40), dataset: "schools" });
  const rejections = await readRows<RejectionRow>(context, "rowRejection", {
    schoolId,
    "resolvedRun.null": "true",
    sort: "schoolId",
    limit: "50",
    ...(query.rejections === undefined ? {} : { cursor: query.rejections }),
  });
  const fileNames = await context.reader.read((client) =>
    readFileNames(
      client,
      rejections.rows.map((row) => row.sourceRowId),
    ),
  );
  const figures = (await context.figures.get(context.reader)).bySchool.get(schoolId);
  const path = `/truong/${encodeURIComponent(schoolId)}`;
  return page({
    language,
    title: found.school.school_name,
    path,
    crumbs: [
      { title: say("Thành phố", "City"), path: "/" },
      ...(found.commune === undefined
        ? []
        : [{ title: found.commune.fullName, path: `/xa-phuong/${found.commune.code}` }]),
      { title: found.school.school_name },
    ],
    body: html`<h1>${found.school.school_name}</h1>
${schoolFacts(found.school, found.commune, language)}
<dl class="figures">
<div><dt>${say("học sinh", "learners")}</dt><dd>${formatNumber(figures?.learners ?? 0, language)}</dd></div>
<div><dt>${say("cán bộ, giáo viên, nhân viên", "staff")}</dt><dd>${formatNumber(figures?.staff ?? 0, language)}</dd></div>
<div><dt>${say("việc cần sửa", "to mend")}</dt><dd>${formatNumber(figures?.issues ?? 0, language)}</dd></div>
</dl>
<div class="columns">
<section><h2>${say("Chất lượng theo tám nguyên tắc", "Quality by the eight principles")}</h2>
${scoreList(found.scores, language)}</section>
<section><h2>${say("Việc chờ người quyết", "Waiting for a decision")}</h2>
${waitingList(found.waiting, language, schoolId)}</section>
</div>
<h2 id="worklist">${say("Việc cần sửa", "Worklist")}</h2>
${await worklist(context, schoolId, path, query, language)}
<h2 id="rejections">${say("Ô và dòng không dùng được", "Cells and rows that could not be used")}</h2>
${rejectionTable(rejections.rows, fileNames, language)}
${rejections.next === undefined ? "" : html`<p><a rel="next" href="${localised(`${path}?rejections=${rejections.next}#rejections`, language)}">${say("Trang sau", "Next page")}</a></p>`}
${query.rejections === undefined ? "" : pager(path, undefined, false, language)}
<h2>${say("Nguồn dữ liệu", "Sources")}</h2>
${freshnessTable(found.freshness, language)}`,
  });
}

async function findSchool(db: Db, schoolId: string): Promise<School | undefined> {
  const { rows } = await db.query<School>(
    "select school_id, school_name, levels, ownership, commune_code, address from school where school_id = $1",
    [schoolId],
  );
  return rows[0];
}

function schoolFacts(school: School, commune: Commune | undefined, language: Language): Html {
  const say = sayIn(language);
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [say("Mã trường", "School code"), school.school_id],
    [
      say("Cấp học", "Levels"),
      school.levels.map((level) => codeTitle("schoolLevel", level, language)).join(", "),
    ],
    [
      say("Loại hình", "Ownership"),
      school.ownership === null ? null : codeTitle("ownership", school.ownership, language),
    ],
    [say("Địa chỉ", "Address"), school.address],
    [say("Xã, phường", "Commune"), commune?.fullName],
  ];
  return html`<dl class="pairs">${facts
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([title, value]) => html`<dt>${title}</dt><dd>${value ?? ""}</dd>`)}</dl>`;
}
