import { HpError } from "#src/platform/errors.ts";
import { type Database, openDatabase } from "#src/platform/postgres/open.ts";
import { type Call, type Command, isSet } from "../command.ts";
import { checkFiles } from "../doctor/file-checks.ts";
import { type Finding, fail } from "../doctor/finding.ts";
import { checkMachine } from "../doctor/machine-checks.ts";
import { checkPostgres } from "../doctor/postgres-checks.ts";
import { checkRecords } from "../doctor/record-checks.ts";

/** Received files whose bytes are read again; the choice changes daily. */
const sampleFiles = 20;

export const doctorCommand: Command = {
  name: "doctor",
  summary: {
    vi: "khám hệ thống: điều gì ổn, điều gì phải làm",
    en: "check the system: what is well and what to do",
  },
  details: {
    vi: "Kiểm tra máy, thư mục, khóa, PostgreSQL, cấu trúc bảng, lượt nhập, hồ dữ liệu, tệp đã nhận. Chỉ đọc (trừ việc áp dụng bước chuyển cấu trúc còn thiếu, như mọi lệnh).\nMã thoát 1 khi có điều hỏng; cảnh báo không làm lệnh thất bại.",
    en: "Checks machine, folder, keys, PostgreSQL, tables, runs, lake and received files. Reads only (except that missing migrations are applied, as by every command).\nExit code 1 when something is broken; warnings do not fail the command.",
  },
  examples: ["hp doctor", "hp doctor --all-files --json"],
  options: {
    "all-files": {
      type: "boolean",
      help: {
        vi: "đọc lại mọi tệp đã nhận, không chỉ một mẫu",
        en: "read every received file again, not a sample",
      },
    },
  },
  run: async (call) => {
    const findings = [...checkMachine(call.config), ...(await checkDatabase(call))];
    const failed = findings.filter((finding) => finding.state === "fail").length;
    const warned = findings.filter((finding) => finding.state === "warn").length;
    if (call.json) {
      call.print(JSON.stringify({ healthy: failed === 0, failed, warned, findings }));
    } else {
      const signs = { ok: "✓", warn: "!", fail: "✗" } as const;
      for (const { state, sentence, advice } of findings) {
        call.print(
          `${signs[state]} ${call.say(sentence)}${advice === undefined ? "" : `\n    → ${call.say(advice)}`}`,
        );
      }
      const all = findings.length;
      call.print(
        call.say({
          vi: `\n${failed === 0 ? "Hệ thống ổn" : "CÓ ĐIỀU PHẢI SỬA"}: ${all} mục đã khám, ${failed} hỏng, ${warned} cần để ý.`,
          en: `\n${failed === 0 ? "All is well" : "SOMETHING IS BROKEN"}: ${all} checks, ${failed} failed, ${warned} warnings.`,
        }),
      );
    }
    return failed === 0 ? 0 : 1;
  },
};

/** A database that can't be opened is a finding, not the end of the examination. */
async function checkDatabase(call: Call): Promise<readonly Finding[]> {
  let database: Database;
  try {
    database = await openDatabase(call.config);
  } catch (error) {
    if (!(error instanceof HpError)) throw error;
    return [
      fail(
        "postgres.open",
        { vi: error.sentence("vi"), en: error.sentence("en") },
        { vi: "Sửa điều trên rồi chạy lại hp doctor.", en: "Mend this, then run hp doctor again." },
      ),
    ];
  }
  try {
    return [
      ...(await checkPostgres(database)),
      ...(await checkRecords(database.pool)),
      ...(await checkFiles(
        database.pool,
        call.config,
        isSet(call, "all-files") ? Number.POSITIVE_INFINITY : sampleFiles,
      )),
    ];
  } finally {
    await database.close();
  }
}
