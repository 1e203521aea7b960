import { HpError } from "#src/platform/errors.ts";
import { type Database, openDatabase } from "#src/platform/postgres/open.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { checkFiles } from "../doctor/file-checks.ts";
import { type Finding, fail } from "../doctor/finding.ts";
import { checkMachine } from "../doctor/machine-checks.ts";
import { checkPostgres } from "../doctor/postgres-checks.ts";
import { checkRecords } from "../doctor/record-checks.ts";
import { examineDatabase, examineMachine, examOf } from "../doctor/security/examine.ts";

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
  examples: ["hp doctor", "hp doctor --all-files --json", "hp doctor --security --backups /mnt/sao-luu"],
  options: {
    "all-files": {
      type: "boolean",
      help: {
        vi: "đọc lại mọi tệp đã nhận, không chỉ một mẫu",
        en: "read every received file again, not a sample",
      },
    },
    security: {
      type: "boolean",
      help: {
        vi: "khám an toàn của cách triển khai: đường vào, quyền, khóa, tài khoản, kiểm toán",
        en: "check how it is deployed: way in, rights, keys, accounts, audit",
      },
    },
    backups: {
      type: "string",
      value: { vi: "thư mục", en: "folder" },
      help: { vi: "nơi cất bản sao lưu (cho --security)", en: "where backups are put (for --security)" },
    },
  },
  run: async (call) => {
    const findings = isSet(call, "security") ? await examineSecurity(call) : await examineHealth(call);
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

async function examineHealth(call: Call): Promise<readonly Finding[]> {
  const { config } = call;
  return [
    ...checkMachine(config),
    ...(await withDatabase(call, async (database) => [
      ...(await checkPostgres(database)),
      ...(await checkRecords(database.pool)),
      ...(await checkFiles(
        database.pool,
        config,
        isSet(call, "all-files") ? Number.POSITIVE_INFINITY : sampleFiles,
      )),
    ])),
  ];
}

async function examineSecurity(call: Call): Promise<readonly Finding[]> {
  const exam = examOf(call.config, findString(call, "backups"));
  return [
    ...(await examineMachine(exam)),
    ...(await withDatabase(call, (database) => examineDatabase(exam, database))),
  ];
}

/** A database that can't be opened is a finding, not the end of the examination. */
async function withDatabase(
  call: Call,
  examine: (database: Database) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
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
    return await examine(database);
  } finally {
    await database.close();
  }
}
