import type { JsonWebKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { disableAccount, enableAccount } from "#src/access/accounts/account.ts";
import {
  type ClientAuth,
  createClient,
  getClient,
  listClients,
  setClientScopes,
} from "#src/access/accounts/client.ts";
import { replaceLeakedSecret, rotateClientSecret } from "#src/access/accounts/client-secret.ts";
import { checkGrant, giveGrant, type NewGrant } from "#src/access/grants/give-grant.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString } from "../command.ts";
import { listOf, needed, operandAt, textOption, unknownAction } from "../privacy/open-privacy.ts";
import { textTable } from "../text-table.ts";
import { type AccountTools, answer, grantFrom, withAccounts } from "./open-accounts.ts";
import { reasonOption } from "./people.ts";

type Action = (call: Call, tools: AccountTools, clientId: string) => Promise<number>;

const scopes = getRole("vendorClient").may;

export const clientCommand: Command = {
  name: "account client",
  summary: {
    vi: "hệ thống của nhà cung cấp gọi API: tạo, cấp trường, đổi khóa",
    en: "vendors' machines that call the API: create, grant schools, rotate secrets",
  },
  operands: {
    vi: "list | create|grant|scopes|rotate|leaked|disable|enable <mã>",
    en: "list | create|grant|scopes|rotate|leaked|disable|enable <id>",
  },
  details: {
    vi: `Phạm vi: ${scopes.join(", ")}. Mỗi trường một quyền; không có quyền thì không có gì. rotate: khóa cũ dùng thêm 7 ngày; leaked: mọi khóa cũ hết ngay. Khóa chỉ in một lần.`,
    en: `Scopes: ${scopes.join(", ")}. A grant a school; without one nothing opens. rotate leaves the old secret good for 7 days; leaked ends all at once. Secrets are printed once.`,
  },
  examples: [
    "hp account client create misa-qlth --name 'MISA QLTH' --scopes record.read,upload --schools 313190000123 --reason 'HĐ 9/2026'",
    "hp account client grant misa-qlth --schools 313190000456 --to 2027-06-30 --reason 'Phụ lục 2'",
    "hp account client rotate misa-qlth",
  ],
  options: {
    name: textOption("tên hệ thống", "name of the system", { vi: "tên", en: "name" }),
    scopes: textOption("phạm vi, cách nhau dấu phẩy", "scopes, by comma", { vi: "phạm vi,…", en: "scope,…" }),
    schools: textOption("mã trường, cách nhau dấu phẩy", "school ids, by comma", { vi: "mã,…", en: "id,…" }),
    system: textOption("hệ thống nguồn của dữ liệu nó gửi", "source system of what it sends", {
      vi: "mã",
      en: "id",
    }),
    keys: textOption("tệp JWKS: xác thực bằng khóa riêng", "JWKS file: private_key_jwt", {
      vi: "tệp",
      en: "file",
    }),
    "tls-subject": textOption("chủ thể chứng thư (mTLS)", "certificate subject (mutual TLS)", {
      vi: "DN",
      en: "DN",
    }),
    from: textOption("từ ngày", "from", { vi: "ngày", en: "day" }),
    to: textOption("đến hết ngày", "until the end of", { vi: "ngày", en: "day" }),
    reason: reasonOption,
  },
  run: (call) =>
    withAccounts(call, async (tools) => {
      const [action = "list"] = call.operands;
      if (action === "list") return list(call, tools);
      const known = actions[action];
      if (known === undefined) throw unknownAction(call, ["list", ...Object.keys(actions)]);
      return known(call, tools, operandAt(call, 1, { vi: "<mã>", en: "<id>" }));
    }),
};

const actions: Readonly<Record<string, Action>> = {
  create: async (call, tools, clientId) => {
    const { context, actor } = tools;
    const grants = grantsFrom(call, context.clock.now());
    for (const grant of grants) await checkGrant(context.pool, { kind: "client", mfaRequired: false }, grant);
    const system = findString(call, "system");
    const { client, secret } = await createClient(
      context,
      {
        clientId,
        displayName: needed(call, "name"),
        ...(system === undefined ? {} : { sourceSystem: system }),
        scopes: scopesFrom(call),
        auth: authFrom(call),
      },
      actor,
    );
    const grantIds: string[] = [];
    for (const grant of grants) grantIds.push(await giveGrant(context, client.accountId, grant, actor));
    return answer(call, { clientId, accountId: client.accountId, grantIds, secret: secret ?? null }, [
      call.say({
        vi: `Đã tạo ${clientId}, được vào ${grants.length} trường.`,
        en: `${clientId} made, with ${grants.length} schools.`,
      }),
      ...secretLines(call, secret),
    ]);
  },
  grant: async (call, { context, actor }, clientId) => {
    const { accountId } = await getClient(context.pool, clientId);
    const grants = grantsFrom(call, context.clock.now());
    for (const grant of grants) await checkGrant(context.pool, { kind: "client", mfaRequired: false }, grant);
    const grantIds: string[] = [];
    for (const grant of grants) grantIds.push(await giveGrant(context, accountId, grant, actor));
    return answer(call, { clientId, grantIds }, [
      call.say({ vi: `Đã cấp ${grantIds.length} trường.`, en: `${grantIds.length} schools granted.` }),
    ]);
  },
  scopes: async (call, { context, actor }, clientId) => {
    await setClientScopes(context, clientId, scopesFrom(call), actor);
    return answer(call, { clientId }, [call.say({ vi: "Đã đổi phạm vi.", en: "Scopes changed." })]);
  },
  rotate: async (call, { context, actor }, clientId) => {
    const secret = await rotateClientSecret(context, clientId, actor);
    return answer(call, { clientId, secret }, secretLines(call, secret));
  },
  leaked: async (call, { context, actor }, clientId) => {
    const secret = await replaceLeakedSecret(context, clientId, actor);
    return answer(call, { clientId, secret }, secretLines(call, secret));
  },
  disable: async (call, { context, actor }, clientId) => {
    const { accountId } = await getClient(context.pool, clientId);
    await disableAccount(context, accountId, needed(call, "reason"), actor);
    return answer(call, { clientId }, [call.say({ vi: "Đã khóa.", en: "Disabled." })]);
  },
  enable: async (call, { context, actor }, clientId) => {
    const { accountId } = await getClient(context.pool, clientId);
    await enableAccount(context, accountId, needed(call, "reason"), actor);
    return answer(call, { clientId }, [call.say({ vi: "Đã mở lại.", en: "Enabled." })]);
  },
};

async function list(call: Call, { context }: AccountTools): Promise<number> {
  const clients = await listClients(context.pool);
  const head = [
    call.say({ vi: "Mã", en: "Id" }),
    call.say({ vi: "Tên", en: "Name" }),
    call.say({ vi: "Phạm vi", en: "Scopes" }),
    call.say({ vi: "Xác thực", en: "Authentication" }),
    call.say({ vi: "Trạng thái", en: "State" }),
  ];
  const rows = clients.map((one) => [
    one.clientId,
    one.displayName,
    one.scopes.join(","),
    one.authMethod,
    one.state === "active"
      ? call.say({ vi: "đang dùng", en: "active" })
      : call.say({ vi: "khóa", en: "disabled" }),
  ]);
  return answer(call, { clients }, [
    ...(clients.length === 0 ? [call.say({ vi: "Chưa có.", en: "None." })] : textTable(head, rows)),
  ]);
}

/** One grant for every school of `--schools`. */
function grantsFrom(call: Call, now: Date): readonly NewGrant[] {
  return listOf(call, "schools").map((school) =>
    grantFrom({ ...call, values: { ...call.values, role: "vendorClient", unit: `school:${school}` } }, now),
  );
}

/** @throws HpError `argument-invalid` on a scope no machine may have */
function scopesFrom(call: Call): readonly string[] {
  needed(call, "scopes");
  const asked = listOf(call, "scopes");
  const unknown = asked.find((scope) => !scopes.some((one) => one === scope));
  if (unknown !== undefined)
    throw new HpError("argument-invalid", { name: "--scopes", reason: `${unknown}; ${scopes.join(", ")}` });
  return asked;
}

function authFrom(call: Call): ClientAuth {
  const file = findString(call, "keys");
  const subject = findString(call, "tls-subject");
  if (file !== undefined) {
    const { keys = [] } = JSON.parse(readFileSync(file, "utf8")) as { keys?: readonly JsonWebKey[] };
    return { method: "private_key_jwt", keys };
  }
  return subject === undefined ? { method: "client_secret" } : { method: "tls_client_auth", subject };
}

export const secretLines = (call: Call, secret: string | undefined): readonly string[] =>
  secret === undefined
    ? []
    : [
        call.say({
          vi: `Khóa bí mật (chỉ hiện lần này): ${secret}`,
          en: `Secret (shown this once): ${secret}`,
        }),
      ];
