import { exportFormats } from "#src/access/audit/export.ts";
import { exportSealed } from "#src/access/audit/follow-export.ts";
import { sealAudit } from "#src/access/audit/seal.ts";
import { openSink } from "#src/access/audit/sink.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Command, findString, isSet } from "../command.ts";
import { withAudit } from "./open-audit.ts";

export const auditExportCommand: Command = {
  name: "audit export",
  summary: {
    vi: "xuất nhật ký cho trung tâm giám sát (SOC), không có dữ liệu cá nhân",
    en: "exports the audit for a security centre (SOC), without personal data",
  },
  details: {
    vi: "Mỗi lần chỉ gửi phần mới so với lần trước tới cùng nơi nhận; --all gửi lại từ đầu. Hồ sơ và người được gọi bằng mã giả. Để gửi liên tục khi hệ thống chạy: HP_AUDIT_SYSLOG, HP_AUDIT_OTLP.",
    en: "Each time only what is new since the last to the same place; --all sends everything again. Records and people go by pseudonyms. To send while the system runs: HP_AUDIT_SYSLOG, HP_AUDIT_OTLP.",
  },
  examples: [
    "hp audit export --out /var/log/hoa-phuong/audit.jsonl",
    "hp audit export --out tcp://soc.haiphong.gov.vn:601 --format syslog",
  ],
  options: {
    out: {
      type: "string",
      value: { vi: "nơi nhận", en: "target" },
      help: {
        vi: "tệp, udp://máy:cổng, tcp://máy:cổng, tls://máy:cổng, https://máy/v1/logs",
        en: "a file, udp://host:port, tcp://host:port, tls://host:port, https://host/v1/logs",
      },
    },
    format: {
      type: "string",
      value: { vi: "dạng", en: "format" },
      help: { vi: exportFormats.join(", "), en: exportFormats.join(", ") },
    },
    all: {
      type: "boolean",
      help: { vi: "từ đầu, không chỉ phần mới", en: "everything, not only what is new" },
    },
  },
  run: (call) =>
    withAudit(call, async ({ store, record }) => {
      const out = findString(call, "out");
      if (out === undefined) throw new HpError("argument-missing", { name: "--out" });
      const asked =
        findString(call, "format") ??
        (/^https?:/.test(out) ? "otlp" : /^[a-z]+:/.test(out) ? "syslog" : "jsonl");
      const format = exportFormats.find((one) => one === asked);
      if (format === undefined)
        throw new HpError("argument-invalid", { name: "--format", reason: exportFormats.join(", ") });
      await record({ action: "audit.export", object: "audit", detail: { format } });
      await sealAudit(store);
      const events = await exportSealed(store, openSink(out, format), format, {
        to: out,
        fromStart: isSet(call, "all"),
      });
      call.print(
        call.json
          ? JSON.stringify({ events })
          : call.say({ vi: `Đã gửi ${events} sự kiện tới ${out}.`, en: `${events} events sent to ${out}.` }),
      );
      return 0;
    }),
};
