import { userInfo } from "node:os";
import { archiveAudit, findArchivable } from "#src/access/audit/archive.ts";
import { type Command, isSet } from "../command.ts";
import { withAudit } from "./open-audit.ts";

export const auditArchiveCommand: Command = {
  name: "audit archive",
  summary: {
    vi: "chuyển các tháng quá 12 tháng vào kho lưu có chữ ký",
    en: "moves months older than twelve into signed archives",
  },
  details: {
    vi: "Hệ thống tự làm khi đang chạy. Mỗi tháng được kiểm tra, ghi, đọc lại rồi mới xóa khỏi cơ sở dữ liệu; bị ngắt thì chạy lại. Tháng có dấu hiệu can thiệp thì giữ nguyên tại chỗ.",
    en: "The running system does it by itself. Each month is verified, written and read again before it leaves the database; interrupted, run it again. A month that was tampered with stays where it is.",
  },
  examples: ["hp audit archive --dry-run", "hp audit archive"],
  options: {
    "dry-run": {
      type: "boolean",
      help: { vi: "chỉ xem tháng nào đến hạn", en: "only shows which months are due" },
    },
  },
  run: (call) =>
    withAudit(call, async ({ store }) => {
      const isDry = isSet(call, "dry-run");
      const months = isDry ? await findArchivable(store) : await archiveAudit(store, userInfo().username);
      if (call.json) {
        call.print(JSON.stringify({ dryRun: isDry, months }));
        return 0;
      }
      if (months.length === 0)
        call.print(call.say({ vi: "Chưa tháng nào đến hạn lưu trữ.", en: "No month is due." }));
      for (const { month, events } of months)
        call.print(
          isDry
            ? call.say({ vi: `${month}: ${events} sự kiện, đến hạn`, en: `${month}: ${events} events, due` })
            : call.say({
                vi: `${month}: đã lưu trữ ${events} sự kiện`,
                en: `${month}: ${events} events archived`,
              }),
        );
      return 0;
    }),
};
