import { readFileSync } from "node:fs";
import {
  breakGlassRoles,
  endBreakGlass,
  listBreakGlass,
  openBreakGlass,
} from "#src/access/accounts/break-glass.ts";
import { continueWithFactor } from "#src/access/accounts/factor-sign-in.ts";
import { beginPasswordSignIn } from "#src/access/accounts/password-sign-in.ts";
import type { Proof } from "#src/access/accounts/proof.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { needed, operandAt, textOption, unknownAction, uuidAt } from "../privacy/open-privacy.ts";
import { textTable } from "../text-table.ts";
import {
  type AccountTools,
  answer,
  instantText,
  roleNamed,
  unitFrom,
  withAccounts,
} from "./open-accounts.ts";

const chains = Object.entries(breakGlassRoles)
  .map(([acting, taken]) => `${acting} → ${taken.join("|")}`)
  .join("; ");

export const breakGlassCommand: Command = {
  name: "account break-glass",
  summary: {
    vi: "quyền khẩn cấp: mở có lý do, tự hết hạn, báo động lãnh đạo",
    en: "emergency access: with a reason, ends by itself, leaders are alarmed",
  },
  operands: {
    vi: "list | open <tên đăng nhập> | end <mã>",
    en: "list | open <user name> | end <id>",
  },
  details: {
    vi: `Người mở chứng minh mình là ai như khi đăng nhập: mật khẩu (tệp, hoặc - là đầu vào chuẩn) và mã 6 số. Ai được mở quyền nào: ${chains}.`,
    en: `Who opens it proves who they are as at sign-in: password (a file, or - for standard input) and six digits. Who may take what: ${chains}.`,
  },
  examples: [
    "hp account break-glass open chuyen.vien.3 --acting departmentOfficer --role nurse --unit school:313190000123 --reason 'Học sinh đi cấp cứu, cần tiền sử dị ứng' --password-file - --code 123456",
    "hp account break-glass end 91fa…",
  ],
  options: {
    acting: textOption("vai trò đang giữ", "the role held", { vi: "vai trò", en: "role" }),
    role: textOption("vai trò cần mở", "the role to take", { vi: "vai trò", en: "role" }),
    unit: textOption("đơn vị: school:<mã>, city", "unit: school:<id>, city", { vi: "đơn vị", en: "unit" }),
    reason: textOption("lý do, ít nhất 20 ký tự", "reason, 20 characters at least", {
      vi: "lý do",
      en: "reason",
    }),
    minutes: textOption("số phút, ngắn hơn mặc định", "minutes, fewer than the default", {
      vi: "phút",
      en: "n",
    }),
    "password-file": textOption("tệp mật khẩu, - là đầu vào chuẩn", "file of the password, - for stdin", {
      vi: "tệp",
      en: "file",
    }),
    code: textOption("mã 6 số", "six digits", { vi: "mã", en: "code" }),
    open: { type: "boolean", help: { vi: "list: chỉ quyền đang mở", en: "list: what is open only" } },
  },
  run: (call) =>
    withAccounts(call, async (tools) => {
      const [action = "list"] = call.operands;
      if (action === "list") return list(call, tools);
      if (action === "open") return open(call, tools);
      if (action !== "end") throw unknownAction(call, ["list", "open", "end"]);
      const breakGlassId = uuidAt(call, 1);
      await endBreakGlass(tools.context, breakGlassId, tools.actor);
      return answer(call, { breakGlassId }, [call.say({ vi: "Đã kết thúc.", en: "Ended." })]);
    }),
};

async function open(call: Call, tools: AccountTools): Promise<number> {
  const acting = roleNamed(call, "acting");
  const role = roleNamed(call, "role");
  const unit = unitFrom(findString(call, "unit") ?? "city");
  const reason = needed(call, "reason");
  const minutes = findString(call, "minutes");
  if (minutes !== undefined && !/^\d{1,4}$/.test(minutes))
    throw new HpError("argument-invalid", { name: "--minutes", reason: minutes });
  const { accountId, proofs } = await prove(call, tools);
  const opened = await openBreakGlass(
    tools.context,
    {
      accountId,
      acting,
      proofs,
      role,
      unit,
      reason,
      ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
    },
    { ...tools.actor, accountId, role: acting },
  );
  return answer(call, opened, [
    call.say({
      vi: `Đã mở đến ${instantText(opened.endsAt)} (${opened.breakGlassId}). Lãnh đạo Sở đã được báo. Chọn vai trò này khi đăng nhập.`,
      en: `Open until ${instantText(opened.endsAt)} (${opened.breakGlassId}). Leaders are alarmed. Choose this role at sign-in.`,
    }),
  ]);
}

/** Two factors, as at sign-in: counted, locked and on record like one. */
async function prove(
  call: Call,
  { context, actor }: AccountTools,
): Promise<{ readonly accountId: string; readonly proofs: readonly Proof[] }> {
  const userName = operandAt(call, 1, { vi: "<tên đăng nhập>", en: "<user name>" });
  const file = needed(call, "password-file");
  const code = needed(call, "code");
  const password = readFileSync(file === "-" ? 0 : file, "utf8").replace(/\r?\n$/, "");
  const begun = await beginPasswordSignIn(context, { userName, password }, actor);
  return continueWithFactor(context, begun.token, { kind: "totp", code }, actor);
}

async function list(call: Call, { context }: AccountTools): Promise<number> {
  const found = await listBreakGlass(context.pool, context.clock.now(), {
    openOnly: isSet(call, "open"),
    limit: 200,
  });
  const head = [
    call.say({ vi: "Mã", en: "Id" }),
    call.say({ vi: "Vai trò", en: "Role" }),
    call.say({ vi: "Đơn vị", en: "Unit" }),
    call.say({ vi: "Từ", en: "From" }),
    call.say({ vi: "Đến", en: "Until" }),
    call.say({ vi: "Lý do", en: "Reason" }),
  ];
  const rows = found.map((one) => [
    one.breakGlassId,
    call.say(getRole(one.role).title),
    [one.unitKind, one.unitId].filter((part) => part !== null).join(":"),
    instantText(one.startedAt),
    instantText(one.endedAt ?? one.endsAt),
    one.reason,
  ]);
  return answer(call, { breakGlass: found }, [
    ...(found.length === 0 ? [call.say({ vi: "Không có.", en: "None." })] : textTable(head, rows)),
  ]);
}
