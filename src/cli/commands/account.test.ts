import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate, generateSecret } from "otplib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeSealed } from "#src/access/encryption/sealed-store.ts";
import { insertRows } from "#src/api/test-app.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { type Answer, callCommand, configOf } from "../test-call.test-support.ts";
import { accountCommands } from "./account.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-cli-account-"));
let database: TestDatabase;
let config: Config;

beforeAll(async () => {
  database = await createTestDatabase();
  config = configOf(join(scratch, "data"), database.url);
  await insertRows(database.pool, "school", [
    { schoolId: "S1", schoolName: "Trường Thử", levels: [], communeCode: "11335", communeName: "Xã Thử" },
  ]);
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

function call(name: string, ...args: readonly string[]): Promise<Answer> {
  const command = accountCommands.find((one) => one.name === `account ${name}`);
  if (command === undefined) throw new Error(`no command account ${name}`);
  return callCommand(command, config, args);
}

async function json<T = Record<string, string>>(name: string, ...args: readonly string[]): Promise<T> {
  return (await call(name, ...args, "--json")).json as T;
}

const refused = (code: string) => ({ code });
const why = ["--reason", "Quyết định 12/QĐ-SGDĐT"];

/** What is on record of one action, the newest first. */
async function events(action: string): Promise<readonly { object: string; detail: { by?: string } }[]> {
  const { rows } = await database.pool.query<{ object: string; detail: { by?: string } }>(
    "select object, detail from access.audit_event where action = $1 order by at desc",
    [action],
  );
  return rows;
}

let admin = "";

test("the first administrator on an empty system: a temporary password, once, and a role", async () => {
  const answer = await call(
    "create",
    "quan.tri",
    "--name",
    "Trần Thị Quản Trị",
    "--role",
    "systemAdministrator",
    ...why,
  );
  expect(answer.lines.join("\n")).toMatch(/Mật khẩu tạm .*: \S{12,}/);
  const { accountId, state, grants } = await json<{
    accountId: string;
    state: string;
    grants: readonly { role: string; validTo: string | null }[];
  }>("list", "quan.tri");
  admin = accountId;
  expect([state, grants]).toEqual(["active", [expect.objectContaining({ role: "systemAdministrator" })]]);
  expect((await call("list")).lines.join("\n")).toContain("quan.tri");
  expect(JSON.stringify(await json("list"))).not.toContain("personKey");
  const [made] = await events("account.create");
  expect(made?.object).toBe(`account/${accountId}`);
  expect(made?.detail.by).toBeTruthy();
});

test("a grant fits the role, its unit exists, and who must has an end", async () => {
  await call("create", "thanh.tra", "--name", "Vũ Thanh Tra");
  const give = (...args: readonly string[]) => json("grant", "thanh.tra", ...args, ...why);
  await expect(give("--role", "inspector", "--unit", "commune:11335")).rejects.toMatchObject(
    refused("grant-end-needed"),
  );
  const until = ["--to", "2100-01-31"];
  await expect(give("--role", "inspector", "--unit", "city", ...until)).rejects.toMatchObject(
    refused("grant-unit-unfit"),
  );
  await expect(give("--role", "inspector", "--unit", "commune:99999", ...until)).rejects.toMatchObject(
    refused("grant-unit-unknown"),
  );
  await expect(
    give("--role", "inspector", "--unit", "school:S1", "--to", "2001-01-01"),
  ).rejects.toMatchObject(refused("grant-period-invalid"));
  await expect(give("--role", "vendorClient", "--unit", "school:S1")).rejects.toMatchObject(
    refused("grant-role-unfit"),
  );
  await expect(give("--role", "king")).rejects.toMatchObject(refused("argument-invalid"));
  await expect(
    json("grant", "thanh.tra", "--role", "nurse", "--unit", "school:S1", "--reason", "vì"),
  ).rejects.toMatchObject(refused("reason-too-short"));
  await expect(give("--role", "nurse")).rejects.toMatchObject(refused("argument-missing"));
  const { grantId } = await give("--role", "inspector", "--unit", "commune:11335", ...until);
  const { rows } = await database.pool.query<{ to: Date; reason: string }>(
    `select valid_to as to, reason from access.grant where grant_id = $1`,
    [grantId],
  );
  // The last day counts whole, in Hải Phòng.
  expect(rows[0]?.to.toISOString()).toBe("2100-01-31T17:00:00.000Z");
  expect((await events("grant.give"))[0]?.object).toBe(`grant/${grantId}`);
  await call("revoke", grantId ?? "", ...why);
  await expect(call("revoke", grantId ?? "", ...why)).rejects.toMatchObject(refused("grant-not-held"));
});

test("who comes from outside has roles for a time only, and an account is not made without its role", async () => {
  const outside = ["create", "ky.su", "--name", "Lê Kỹ Sư", "--outside", "--role", "registrar"] as const;
  await expect(call(...outside, "--unit", "school:S1", ...why)).rejects.toMatchObject(
    refused("grant-end-needed"),
  );
  await expect(call("list", "ky.su")).rejects.toMatchObject(refused("account-not-found"));
  await call(...outside, "--unit", "school:S1", "--to", "2100-01-01", ...why);
  expect(JSON.stringify(await json("list"))).toContain('"mfaRequired":true');
});

test("disable, enable, unlock, a new password, factors taken away: each with a reason, each on record", async () => {
  for (const action of ["disable", "enable", "unlock", "reset-password", "reset-factors"]) {
    await expect(call(action, "quan.tri")).rejects.toMatchObject(refused("argument-missing"));
    await expect(call(action, "khong.co", ...why)).rejects.toMatchObject(refused("account-not-found"));
    const { temporaryPassword } = await json(action, "quan.tri", ...why);
    expect(temporaryPassword !== undefined, action).toBe(action === "reset-password");
  }
  for (const action of [
    "account.disable",
    "account.enable",
    "credential.unlock",
    "credential.reset",
    "factor.reset",
  ])
    expect((await events(action))[0]?.object, action).toBe(`account/${admin}`);
  expect((await json<{ state: string }>("list", "quan.tri")).state).toBe("active");
});

test("grants nobody looked at for half a year are listed; keep or revoke, by somebody else", async () => {
  const { accountId } = await json("create", "chuyen.vien", "--name", "Đỗ Chuyên Viên");
  const { grantId = "" } = await json("grant", "chuyen.vien", "--role", "departmentOfficer", ...why);
  await database.pool.query("update access.grant set valid_from = '2020-01-01' where grant_id = $1", [
    grantId,
  ]);
  expect((await call("reviews")).lines.join("\n")).toContain(grantId);
  await expect(call("reviews", "keep", grantId, "--by", accountId ?? "", ...why)).rejects.toMatchObject(
    refused("review-own-grant"),
  );
  await expect(call("reviews", "burn", grantId)).rejects.toMatchObject(refused("argument-invalid"));
  await call("reviews", "keep", grantId, "--by", "quan.tri", ...why);
  expect((await json<{ due: readonly unknown[] }>("reviews")).due).toEqual([]);
});

test("emergency access is opened by who proves two factors, listed, ended", async () => {
  const { accountId = "", temporaryPassword = "" } = await json("reset-password", "chuyen.vien", ...why);
  const secret = generateSecret({ length: 20 });
  const keyring = openKeyring(foldersOf(config.dataDir).keys);
  await inTransaction(database.pool, async (client) => {
    await client.query("insert into access.totp (account_id, confirmed_at) values ($1, now())", [accountId]);
    const field = { dataset: "accountTotp", field: "secret", recordId: accountId };
    await writeSealed(client, keyring, [{ ...field, text: secret }]);
  });
  const file = join(scratch, "mat-khau");
  writeFileSync(file, `${temporaryPassword}\n`);
  const open = (reason: string, code: string) =>
    json(
      "break-glass",
      "open",
      "chuyen.vien",
      ...["--acting", "departmentOfficer", "--role", "nurse", "--unit", "school:S1"],
      ...["--reason", reason, "--password-file", file, "--code", code],
    );
  const long = "Học sinh đi cấp cứu, cần tiền sử dị ứng";
  await expect(open(long, "000000")).rejects.toMatchObject(refused("second-factor-failed"));
  const { breakGlassId = "" } = await open(long, await generate({ secret }));
  expect((await call("break-glass", "list", "--open")).lines.join("\n")).toContain(long);
  await call("break-glass", "end", breakGlassId);
  expect(
    (await json<{ breakGlass: readonly unknown[] }>("break-glass", "list", "--open")).breakGlass,
  ).toEqual([]);
  await expect(call("break-glass", "end", breakGlassId)).rejects.toMatchObject(
    refused("break-glass-not-open"),
  );
});

test("a machine: scopes of its role, a grant a school, secrets once and changed", async () => {
  const make = (id: string, scopes: string, school: string) =>
    json<{ secret: string }>(
      "client",
      "create",
      id,
      ...["--name", "Hệ thống Thử", "--scopes", scopes, "--schools", school, ...why],
    );
  await expect(make("may-thu", "audit.read", "S1")).rejects.toMatchObject(refused("argument-invalid"));
  await expect(make("may-thu", "upload", "S9")).rejects.toMatchObject(refused("grant-unit-unknown"));
  const { secret } = await make("may-thu", "record.read,upload", "S1");
  const rotated = await json<{ secret: string }>("client", "rotate", "may-thu");
  expect(new Set([secret, rotated.secret, ""]).size).toBe(3);
  await call("client", "scopes", "may-thu", "--scopes", "upload");
  await call("client", "leaked", "may-thu");
  await call("client", "disable", "may-thu", ...why);
  expect(await json("client", "list")).toMatchObject({
    clients: [{ clientId: "may-thu", scopes: ["upload"], state: "disabled" }],
  });
  await expect(call("client", "dance")).rejects.toMatchObject(refused("argument-invalid"));
});

test("an application: registered with https addresses, its secret changed, disabled", async () => {
  const register = (redirect: string) =>
    json<{ secret: string }>(
      "application",
      "register",
      "thu-vien",
      "--name",
      "Thư viện số",
      "--redirect",
      redirect,
    );
  await expect(register("http://thuvien.example.vn/cb")).rejects.toMatchObject(refused("argument-invalid"));
  const { secret } = await register("https://thuvien.example.vn/cb");
  expect(secret).toHaveLength(43);
  await expect(register("https://thuvien.example.vn/cb")).rejects.toMatchObject(refused("application-known"));
  expect((await json<{ secret: string }>("application", "rotate", "thu-vien")).secret).not.toBe(secret);
  await call("application", "disable", "thu-vien");
  expect((await call("application", "list")).lines.join("\n")).toContain("khóa");
  await expect(call("application", "disable", "khong-co")).rejects.toMatchObject(
    refused("application-not-found"),
  );
  expect((await events("application.disable")).map(({ object }) => object)).toEqual(["client/thu-vien"]);
});
