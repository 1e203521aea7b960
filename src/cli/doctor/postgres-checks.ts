import { datasets } from "#src/domains/catalogue.ts";
import { findSchemaDifferences } from "#src/domains/dictionary/schema-difference.ts";
import { readMigrations } from "#src/platform/postgres/migrate.ts";
import type { Database } from "#src/platform/postgres/open.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { type Finding, fail, ok, some, warn } from "./finding.ts";

/** Extensions that migrations create; a database copied by hand may lack them. */
const extensions = ["pg_trgm"];
const oldestMajor = 16;

export async function checkPostgres(database: Database): Promise<readonly Finding[]> {
  const { pool } = database;
  return [
    await checkVersion(pool, database.server !== undefined),
    await checkExtensions(pool),
    await checkSettings(pool),
    await checkMigrations(database),
    await checkStructure(pool),
  ];
}

async function setting(db: Db, name: string): Promise<string> {
  const { rows } = await db.query<{ value: string | null }>("select current_setting($1, true) as value", [
    name,
  ]);
  return rows[0]?.value ?? "";
}

async function checkVersion(db: Db, embedded: boolean): Promise<Finding> {
  const version = await setting(db, "server_version");
  const { rows } = await db.query<{ bytes: string; encoding: string }>(
    "select pg_database_size(current_database()) as bytes, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()",
  );
  const megabytes = Math.round(Number(rows[0]?.bytes ?? 0) / 2 ** 20);
  const encoding = rows[0]?.encoding ?? "";
  if (encoding !== "UTF8") {
    return fail(
      "postgres.version",
      { vi: `Cơ sở dữ liệu dùng bảng mã ${encoding}.`, en: `The database is encoded in ${encoding}.` },
      {
        vi: "Tạo cơ sở dữ liệu mới với bảng mã UTF8 rồi khôi phục vào đó.",
        en: "Create a UTF8 database and restore into it.",
      },
    );
  }
  if (Number.parseInt(version, 10) < oldestMajor) {
    return fail(
      "postgres.version",
      {
        vi: `PostgreSQL ${version}, cần ${oldestMajor} trở lên.`,
        en: `PostgreSQL ${version}, needed is ${oldestMajor} or newer.`,
      },
      {
        vi: "Nâng cấp PostgreSQL hoặc bỏ DATABASE_URL để dùng bản đi kèm.",
        en: "Upgrade it, or unset DATABASE_URL to use the embedded one.",
      },
    );
  }
  return ok(
    "postgres.version",
    `PostgreSQL ${version} ${embedded ? "đi kèm" : "ngoài"}, ${megabytes} MB.`,
    `${embedded ? "Embedded" : "External"} PostgreSQL ${version}, ${megabytes} MB.`,
  );
}

async function checkExtensions(db: Db): Promise<Finding> {
  const { rows } = await db.query<{ extname: string }>("select extname from pg_extension");
  const missing = extensions.filter((name) => !rows.some((row) => row.extname === name));
  if (missing.length === 0)
    return ok(
      "postgres.extensions",
      `Phần mở rộng: ${extensions.join(", ")}.`,
      `Extensions: ${extensions.join(", ")}.`,
    );
  return fail(
    "postgres.extensions",
    { vi: `Thiếu phần mở rộng ${some(missing)}.`, en: `Extensions missing: ${some(missing)}.` },
    {
      vi: missing.map((name) => `create extension ${name};`).join(" "),
      en: missing.map((name) => `create extension ${name};`).join(" "),
    },
  );
}

/** Settings without which a power cut may lose or tear what we called published. */
const durable: Readonly<Record<string, readonly string[]>> = {
  fsync: ["on"],
  full_page_writes: ["on"],
  synchronous_commit: ["on", "remote_write", "remote_apply", "local"],
};

async function checkSettings(db: Db): Promise<Finding> {
  const wrong: string[] = [];
  for (const [name, allowed] of Object.entries(durable)) {
    const value = await setting(db, name);
    if (!allowed.includes(value)) wrong.push(`${name} = ${value}`);
  }
  if (wrong.length > 0) {
    return fail(
      "postgres.settings",
      {
        vi: `Thiết đặt không an toàn khi mất điện: ${some(wrong)}.`,
        en: `Settings that a power cut punishes: ${some(wrong)}.`,
      },
      { vi: "Bật lại trong cấu hình PostgreSQL.", en: "Switch them on in the PostgreSQL configuration." },
    );
  }
  if ((await setting(db, "data_checksums")) !== "on") {
    return warn(
      "postgres.settings",
      {
        vi: "Trang dữ liệu không có mã kiểm (data_checksums tắt).",
        en: "Data pages carry no checksums (data_checksums is off).",
      },
      {
        vi: "Bật bằng pg_checksums khi máy chủ dừng.",
        en: "Enable with pg_checksums while the server is stopped.",
      },
    );
  }
  return ok(
    "postgres.settings",
    "Ghi bền và có mã kiểm trang.",
    "Writes are durable and pages carry checksums.",
  );
}

async function checkMigrations({ pool, migrated }: Database): Promise<Finding> {
  const files = new Map(readMigrations().map((migration) => [migration.name, migration.hash]));
  const { rows } = await pool.query<{ name: string; hash: string }>(
    "select name, hash from schema_migration order by name",
  );
  const foreign = rows.filter((row) => files.get(row.name) !== row.hash).map((row) => row.name);
  if (foreign.length > 0) {
    return fail(
      "migrations",
      {
        vi: `Cơ sở dữ liệu có bước chuyển cấu trúc mà bản này không có: ${some(foreign)}.`,
        en: `The database has migrations this version lacks: ${some(foreign)}.`,
      },
      {
        vi: "Chạy đúng phiên bản đã dùng với dữ liệu này, hoặc bản mới hơn.",
        en: "Run the version that was used with this data, or a newer one.",
      },
    );
  }
  const now =
    migrated.length === 0
      ? { vi: "", en: "" }
      : { vi: `, ${migrated.length} bước vừa áp dụng`, en: `, ${migrated.length} applied just now` };
  return ok(
    "migrations",
    `${rows.length} bước chuyển cấu trúc, đủ${now.vi}.`,
    `All ${rows.length} migrations are applied${now.en}.`,
  );
}

async function checkStructure(db: Db): Promise<Finding> {
  const differences = await findSchemaDifferences(db, datasets);
  if (differences.length === 0)
    return ok(
      "structure",
      `Bảng khớp từ điển (${datasets.length} tập dữ liệu).`,
      `Tables agree with the dictionary (${datasets.length} datasets).`,
    );
  return fail(
    "structure",
    {
      vi: `Bảng khác từ điển ở ${differences.length} chỗ: ${some(differences)}.`,
      en: `Tables differ from the dictionary in ${differences.length} places: ${some(differences)}.`,
    },
    {
      vi: "Đừng sửa bảng bằng tay: khôi phục bản sao lưu hoặc thêm một bước chuyển cấu trúc.",
      en: "Never alter tables by hand: restore a backup or add a migration.",
    },
  );
}
