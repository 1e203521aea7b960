import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { intakes } from "#src/domains/catalogue.ts";
import { landedPath } from "#src/pipeline/1-landing/receive.ts";
import { hashFile } from "#src/platform/backup/object-store.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { type Finding, fail, ok, some, warn } from "./finding.ts";

/** What the files say about the tables: received bytes, raw parts, rows of earlier runs, working folders. */
export async function checkFiles(pool: Pool, config: Config, sample: number): Promise<readonly Finding[]> {
  const folders = foldersOf(config.dataDir);
  return [
    await checkLanding(pool, folders.landing, sample),
    await checkRawParts(pool, folders.lake),
    await checkLinked(pool, folders.lake),
    await checkLeftovers(pool, folders.runs),
  ];
}

const restoreAdvice = {
  vi: "Lấy lại tệp từ bản sao lưu (hp restore vào chỗ trống rồi chép).",
  en: "Take the files back from a backup (hp restore into an empty place, then copy).",
};

/** All received files must be there in full length; of a sample the bytes are read and compared with their name. */
async function checkLanding(pool: Pool, landingDir: string, sample: number): Promise<Finding> {
  const { rows } = await pool.query<{ file_id: string; bytes: string }>(
    "select file_id, max(bytes) as bytes from file group by file_id order by md5(file_id || current_date::text)",
  );
  const missing = rows.filter(
    ({ file_id, bytes }) =>
      statSync(landedPath(landingDir, file_id), { throwIfNoEntry: false })?.size !== Number(bytes),
  );
  if (missing.length > 0) {
    return fail(
      "files.landing",
      {
        vi: `${missing.length} tệp đã nhận bị mất hoặc cụt: ${some(missing.map((row) => row.file_id.slice(0, 12)))}.`,
        en: `${missing.length} received files are missing or cut short: ${some(missing.map((row) => row.file_id.slice(0, 12)))}.`,
      },
      restoreAdvice,
    );
  }
  // Ordered by a hash that changes daily: over time every file is read.
  const read = rows.slice(0, sample);
  const altered: string[] = [];
  for (const { file_id } of read)
    if ((await hashFile(landedPath(landingDir, file_id))) !== file_id) altered.push(file_id.slice(0, 12));
  if (altered.length > 0) {
    return fail(
      "files.landing",
      {
        vi: `${altered.length} tệp đã nhận có nội dung khác lúc nhận: ${some(altered)}.`,
        en: `${altered.length} received files no longer hold what was received: ${some(altered)}.`,
      },
      restoreAdvice,
    );
  }
  return ok(
    "files.landing",
    `${rows.length} tệp đã nhận còn đủ; đọc lại ${read.length} tệp, đúng từng byte.`,
    `All ${rows.length} received files are there; ${read.length} were read again, byte for byte the same.`,
  );
}

async function checkRawParts(pool: Pool, lakeDir: string): Promise<Finding> {
  const { rows } = await pool.query<{ raw_part: string }>(
    "select distinct raw_part from file where raw_part is not null order by 1",
  );
  const missing = rows.map((row) => row.raw_part).filter((part) => !existsSync(join(lakeDir, part)));
  if (missing.length === 0)
    return ok(
      "lake.raw",
      `${rows.length} phần thô trong hồ dữ liệu còn đủ.`,
      `All ${rows.length} raw parts are in the lake.`,
    );
  return fail(
    "lake.raw",
    {
      vi: `Hồ dữ liệu thiếu ${missing.length} phần thô: ${some(missing)}.`,
      en: `The lake lacks ${missing.length} raw parts: ${some(missing)}.`,
    },
    restoreAdvice,
  );
}

/** Rows of earlier runs are what the next run weighs new rows against; a missing part would quietly change records. */
async function checkLinked(pool: Pool, lakeDir: string): Promise<Finding> {
  const { rows } = await pool.query<{ intake: string; run_seq: number }>(
    `select i.intake, r.run_seq from run r cross join unnest($1::text[]) as i (intake)
     where r.status = 'done' and exists (select 1 from source_row s where s.run_seq = r.run_seq and s.intake = i.intake) order by 1, 2`,
    [intakes.map((intake) => intake.id)],
  );
  const name = (runSeq: number) => `run-${String(runSeq).padStart(6, "0")}.parquet`;
  const missing = rows
    .map((row) => join("linked", row.intake, name(row.run_seq)))
    .filter((path) => !existsSync(join(lakeDir, path)));
  if (missing.length > 0) {
    return fail(
      "lake.linked",
      {
        vi: `Hồ dữ liệu thiếu ${missing.length} phần của các lượt trước: ${some(missing)}.`,
        en: `The lake lacks ${missing.length} parts of earlier runs: ${some(missing)}.`,
      },
      restoreAdvice,
    );
  }
  return ok(
    "lake.linked",
    `${rows.length} phần của các lượt trước còn đủ.`,
    `All ${rows.length} parts of earlier runs are there.`,
  );
}

/** Working folders of runs that are done or unknown: a crash between the last step and the tidying. */
async function checkLeftovers(pool: Pool, runsDir: string): Promise<Finding> {
  const present = existsSync(runsDir) ? readdirSync(runsDir) : [];
  const { rows } = await pool.query<{ run_seq: number }>(
    "select run_seq from run where status in ('running', 'failed')",
  );
  const open = new Set(rows.map((row) => String(row.run_seq).padStart(6, "0")));
  const missing = [...open].filter((name) => !present.includes(name));
  if (missing.length > 0) {
    return fail(
      "runs.folder",
      {
        vi: `Lượt dang dở mất thư mục làm việc: ${some(missing)}.`,
        en: `An unfinished run has lost its working folder: ${some(missing)}.`,
      },
      restoreAdvice,
    );
  }
  const left = present.filter((name) => !open.has(name));
  if (left.length === 0)
    return ok("runs.folder", "Không có thư mục làm việc bị bỏ lại.", "No working folder is left behind.");
  return warn(
    "runs.folder",
    { vi: `Thư mục làm việc bị bỏ lại: ${some(left)}.`, en: `Working folders left behind: ${some(left)}.` },
    {
      vi: `Có thể xóa: ${left.map((name) => join(runsDir, name)).join(" ")}`,
      en: `They may be deleted: ${left.map((name) => join(runsDir, name)).join(" ")}`,
    },
  );
}
