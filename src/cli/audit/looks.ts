import { howOften, whoLooked } from "#src/access/audit/looks.ts";
import { isPersonEntity, personEntities } from "#src/access/privacy/subject.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Command, findString } from "../command.ts";
import { getOperand, uuidOperand } from "../identity/operands.ts";
import { textTable } from "../text-table.ts";
import { withAudit } from "./open-audit.ts";

export const auditLooksCommand: Command = {
  name: "audit looks",
  summary: { vi: "ai đã xem, đã sửa một hồ sơ", en: "who looked at a record, and who changed it" },
  operands: { vi: "<loại> <mã hồ sơ>", en: "<entity> <record id>" },
  details: {
    vi: "Mới nhất trước, trong 12 tháng. Bản thân lần xem này cũng được ghi.",
    en: "Newest first, twelve months back. This look is recorded too.",
  },
  examples: ["hp audit looks learner 5b0c…", "hp audit looks staffMember 77aa… --after eyJ…"],
  options: {
    after: {
      type: "string",
      value: { vi: "vị trí", en: "place" },
      help: { vi: "trang sau", en: "the next page" },
    },
  },
  run: (call) =>
    withAudit(call, async ({ store, record }) => {
      const entity = getOperand(call, 0, { vi: "<loại>", en: "<entity>" });
      if (!isPersonEntity(entity))
        throw new HpError("argument-invalid", { name: entity, reason: personEntities.join(", ") });
      const id = uuidOperand(getOperand(call, 1, { vi: "<mã hồ sơ>", en: "<record id>" }));
      await record({ action: "audit.looks", object: `${entity}/${id}` });
      const after = findString(call, "after");
      const page = await whoLooked(store.pool, id, { size: 100, ...(after === undefined ? {} : { after }) });
      const counts = await howOften(store.pool, id);
      if (call.json) {
        call.print(JSON.stringify({ ...page, counts }));
        return 0;
      }
      const none = "–";
      const head = [
        call.say({ vi: "Lúc", en: "At" }),
        call.say({ vi: "Ai", en: "Who" }),
        call.say({ vi: "Vai trò", en: "Role" }),
        call.say({ vi: "Đơn vị", en: "Unit" }),
        call.say({ vi: "Việc", en: "What" }),
        call.say({ vi: "Mục đích", en: "Purpose" }),
        call.say({ vi: "Kết quả", en: "Result" }),
      ];
      const rows = page.looks.map((look) => [
        look.at.slice(0, 19),
        look.displayName ?? look.accountId ?? "hp",
        look.role ?? none,
        look.unit ?? none,
        look.action,
        look.purpose ?? none,
        look.result,
      ]);
      for (const line of textTable(head, rows)) call.print(line);
      if (page.next !== null) call.print(`--after ${page.next}`);
      for (const { month, role, action, looks } of counts)
        call.print(`${month}  ${role ?? none}  ${action}  ${looks}`);
      return 0;
    }),
};
