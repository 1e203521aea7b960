import { ingest } from "#src/pipeline/run.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Call, Command } from "../command.ts";
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
  options: {},
  run: async (call) => {
    if (call.operands.length === 0) throw new HpError("argument-missing", { name: call.language === "vi" ? "<tệp>" : "<file>" });
    const result = await withHost(call.config, call.log, progressLines(call.language), ({ host }) => ingest(host, { paths: call.operands }));
    printRun(call, result);
    return result.accounted ? 0 : 1;
  },
};

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
    result.filesWaiting + result.filesRefused === 0 ? "" : `\n  ${n(result.filesWaiting)} tệp chờ người trả lời, ${n(result.filesRefused)} tệp bị từ chối`
  }
  ${result.accounted ? "Mọi dòng đều có kết cục." : "CÓ DÒNG CHƯA RÕ KẾT CỤC: hãy báo lỗi này."}`,
      en: `\nRun ${result.runId}: ${n(result.files)} files, ${n(result.rowsIn)} rows read
  ${n(result.published)} published, ${n(result.merged)} merged, ${n(result.unchanged)} unchanged, ${n(result.held)} held${
    result.filesWaiting + result.filesRefused === 0 ? "" : `\n  ${n(result.filesWaiting)} files wait for an answer, ${n(result.filesRefused)} files refused`
  }
  ${result.accounted ? "Every row is accounted for." : "SOME ROWS ARE NOT ACCOUNTED FOR: please report this."}`,
    }),
  );
}
