import { measureReviewers } from "#src/pipeline/3-identity/decide/reviewers.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Command } from "../command.ts";
import { textTable } from "../text-table.ts";

export const identityReviewersCommand: Command = {
  name: "identity reviewers",
  summary: {
    vi: "người xét đồng ý với nhau đến đâu",
    en: "how far reviewers agree with each other",
  },
  details: {
    vi: "Trên các cặp được hai người xét độc lập: tỉ lệ đồng ý và kappa của Cohen (đồng ý hơn ngẫu nhiên bao nhiêu), của từng người và chung; số quyết định bị rút lại.",
    en: "On pairs that two people answered independently: agreement and Cohen's kappa, of each person and in all; decisions undone later.",
  },
  examples: ["hp identity reviewers --json"],
  options: {},
  run: async (call) => {
    const database = await openDatabase(call.config);
    try {
      const report = await measureReviewers(database.pool);
      if (call.json) {
        call.print(JSON.stringify(report, (_, value: unknown) => value ?? null));
        return 0;
      }
      const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
        maximumFractionDigits: 3,
      });
      const n = (value: number | undefined): string => (value === undefined ? "–" : format.format(value));
      const whole = call.say({ vi: "Tất cả", en: "All" });
      for (const line of textTable(
        [
          call.say({ vi: "Người xét", en: "Reviewer" }),
          call.say({ vi: "Đã quyết", en: "Decided" }),
          call.say({ vi: "Bị rút lại", en: "Undone" }),
          call.say({ vi: "Xét đôi", en: "Reviewed twice" }),
          call.say({ vi: "Đồng ý", en: "Agreement" }),
          "Kappa",
        ],
        [
          ...report.reviewers.map((one) => [
            one.name,
            n(one.decided),
            n(one.undone),
            n(one.reviewedTwice),
            n(one.agreement),
            n(one.kappa),
          ]),
          [whole, "", "", n(report.reviewedTwice), n(report.agreement), n(report.kappa)],
        ],
        { right: [1, 2, 3, 4, 5] },
      ))
        call.print(line);
      return 0;
    } finally {
      await database.close();
    }
  },
};
