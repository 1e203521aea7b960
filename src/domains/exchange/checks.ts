import type { Check } from "../dictionary/check.ts";
import { checksFor, rule } from "../dictionary/check-builder.ts";
import { Feed } from "./schema.ts";

const monthly = { legalBasis: "Đề án: đối soát số liệu hằng tháng", tag: "seed" } as const;

export const exchangeChecks: readonly Check[] = checksFor(Feed, {
  stale: rule(
    "live",
    "error",
    {
      vi: "Quá 35 ngày trường không gửi tệp mới của luồng này.",
      en: "No new file of this feed for more than 35 days.",
    },
    "received_on < today - 35",
    ["lastReceivedAt"],
    monthly,
  ),
  "never-received": rule(
    "live",
    "warning",
    { vi: "Luồng đã khai báo mà chưa nhận tệp nào.", en: "The feed is declared, but no file ever came." },
    "last_received_at is null",
    ["lastReceivedAt"],
    monthly,
  ),
  emptied: rule(
    "live",
    "blocking",
    { vi: "Luồng không còn dòng nào.", en: "The feed has no rows any more." },
    "rows_current = 0 and last_received_at is not null",
    ["rowsCurrent"],
  ),
  "source-unknown": rule(
    "connected",
    "error",
    { vi: "Hệ thống nguồn chưa đăng ký.", en: "The source system is not registered." },
    "not source_known",
    ["sourceSystem"],
  ),
  "school-unknown": rule(
    "connected",
    "warning",
    {
      vi: "Luồng của trường không có trong sổ đăng ký.",
      en: "The feed of a school that is not in the register.",
    },
    "school_id is not null and not school_known",
    ["schoolId"],
  ),
  "shrink-guard-off": rule(
    "safe",
    "warning",
    {
      vi: "Ngưỡng chặn sụt giảm của luồng đặt trên 50%: gần như không còn bảo vệ.",
      en: "The feed's shrink limit is above 50 %: hardly a guard.",
    },
    "max_shrink_percent > 50",
    ["maxShrinkPercent"],
  ),
});
