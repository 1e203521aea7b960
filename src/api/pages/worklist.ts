import { columnClassOf } from "#src/access/roles/field-class.ts";
import { findCheck, findDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { parseRecordKey } from "#src/pipeline/4-quality/record-key.ts";
import type { Deed } from "#src/platform/deed.ts";
import { formatNumber, localised } from "../language.ts";
import { kindRules } from "../read/parameters.ts";
import type { ReadColumn } from "../read/read-column.ts";
import type { Resource } from "../read/resource.ts";
import { checkSentence } from "./check-words.ts";
import { getResource, type PageContext, readRows } from "./context.ts";
import { type Html, html } from "./html.ts";
import { pager, sayIn, table } from "./layout.ts";
import type { SchoolQuery } from "./school-page.ts";
import { placeWords, readFileNames } from "./source-place.ts";

interface IssueRow {
  readonly dataset: string;
  readonly recordKey: string;
  readonly checkCode: string;
  readonly sourceRowId: string | null;
}

/** A school's broken rules with their counts, and the records of one rule or of all, without a cap. */
export async function worklist(
  context: PageContext,
  schoolId: string,
  path: string,
  query: SchoolQuery,
  language: Language,
): Promise<Html> {
  const say = sayIn(language);
  const issues = await readRows<IssueRow>(context, "qualityIssue", {
    schoolId,
    sort: "schoolId",
    limit: "50",
    ...(query.rule === undefined ? {} : { checkCode: query.rule }),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const { rules, fileNames } = await context.reader.read(async (client) => ({
    rules: await client.query<{ check_code: string; n: string }>(
      "select check_code, count(*) as n from quality_issue where school_id = $1 group by 1 order by 2 desc, 1",
      [schoolId],
    ),
    fileNames: await readFileNames(
      client,
      issues.rows.flatMap((issue) => (issue.sourceRowId === null ? [] : [issue.sourceRowId])),
    ),
  }));
  if (rules.rows.length === 0)
    return html`<p class="empty">${say("Không còn việc nào.", "Nothing left to do.")}</p>`;
  const names = await readNames(context, issues.rows);
  const ruleQuery = query.rule === undefined ? "" : `?rule=${encodeURIComponent(query.rule)}`;
  return html`${table(
    say("Theo quy tắc", "By rule"),
    [
      { title: say("Quy tắc", "Rule"), wide: true },
      { title: say("Bản ghi", "Records"), number: true },
    ],
    rules.rows.map((rule) => [
      html`<a href="${localised(`${path}?rule=${encodeURIComponent(rule.check_code)}#worklist`, language)}"${rule.check_code === query.rule ? html` aria-current="true"` : ""}>${checkSentence(rule.check_code, language)}</a>`,
      formatNumber(Number(rule.n), language),
    ]),
  )}
${query.rule === undefined ? "" : html`<p>${say("Đang xem một quy tắc.", "Showing one rule.")} <a href="${localised(`${path}#worklist`, language)}">${say("Xem tất cả", "Show all")}</a></p>`}
${table(
  say("Bản ghi cần sửa", "Records to mend"),
  [
    { title: say("Bản ghi", "Record") },
    { title: say("Chưa đạt", "Rule"), wide: true },
    { title: say("Trường cần xem", "Fields") },
    { title: say("Từ đâu đến", "Where it came from"), wide: true },
  ],
  issues.rows.map((issue) => [
    recordCell(context, issue, names, language),
    checkSentence(issue.checkCode, language),
    checkFields(issue, language),
    placeWords(issue.sourceRowId, fileNames, language),
  ]),
)}
${pager(`${path}${ruleQuery}`, issues.next, query.cursor === undefined, language)}`;
}

function recordCell(
  context: PageContext,
  issue: IssueRow,
  names: ReadonlyMap<string, string>,
  language: Language,
): Html {
  const target = findDataset(issue.dataset);
  const title = names.get(`${issue.dataset}/${issue.recordKey}`) ?? issue.recordKey;
  if (target === undefined) return html`${title}`;
  const { name } = getResource(context, issue.dataset);
  const key = parseRecordKey(target, issue.recordKey).map(encodeURIComponent).join("/");
  return html`<a href="/api/v1/${name}/${key}">${title}</a><br><span class="muted">${target.title[language]}</span>`;
}

function checkFields(issue: IssueRow, language: Language): string {
  const target = findDataset(issue.dataset);
  return (findCheck(issue.checkCode)?.fields ?? [])
    .map((name) => {
      const field = target?.fields[name];
      return field === undefined ? name : fieldTitle(name, field)[language];
    })
    .join(", ");
}

/** Names of schools are nobody's. */
function lookAtNames(
  { dataset }: Resource,
  { name }: ReadColumn,
  rows: readonly { readonly key: string }[],
): Deed | undefined {
  const fieldClass = columnClassOf(dataset, name);
  if (fieldClass === "open" || rows.length === 0) return undefined;
  return {
    action: `${dataset.id}.list`,
    object: dataset.id,
    subjects: rows.map((row) => row.key),
    detail: { rows: rows.length, classes: [fieldClass] },
  };
}

/** Names of the records shown, for datasets whose records have one and a key of one part. */
async function readNames(
  context: PageContext,
  issues: readonly IssueRow[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [datasetId, rows] of Map.groupBy(issues, (issue) => issue.dataset)) {
    const resource = findDataset(datasetId) === undefined ? undefined : getResource(context, datasetId);
    const [key, second] = resource?.key ?? [];
    if (resource?.searched === undefined || key === undefined || second !== undefined) continue;
    const { table: from, searched } = resource;
    const found = await context.reader.read(
      (client) =>
        client.query<{ key: string; name: string }>(
          `select ${key.column}::text as key, ${searched.column} as name from ${from}
           where ${key.column} = any($1::${key.postgresType}[])`,
          [rows.map((row) => row.recordKey).filter((recordKey) => kindRules[key.kind].fits(recordKey))],
        ),
      { look: (names) => lookAtNames(resource, searched, names.rows) },
    );
    for (const row of found.rows) names.set(`${datasetId}/${row.key}`, row.name);
  }
  return names;
}
