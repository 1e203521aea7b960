import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { datasets } from "#src/domains/catalogue.ts";
import { readManifest } from "#src/platform/backup/manifest.ts";
import { assertFolderFree, restoreBackup, verifyBackup } from "#src/platform/backup/restore-backup.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { startEmbedded } from "#src/platform/postgres/embedded.ts";
import { assertDiskSpace } from "#src/platform/postgres/open.ts";
import { assertReachable, createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { prepareDatabase } from "#src/platform/postgres/prepare.ts";
import { titled } from "../backup-progress.ts";
import { type Command, findString, isSet } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { eraseAgain } from "../privacy/erase-again.ts";
import { progressLines } from "../progress-lines.ts";

export const restoreCommand: Command = {
  name: "restore",
  summary: { vi: "khôi phục bản sao lưu vào một chỗ trống", en: "restore a backup into an empty place" },
  operands: { vi: "<thư mục hoặc tệp backup-….json>", en: "<folder or backup-….json>" },
  details: {
    vi: "Kiểm tra từng phần bằng SHA-256 trước khi ghi. Chỉ ghi vào HP_DATA và cơ sở dữ liệu chưa có gì; bị ngắt thì chạy lại cùng lệnh.\nThư mục có nhiều bản: lấy bản mới nhất, hoặc chỉ rõ tệp backup-….json.",
    en: "Checks every piece by SHA-256 before writing. Writes only into an HP_DATA and a database that hold nothing; interrupted, run it again.\nOf several backups in the folder the newest is taken, or name a backup-….json.",
  },
  examples: ["HP_DATA=/srv/hoa-phuong hp restore /mnt/sao-luu", "hp restore /mnt/sao-luu --check"],
  options: {
    check: {
      type: "boolean",
      help: { vi: "chỉ kiểm tra bản sao lưu, không ghi gì", en: "only check the backup, write nothing" },
    },
    erasures: {
      type: "string",
      value: { vi: "tệp", en: "file" },
      help: {
        vi: "sổ xóa giữ ở nơi khác (erasures.jsonl): những gì đã xóa sau bản sao lưu được xóa lại",
        en: "a ledger of erasures kept elsewhere (erasures.jsonl): what was erased after the backup is erased again",
      },
    },
  },
  run: async (call) => {
    const from = call.operands[0];
    if (from === undefined)
      throw new HpError("argument-missing", { name: call.say({ vi: "<thư mục>", en: "<folder>" }) });
    const startedMs = performance.now();
    const { dir, manifest } = readManifest(resolve(from));
    const progress = titled(progressLines(call.language));
    const checkOnly = isSet(call, "check");
    if (!checkOnly) assertFolderFree(foldersOf(call.config.dataDir), manifest.backupId);
    await verifyBackup(dir, manifest, progress);
    if (!checkOnly) {
      mkdirSync(call.config.dataDir, { recursive: true });
      assertDiskSpace(call.config.dataDir);
      const replaceable = new Set(
        datasets.filter((dataset) => dataset.origin === "reference").map((dataset) => dataset.table),
      );
      await withEmptyDatabase(call.config, async (pool) => {
        await restoreBackup({ pool, dataDir: call.config.dataDir, dir, manifest, replaceable, progress });
        // Erased after the backup was made: its own ledger knows what was before, a ledger kept elsewhere the rest.
        await eraseAgain(call.config, pool, findString(call, "erasures"));
        await recordOnMachine(call.config, pool, {
          action: "restore",
          object: "backup",
          detail: { backup: manifest.backupId },
        });
      });
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const seconds = (performance.now() - startedMs) / 1000;
    const figures = {
      backupId: manifest.backupId,
      restored: !checkOnly,
      tables: manifest.tables.length,
      rows,
      files: manifest.files.length,
      unfinishedRun: manifest.unfinishedRun,
      seconds,
    };
    if (call.json) {
      call.print(JSON.stringify(figures));
      return 0;
    }
    const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
      maximumFractionDigits: 1,
    });
    const n = (value: number) => format.format(value);
    const vi = `${n(figures.tables)} bảng, ${n(rows)} dòng, ${n(figures.files)} tệp, ${n(seconds)} giây`;
    const en = `${n(figures.tables)} tables, ${n(rows)} rows, ${n(figures.files)} files, ${n(seconds)} s`;
    call.print(
      checkOnly
        ? call.say({
            vi: `\nBản sao lưu ${manifest.backupId} nguyên vẹn: ${vi}.`,
            en: `\nBackup ${manifest.backupId} is sound: ${en}.`,
          })
        : call.say({
            vi: `\nĐã khôi phục ${manifest.backupId}: ${vi}.\nKiểm tra tiếp: hp doctor`,
            en: `\nRestored ${manifest.backupId}: ${en}.\nNow check it: hp doctor`,
          }),
    );
    return 0;
  },
};

/**
 * A database as it is, without our migrations: a restore first brings it to the structure of the backup. Nobody else
 * works on an empty data folder, so the server we start here is ours to stop.
 */
async function withEmptyDatabase<T>(config: Config, work: (pool: Pool) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== undefined) {
    const pool = createPool(config.databaseUrl);
    try {
      await assertReachable(pool, config.databaseUrl);
      return await work(pool);
    } finally {
      await pool.end();
    }
  }
  const server = await startEmbedded(foldersOf(config.dataDir).postgres);
  try {
    await prepareDatabase(server.adminUrl, server.url, server.appUrl);
    const pool = createPool(server.url);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  } finally {
    if (server.started) await server.stop();
  }
}
