import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { findLastInFiles } from "#src/access/audit/checkpoint-file.ts";
import { findLastCheckpoint } from "#src/access/audit/checkpoint-store.ts";
import { countStored } from "#src/access/encryption/rewrite-stored.ts";
import { foldersOf } from "#src/platform/config.ts";
import { type Finding, fail, ok, warn } from "../finding.ts";
import { type DatabaseExam, judge } from "./exam.ts";

/** hp up seals every two seconds; a run of the pipeline may keep it waiting. */
const sealMinutes = 15;
/** Crypto-period of a data key (NIST SP 800-57 §5.3.6: at most two years of use). */
const keyDays = 365;

/** What is kept so that the past can be proven, and that what is encrypted is and stays so. */
export async function checkEvidence(exam: DatabaseExam): Promise<readonly Finding[]> {
  const stored = await countStored(exam.pool);
  return [
    await checkSealed(exam),
    await checkCheckpointFiles(exam),
    checkColumns(stored),
    await checkFieldKey(exam, stored),
  ];
}

async function checkSealed({ pool, now }: DatabaseExam): Promise<Finding> {
  const last = await findLastCheckpoint(pool);
  const since = last === undefined ? new Date(0) : new Date(last.madeAt);
  const { rows } = await pool.query<{ waiting: string; oldest: Date | null }>(
    "select count(*) as waiting, min(at) as oldest from access.audit_event where at > $1",
    [since],
  );
  const waiting = Number(rows[0]?.waiting ?? 0);
  const oldest = rows[0]?.oldest ?? null;
  const minutes = oldest === null ? 0 : Math.floor((now.getTime() - oldest.getTime()) / 60_000);
  if (minutes > sealMinutes)
    return fail(
      "audit.sealed",
      {
        vi: `${waiting} sự kiện kiểm toán chưa niêm phong, cũ nhất ${minutes} phút: có thể bị cắt bỏ mà không ai thấy.`,
        en: `${waiting} audit events are not sealed, the oldest for ${minutes} minutes: they could be cut off unseen.`,
      },
      {
        vi: "Khởi động hp up (việc niêm phong chạy trong đó) rồi chạy hp audit verify.",
        en: "Start hp up, which seals, then run hp audit verify.",
      },
    );
  return ok("audit.sealed", "Nhật ký kiểm toán đã niêm phong đến lúc này.", "The audit is sealed up to now.");
}

async function checkCheckpointFiles({ pool, config }: DatabaseExam): Promise<Finding> {
  const inTable = (await findLastCheckpoint(pool))?.no ?? 0;
  const inFiles = (await findLastInFiles(foldersOf(config.dataDir).audit))?.no ?? 0;
  if (inFiles > inTable)
    return fail(
      "audit.checkpoints",
      {
        vi: `Tệp có niêm phong số ${inFiles}, cơ sở dữ liệu chỉ đến ${inTable}: có dòng đã bị xóa.`,
        en: `The files have checkpoint ${inFiles}, the database ends at ${inTable}: rows were deleted.`,
      },
      {
        vi: "Coi là sự cố: giữ nguyên hiện trạng, chạy hp audit verify, mở hồ sơ sự cố.",
        en: "Treat it as an incident: change nothing, run hp audit verify, open an incident record.",
      },
    );
  if (inTable > inFiles)
    return warn(
      "audit.checkpoints",
      {
        vi: `Thiếu tệp niêm phong từ số ${inFiles + 1} đến ${inTable} tại ${foldersOf(config.dataDir).audit}.`,
        en: `Checkpoints ${inFiles + 1} to ${inTable} are missing from the folder ${foldersOf(config.dataDir).audit}.`,
      },
      {
        vi: "hp up ghi bù ở lần niêm phong sau; nếu vẫn thiếu, xem ai xóa.",
        en: "hp up writes them at its next pass; if they stay away, see who deleted them.",
      },
    );
  return ok(
    "audit.checkpoints",
    `${inTable} niêm phong có đủ cả trong cơ sở dữ liệu và ngoài tệp.`,
    `All ${inTable} checkpoints stand in the database and in files.`,
  );
}

type Stored = Awaited<ReturnType<typeof countStored>>;

/** What the dictionary declares encrypted is so in every row, log entry and refused cell. */
function checkColumns(stored: Stored): Finding {
  const inClear = stored.find(({ version }) => version === 0)?.values ?? 0;
  if (inClear === 0)
    return ok(
      "columns.sealed",
      "Không giá trị nào khai là mã hóa còn nằm rõ.",
      "Nothing that is declared encrypted stands in clear.",
    );
  return fail(
    "columns.sealed",
    {
      vi: `${inClear} giá trị khai là mã hóa còn nằm rõ trong cơ sở dữ liệu.`,
      en: `${inClear} values that are declared encrypted stand in clear in the database.`,
    },
    { vi: "Chạy hp privacy keys seal.", en: "Run hp privacy keys seal." },
  );
}

async function checkFieldKey({ pool, config, now }: DatabaseExam, stored: Stored): Promise<Finding> {
  const { keys } = foldersOf(config.dataDir);
  const versions = namesIn(keys)
    .flatMap((name) => /^field-(\d{1,6})\.key$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const newest = versions.at(-1);
  if (newest === undefined)
    return ok("keys.field", "Chưa có trường nào được mã hóa.", "No field is encrypted yet.");
  const days = Math.floor((now.getTime() - statSync(join(keys, `field-${newest}.key`)).mtimeMs) / 86_400_000);
  const { rows } = await pool.query<{ n: string }>(
    "select count(*) as n from access.sealed_field where key_version <> $1",
    [newest],
  );
  const former = stored.reduce(
    (sum, { version, values }) => (version > 0 && version < newest ? sum + values : sum),
    Number(rows[0]?.n ?? 0),
  );
  const wrong = [
    ...(days > keyDays ? [`field-${newest}.key: ${days} d`] : []),
    ...(former > 0 && days > 1 ? [`${former} × < v${newest}`] : []),
  ];
  return judge("keys.field", wrong, {
    state: "warn",
    well: {
      vi: `Khóa trường số ${newest} đã dùng ${days} ngày.`,
      en: `Field key ${newest} is ${days} days old.`,
    },
    sentence: (list) => ({
      vi: `Khóa trường quá ${keyDays} ngày, hoặc còn giá trị mã bằng khóa cũ: ${list}.`,
      en: `The field key is older than ${keyDays} days, or values of an older one are left: ${list}.`,
    }),
    advice: {
      vi: "hp privacy keys rotate: đổi khóa khi hệ thống vẫn chạy.",
      en: "hp privacy keys rotate: changes keys while the system runs.",
    },
  });
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
