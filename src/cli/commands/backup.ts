import { resolve } from "node:path";
import { createBackup } from "#src/platform/backup/create-backup.ts";
import { systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { titled } from "../backup-progress.ts";
import { type Command, findString } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { progressLines } from "../progress-lines.ts";

export const backupCommand: Command = {
  name: "backup",
  summary: {
    vi: "sao lưu toàn bộ, cả khi máy chủ đang chạy",
    en: "back everything up, also while the server runs",
  },
  details: {
    vi: "Chép cơ sở dữ liệu (một thời điểm duy nhất), hồ dữ liệu, tệp đã nhận, kho và khóa bí mật vào <thư mục>.\nLần sau cùng thư mục chỉ chép phần mới. Bản sao chứa dữ liệu cá nhân và khóa: chỉ chủ sở hữu đọc được (0600), hãy cất nơi an toàn.",
    en: "Copies the database (one instant of it), lake, received files, warehouse and secret keys into <folder>.\nThe next backup into the same folder copies only what is new. It holds personal data and keys: readable by its owner alone (0600), keep it safe.",
  },
  examples: ["hp backup --out /mnt/sao-luu", "hp backup --out /mnt/sao-luu --keep 7"],
  options: {
    out: {
      type: "string",
      value: { vi: "thư mục", en: "folder" },
      help: { vi: "nơi cất, nên ở ổ đĩa khác", en: "where to, best on another disk" },
    },
    keep: {
      type: "string",
      value: { vi: "số", en: "number" },
      help: { vi: "chỉ giữ bấy nhiêu bản mới nhất", en: "keep only so many newest backups" },
    },
  },
  run: async (call) => {
    const out = findString(call, "out");
    if (out === undefined) throw new HpError("argument-missing", { name: "--out" });
    const keep = findString(call, "keep");
    if (keep !== undefined && !/^[1-9]\d{0,5}$/.test(keep)) {
      throw new HpError("argument-invalid", {
        name: "--keep",
        reason: call.say({ vi: "phải là số nguyên từ 1", en: "must be a whole number from 1" }),
      });
    }
    const startedMs = performance.now();
    const database = await openDatabase(call.config);
    try {
      // Before anything is copied: whoever holds the copy holds everybody's data.
      await recordOnMachine(call.config, database.pool, { action: "backup", object: "backup" });
      const report = await createBackup({
        pool: database.pool,
        dataDir: call.config.dataDir,
        outDir: resolve(out),
        now: systemClock.now(),
        progress: titled(progressLines(call.language)),
        ...(keep === undefined ? {} : { keep: Number(keep) }),
      });
      const { manifest } = report;
      const figures = {
        backupId: manifest.backupId,
        manifest: report.manifestFile,
        tables: manifest.tables.length,
        rows: report.rows,
        files: manifest.files.length,
        bytes: report.bytes,
        addedBytes: report.addedBytes,
        freedBytes: report.freedBytes,
        unfinishedRun: manifest.unfinishedRun,
        seconds: (performance.now() - startedMs) / 1000,
      };
      if (call.json) {
        call.print(JSON.stringify(figures));
        return 0;
      }
      const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
        maximumFractionDigits: 1,
      });
      const n = (value: number) => format.format(value);
      const mb = (bytes: number) => n(bytes / 2 ** 20);
      call.print(
        call.say({
          vi: `\nBản sao lưu ${figures.backupId}: ${n(figures.tables)} bảng, ${n(figures.rows)} dòng, ${n(figures.files)} tệp, ${mb(figures.bytes)} MB (mới ${mb(figures.addedBytes)} MB), ${n(figures.seconds)} giây\nGồm cả khóa bí mật và dữ liệu cá nhân: cất nơi chỉ người có trách nhiệm mở được.\nKiểm tra: hp restore ${out} --check`,
          en: `\nBackup ${figures.backupId}: ${n(figures.tables)} tables, ${n(figures.rows)} rows, ${n(figures.files)} files, ${mb(figures.bytes)} MB (${mb(figures.addedBytes)} MB new), ${n(figures.seconds)} s\nIt holds secret keys and personal data: keep it where only those in charge can open it.\nCheck it: hp restore ${out} --check`,
        }),
      );
      if (figures.unfinishedRun !== null) {
        call.print(
          call.say({
            vi: `Lượt ${figures.unfinishedRun} còn dang dở và được sao lưu như vậy; sau khi khôi phục hãy chạy hp resume.`,
            en: `Run ${figures.unfinishedRun} is unfinished and was saved so; after a restore run hp resume.`,
          }),
        );
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};
