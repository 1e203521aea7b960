import { datasets } from "#src/domains/catalogue.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Db, Pool } from "#src/platform/postgres/pool.ts";
import { type Finding, fail, ok, some, warn } from "./finding.ts";

/** What the tables say about each other: runs, accounts, references, sequences. */
export async function checkRecords(pool: Pool): Promise<readonly Finding[]> {
  return [
    await checkUnfinished(pool),
    await checkAccounts(pool),
    await checkOrphans(pool),
    await checkSequence(pool),
    await checkWaiting(pool),
  ];
}

async function checkUnfinished(db: Db): Promise<Finding> {
  const { rows } = await db.query<{ run_seq: number }>(
    "select run_seq from run where status in ('running', 'failed') order by run_seq",
  );
  if (rows.length === 0) return ok("runs.unfinished", "Không có lượt nhập dang dở.", "No run is unfinished.");
  const runs = some(rows.map((row) => String(row.run_seq)));
  const lock = await db.query<{ held: boolean }>(
    "select exists (select 1 from pg_locks where locktype = 'advisory' and objid = (hashtext('hoa-phuong.pipeline')::bigint & 4294967295)::oid and granted) as held",
  );
  if (lock.rows[0]?.held === true)
    return ok("runs.unfinished", `Lượt ${runs} đang chạy.`, `Run ${runs} is in progress.`);
  return warn(
    "runs.unfinished",
    { vi: `Lượt ${runs} dang dở.`, en: `Run ${runs} is unfinished.` },
    {
      vi: "Chạy hp resume: làm tiếp từ bước đã xong.",
      en: "Run hp resume: it goes on after the last finished step.",
    },
  );
}

/** Promise 2: every row in is in exactly one of the four outcomes. */
async function checkAccounts(db: Db): Promise<Finding> {
  const { rows } = await db.query<{ run_seq: number }>(
    "select run_seq from run where status = 'done' and rows_in <> published + unchanged + merged + held order by run_seq",
  );
  if (rows.length === 0)
    return ok("runs.account", "Mọi dòng vào đều có kết cục.", "Every row that came in is accounted for.");
  const runs = some(rows.map((row) => String(row.run_seq)));
  return fail(
    "runs.account",
    { vi: `Sổ dòng không khớp ở lượt ${runs}.`, en: `The row account does not add up in run ${runs}.` },
    { vi: "Hãy báo lỗi này kèm hp runs --json.", en: "Report this with the output of hp runs --json." },
  );
}

/** Facts whose person is not there. Tables have no foreign keys (bulk speed), so somebody must look. */
async function checkOrphans(db: Db): Promise<Finding> {
  const orphans: string[] = [];
  for (const dataset of datasets.filter((one) => one.origin === "vendor")) {
    for (const [name, field] of Object.entries(dataset.fields)) {
      const target =
        field.kind === "uuid"
          ? datasets.find((one) => one.id === field.refersTo && one.id !== dataset.id)
          : undefined;
      if (target === undefined) continue;
      const column = toSnakeCase(name);
      const key = toSnakeCase(target.key[0] ?? "");
      const { rows } = await db.query<{ n: string }>(
        `select count(*) as n from ${dataset.table} t where t.${column} is not null and not exists (select 1 from ${target.table} o where o.${key} = t.${column})`,
      );
      if (Number(rows[0]?.n) > 0) orphans.push(`${dataset.table}.${column}: ${rows[0]?.n}`);
    }
  }
  if (orphans.length === 0)
    return ok("records.orphans", "Không có dữ kiện nào mất chủ.", "No fact is without its person.");
  return fail(
    "records.orphans",
    {
      vi: `Dữ kiện trỏ tới hồ sơ không có: ${some(orphans)}.`,
      en: `Facts point at records that do not exist: ${some(orphans)}.`,
    },
    {
      vi: "Chạy hp resume nếu có lượt dang dở; nếu vẫn còn, khôi phục bản sao lưu và báo lỗi này.",
      en: "Run hp resume if a run is unfinished; if it stays, restore a backup and report this.",
    },
  );
}

/** A file number given twice would make two rows one. */
async function checkSequence(db: Db): Promise<Finding> {
  const { rows } = await db.query<{ last: string; max: string | null }>(
    "select last_value as last, (select max(file_seq) from file) as max from file_seq",
  );
  const last = Number(rows[0]?.last ?? 0);
  const max = Number(rows[0]?.max ?? 0);
  if (last >= max)
    return ok(
      "sequence",
      `Số tệp tiếp theo lớn hơn mọi số đã cấp (${max}).`,
      `The next file number is above all given ones (${max}).`,
    );
  return fail(
    "sequence",
    {
      vi: `Bộ đếm tệp (${last}) thấp hơn số đã cấp (${max}).`,
      en: `The file counter (${last}) is below a number already given (${max}).`,
    },
    { vi: `select setval('file_seq', ${max});`, en: `select setval('file_seq', ${max});` },
  );
}

async function checkWaiting(db: Db): Promise<Finding> {
  const { rows } = await db.query<{ n: string }>("select count(*) as n from review where status = 'open'");
  const waiting = Number(rows[0]?.n ?? 0);
  if (waiting === 0)
    return ok("reviews", "Không có việc nào chờ người quyết.", "Nothing waits for a person.");
  return warn(
    "reviews",
    { vi: `${waiting} việc chờ người quyết.`, en: `${waiting} things wait for a person.` },
    { vi: "Xem bằng hp review.", en: "See them with hp review." },
  );
}
