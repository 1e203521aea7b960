import { readFileSync } from "node:fs";
import { z } from "zod";
import { findFollowUp } from "#src/pipeline/decide-review.ts";
import type { Progress } from "#src/pipeline/progress.ts";
import { ingest } from "#src/pipeline/run.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { withHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";

export const ingestCommand: Command = {
  name: "ingest",
  summary: { vi: "đưa tệp của trường vào hồ sơ", en: "take files of schools into the record" },
  operands: { vi: "<tệp hoặc thư mục…>", en: "<file or folder…>" },
  details: {
    vi: "Đọc xlsx, csv, tsv, json, zip, OneRoster; nhận ra bảng mã, dòng tiêu đề và cột; chuẩn hóa, nhận diện, chấm điểm, công bố.\nMọi dòng vào đều có kết cục: vào hồ sơ, không đổi, gộp, hoặc bị giữ kèm lý do.",
    en: "Reads xlsx, csv, tsv, json, zip, OneRoster; finds encoding, header row and columns; standardises, identifies, scores, publishes.\nEvery row in ends in exactly one way: published, unchanged, merged, or held with a reason.",
  },
  examples: ["hp ingest hoc-sinh-7a.xlsx", "hp ingest inbox/ --json"],
  options: {
    source: {
      type: "string",
      value: { vi: "hệ thống", en: "system" },
      help: {
        vi: "tệp của hệ thống nào (smas, vnedu…) khi thư mục không nói",
        en: "source system, when no folder says so",
      },
    },
    school: {
      type: "string",
      value: { vi: "mã trường", en: "school" },
      help: { vi: "tệp của trường nào khi tệp không nói", en: "school, when the file doesn't say so" },
    },
    review: {
      type: "string",
      value: { vi: "mã việc", en: "review" },
      help: {
        vi: "đọc lại các tệp của một việc đã được quyết",
        en: "read the files of a decided review again",
      },
    },
    stdin: {
      type: "boolean",
      help: {
        vi: "đọc danh sách tệp từ đầu vào chuẩn, một mảng JSON",
        en: "reads the files' paths from standard input, as a JSON array",
      },
    },
    decisions: {
      type: "boolean",
      help: {
        vi: "không có tệp: chỉ thi hành các quyết định về định danh",
        en: "no files: only apply decisions on who is who",
      },
    },
  },
  run: async (call) => {
    const review = findString(call, "review");
    const paths = isSet(call, "stdin") ? readPaths() : call.operands;
    if (paths.length === 0 && review === undefined && !isSet(call, "decisions")) {
      throw new HpError("argument-missing", { name: call.language === "vi" ? "<tệp>" : "<file>" });
    }
    const hints = [findString(call, "source"), findString(call, "school")].filter(
      (hint) => hint !== undefined,
    );
    const progress: Progress = call.json
      ? (event) => call.print(JSON.stringify(event))
      : progressLines(call.language);
    const result = await withHost(call.config, call.log, progress, async ({ host }) => {
      const followUp = review === undefined ? undefined : await findFollowUp(host.pool, review);
      const onRun = (runId: number) => (call.json ? call.print(JSON.stringify({ runId })) : undefined);
      return ingest({ ...host, onRun }, followUp ?? { paths, hints });
    });
    printRun(call, result);
    return result.accounted ? 0 : 1;
  },
};

/** @throws HpError `argument-invalid` */
function readPaths(): readonly string[] {
  const given = z.array(z.string()).safeParse(JSON.parse(readFileSync(0, "utf8") || "[]"));
  if (!given.success) throw new HpError("argument-invalid", { name: "--stdin", reason: 'JSON: ["path"]' });
  return given.data;
}

export function printRun(call: Call, result: RunResult): void {
  if (call.json) {
    call.print(JSON.stringify(result));
    return;
  }
  const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB");
  const n = (value: number) => format.format(value);
  call.print(
    call.say({
      vi: `\nLượt ${result.runId}: ${n(result.files)} tệp, ${n(result.rowsIn)} dòng đọc được
  ${n(result.published)} vào hồ sơ, ${n(result.merged)} gộp vào hồ sơ đã có, ${n(result.unchanged)} không đổi, ${n(result.held)} bị giữ${
    result.filesWaiting + result.filesRefused === 0
      ? ""
      : `\n  ${n(result.filesWaiting)} tệp chờ người trả lời, ${n(result.filesRefused)} tệp bị từ chối`
  }
  ${asideOf(call, result)}${result.accounted ? "Mọi dòng đều có kết cục." : "CÓ DÒNG CHƯA RÕ KẾT CỤC: hãy báo lỗi này."}`,
      en: `\nRun ${result.runId}: ${n(result.files)} files, ${n(result.rowsIn)} rows read
  ${n(result.published)} published, ${n(result.merged)} merged, ${n(result.unchanged)} unchanged, ${n(result.held)} held${
    result.filesWaiting + result.filesRefused === 0
      ? ""
      : `\n  ${n(result.filesWaiting)} files wait for an answer, ${n(result.filesRefused)} files refused`
  }
  ${asideOf(call, result)}${result.accounted ? "Every row is accounted for." : "SOME ROWS ARE NOT ACCOUNTED FOR: please report this."}`,
    }),
  );
}

/** Lines for what is no record and what was only compared. */
function asideOf(call: Call, result: RunResult): string {
  const lines: string[] = [];
  if (result.setAside > 0) {
    lines.push(
      call.say({
        vi: `${result.setAside} dòng không phải bản ghi (tiêu đề lặp lại, dòng cộng, ghi chú, chữ ký)`,
        en: `${result.setAside} rows are no records (headers printed again, sums, notes, signatures)`,
      }),
    );
  }
  for (const report of Object.values(result.references)) {
    lines.push(
      call.say({
        vi: `So với danh mục ${report.dataset}: ${report.same} khớp, ${report.different} khác, ${report.onlyTheirs} lạ, ${report.onlyOurs} thiếu trong tệp, ${report.notCompared} không thuộc diện so`,
        en: `Against our ${report.dataset}: ${report.same} agree, ${report.different} differ, ${report.onlyTheirs} unknown, ${report.onlyOurs} missing in the file, ${report.notCompared} not compared`,
      }),
    );
    for (const { key, field, ours, theirs } of report.examples)
      lines.push(`  ${key} ${field}: ${theirs} ≠ ${ours}`);
  }
  return lines.map((line) => `${line}\n  `).join("");
}
