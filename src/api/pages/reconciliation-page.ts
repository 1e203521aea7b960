import type { Language } from "#src/domains/dictionary/text.ts";
import {
  type CaseRow,
  type CommuneStanding,
  readCases,
  readReconciliation,
  readStandingByCommune,
  type Within,
} from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { localDay } from "#src/platform/clock.ts";
import type { Deed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { formatNumber, localised } from "../language.ts";
import { decodeCursor, encodeCursor, type Position } from "../read/cursor.ts";
import { kindRules } from "../read/parameters.ts";
import { codeTitle } from "./code-title.ts";
import { findCommune } from "./communes-page.ts";
import type { PageContext } from "./context.ts";
import { type Html, html, nothing } from "./html.ts";
import { page, pager, sayIn, table } from "./layout.ts";
import { nextStepList, standingTable, statusTable } from "./reconciliation-figures.ts";

const pageSize = 50;

const title = (language: Language): string => sayIn(language)("Đối soát dân cư", "Reconciliation");

/** `/reconciliation`: how the city's people stand against the population registry, commune by commune. */
export async function reconciliationPage(context: PageContext, language: Language): Promise<string> {
  const say = sayIn(language);
  const { figures, communes } = await context.reader.read(async (client) => {
    const counted = await readStandingByCommune(client);
    return {
      figures: await readReconciliation(client, localDay(new Date()), undefined, counted),
      communes: await communeParts(client, counted),
    };
  });
  return page({
    language,
    title: title(language),
    path: "/reconciliation",
    crumbs: [{ title: say("Tổng quan", "Overview"), path: "/tinh-hinh" }, { title: title(language) }],
    body: html`<h1>${title(language)}</h1>
<p class="note">${say(
      "“Hiện khớp” là số định danh, họ tên, ngày sinh và giới tính trong hồ sơ đúng như dân cư đang có; sửa một trong bốn, hoặc dân cư báo đổi, thì phải hỏi lại. “Đã từng khớp” không mất đi. Hai số này không thay nhau.",
      "“Verified now”: number, name, birth date and sex in the record are what the registry has; when one of the four changes, or the registry tells of a change, it must be asked again. “Ever verified” stays. The one never stands for the other.",
    )}</p>
${standingTable(figures, language)}
<h2>${say("Việc cần làm", "What to do")}</h2>
${nextStepList(figures, language)}
<h2>${say("Tình trạng", "Statuses")}</h2>
${statusTable(figures, language)}
<h2>${say("Xã, phường", "Communes")}</h2>
${partsTable(communes, "/reconciliation/communes/", say("Xã, phường", "Commune"), language)}`,
  });
}

/** `/reconciliation/communes/{code}`: one commune, school by school. */
export async function communeReconciliationPage(
  context: PageContext,
  code: string,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const { commune, figures, schools } = await context.reader.read(async (client) => ({
    commune: await findCommune(client, code),
    figures: await readReconciliation(client, localDay(new Date()), { communeCode: code }),
    schools: await readParts(
      client,
      `select s.school_id as id, s.school_name as name, %FIGURES% from verification v
       join school s on s.school_id = v.school_id where s.commune_code = $1 group by 1, 2`,
      [code],
    ),
  }));
  if (commune === undefined)
    throw new HpError("record-not-found", { id: shownBack(code), dataset: "adminUnit" });
  return page({
    language,
    title: `${title(language)}: ${commune.fullName}`,
    path: `/reconciliation/communes/${code}`,
    crumbs: [
      { title: title(language), path: "/reconciliation" },
      { title: commune.fullName, path: `/xa-phuong/${code}` },
    ],
    body: html`<h1>${title(language)}: ${commune.fullName}</h1>
${standingTable(figures, language)}
<h2>${say("Việc cần làm", "What to do")}</h2>
${nextStepList(figures, language)}
<h2>${say("Trường", "Schools")}</h2>
${partsTable(schools, "/reconciliation/schools/", say("Trường", "School"), language)}`,
  });
}

/** `/reconciliation/schools/{schoolId}`: a school's open cases, the most urgent first; no names, each leads to its record. */
export async function schoolReconciliationPage(
  context: PageContext,
  schoolId: string,
  cursor: string | undefined,
  language: Language,
): Promise<string> {
  const say = sayIn(language);
  const within: Within = { schoolId };
  const path = `/reconciliation/schools/${schoolId}`;
  const after = cursor === undefined ? undefined : caseAfter(cursor, path);
  const { school, figures, cases } = await context.reader.read(
    async (client) => ({
      school: await findSchool(client, schoolId),
      figures: await readReconciliation(client, localDay(new Date()), within),
      cases: await readCases(
        client,
        { within },
        { size: pageSize + 1, ...(after === undefined ? {} : { after }) },
      ),
    }),
    { look: (found) => lookAtCases(found.cases.slice(0, pageSize)) },
  );
  if (school === undefined)
    throw new HpError("record-not-found", { id: shownBack(schoolId), dataset: "school" });
  const shown = cases.slice(0, pageSize);
  const last = shown.at(-1);
  const next =
    cases.length > pageSize && last !== undefined && last.dueOn !== null
      ? encodeCursor(path, { at: 0, values: [last.dueOn, last.caseId] })
      : undefined;
  return page({
    language,
    title: `${title(language)}: ${school}`,
    path,
    crumbs: [
      { title: title(language), path: "/reconciliation" },
      { title: school, path: `/truong/${schoolId}` },
    ],
    body: html`<h1>${title(language)}: ${school}</h1>
${standingTable(figures, language)}
<h2>${say("Việc cần làm", "What to do")}</h2>
${nextStepList(figures, language)}
${caseTable(shown, language)}
${pager(path, next, cursor === undefined, language)}`,
  });
}

function lookAtCases(cases: readonly CaseRow[]): Deed | undefined {
  if (cases.length === 0) return undefined;
  const subjects = cases.map(({ recordId }) => recordId);
  return {
    action: "reconciliationCase.list",
    object: "reconciliationCase",
    subjects,
    detail: { rows: cases.length },
  };
}

function caseTable(cases: readonly CaseRow[], language: Language): Html {
  const say = sayIn(language);
  if (cases.length === 0) return nothing;
  return table(
    say("Hồ sơ đang mở, gấp nhất trước", "Open cases, the most urgent first"),
    [
      { title: say("Hồ sơ", "Record") },
      { title: say("Tình trạng", "Status") },
      { title: say("Nguyên nhân", "Cause") },
      { title: say("Ai xử lý", "Who acts") },
      { title: say("Việc cần làm", "Next step"), wide: true },
      { title: say("Hạn", "Due on") },
    ],
    cases.map((row) => [
      html`<a href="/api/v1/${row.entity === "staffMember" ? "staff-members" : "learners"}/${row.recordId}">${row.recordId.slice(0, 8)}</a>`,
      codeTitle("reconciliationStatus", row.status, language),
      row.cause === null ? "" : codeTitle("caseCause", row.cause, language),
      row.owner === null ? "" : codeTitle("caseOwner", row.owner, language),
      row.nextStep === null ? "" : codeTitle("caseNextStep", row.nextStep, language),
      row.dueOn ?? "",
    ]),
  );
}

interface Part {
  readonly id: string;
  readonly name: string;
  readonly records: string;
  readonly verified: string;
  readonly ever: string;
}

async function communeParts(db: Db, counted: readonly CommuneStanding[]): Promise<readonly Part[]> {
  const byCommune = Map.groupBy(counted, ({ communeCode }) => communeCode);
  const { rows } = await db.query<{ id: string; name: string }>(
    "select code as id, full_name as name from admin_unit where valid_to is null and code = any($1)",
    [[...byCommune.keys()].filter((code) => code !== null)],
  );
  return sorted(
    rows.map(({ id, name }) => {
      const own = byCommune.get(id) ?? [];
      const sum = (of: (row: CommuneStanding) => number) =>
        String(own.reduce((total, row) => total + of(row), 0));
      return {
        id,
        name,
        records: sum(({ n }) => n),
        verified: sum(({ status, n }) => (status === "verified" ? n : 0)),
        ever: sum(({ ever }) => ever),
      };
    }),
  );
}

const sorted = (parts: readonly Part[]): readonly Part[] =>
  parts.toSorted((a, b) => a.name.localeCompare(b.name, "vi"));

/** Communes or schools with their people's standing; `%FIGURES%` stands for the counts over `verification v`. */
async function readParts(db: Db, sql: string, values: readonly string[] = []): Promise<readonly Part[]> {
  const figures =
    "count(*) as records, count(*) filter (where v.status = 'verified') as verified, count(v.ever_verified_at) as ever";
  const { rows } = await db.query<Part>(sql.replace("%FIGURES%", figures), [...values]);
  return sorted(rows);
}

function partsTable(parts: readonly Part[], path: string, unit: string, language: Language): Html {
  const say = sayIn(language);
  if (parts.length === 0) return html`<p class="empty">${say("Chưa có số liệu.", "No figures yet.")}</p>`;
  return table(
    unit,
    [
      { title: unit, wide: true },
      { title: say("Hồ sơ", "Records"), number: true },
      { title: say("Hiện khớp", "Verified now"), number: true },
      { title: say("Đã từng khớp", "Ever verified"), number: true },
      // Five columns: on a phone the table becomes a list instead of one to be pushed sideways.
      { title: say("Chưa khớp", "Not verified now"), number: true },
    ],
    parts.map((part) => [
      html`<a href="${localised(`${path}${part.id}`, language)}">${part.name}</a>`,
      ...[part.records, part.verified, part.ever, String(Number(part.records) - Number(part.verified))].map(
        (n) => formatNumber(Number(n), language),
      ),
    ]),
  );
}

async function findSchool(db: Db, schoolId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>(
    "select school_name as name from school where school_id = $1",
    [schoolId],
  );
  return rows[0]?.name;
}

const fitsCase = ({ values }: Position): boolean =>
  values.length === 2 && kindRules.date.fits(values[0] ?? "") && kindRules.uuid.fits(values[1] ?? "");

function caseAfter(cursor: string, scope: string): { readonly dueOn: string; readonly caseId: string } {
  const { values } = decodeCursor(cursor, scope, fitsCase);
  return { dueOn: String(values[0]), caseId: String(values[1]) };
}
