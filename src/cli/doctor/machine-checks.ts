import { accessSync, constants, existsSync, readdirSync, readFileSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { restoreMarkPath } from "#src/platform/backup/restore-backup.ts";
import { type Config, type Folders, foldersOf } from "#src/platform/config.ts";
import { type Finding, fail, ok, some, warn } from "./finding.ts";

/** Below this a run of a large city may break in its middle. */
const comfortableMb = 5_000;
const neededMb = 300;

/** What can be told without a database: the program, the folder, the disk, the keys. */
export function checkMachine(config: Config): readonly Finding[] {
  const folders = foldersOf(config.dataDir);
  return [
    checkNode(),
    checkFolder(config.dataDir),
    checkDisk(config.dataDir),
    checkKeys(folders),
    checkRestore(restoreMarkPath(folders)),
  ];
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  const found = `Node ${process.versions.node}`;
  if (major >= 24) return ok("node", found, found);
  return fail(
    "node",
    { vi: `${found}, cần 24 trở lên.`, en: `${found}, needed is 24 or newer.` },
    {
      vi: "Chạy qua npm (npm run hp -- …): gói đã kèm đúng bản.",
      en: "Run it through npm (npm run hp -- …), which brings the right one.",
    },
  );
}

function checkFolder(dataDir: string): Finding {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(
      "dataFolder",
      `Thư mục dữ liệu ${dataDir} đọc và ghi được.`,
      `Data folder ${dataDir} can be read and written.`,
    );
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return fail(
      "dataFolder",
      {
        vi: `Thư mục dữ liệu ${dataDir} không dùng được (${reason}).`,
        en: `Data folder ${dataDir} cannot be used (${reason}).`,
      },
      {
        vi: "Tạo thư mục, cấp quyền cho người chạy, hoặc đặt HP_DATA.",
        en: "Create it, give the running user access, or set HP_DATA.",
      },
    );
  }
}

function checkDisk(dataDir: string): Finding {
  if (!existsSync(dataDir))
    return warn(
      "disk",
      {
        vi: "Chưa đo được ổ đĩa: chưa có thư mục dữ liệu.",
        en: "No disk to measure yet: the data folder does not exist.",
      },
      { vi: "Chạy npm start hoặc hp ingest một lần.", en: "Run npm start or hp ingest once." },
    );
  const stats = statfsSync(dataDir);
  const freeMb = Math.floor((stats.bavail * stats.bsize) / 2 ** 20);
  const sentence = { vi: `Ổ đĩa còn ${freeMb} MB trống.`, en: `${freeMb} MB of disk are free.` };
  const advice = {
    vi: "Giải phóng chỗ hoặc chuyển HP_DATA sang ổ lớn hơn.",
    en: "Free some space or move HP_DATA to a larger disk.",
  };
  if (freeMb < neededMb) return fail("disk", sentence, advice);
  return freeMb < comfortableMb ? warn("disk", sentence, advice) : { check: "disk", state: "ok", sentence };
}

function holdsFiles(dir: string): boolean {
  return existsSync(dir) && readdirSync(dir).length > 0;
}

/** Without its key no known person would be known again: made files without their key are an accident. */
function checkKeys(folders: Folders): Finding {
  const keysDir = folders.keys;
  const problems: string[] = [];
  const open: string[] = [];
  const made = {
    identity: holdsFiles(join(folders.lake, "linked")),
    warehouse: holdsFiles(folders.warehouse),
  };
  for (const [name, isNeeded] of Object.entries(made)) {
    const path = join(keysDir, `${name}.key`);
    if (!existsSync(path)) {
      if (isNeeded) problems.push(`${name}.key`);
      continue;
    }
    if (!/^[0-9a-f]{64}\s*$/.test(readFileSync(path, "utf8"))) problems.push(`${name}.key`);
    if ((statSync(path).mode & 0o077) !== 0) open.push(`${name}.key`);
  }
  if (existsSync(keysDir) && (statSync(keysDir).mode & 0o077) !== 0) open.push("keys/");
  if (problems.length > 0) {
    return fail(
      "keys",
      { vi: `Khóa mất hoặc hỏng: ${some(problems)}.`, en: `Keys missing or damaged: ${some(problems)}.` },
      {
        vi: "Lấy lại thư mục keys từ bản sao lưu trước khi nhập tiếp: khóa mới sinh mã hồ sơ khác.",
        en: "Take the keys folder back from a backup before the next ingest: a new key gives other record ids.",
      },
    );
  }
  if (!existsSync(keysDir))
    return ok(
      "keys",
      "Chưa có khóa nào; khóa được tạo ở lượt nhập đầu tiên.",
      "No keys yet; the first run makes them.",
    );
  if (open.length > 0) {
    return warn(
      "keys",
      {
        vi: `Người khác trên máy đọc được: ${some(open)}.`,
        en: `Readable by others on this machine: ${some(open)}.`,
      },
      {
        vi: `chmod 700 ${keysDir}; chmod 600 ${keysDir}/*.key`,
        en: `chmod 700 ${keysDir}; chmod 600 ${keysDir}/*.key`,
      },
    );
  }
  return ok("keys", "Khóa đủ và chỉ chủ sở hữu đọc được.", "Keys are there, readable by their owner alone.");
}

function checkRestore(markPath: string): Finding {
  if (!existsSync(markPath))
    return ok("restore", "Không có lần khôi phục dang dở.", "No restore is unfinished.");
  const backupId = readFileSync(markPath, "utf8");
  return fail(
    "restore",
    { vi: `Khôi phục bản ${backupId} chưa xong.`, en: `The restore of ${backupId} did not finish.` },
    { vi: "Chạy lại cùng lệnh hp restore.", en: "Run the same hp restore again." },
  );
}
