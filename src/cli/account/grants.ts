import {
  listAccountsWithoutGrant,
  listDueReviews,
  recordReview,
} from "#src/access/accounts/access-review.ts";
import { giveGrant, revokeGrant } from "#src/access/grants/give-grant.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Call, Command } from "../command.ts";
import { needed, textOption, uuidAt } from "../privacy/open-privacy.ts";
import { textTable } from "../text-table.ts";
import {
  type AccountTools,
  accountIdAt,
  accountIdOf,
  answer,
  grantFrom,
  instantText,
  withAccounts,
} from "./open-accounts.ts";
import { grantOptions, reasonOption } from "./people.ts";

const grantCommand: Command = {
  name: "account grant",
  summary: {
    vi: "cấp vai trò trong một đơn vị, có thời hạn",
    en: "gives a role in a unit, for a time",
  },
  operands: { vi: "<tài khoản>", en: "<account>" },
  details: {
    vi: "Thanh tra, nghiên cứu và người ngoài ngành phải có --to. Vai trò của cha mẹ, học sinh, giáo viên theo hồ sơ khi đăng nhập bằng VNeID, không cần cấp.",
    en: "Inspectors, researchers and staff from outside need --to. Parents, learners and teachers have their roles from the record when they come by VNeID.",
  },
  examples: [
    "hp account grant hieu.truong.an.hai --role principal --unit school:313190000123 --reason 'QĐ bổ nhiệm 45/QĐ'",
    "hp account grant thanh.tra.07 --role inspector --unit commune:11335 --to 2027-02-28 --reason 'QĐ thanh tra 7/QĐ'",
  ],
  options: grantOptions,
  run: (call) =>
    withAccounts(call, async (tools) => {
      const accountId = await accountIdAt(call, tools, 0);
      const grant = grantFrom(call, tools.context.clock.now());
      const grantId = await giveGrant(tools.context, accountId, grant, tools.actor);
      const until =
        grant.to === undefined ? call.say({ vi: "khi thu hồi", en: "revoked" }) : instantText(grant.to);
      return answer(call, { grantId }, [
        call.say({
          vi: `Đã cấp vai trò ${getRole(grant.role).title.vi}, đến ${until} (${grantId}).`,
          en: `${getRole(grant.role).title.en} granted until ${until} (${grantId}).`,
        }),
      ]);
    }),
};

const revokeCommand: Command = {
  name: "account revoke",
  summary: { vi: "thu hồi một vai trò ngay", en: "ends a grant now" },
  operands: { vi: "<mã vai trò>", en: "<grant id>" },
  examples: ["hp account revoke 5b0c… --reason 'Chuyển công tác từ 1/12'"],
  options: { reason: reasonOption },
  run: (call) =>
    withAccounts(call, async ({ context, actor }) => {
      const grantId = uuidAt(call, 0);
      await revokeGrant(context, grantId, needed(call, "reason"), actor);
      return answer(call, { grantId }, [call.say({ vi: "Đã thu hồi.", en: "Revoked." })]);
    }),
};

const reviewsCommand: Command = {
  name: "account reviews",
  summary: {
    vi: "rà soát vai trò 6 tháng một lần: đến hạn, giữ, thu hồi",
    en: "half-yearly review of grants: due, keep, revoke",
  },
  operands: { vi: "[keep|revoke <mã vai trò>]", en: "[keep|revoke <grant id>]" },
  details: {
    vi: "--by là tài khoản của người rà soát; không ai rà soát vai trò của chính mình.",
    en: "--by is the account of who reviewed; nobody reviews a grant of their own.",
  },
  examples: [
    "hp account reviews",
    "hp account reviews keep 5b0c… --by lanh.dao.so --reason 'Vẫn là hiệu trưởng'",
  ],
  options: {
    by: textOption("người rà soát", "who reviewed", { vi: "tài khoản", en: "account" }),
    reason: reasonOption,
  },
  run: (call) =>
    withAccounts(call, async (tools) => {
      const [verdict] = call.operands;
      if (verdict === undefined) return listReviews(call, tools);
      if (verdict !== "keep" && verdict !== "revoke")
        throw new HpError("argument-invalid", { name: verdict, reason: "keep, revoke" });
      const grantId = uuidAt(call, 1);
      const accountId = await accountIdOf(tools, needed(call, "by"));
      await recordReview(tools.context, grantId, verdict, needed(call, "reason"), {
        ...tools.actor,
        accountId,
      });
      return answer(call, { grantId, verdict }, [
        call.say({ vi: "Đã ghi kết quả rà soát.", en: "Recorded." }),
      ]);
    }),
};

const most = 200;

async function listReviews(call: Call, { context }: AccountTools): Promise<number> {
  const due = await listDueReviews(context, { limit: most });
  const idle = await listAccountsWithoutGrant(context, { limit: most });
  const head = [
    call.say({ vi: "Mã vai trò", en: "Grant" }),
    call.say({ vi: "Họ tên", en: "Name" }),
    call.say({ vi: "Vai trò", en: "Role" }),
    call.say({ vi: "Đơn vị", en: "Unit" }),
    call.say({ vi: "Rà soát lần cuối", en: "Last review" }),
  ];
  const rows = due.map((one) => [
    one.grantId,
    one.displayName,
    call.say(getRole(one.role).title),
    [one.unitKind, one.unitId].filter((part) => part !== null).join(":"),
    instantText(one.reviewedAt),
  ]);
  return answer(call, { due, withoutGrant: idle }, [
    ...(due.length === 0
      ? [call.say({ vi: "Không có vai trò nào đến hạn rà soát.", en: "No grant is due." })]
      : textTable(head, rows)),
    ...idle.map(({ accountId, displayName }) =>
      call.say({
        vi: `Tài khoản không có vai trò: ${displayName} (${accountId})`,
        en: `Account without a role: ${displayName} (${accountId})`,
      }),
    ),
    ...(due.length === most || idle.length === most
      ? [call.say({ vi: `Chỉ hiện ${most} dòng đầu mỗi loại.`, en: `The first ${most} of each only.` })]
      : []),
  ]);
}

export const grantCommands: readonly Command[] = [grantCommand, revokeCommand, reviewsCommand];
