import { checks, findCheck, findDataset } from "#src/domains/catalogue.ts";
import { type DimensionSet, eightPrinciples, sixCriteria } from "#src/pipeline/4-quality/dimension-sets.ts";
import {
  city,
  type QualityReport,
  qualityReport,
  type Unit,
  type WorklistCursor,
  worklistPage,
} from "#src/pipeline/4-quality/report.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Db, Pool } from "#src/platform/postgres/pool.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { placeWords, readFileNames } from "../show/place-words.ts";
import { textTable } from "../text-table.ts";

/** Records read at a time; the list itself has no end but its own. */
const pageSize = 1_000;

export const qualityCommand: Command = {
  name: "quality",
  summary: {
    vi: "điểm chất lượng và danh sách việc phải sửa",
    en: "quality scores and the list of what to mend",
  },
  details: {
    vi: "Điểm của thành phố, một xã/phường hay một trường theo tám nguyên tắc hoặc sáu tiêu chí, và các quy tắc bị vi phạm nhiều nhất.\n--worklist in mọi bản ghi chưa đạt, kèm tệp, trang, dòng của người gửi; với --json mỗi bản ghi một dòng, dòng cuối là bản điểm.",
    en: "Scores of the city, a commune or a school by eight principles or six criteria, and the rules broken most.\n--worklist prints every failing record with the sender's file, sheet and row; with --json one record a line, the report last.",
  },
  examples: [
    "hp quality",
    "hp quality --unit commune:11394 --dimensions 6",
    "hp quality --unit school:311194802001 --worklist",
  ],
  options: {
    unit: {
      type: "string",
      value: { vi: "đơn vị", en: "unit" },
      help: {
        vi: "city, commune:<mã> hoặc school:<mã> (mặc định city)",
        en: "city, commune:<code> or school:<code> (default city)",
      },
    },
    dimensions: {
      type: "string",
      value: { vi: "8|6", en: "8|6" },
      help: {
        vi: "tám nguyên tắc hoặc sáu tiêu chí (mặc định 8)",
        en: "eight principles or six criteria (default 8)",
      },
    },
    worklist: { type: "boolean", help: { vi: "in mọi bản ghi chưa đạt", en: "print every failing record" } },
    rule: {
      type: "string",
      value: { vi: "mã quy tắc", en: "rule code" },
      help: { vi: "chỉ bản ghi chưa đạt quy tắc này", en: "only records that break this rule" },
    },
  },
  run: async (call) => {
    const unit = unitOf(call);
    const dimensionSet = dimensionsOf(call);
    const rule = findString(call, "rule");
    if (rule !== undefined && findCheck(rule) === undefined)
      throw new HpError("argument-invalid", { name: "--rule", reason: rule });
    const database = await openDatabase(call.config);
    try {
      const db = database.pool;
      await assertUnit(db, unit);
      const report = await qualityReport(db, checks, { unit, dimensionSet });
      if (call.json) {
        if (isSet(call, "worklist")) await printWorklist(call, db, unit, rule);
        call.print(
          JSON.stringify({
            dimensionSet: dimensionSet.id,
            ...report,
            runSeq: report.runSeq ?? null,
            score: report.score ?? null,
          }),
        );
        return 0;
      }
      for (const line of reportLines(call, report, dimensionSet)) call.print(line);
      if (isSet(call, "worklist")) {
        call.print("");
        await printWorklist(call, db, unit, rule);
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};

function unitOf(call: Call): Unit {
  const text = findString(call, "unit") ?? "city";
  if (text === "city") return city;
  const [, kind, id] = /^(school|commune):(.+)$/.exec(text) ?? [];
  if (id === undefined)
    throw new HpError("argument-invalid", {
      name: "--unit",
      reason: call.say({
        vi: `${text}; viết city, commune:<mã> hoặc school:<mã>`,
        en: `${text}; write city, commune:<code> or school:<code>`,
      }),
    });
  return { kind: kind === "school" ? "school" : "commune", id };
}

function dimensionsOf(call: Call): DimensionSet {
  const text = findString(call, "dimensions") ?? "8";
  if (text === "8") return eightPrinciples;
  if (text === "6") return sixCriteria;
  throw new HpError("argument-invalid", {
    name: "--dimensions",
    reason: call.say({ vi: "8 hoặc 6", en: "8 or 6" }),
  });
}

/** A mistyped code must not look like a unit without faults. `-` gathers records of no known school or commune. */
async function assertUnit(db: Db, unit: Unit): Promise<void> {
  if (unit.kind === "city" || unit.id === "-") return;
  const [table, column] = unit.kind === "school" ? ["school", "school_id"] : ["admin_unit", "code"];
  const { rowCount } = await db.query(`select 1 from ${table} where ${column} = $1 limit 1`, [unit.id]);
  if (rowCount === 0) throw new HpError("record-not-found", { id: unit.id, dataset: unit.kind });
}

function reportLines(call: Call, report: QualityReport, set: DimensionSet): readonly string[] {
  const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
    maximumFractionDigits: 2,
  });
  const n = (value: number | undefined) => (value === undefined ? "–" : format.format(value));
  const title = (id: string) => {
    const dataset = findDataset(id);
    return dataset === undefined ? id : call.say(dataset.title);
  };
  if (report.runSeq === undefined)
    return [
      call.say({
        vi: "Đơn vị này chưa được chấm điểm: chưa có lượt nhập nào.",
        en: "This unit has no scores yet: nothing was taken in.",
      }),
    ];
  const unit =
    report.unit.kind === "city"
      ? call.say({ vi: "Toàn thành phố", en: "The whole city" })
      : `${report.unit.kind} ${report.unit.id}`;
  return [
    call.say({
      vi: `${unit}: ${n(report.score)} điểm; ${n(report.records)} bản ghi, ${n(report.failing)} chưa đạt (điểm đổi gần nhất ở lượt ${report.runSeq})`,
      en: `${unit}: score ${n(report.score)}; ${n(report.records)} records, ${n(report.failing)} failing (scores last moved in run ${report.runSeq})`,
    }),
    "",
    ...textTable(
      [call.say(set.title), call.say({ vi: "Điểm", en: "Score" })],
      report.criteria.map((one) => [call.say(one.title), n(one.score)]),
      { right: [1] },
    ),
    "",
    ...textTable(
      [
        call.say({ vi: "Tập dữ liệu", en: "Dataset" }),
        call.say({ vi: "Bản ghi", en: "Records" }),
        call.say({ vi: "Chưa đạt", en: "Failing" }),
        call.say({ vi: "Điểm", en: "Score" }),
        ...set.criteria.map((one) => call.say(one.title)),
      ],
      report.datasets.map((one) => [
        title(one.dataset),
        n(one.records),
        n(one.failing),
        n(one.score),
        ...set.criteria.map((criterion) => n(one.criteria[criterion.id])),
      ]),
      { right: [1, 2, 3, ...set.criteria.map((_, at) => at + 4)] },
    ),
    ...report.identity.map((one) =>
      call.say({
        vi: `Định danh, ${title(one.dataset)}: ${n(one.everVerified)} đã từng được xác thực, ${n(one.currentlyConsistent)} hiện nhất quán, trên ${n(one.records)}`,
        en: `Identity, ${title(one.dataset)}: ${n(one.everVerified)} once verified, ${n(one.currentlyConsistent)} consistent now, of ${n(one.records)}`,
      }),
    ),
    ...(report.topRules.length === 0 ? [] : [""]),
    ...textTable(
      [
        call.say({ vi: "Quy tắc", en: "Rule" }),
        call.say({ vi: "Chưa đạt", en: "Failing" }),
        call.say({ vi: "Nội dung", en: "Meaning" }),
      ],
      report.topRules.map((rule) => [rule.code, n(rule.records), call.say(rule.sentence)]),
      { right: [1] },
    ),
  ];
}

async function printWorklist(call: Call, db: Pool, unit: Unit, checkCode: string | undefined): Promise<void> {
  await recordOnMachine(call.config, db, { action: "qualityIssue.list", object: "qualityIssue" });
  let after: WorklistCursor | undefined;
  do {
    const page = await worklistPage(db, {
      unit,
      limit: pageSize,
      ...(checkCode === undefined ? {} : { checkCode }),
      ...(after === undefined ? {} : { after }),
    });
    const names = await readFileNames(
      db,
      page.items.map((item) => item.sourceRowId),
    );
    for (const item of page.items) {
      const place = placeWords(item.sourceRowId, names, call.language);
      if (call.json) call.print(JSON.stringify({ ...item, place }));
      else call.print([item.schoolId ?? "-", item.checkCode, item.dataset, item.recordKey, place].join("\t"));
    }
    after = page.next;
  } while (after !== undefined);
}
