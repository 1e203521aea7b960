import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Principal } from "#src/access/principal.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { scopeOf } from "#src/access/scope/reach.ts";
import { createApp } from "#src/api/app.ts";
import { createIngestProcess } from "#src/api/ingest-queue.ts";
import { createSignInService } from "#src/api/sign-in/service.ts";
import { type OpenHost, openHost } from "#src/cli/open-host.ts";
import { foldText } from "#src/domains/dictionary/fold.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { createLog } from "#src/platform/log.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { runHp } from "../chaos/program.ts";

/**
 * People nobody is called like stand in files, their names, headers and broken rows; then everything is done that the
 * program does, wrong ways too, at the loudest level. No output for anybody but who may see them holds a word of them.
 */
const school = "311066002004";
const child = {
  fullName: "Ngoạn Quỳnh Zẩyxwv",
  nationalId: "031320987651",
  phone: "0913777881",
  address: "Số 991 ngõ Qwertzăn",
  guardian: "Khuất Thị Jkloiêu",
};
const unmistakable = ["Zẩyxwv", child.nationalId, child.phone, child.phone.slice(1), "Qwertzăn", "Jkloiêu"];

/** The words that are nobody's but the child's, as written, folded or in an address. */
function leaks(text: string): readonly string[] {
  const folded = foldText(text);
  return unmistakable.filter(
    (word) =>
      text.includes(word) || folded.includes(foldText(word)) || text.includes(encodeURIComponent(word)),
  );
}

const scratch = mkdtempSync(join(tmpdir(), "hp-canary-"));
const dataDir = join(scratch, "data");
const folders = foldersOf(dataDir);
/** What is for everybody to see, or for who runs the machine: by where it came out. */
const outputs = new Map<string, string>();
const say = (where: string, text: string): void => void outputs.set(where, (outputs.get(where) ?? "") + text);
const titles = new Set<string>();

let database: TestDatabase;
let appPool: Pool;
let open: OpenHost;
let app: FastifyInstance;

const settings = (): Record<string, string> => ({
  HP_DATA: dataDir,
  DATABASE_URL: database.url,
  HP_APP_DATABASE_URL: database.appUrl,
  HP_LOG: "trace",
  HP_MEMORY_MB: "1024",
});

const lines = (() => {
  const header = `Mã HS;Họ tên HS;Ngày sinh;Giới tính;Số ĐDCN/CMND;SĐT bố;Họ tên bố;Chỗ ở hiện nay;Tên lớp;Khối;Mã trường;Năm học;Ghi chú của ${child.guardian}`;
  const row = (code: string, birth: string, id: string): string =>
    [
      code,
      child.fullName,
      birth,
      "Nữ",
      id,
      child.phone,
      child.guardian,
      child.address,
      "1A1",
      "1",
      school,
      "2026-2027",
      child.phone,
    ].join(";");
  return [
    header,
    row("A1", "12/03/2020", child.nationalId),
    row("A2", `31/02/${child.fullName}`, "31320987651"),
    row("", "", `${child.nationalId}x`),
  ];
})();

beforeAll(async () => {
  await chmod(scratch, 0o755);
  database = await createTestDatabase();
  const config = readConfig(settings());
  open = await openHost(config, createLog("silent"));
  appPool = createPool(database.appUrl, 4);
  const log = pino({ level: "trace" }, { write: (line: string) => say("log of the API", line) });
  const signIn = await createSignInService({
    pool: database.pool,
    appPool,
    keysDir: folders.keys,
    origin: "http://127.0.0.1:8080",
    clock: systemClock,
    log,
  });
  const child = createIngestProcess({
    command: [process.execPath, join(import.meta.dirname, "../../src/cli/hp.ts")],
    env: { ...process.env, ...settings() },
  });
  app = createApp({
    pool: database.pool,
    appPool,
    authenticate: async (request) => {
      const role = request.headers["x-test-role"];
      if (typeof role !== "string") return undefined;
      const principal = principalOf(role as RoleId);
      return {
        principal,
        scope: await scopeOf(database.pool, principal, { schoolYear: "2026-2027", day: "2026-11-23" }),
        isOpenForSensitive: true,
      };
    },
    signIn: signIn.parts,
    config,
    folders,
    log,
    services: { ...child, decideReview: () => Promise.reject(new Error("decides nothing")) },
  });
  await app.ready();
}, 60_000);

afterAll(async () => {
  await app.close();
  await appPool.end();
  await open.database.close();
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

const principalOf = (role: RoleId): Principal => ({
  accountId: "00000000-0000-4000-8000-000000000001",
  displayName: "Người thử",
  grant: {
    grantId: "00000000-0000-4000-8000-000000000002",
    role,
    unit:
      role === "departmentSteward"
        ? { kind: "city" }
        : role === "auditor"
          ? { kind: "none" }
          : { kind: "school", id: "999999999999" },
    from: "2026-01-01T00:00:00Z",
  },
});

const ask = (role: RoleId | undefined, url: string, more: object = {}) =>
  app.inject({ url, headers: role === undefined ? {} : { "x-test-role": role }, ...more });

/** Titles of all processes, as any user of the machine sees them; our own and that of this test apart. */
function noteTitles(): void {
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      titles.add(readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " "));
    } catch {
      // Ended in the meantime.
    }
  }
}

async function hp(where: string, args: readonly string[]): Promise<number | string> {
  const ran = await runHp(args, settings());
  say(`${where}: stdout`, ran.stdout);
  say(`${where}: stderr`, ran.stderr);
  return ran.code;
}

test("files that name children in every place are taken in: from a folder, and sent through the API", async () => {
  const inbox = join(scratch, "inbox", "vnedu", school);
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, `${child.fullName} ${child.phone}.csv`), `\ufeff${lines.join("\r\n")}\r\n`);
  // A file that is no table at all, and one that lies about what it is.
  writeFileSync(join(inbox, `${child.guardian}.xlsx`), `PK\u0003\u0004${lines.join("\n")}`);
  writeFileSync(join(inbox, `${child.nationalId}.json`), `{"${child.fullName}": [${child.nationalId}`);
  expect(await hp("hp ingest", ["ingest", join(scratch, "inbox"), "--json"])).toBe(0);

  const bytes = Buffer.from(`\ufeff${lines.join("\n")}\n`);
  const created = await ask("departmentSteward", "/api/v1/uploads", {
    method: "POST",
    payload: {
      fileName: `${child.fullName}.csv`,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      sourceSystem: "vnedu",
      schoolId: school,
    },
  });
  const url = String(created.headers.location);
  await app.inject({
    method: "PATCH",
    url,
    payload: bytes,
    headers: {
      "x-test-role": "departmentSteward",
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
    },
  });
  await expect
    .poll(
      async () => {
        noteTitles();
        return (await ask("departmentSteward", url)).json<{ status: string }>().status;
      },
      { timeout: 60_000, interval: 20 },
    )
    .toBe("done");
  say("spool folders", readdirSync(folders.uploads).join("\n"));
}, 120_000);

test("the child is there: the test can fail", async () => {
  const reply = await ask("departmentSteward", `/api/v1/learners?nationalId=${child.nationalId}`);
  expect(reply.json<{ data: unknown[] }>().data).toHaveLength(1);
  expect(leaks(reply.body)).toEqual(expect.arrayContaining(["Zẩyxwv", child.nationalId]));
  expect(leaks(foldText(`… ${child.guardian.toUpperCase()} …`))).toEqual(["Jkloiêu"]);
  expect([...titles].some((title) => title.includes("hp.ts ingest"))).toBe(true);
});

describe("who may not see the child is told nothing", () => {
  const urls = [
    `/api/v1/learners?q=${encodeURIComponent(child.fullName)}`,
    `/api/v1/learners?nationalId=${child.nationalId}`,
    `/api/v1/learners/${child.nationalId}`,
    `/api/v1/learners?${encodeURIComponent(child.fullName)}=1`,
    `/api/v1/learners?sort=${encodeURIComponent(child.fullName)}`,
    `/api/v1/learners?cursor=${encodeURIComponent(child.fullName)}`,
    `/api/v1/staff-members?birthDate=${encodeURIComponent(child.fullName)}`,
    `/api/v1/${encodeURIComponent(child.fullName)}`,
    `/truong/${encodeURIComponent(child.fullName)}`,
    "/api/v1/source-rows?limit=500",
    "/api/v1/row-rejections?limit=500",
    "/api/v1/change-logs?limit=500",
  ];
  test.each([undefined, "principal", "nurse", "vendorClient", "auditor", "systemAdministrator"] as const)(
    "%s",
    async (role) => {
      for (const url of urls) {
        const reply = await ask(role, url);
        const where = `${role ?? "nobody"} at ${url.replace(/\?.*/, "")}`;
        say(where, reply.body);
      }
      for (const [method, url] of [
        ["POST", "/api/v1/identity/merges"],
        ["POST", "/api/v1/reconciliation/exceptions"],
        ["POST", `/api/v1/reviews/${randomUUID()}/decision`],
        ["PUT", "/api/v1/learners"],
      ] as const) {
        const reply = await ask(role, url, { method, payload: child });
        say(`${role ?? "nobody"} ${method} ${url}`, reply.body);
      }
    },
  );

  test("a sign-in that fails", async () => {
    const begun = await app.inject("/sign-in");
    const cookie = [begun.headers["set-cookie"]]
      .flat()
      .map((one) => String(one).split(";")[0])
      .join("; ");
    const attempt = String(begun.headers.location);
    for (const userName of [child.fullName, child.nationalId, child.phone]) {
      const reply = await app.inject({
        method: "POST",
        url: `${attempt}/password`,
        payload: new URLSearchParams({ userName, password: `${child.phone} ${child.fullName}` }).toString(),
        headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      });
      expect(reply.statusCode).toBeLessThan(500);
    }
  });

  test("health and figures", async () => {
    for (const url of ["/health/live", "/health/ready", "/metrics", "/openapi.json", "/"])
      say(`nobody at ${url}`, (await app.inject(url)).body);
  });
});

test("what goes wrong on the command line is said without repeating whom it was about", async () => {
  for (const args of [
    ["show", "learner", child.nationalId.replace(/1$/, "2")],
    ["identity", "merge", child.fullName, child.fullName, "--reason", "x"],
    ["review", child.fullName, "--release"],
    ["audit", "looks", "learner", child.fullName],
    ["privacy", "request", "show", child.fullName],
    ["quality"],
    ["runs", "--json"],
    ["reconcile", "--json"],
    ["doctor", "--json"],
    ["audit", "tail", "--json", "--limit", "1000"],
    ["audit", "verify", "--json"],
    ["audit", "export", "--out", join(scratch, "soc.jsonl")],
    ["audit", "export", "--out", join(scratch, "soc.log"), "--format", "syslog"],
    ["backup", "--out", join(scratch, "backup")],
  ])
    await hp(`hp ${args[0]}, ${args.length} words`, args);
  say("audit export", readFileSync(join(scratch, "soc.jsonl"), "utf8"));
  say("audit export, syslog", readFileSync(join(scratch, "soc.log"), "utf8"));
  const backup = join(scratch, "backup");
  for (const name of readdirSync(backup).filter((entry) => entry.endsWith(".json")))
    say("backup manifest", readFileSync(join(backup, name), "utf8"));
  expect(outputs.get("backup manifest")).toContain("backupId");
}, 120_000);

test("nothing that came out holds a word of the child", async () => {
  const { rows } = await database.pool.query<{ text: string }>(
    `select coalesce(string_agg(r::text, E'\\n'), '') as text from run r
     union all select coalesce(string_agg(s::text, E'\\n'), '') from run_step s
     union all select coalesce(string_agg(e::text, E'\\n'), '') from access.audit_event e
     union all select coalesce(string_agg(q::text, E'\\n'), '') from quality_score q`,
  );
  say("runs, steps, audit and scores in the database", rows.map(({ text }) => text).join("\n"));
  say("titles of processes", [...titles].filter((title) => !title.includes("vitest")).join("\n"));
  if (existsSync(folders.audit))
    for (const name of readdirSync(folders.audit)) say("audit folder", `${name}\n`);
  const found = [...outputs].flatMap(([where, text]) => {
    const words = leaks(text);
    if (words.length === 0) return [];
    const at = text.split("\n").find((line) => leaks(line).length > 0) ?? "";
    return [`${where}: ${words.join(", ")} in ${at.slice(0, 300)}`];
  });
  console.log(
    `canary: ${outputs.size} outputs, ${[...outputs.values()].join("").length} characters searched`,
  );
  expect(found).toEqual([]);
  expect(outputs.size).toBeGreaterThan(100);
  expect(outputs.get("log of the API")).toContain("address-not-found");
});
