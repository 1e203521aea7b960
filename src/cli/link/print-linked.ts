import { columnKindTitles, leftOutReasons } from "#src/pipeline/3-identity/linkage/lists/column-kind.ts";
import type { LinkedLists } from "#src/pipeline/3-identity/linkage/lists/link-lists.ts";
import { weightOf } from "#src/pipeline/3-identity/linkage/model.ts";
import type { Call } from "../command.ts";
import { textTable } from "../text-table.ts";

const mostIssues = 10;

/** What was found, for machines; the model is as it was used, levels by name. */
export function linkedJson({ lists, spec, linked, rows, clusters, linkedRows }: LinkedLists): object {
  const { model, pairsCompared, blocks } = linked;
  return {
    rows,
    clusters,
    linkedRows,
    pairsCompared,
    lists: lists.map(({ fileName, sheetName, rows: own, columns, issues }) => ({
      file: fileName,
      sheet: sheetName,
      rows: own,
      columns: columns.map(({ columnNo, header, kind, role, by, leftOut }) => ({
        columnNo,
        header,
        kind,
        role,
        by,
        ...(leftOut === undefined ? {} : { leftOut }),
      })),
      issues,
    })),
    blocks,
    model: {
      lambda: model.lambda,
      learntFrom: model.learntFrom,
      comparisons: spec.comparisons.map(({ name, title, levels }) => ({
        column: title.vi,
        levels: [...levels.map((level) => level.name), "else"].map((level, at) => ({
          level,
          m: model.comparisons[name]?.m[at],
          u: model.comparisons[name]?.u[at],
          weight: weightOf(model, name, at),
        })),
      })),
    },
  };
}

export function linkedLines(call: Call, found: LinkedLists, seconds: number): readonly string[] {
  const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB");
  const n = (value: number) => format.format(value);
  const { lists, rows, clusters, linkedRows, linked } = found;
  const what = whatOf(found);
  return [
    ...lists.flatMap(({ fileName, rows: own, columns, issues }) => [
      call.say({ vi: `${fileName}: ${n(own)} dòng`, en: `${fileName}: ${n(own)} rows` }),
      ...textTable(
        [call.say({ vi: "Cột", en: "Column" }), call.say({ vi: "Được hiểu là", en: "Taken as" })],
        columns.map(({ header, kind, leftOut }) => [
          header,
          leftOut === undefined
            ? call.say(columnKindTitles[kind])
            : call.say({
                vi: `không so: ${leftOutReasons[leftOut].vi}`,
                en: `not compared: ${leftOutReasons[leftOut].en}`,
              }),
        ]),
        { indent: "  " },
      ),
      ...issues.slice(0, mostIssues).map((issue) => `  ${issue}`),
      ...(issues.length > mostIssues
        ? [
            call.say({
              vi: `  … và ${n(issues.length - mostIssues)} ô khác; --json kể hết`,
              en: `  … and ${n(issues.length - mostIssues)} more cells; --json lists all`,
            }),
          ]
        : []),
    ]),
    ...linked.blocks
      .filter(({ rowsLeftOut }) => rowsLeftOut > 0)
      .map(({ block, rowsLeftOut }) =>
        call.say({
          vi: `Khóa ${block}: ${n(rowsLeftOut)} dòng có giá trị quá phổ biến, để các khóa khác tìm`,
          en: `Block ${block}: ${n(rowsLeftOut)} rows have too common a value and are left to other blocks`,
        }),
      ),
    call.say({
      vi: `${n(rows)} dòng là ${n(clusters)} ${what.vi}; ${n(linkedRows)} dòng có dòng khác cùng ${what.vi}. So ${n(linked.pairsCompared)} cặp, ${n(seconds)} giây.`,
      en: `${n(rows)} rows are ${n(clusters)} ${what.en}; ${n(linkedRows)} rows share theirs with another. Compared ${n(linked.pairsCompared)} pairs in ${n(seconds)} s.`,
    }),
  ];
}

/** What the rows are, as far as their columns tell. */
function whatOf({ fields }: LinkedLists): { readonly vi: string; readonly en: string } {
  const has = (kind: string) => fields.some((field) => field.kind === kind);
  if (has("fullName") || has("givenName") || has("familyName")) return { vi: "người", en: "persons" };
  return has("schoolName") ? { vi: "trường", en: "schools" } : { vi: "đối tượng", en: "things" };
}
