import type { Text } from "#src/domains/dictionary/text.ts";
import type { Progress } from "#src/pipeline/progress.ts";
import type { BackupProgress, BackupStep } from "#src/platform/backup/create-backup.ts";

const titles: Readonly<Record<BackupStep, Text>> = {
  wait: { vi: "Chờ lượt nhập đang chạy", en: "Waiting for the run in progress" },
  tables: { vi: "Chép bảng", en: "Copying tables" },
  files: { vi: "Chép tệp", en: "Copying files" },
  verify: { vi: "Kiểm tra bản sao lưu", en: "Checking the backup" },
  load: { vi: "Nạp bảng", en: "Loading tables" },
  place: { vi: "Đặt tệp", en: "Placing files" },
};

/** Backup and restore report steps; people read titles. */
export function titled(progress: Progress): BackupProgress {
  return ({ step, done, total }) =>
    progress({ step, title: titles[step], done, ...(total === undefined ? {} : { total }) });
}
