import type { LegalRule } from "../dictionary/legal-rule.ts";

export interface ReconciliationReporting {
  /** The month's report goes out before this day of the month. */
  readonly beforeDay: number;
  /** Days a case may stay open before it counts as overdue. */
  readonly caseDays: number;
}

export const reconciliationReporting: readonly LegalRule<ReconciliationReporting>[] = [
  {
    ruleId: "reconciliation-reporting",
    title: {
      vi: "Báo cáo đối soát hằng tháng và hạn xử lý hồ sơ lệch",
      en: "Monthly reconciliation report and time to clear a case",
    },
    legalBasis: "Đề án; Kế hoạch của Sở GDĐT Hải Phòng: rà soát, báo cáo trước ngày 25 hằng tháng",
    tag: "seed",
    effectiveFrom: "2025-09-05",
    params: { beforeDay: 25, caseDays: 30 },
  },
];
