import { disableAccount, enableAccount, getAccount, listAccounts } from "#src/access/accounts/account.ts";
import { resetFactors } from "#src/access/accounts/change-factors.ts";
import { resetPassword, unlockAccount } from "#src/access/accounts/change-password.ts";
import { createLocalAccount, type Handout } from "#src/access/accounts/credential.ts";
import { checkGrant, giveGrant, listGrantLines } from "#src/access/grants/give-grant.ts";
import { getRole } from "#src/access/roles/roles.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { type Call, type Command, type CommandOption, findString, isSet } from "../command.ts";
import { needed, operandAt, textOption } from "../privacy/open-privacy.ts";
import { textTable } from "../text-table.ts";
import {
  type AccountTools,
  accountIdAt,
  answer,
  grantFrom,
  instantText,
  withAccounts,
} from "./open-accounts.ts";

export const reasonOption: CommandOption = textOption(
  "lý do, không ghi tên người (vào nhật ký truy vết)",
  "reason, without names of people (it goes into the audit)",
  { vi: "lý do", en: "reason" },
);

export const grantOptions: Readonly<Record<string, CommandOption>> = {
  role: textOption("vai trò: principal, nurse, …", "role: principal, nurse, …", {
    vi: "vai trò",
    en: "role",
  }),
  unit: textOption(
    "đơn vị: school:<mã>, commune:<mã>, class:<trường>/<năm>/<lớp>, city, none",
    "unit: school:<id>, commune:<code>, class:<school>/<year>/<class>, city, none",
    { vi: "đơn vị", en: "unit" },
  ),
  from: textOption("từ ngày (mặc định: ngay)", "from (default: now)", { vi: "ngày", en: "day" }),
  to: textOption("đến hết ngày", "until the end of", { vi: "ngày", en: "day" }),
  reason: reasonOption,
};

const listCommand: Command = {
  name: "account list",
  summary: {
    vi: "các tài khoản, hoặc vai trò của một tài khoản",
    en: "accounts, or the grants of one",
  },
  operands: { vi: "[tài khoản]", en: "[account]" },
  options: {
    disabled: { type: "boolean", help: { vi: "chỉ tài khoản đang khóa", en: "disabled ones only" } },
    after: textOption("tiếp sau tài khoản này", "go on after this account", { vi: "mã", en: "id" }),
  },
  run: (call) =>
    withAccounts(call, (tools) => (call.operands.length === 0 ? list(call, tools) : listOne(call, tools))),
};

const pageSize = 500;

async function list(call: Call, { context }: AccountTools): Promise<number> {
  const after = findString(call, "after");
  const accounts = await listAccounts(context.pool, {
    limit: pageSize,
    ...(after === undefined ? {} : { after }),
    ...(isSet(call, "disabled") ? { state: "disabled" as const } : {}),
  });
  const last = accounts.length === pageSize ? accounts.at(-1)?.accountId : undefined;
  const head = [
    call.say({ vi: "Mã", en: "Id" }),
    call.say({ vi: "Tên đăng nhập", en: "User name" }),
    call.say({ vi: "Họ tên", en: "Name" }),
    call.say({ vi: "Trạng thái", en: "State" }),
    call.say({ vi: "Lần cuối", en: "Last seen" }),
  ];
  const rows = accounts.map((one) => [
    one.accountId,
    one.userName ?? (one.kind === "client" ? call.say({ vi: "(hệ thống)", en: "(machine)" }) : "(VNeID)"),
    one.displayName,
    one.state === "active"
      ? call.say({ vi: "đang dùng", en: "active" })
      : call.say({ vi: "khóa", en: "disabled" }),
    instantText(one.lastSeenAt),
  ]);
  return answer(call, { accounts: accounts.map(({ personKey: _, ...shown }) => shown), next: last ?? null }, [
    ...textTable(head, rows),
    ...(last === undefined
      ? []
      : [call.say({ vi: `Còn nữa: --after ${last}`, en: `More: --after ${last}` })]),
  ]);
}

async function listOne(call: Call, tools: AccountTools): Promise<number> {
  const accountId = await accountIdAt(call, tools, 0);
  const { displayName, state } = await getAccount(tools.context.pool, accountId);
  const grants = await listGrantLines(tools.context.pool, accountId);
  const now = tools.context.clock.now();
  const stand = (grant: (typeof grants)[number]): string => {
    if (grant.revokedAt !== null) return call.say({ vi: "đã thu hồi", en: "revoked" });
    if (grant.validTo !== null && grant.validTo <= now) return call.say({ vi: "hết hạn", en: "ended" });
    return grant.validFrom > now ? call.say({ vi: "chưa đến", en: "to come" }) : "✓";
  };
  return answer(call, { accountId, displayName, state, grants }, [
    `${displayName} (${accountId}): ${state}`,
    ...textTable(
      [
        call.say({ vi: "Mã vai trò", en: "Grant" }),
        call.say({ vi: "Vai trò", en: "Role" }),
        call.say({ vi: "Đơn vị", en: "Unit" }),
        call.say({ vi: "Đến", en: "Until" }),
        "",
        call.say({ vi: "Lý do", en: "Reason" }),
      ],
      grants.map((grant) => [
        grant.grantId,
        call.say(getRole(grant.role).title),
        [grant.unitKind, grant.unitId].filter((part) => part !== null).join(":"),
        instantText(grant.validTo),
        stand(grant),
        grant.reason,
      ]),
    ),
  ]);
}

const createCommand: Command = {
  name: "account create",
  summary: {
    vi: "tạo tài khoản có tên đăng nhập; in mật khẩu tạm một lần",
    en: "a new account with a user name; prints a temporary password once",
  },
  operands: { vi: "<tên đăng nhập>", en: "<user name>" },
  details: {
    vi: "Cha mẹ, học sinh và nhà giáo có VNeID không cần tạo: tài khoản có khi họ đăng nhập lần đầu. Người quản trị đầu tiên: --role systemAdministrator.",
    en: "Parents, learners and teachers with VNeID need none made: their first sign-in does. The first administrator: --role systemAdministrator.",
  },
  examples: [
    "hp account create quan.tri --name 'Trần Thị Quản Trị' --role systemAdministrator --reason 'Quyết định 12/QĐ-SGDĐT'",
    "hp account create hieu.truong.an.hai --name 'Lê Văn Hiệu' --role principal --unit school:313190000123 --reason 'QĐ bổ nhiệm 45/QĐ'",
  ],
  options: {
    name: textOption("họ tên", "name", { vi: "họ tên", en: "name" }),
    outside: {
      type: "boolean",
      help: {
        vi: "người ngoài ngành: luôn hai lớp, vai trò có hạn",
        en: "from outside: two factors, grants with an end",
      },
    },
    ...grantOptions,
  },
  run: (call) => withAccounts(call, (tools) => create(call, tools)),
};

async function create(call: Call, tools: AccountTools): Promise<number> {
  const { context, actor } = tools;
  const userName = operandAt(call, 0, { vi: "<tên đăng nhập>", en: "<user name>" });
  const displayName = needed(call, "name");
  const mfaRequired = isSet(call, "outside");
  const grant = findString(call, "role") === undefined ? undefined : grantFrom(call, context.clock.now());
  // A grant that is wrong leaves no account without one.
  if (grant !== undefined) await checkGrant(context.pool, { kind: "person", mfaRequired }, grant);
  const { account, ...handout } = await createLocalAccount(
    context,
    { displayName, userName, mfaRequired },
    actor,
  );
  const grantId = grant === undefined ? null : await giveGrant(context, account.accountId, grant, actor);
  return answer(call, { accountId: account.accountId, ...handout, grantId }, [
    call.say({ vi: `Đã tạo tài khoản ${account.accountId}.`, en: `Account ${account.accountId} made.` }),
    ...handoutLines(call, handout),
    ...(grantId === null
      ? [call.say({ vi: "Chưa có vai trò: hp account grant.", en: "No role yet: hp account grant." })]
      : []),
  ]);
}

function handoutLines(
  call: Call,
  { userName, temporaryPassword, temporaryUntil }: Handout,
): readonly string[] {
  return [
    call.say({ vi: `Tên đăng nhập: ${userName}`, en: `User name: ${userName}` }),
    call.say({
      vi: `Mật khẩu tạm (chỉ hiện lần này, đổi khi đăng nhập, dùng đến ${instantText(temporaryUntil)}): ${temporaryPassword}`,
      en: `Temporary password (shown this once, changed at sign-in, good until ${instantText(temporaryUntil)}): ${temporaryPassword}`,
    }),
  ];
}

/** A command that does one thing to one account for a reason. */
function changeCommand(
  name: string,
  summary: Text,
  done: Text,
  change: (tools: AccountTools, accountId: string, reason: string) => Promise<Handout | undefined>,
): Command {
  return {
    name: `account ${name}`,
    summary,
    operands: { vi: "<tài khoản>", en: "<account>" },
    examples: [`hp account ${name} hieu.truong.an.hai --reason 'Phiếu yêu cầu 27'`],
    options: { reason: reasonOption },
    run: (call) =>
      withAccounts(call, async (tools) => {
        const accountId = await accountIdAt(call, tools, 0);
        const handout = await change(tools, accountId, needed(call, "reason"));
        return answer(call, { accountId, ...handout }, [
          call.say(done),
          ...(handout === undefined ? [] : handoutLines(call, handout)),
        ]);
      }),
  };
}

export const peopleCommands: readonly Command[] = [
  listCommand,
  createCommand,
  changeCommand(
    "disable",
    { vi: "khóa tài khoản, kết thúc mọi phiên ngay", en: "disables an account, ends its sessions at once" },
    { vi: "Đã khóa; mọi phiên đã kết thúc.", en: "Disabled; its sessions ended." },
    async ({ context, actor }, accountId, reason) => {
      await disableAccount(context, accountId, reason, actor);
      return undefined;
    },
  ),
  changeCommand(
    "enable",
    { vi: "mở lại tài khoản đã khóa", en: "enables a disabled account" },
    { vi: "Đã mở lại.", en: "Enabled." },
    async ({ context, actor }, accountId, reason) => {
      await enableAccount(context, accountId, reason, actor);
      return undefined;
    },
  ),
  changeCommand(
    "unlock",
    { vi: "bỏ chặn do nhập sai nhiều lần", en: "ends the lock after wrong guesses" },
    { vi: "Đã bỏ chặn.", en: "Unlocked." },
    async ({ context, actor }, accountId, reason) => {
      await unlockAccount(context, accountId, reason, actor);
      return undefined;
    },
  ),
  changeCommand(
    "reset-password",
    { vi: "cấp mật khẩu tạm mới, in một lần", en: "a new temporary password, printed once" },
    { vi: "Đã cấp mật khẩu tạm; mọi phiên đã kết thúc.", en: "A temporary password; its sessions ended." },
    ({ context, actor }, accountId, reason) => resetPassword(context, accountId, reason, actor),
  ),
  changeCommand(
    "reset-factors",
    {
      vi: "gỡ mọi lớp thứ hai của người mất điện thoại",
      en: "takes away second factors of who lost the telephone",
    },
    { vi: "Đã gỡ; lần đăng nhập tới sẽ thiết lập lại.", en: "Removed; set up anew at the next sign-in." },
    async ({ context, actor }, accountId, reason) => {
      await resetFactors(context, accountId, reason, actor);
      return undefined;
    },
  ),
];
