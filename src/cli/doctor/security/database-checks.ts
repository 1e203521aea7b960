import { datasets } from "#src/domains/catalogue.ts";
import { isLoopbackName } from "#src/platform/config-security.ts";
import { createPool, type Db } from "#src/platform/postgres/pool.ts";
import { type Finding, fail, ok, warn } from "../finding.ts";
import { type DatabaseExam, judge } from "./exam.ts";

/** Roles, policies and the server's own doors. */
export async function checkDatabaseSecurity(exam: DatabaseExam): Promise<readonly Finding[]> {
  return [
    await checkAppRole(exam),
    await checkAppAddress(exam),
    await checkRowSecurity(exam),
    await checkOpenTables(exam),
    await checkServerDoors(exam),
    await checkClock(exam),
    checkMigrated(exam),
  ];
}

async function namesOf(db: Db, sql: string, values: readonly unknown[] = []): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>(sql, [...values]);
  return rows.map(({ name }) => name);
}

const rolesAdvice = {
  vi: "Quản trị cơ sở dữ liệu: alter role hp_app nosuperuser nocreaterole nocreatedb nobypassrls noreplication noinherit; trả bảng về cho vai trò sở hữu; revoke vai trò thừa.",
  en: "The database's administrator: alter role hp_app nosuperuser nocreaterole nocreatedb nobypassrls noreplication noinherit; give tables back to the owner; revoke roles it should not have.",
};

async function checkAppRole({ pool }: DatabaseExam): Promise<Finding> {
  const rights = await namesOf(
    pool,
    `select unnest(array_remove(array[
       case when rolsuper then 'superuser' end, case when rolcreaterole then 'createrole' end,
       case when rolcreatedb then 'createdb' end, case when rolbypassrls then 'bypassrls' end,
       case when rolreplication then 'replication' end], null)) as name
     from pg_roles where rolname = 'hp_app'`,
  );
  const owned = await namesOf(
    pool,
    `select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner
     where r.rolname = 'hp_app' order by 1`,
  );
  // Besides the people's roles, which it takes on for a transaction, it is a member of nothing.
  const memberOf = await namesOf(
    pool,
    `select g.rolname as name from pg_auth_members m join pg_roles a on a.oid = m.member
     join pg_roles g on g.oid = m.roleid
     where a.rolname = 'hp_app' and (g.rolname not like 'hp\\_as\\_%' or m.inherit_option) order by 1`,
  );
  const wrong = [...rights, ...owned.map((name) => `owns ${name}`), ...memberOf.map((name) => `is ${name}`)];
  return judge("database.appRole", wrong, {
    well: {
      vi: "Vai trò hp_app không sở hữu gì và không có đặc quyền.",
      en: "Role hp_app owns nothing and has no privileges of its own.",
    },
    sentence: (list) => ({
      vi: `Vai trò hp_app có nhiều hơn được phép: ${list}.`,
      en: `Role hp_app has more than it may: ${list}.`,
    }),
    advice: rolesAdvice,
  });
}

/** Whether the API really works as that role. */
async function checkAppAddress({ appUrl }: DatabaseExam): Promise<Finding> {
  const advice = {
    vi: "Đặt HP_APP_DATABASE_URL: cùng cơ sở dữ liệu, đăng nhập bằng vai trò hp_app.",
    en: "Set HP_APP_DATABASE_URL: the same database, signed in as role hp_app.",
  };
  if (appUrl === undefined)
    return fail(
      "database.appAddress",
      { vi: "Chưa đặt HP_APP_DATABASE_URL.", en: "HP_APP_DATABASE_URL is not set." },
      advice,
    );
  const app = createPool(appUrl, 1);
  try {
    const [user = ""] = await namesOf(app, "select current_user as name");
    if (user === "hp_app")
      return ok("database.appAddress", "API làm việc bằng vai trò hp_app.", "The API works as role hp_app.");
    return fail(
      "database.appAddress",
      { vi: `API làm việc bằng vai trò ${user}.`, en: `The API works as role ${user}.` },
      advice,
    );
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "?";
    return fail(
      "database.appAddress",
      { vi: `hp_app không đăng nhập được (${reason}).`, en: `hp_app can't sign in (${reason}).` },
      advice,
    );
  } finally {
    await app.end();
  }
}

async function checkRowSecurity({ pool }: DatabaseExam): Promise<Finding> {
  const wrong = await namesOf(
    pool,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname = any ($1)
       and not (relrowsecurity and relforcerowsecurity) order by 1`,
    [datasets.map(({ table }) => table)],
  );
  const views = await namesOf(
    pool,
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'v' and c.relnamespace in ('public'::regnamespace, 'access'::regnamespace)
       and not coalesce(c.reloptions @> array['security_invoker=true'] or c.reloptions @> array['security_invoker=on'], false)
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1`,
  );
  return judge("database.rowSecurity", [...wrong, ...views], {
    well: {
      vi: `${datasets.length} bảng dữ liệu đều buộc theo chính sách dòng.`,
      en: `Row policies are forced on all ${datasets.length} tables of data.`,
    },
    sentence: (list) => ({
      vi: `Bảng hoặc khung nhìn không buộc theo chính sách dòng: ${list}.`,
      en: `Tables or views without forced row policies: ${list}.`,
    }),
    advice: {
      vi: "delete from access.policy_state; rồi khởi động lại: chính sách được lập lại từ khai báo. Khung nhìn: alter view … set (security_invoker = true).",
      en: "delete from access.policy_state; then start again: policies are made anew. Views: alter view … set (security_invoker = true).",
    },
  });
}

/** Tables that anybody who can connect may read. */
async function checkOpenTables({ pool }: DatabaseExam): Promise<Finding> {
  const open = await namesOf(
    pool,
    `select distinct c.oid::regclass::text as name from pg_class c, aclexplode(c.relacl) a
     where c.relnamespace in ('public'::regnamespace, 'access'::regnamespace) and a.grantee = 0
       and c.relkind in ('r', 'p', 'v', 'm')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     union select c.oid::regclass::text from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
       and has_table_privilege('hp_app', c.oid, 'select') order by 1`,
    [datasets.map(({ table }) => table)],
  );
  return judge("database.openTables", open, {
    well: {
      vi: "Không bảng nào mở cho mọi vai trò, và hp_app tự mình không đọc được gì.",
      en: "No table is open to every role, and hp_app by itself may read nothing.",
    },
    sentence: (list) => ({
      vi: `Bảng mở ngoài khai báo: ${list}.`,
      en: `Tables open beyond what is declared: ${list}.`,
    }),
    advice: {
      vi: "revoke all on <bảng> from public, hp_app; rồi khởi động lại.",
      en: "revoke all on <table> from public, hp_app; then start again.",
    },
  });
}

interface Door {
  readonly type: string;
  readonly address: string | null;
  readonly method: string;
}

/** How one signs in to the server, and from where. */
async function checkServerDoors(exam: DatabaseExam): Promise<Finding> {
  const check = "database.doors";
  const wrong: string[] = [];
  if (exam.adminUrl === undefined) {
    const { hostname } = new URL(exam.ownerUrl);
    const { rows } = await exam.pool.query<{ ssl: boolean }>(
      "select ssl from pg_stat_ssl where pid = pg_backend_pid()",
    );
    const isHere = hostname === "" || hostname.startsWith("/") || isLoopbackName(hostname);
    if (!isHere && rows[0]?.ssl !== true) wrong.push(`${hostname}: TLS off`);
  } else {
    // What the rules are only a superuser may see.
    const url = new URL(exam.adminUrl);
    url.pathname = new URL(exam.ownerUrl).pathname;
    const admin = createPool(url.href, 1);
    try {
      const rules = await admin.query<Door>(
        "select type, address, auth_method as method from pg_hba_file_rules where error is null",
      );
      for (const { type, address, method } of rules.rows)
        if (method !== "scram-sha-256" && method !== "reject")
          wrong.push(`${type} ${address ?? ""}: ${method}`);
      const listening = await namesOf(admin, "select current_setting('listen_addresses') as name");
      for (const one of (listening[0] ?? "").split(","))
        if (!isLoopbackName(one.trim()) && one.trim() !== "") wrong.push(`listen_addresses ${one.trim()}`);
    } finally {
      await admin.end();
    }
  }
  return judge(check, wrong, {
    well: {
      vi: "PostgreSQL chỉ nhận mật khẩu SCRAM, trên máy này hoặc qua TLS.",
      en: "PostgreSQL takes SCRAM passwords only, on this machine or by TLS.",
    },
    sentence: (list) => ({ vi: `PostgreSQL để ngỏ: ${list}.`, en: `PostgreSQL leaves open: ${list}.` }),
    advice: {
      vi: "Trong pg_hba.conf chỉ dùng scram-sha-256 (ngoài máy này: hostssl); listen_addresses = '127.0.0.1'; sslmode=verify-full trong DATABASE_URL.",
      en: "Only scram-sha-256 in pg_hba.conf (hostssl beyond this machine); listen_addresses = '127.0.0.1'; sslmode=verify-full in DATABASE_URL.",
    },
  });
}

/** Clocks that differ break one-time codes, sessions and the order of the audit. */
async function checkClock({ pool, now }: DatabaseExam): Promise<Finding> {
  const { rows } = await pool.query<{ at: Date }>("select clock_timestamp() as at");
  const seconds = Math.round(Math.abs((rows[0]?.at.getTime() ?? 0) - now.getTime()) / 1_000);
  const sentence = {
    vi: `Đồng hồ của chương trình và của cơ sở dữ liệu lệch ${seconds} giây.`,
    en: `The clocks of program and database differ by ${seconds} seconds.`,
  };
  const advice = {
    vi: "Bật đồng bộ giờ (chrony) trên cả hai máy.",
    en: "Run a time service (chrony) on both machines.",
  };
  if (seconds > 60) return fail("machine.clock", sentence, advice);
  return seconds > 5
    ? warn("machine.clock", sentence, advice)
    : ok("machine.clock", sentence.vi, sentence.en);
}

function checkMigrated({ migrated }: DatabaseExam): Finding {
  return judge("database.migrations", migrated, {
    state: "warn",
    well: { vi: "Không bước chuyển cấu trúc nào còn chờ.", en: "No migration was waiting." },
    sentence: (list) => ({
      vi: `Đến lúc này mới áp dụng: ${list}. Chương trình đang chạy có thể là bản cũ.`,
      en: `Applied only now: ${list}. The running program may be an older one.`,
    }),
    advice: { vi: "Khởi động lại hp up bằng bản mới.", en: "Start hp up again with the new version." },
  });
}
