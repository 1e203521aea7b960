import { existsSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { listManifests, type Manifest, readManifest } from "#src/platform/backup/manifest.ts";
import { foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Finding, fail, ok, warn } from "../finding.ts";
import { judge, type SecurityExam } from "./exam.ts";

/** Level 3 asks for automatic backups (handbook §10); a day's work may be lost, not two. */
const backupHours = 48;

/** Who else on this machine can read what, where the keys are, and how old the newest backup is. */
export function checkSecretFiles(exam: SecurityExam): readonly Finding[] {
  return [checkDataFolders(exam), checkKeyFiles(exam), checkKeysApart(exam), ...checkBackups(exam)];
}

/** Folders with people's data; the cluster is Postgres' own and guarded by it. */
function checkDataFolders({ config: { dataDir } }: SecurityExam): Finding {
  const folders = foldersOf(dataDir);
  const closed = isClosed(statSync(dataDir, { throwIfNoEntry: false }));
  const { landing, lake, runs, warehouse, uploads, backups, audit, city } = folders;
  const open = closed
    ? []
    : [landing, lake, runs, warehouse, uploads, backups, audit, city].filter(
        (path) => !isClosed(statSync(path, { throwIfNoEntry: false })),
      );
  return judge("files.data", open, {
    well: {
      vi: "Thư mục dữ liệu chỉ người chạy và nhóm của người ấy vào được.",
      en: "The data folders are for the running user and its group alone.",
    },
    sentence: (list) => ({
      vi: `Ai có tài khoản trên máy cũng đọc được: ${list}.`,
      en: `Anybody with an account on this machine can read: ${list}.`,
    }),
    advice: {
      vi: `chmod o-rwx ${open.join(" ")}; chạy chương trình với umask 0027.`,
      en: `chmod o-rwx ${open.join(" ")}; run the program with umask 0027.`,
    },
  });
}

/** Absent is closed. */
const isClosed = (stats: Stats | undefined): boolean => stats === undefined || (stats.mode & 0o005) === 0;

function checkKeyFiles({ config: { dataDir }, userId }: SecurityExam): Finding {
  const { keys, postgres } = foldersOf(dataDir);
  const paths = [
    ...(existsSync(keys) ? [keys, ...readdirSync(keys).map((name) => join(keys, name))] : []),
    ...[join(postgres, "credentials.json")].filter((path) => existsSync(path)),
  ];
  const wrong = paths.filter((path) => {
    const stats = statSync(path);
    return (stats.mode & 0o077) !== 0 || (userId !== undefined && stats.uid !== userId);
  });
  return judge("files.keys", wrong, {
    well: {
      vi: `${paths.length} tệp khóa và mật khẩu chỉ người chạy đọc được.`,
      en: `${paths.length} files with keys and passwords are for the running user alone.`,
    },
    sentence: (list) => ({
      vi: `Khóa thuộc người khác hoặc người khác đọc được: ${list}.`,
      en: `Keys belong to somebody else or can be read by others: ${list}.`,
    }),
    advice: {
      vi: `chown -R <người chạy> ${keys}; chmod 700 ${keys}; chmod 600 ${keys}/*. Nếu đã lộ: hp privacy keys rotate và thay khóa ký.`,
      en: `chown -R <running user> ${keys}; chmod 700 ${keys}; chmod 600 ${keys}/*. If they got out: hp privacy keys rotate, and new signing keys.`,
    },
  });
}

/** Who takes the database, or the place its copies go to, must not get the keys in the same grip. */
function checkKeysApart({ config: { dataDir }, backupDir }: SecurityExam): Finding {
  const { keys, postgres } = foldersOf(dataDir);
  if (!existsSync(keys)) return ok("files.keysApart", "Chưa có khóa nào.", "There are no keys yet.");
  const place = realpathSync(keys);
  const wrong = [postgres, backupDir].filter(
    (path) => existsSync(path) && `${place}${sep}`.startsWith(`${realpathSync(path)}${sep}`),
  );
  return judge("files.keysApart", wrong, {
    well: {
      vi: "Khóa nằm ngoài cơ sở dữ liệu và nơi sao lưu.",
      en: "Keys stand outside the database and the place of backups.",
    },
    sentence: (list) => ({ vi: `Khóa nằm trong ${list}.`, en: `The keys are inside ${list}.` }),
    advice: {
      vi: "Đưa thư mục keys ra chỗ khác và đặt liên kết, hoặc sao lưu ra ổ khác (hp backup --out).",
      en: "Move the keys folder elsewhere and link it, or put backups on another disk (hp backup --out).",
    },
  });
}

function checkBackups({ backupDir, config, now }: SecurityExam): readonly Finding[] {
  const newest = existsSync(backupDir) ? listManifests(backupDir).at(-1) : undefined;
  const advice = {
    vi: "Đặt hp backup --out <ổ đĩa khác> chạy hằng ngày, và thử hp restore mỗi quý.",
    en: "Run hp backup --out <another disk> daily, and try hp restore every quarter.",
  };
  if (newest === undefined)
    return [
      fail(
        "backup.age",
        { vi: `Không có bản sao lưu nào tại ${backupDir}.`, en: `There is no backup at ${backupDir}.` },
        {
          vi: `${advice.vi} Nơi khác: --backups <thư mục>.`,
          en: `${advice.en} Elsewhere: --backups <folder>.`,
        },
      ),
    ];
  let manifest: Manifest;
  try {
    manifest = readManifest(newest).manifest;
  } catch (error) {
    if (!(error instanceof HpError)) throw error;
    return [fail("backup.age", { vi: error.sentence("vi"), en: error.sentence("en") }, advice)];
  }
  const hours = Math.floor((now.getTime() - Date.parse(manifest.createdAt)) / 3_600_000);
  const sentence = {
    vi: `Bản sao lưu mới nhất đã ${hours} giờ.`,
    en: `The newest backup is ${hours} hours old.`,
  };
  const age =
    hours > backupHours ? fail("backup.age", sentence, advice) : ok("backup.age", sentence.vi, sentence.en);
  const risks: string[] = [];
  if (statSync(backupDir).dev === statSync(config.dataDir).dev) risks.push("cùng ổ đĩa / same disk");
  if (manifest.files.some(({ path }) => path.startsWith("keys/")))
    risks.push("có khóa, không mã hóa / holds the keys, not encrypted");
  if (!isClosed(statSync(backupDir))) risks.push("ai cũng đọc được / open to others");
  if (risks.length === 0)
    return [
      age,
      ok(
        "backup.place",
        "Bản sao lưu ở ổ khác, không kèm khóa.",
        "Backups are on another disk, without keys.",
      ),
    ];
  return [
    age,
    warn(
      "backup.place",
      {
        vi: `Bản sao lưu: ${risks.map((risk) => risk.split(" / ")[0]).join(", ")}.`,
        en: `Backups: ${risks.map((risk) => risk.split(" / ")[1]).join(", ")}.`,
      },
      {
        vi: "Cất trên ổ khác có mã hóa (3-2-1), chỉ người sao lưu mở được: ai lấy được bản sao lưu là lấy được cả khóa.",
        en: "Keep them on another, encrypted disk (3-2-1) for the backup user alone: who takes the backup takes the keys.",
      },
    ),
  ];
}
