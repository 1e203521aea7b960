import { sentenceOf } from "#src/access/audit/finding.ts";
import { lastKnownRight } from "#src/access/audit/since.ts";
import { type Verification, verifyAudit } from "#src/access/audit/verify.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { progressLines } from "../progress-lines.ts";
import { withAudit } from "./open-audit.ts";

/** Findings printed; `--json` has them all. */
const printed = 20;

export const auditVerifyCommand: Command = {
  name: "audit verify",
  summary: {
    vi: "kiểm tra nhật ký truy vết có bị sửa, xóa, chèn không",
    en: "checks whether the audit was altered, cut or added to",
  },
  details: {
    vi: "Đọc mọi dòng, điểm chốt, thư mục audit và kho lưu; chỉ đọc, chạy được khi hệ thống đang chạy. Mã thoát 1 khi phát hiện can thiệp, kể cả do quản trị cơ sở dữ liệu làm.",
    en: "Reads every row, checkpoint, the audit folder and the archives; reads only, also while the system runs. Exit code 1 when something was tampered with, by a superuser too.",
  },
  examples: [
    "hp audit verify",
    "hp audit verify --from 2026-11-01 --to 2026-11-30",
    "hp audit verify --deep --json",
  ],
  options: {
    from: {
      type: "string",
      value: { vi: "ngày", en: "day" },
      help: { vi: "chỉ các dòng từ ngày này", en: "rows from this day only" },
    },
    to: {
      type: "string",
      value: { vi: "ngày", en: "day" },
      help: { vi: "đến hết ngày này", en: "to this day" },
    },
    deep: { type: "boolean", help: { vi: "đọc cả từng dòng đã lưu trữ", en: "reads archived rows too" } },
  },
  run: (call) =>
    withAudit(call, async ({ store }) => {
      const days = daysOf(call);
      const progress = progressLines(call.language);
      const title = { vi: "Kiểm tra dòng", en: "Checking rows" };
      const found = await verifyAudit(store, {
        ...(days === undefined ? {} : { days }),
        deep: isSet(call, "deep"),
        ...(call.json ? {} : { onProgress: (done) => progress({ step: "verify", title, done }) }),
      });
      const findings = await Promise.all(
        found.findings.map(async (finding) => ({
          ...finding,
          sentence: sentenceOf(finding)[call.language],
          after: await lastKnownRight(store.pool, finding),
        })),
      );
      if (call.json) call.print(JSON.stringify({ ...found, findings }));
      else if (found.ok) printSound(call, found);
      else printTampered(call, found, findings);
      return found.ok ? 0 : 1;
    }),
};

function daysOf(call: Call): { readonly from: string; readonly to: string } | undefined {
  const from = findString(call, "from");
  const to = findString(call, "to");
  if (from === undefined && to === undefined) return undefined;
  const days = { from: from ?? "0001-01-01", to: to ?? "9999-12-31" };
  for (const [name, day] of Object.entries(days))
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
      throw new HpError("argument-invalid", { name: `--${name}`, reason: "2026-11-23" });
  return days;
}

function printSound(call: Call, found: Verification): void {
  const last = found.lastCheckpoint;
  const n = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB").format;
  call.print(
    call.say({
      vi: `Nhật ký nguyên vẹn: ${n(found.events)} dòng, ${n(found.checkpoints)} điểm chốt, ${found.archives.length} tháng trong kho lưu.`,
      en: `The audit is sound: ${n(found.events)} events, ${n(found.checkpoints)} checkpoints, ${found.archives.length} archived months.`,
    }),
  );
  if (last !== null)
    call.print(
      call.say({
        vi: `Điểm chốt cuối: số ${last.no} lúc ${last.madeAt}; ${n(found.unsealed)} dòng ghi sau đó còn chờ chốt.`,
        en: `Last checkpoint: no. ${last.no} at ${last.madeAt}; ${n(found.unsealed)} events written since wait for one.`,
      }),
    );
  for (const { from, to } of found.standstills)
    call.print(
      call.say({
        vi: `Lưu ý: không có điểm chốt nào từ ${from} đến ${to} (hệ thống tắt, hoặc việc chốt bị dừng).`,
        en: `Note: no checkpoint between ${from} and ${to} (the system was off, or sealing was stopped).`,
      }),
    );
  call.print(call.say({ vi: `Khóa công khai: ${found.publicKey}`, en: `Public key: ${found.publicKey}` }));
}

interface Told {
  readonly sentence: string;
  readonly after: string | null;
}

function printTampered(call: Call, found: Verification, findings: readonly Told[]): void {
  const count = findings.length + found.more;
  call.print(
    call.say({
      vi: `NHẬT KÝ TRUY VẾT ĐÃ BỊ CAN THIỆP: ${count} chỗ.`,
      en: `THE AUDIT WAS TAMPERED WITH: ${count} places.`,
    }),
  );
  for (const { sentence, after } of findings.slice(0, printed)) {
    const since =
      after === null
        ? ""
        : call.say({
            vi: ` Lúc ${after} còn đúng; bị can thiệp sau đó.`,
            en: ` Still right at ${after}; done after that.`,
          });
    call.print(`  - ${sentence}${since}`);
  }
  if (count > printed)
    call.print(
      call.say({
        vi: `  … và ${count - printed} chỗ nữa (--json).`,
        en: `  … and ${count - printed} more (--json).`,
      }),
    );
  call.print(
    call.say({
      vi: `Việc cần làm ngay:
  1. Không sửa gì, không khôi phục đè lên. Chép nguyên thư mục audit và sao lưu cơ sở dữ liệu: đó là chứng cứ.
  2. Đổi mật khẩu quản trị cơ sở dữ liệu, xem ai đã vào máy chủ từ thời điểm nêu trên.
  3. Mở hồ sơ sự cố: hp privacy incident open … (24 giờ, 72 giờ tính từ bây giờ).
  4. So với bản đã gửi SOC: những gì SOC có mà ở đây thiếu là những gì đã bị xóa.
Giải thích từng loại: docs/operations/audit.md`,
      en: `What to do now:
  1. Change nothing and restore nothing over it. Copy the audit folder and back the database up: they are evidence.
  2. Change the database administrators' passwords; see who was on the server since the time named above.
  3. Open an incident: hp privacy incident open … (24 and 72 hours run from now).
  4. Compare with what the SOC was sent: what it has and this lacks is what was deleted.
Each kind is explained in docs/operations/audit.md`,
    }),
  );
}
