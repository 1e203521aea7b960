import { applyDecisions } from "#src/pipeline/3-identity/decide/apply.ts";
import { decidePair } from "#src/pipeline/3-identity/decide/decide-pair.ts";
import type { Decision } from "#src/pipeline/3-identity/decide/decision.ts";
import { mergeRecords, splitRecord } from "#src/pipeline/3-identity/decide/merge-split.ts";
import { getKeyedRecord } from "#src/pipeline/3-identity/decide/record-keys.ts";
import { getKeysOfRows } from "#src/pipeline/3-identity/decide/row-keys.ts";
import { undoDecision, undoMerge } from "#src/pipeline/3-identity/decide/undo.ts";
import type { PipelineHost } from "#src/pipeline/run.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { withHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import { actOf, actOptions, getOperand, uuidOperand } from "./operands.ts";

const reviewOperand = { vi: "<mã việc>", en: "<review id>" };
const recordOperand = { vi: "<mã hồ sơ>", en: "<record id>" };

export const identityDecideCommand: Command = {
  name: "identity decide",
  summary: { vi: "trả lời một cặp: một người hay hai", en: "answer a pair: one person or two" },
  operands: { vi: "<mã việc> same|different", en: "<review id> same|different" },
  examples: ['hp identity decide 5b0c… same --by "Trần Lan" --reason "cùng giấy khai sinh"'],
  options: actOptions,
  run: (call) => {
    const reviewId = uuidOperand(getOperand(call, 0, reviewOperand));
    const verdict = getOperand(call, 1, { vi: "same|different", en: "same|different" });
    if (verdict !== "same" && verdict !== "different")
      throw new HpError("argument-invalid", { name: "same|different", reason: verdict });
    const act = actOf(call);
    return decide(call, async ({ pool }) => [await decidePair(pool, reviewId, verdict, act)]);
  },
};

export const identityMergeCommand: Command = {
  name: "identity merge",
  summary: { vi: "hai hồ sơ là một người", en: "two records are one person" },
  operands: { vi: "<mã hồ sơ> <mã hồ sơ>", en: "<record id> <record id>" },
  examples: ['hp identity merge b365… 91fa… --by "Trần Lan" --reason "chuyển trường giữa năm"'],
  options: actOptions,
  run: (call) => {
    const left = uuidOperand(getOperand(call, 0, recordOperand));
    const right = uuidOperand(getOperand(call, 1, recordOperand));
    const act = actOf(call);
    return decide(call, async ({ pool }) => [await mergeRecords(pool, left, right, act)]);
  },
};

export const identitySplitCommand: Command = {
  name: "identity split",
  summary: { vi: "một hồ sơ là nhiều người", en: "one record is several people" },
  operands: { vi: "<mã hồ sơ>", en: "<record id>" },
  details: {
    vi: "Nêu những gì là của người khác: --keys (khóa, xem hp identity history) hoặc --rows (mã dòng nguồn, xem hp show … --json). Các khóa ra đi là một người, trừ khi có --apart.",
    en: "Name what is somebody else's: --keys (see hp identity history) or --rows (source row ids, see hp show … --json). What leaves is one person, unless --apart.",
  },
  examples: [
    'hp identity split b365… --rows 268435461,268435462 --by "Trần Lan" --reason "hai anh em sinh đôi"',
  ],
  options: {
    ...actOptions,
    keys: {
      type: "string",
      value: { vi: "khóa,…", en: "key,…" },
      help: { vi: "các khóa ra đi", en: "keys that leave" },
    },
    rows: {
      type: "string",
      value: { vi: "mã dòng,…", en: "row,…" },
      help: { vi: "các dòng nguồn ra đi", en: "source rows that leave" },
    },
    apart: {
      type: "boolean",
      help: { vi: "mỗi khóa ra đi là một người", en: "every leaving key is a person" },
    },
  },
  run: (call) => {
    const recordId = uuidOperand(getOperand(call, 0, recordOperand));
    const named = listOf(call, "keys").map(uuidOperand);
    const rows = listOf(call, "rows");
    if (named.length + rows.length === 0) throw new HpError("argument-missing", { name: "--keys | --rows" });
    const wrong = rows.find((row) => !/^\d{1,18}$/.test(row));
    if (wrong !== undefined)
      throw new HpError("argument-invalid", { name: "--rows", reason: shownBack(wrong) });
    const act = actOf(call);
    return decide(call, async ({ pool, config, declarations }) => {
      const record = await getKeyedRecord(pool, recordId);
      const ofRows = rows.length === 0 ? [] : await getKeysOfRows(pool, config, declarations, record, rows);
      return splitRecord(pool, { recordId, keys: [...named, ...ofRows], apart: isSet(call, "apart") }, act);
    });
  },
};

export const identityUndoCommand: Command = {
  name: "identity undo",
  summary: { vi: "rút lại một quyết định hoặc một lần gộp", en: "take back a decision or a merge" },
  operands: { vi: "<mã quyết định | mã hồ sơ cũ>", en: "<decision id | former record id>" },
  details: {
    vi: "Mã quyết định: rút lời của người (một lần tách được rút trọn vẹn). Mã hồ sơ cũ: tách lại những gì đã đến cùng mã ấy, kể cả khi máy tự gộp.",
    en: "A decision id takes a person's word back (a split as a whole). A former record id parts again what came with it, also when the program merged by itself.",
  },
  examples: ['hp identity undo 7c1d… --by "Trần Lan" --reason "nhầm người"'],
  options: actOptions,
  run: (call) => {
    const id = uuidOperand(getOperand(call, 0, { vi: "<mã>", en: "<id>" }));
    const act = actOf(call);
    return decide(call, async ({ pool }) => {
      const { rowCount } = await pool.query("select 1 from identity_decision where decision_id = $1", [id]);
      return rowCount === 0 ? undoMerge(pool, id, act) : undoDecision(pool, id, act);
    });
  },
};

function listOf(call: Call, name: string): readonly string[] {
  return (findString(call, name) ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Writes the decision down, then lets it take effect at once by a run without files. */
async function decide(
  call: Call,
  write: (host: PipelineHost) => Promise<readonly Decision[]>,
): Promise<number> {
  return withHost(call.config, call.log, progressLines(call.language), async ({ host }) => {
    const decisions = await write(host);
    const measuresOnly = decisions.every((decision) => decision.isSecond);
    const run = measuresOnly || isSet(call, "later") ? undefined : await applyNow(call, host);
    if (call.json) {
      call.print(JSON.stringify({ decisions, runId: run?.runId ?? null, changed: run?.changed ?? {} }));
      return run?.accounted === false ? 1 : 0;
    }
    for (const one of decisions)
      call.print(
        `${one.decisionId}  ${one.verdict.padEnd(9)}  ${one.leftKey} ~ ${one.rightKey}${one.undoneAt === null ? "" : call.say({ vi: "  (đã rút)", en: "  (undone)" })}`,
      );
    if (run !== undefined) {
      const changes = Object.entries(run.changed).map(
        ([id, n]) => `${id} +${n.inserted} ~${n.updated} −${n.retired}`,
      );
      call.print(
        call.say({
          vi: `Đã thi hành ở lượt ${run.runId}${changes.length === 0 ? ": không hồ sơ nào đổi." : `: ${changes.join(", ")}`}`,
          en: `Applied in run ${run.runId}${changes.length === 0 ? ": no record changed." : `: ${changes.join(", ")}`}`,
        }),
      );
    }
    return run?.accounted === false ? 1 : 0;
  });
}

/** The decision stands whether or not a run can start now: the one under way, or the next, applies it. */
async function applyNow(call: Call, host: PipelineHost): Promise<RunResult | undefined> {
  try {
    return await applyDecisions(host);
  } catch (error) {
    if (!(error instanceof HpError) || error.code !== "pipeline-busy") throw error;
    if (!call.json)
      call.print(
        call.say({
          vi: "Đã ghi. Đang có lượt nhập khác; lượt sau sẽ thi hành.",
          en: "Noted. Another run is in progress; the next one applies it.",
        }),
      );
    return undefined;
  }
}
