import { periodWords } from "#src/access/privacy/dpia/assessment.ts";
import {
  isKept,
  personalDatasets,
  personalFieldsOf,
  purposeOf,
  purposes,
} from "#src/access/privacy/purposes/register.ts";
import { findKeepRule } from "#src/access/privacy/retention/keep-of.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Command, findString } from "../command.ts";
import { textTable } from "../text-table.ts";
import { textOption } from "./open-privacy.ts";

export const privacyPurposesCommand: Command = {
  name: "privacy purposes",
  summary: {
    vi: "dữ liệu cá nhân được xử lý vào việc gì, theo căn cứ nào, giữ bao lâu",
    en: "what personal data are processed for, on what basis, how long",
  },
  examples: ["hp privacy purposes", "hp privacy purposes --dataset learner"],
  options: {
    dataset: textOption("từng trường của một tập dữ liệu", "the fields of one dataset", {
      vi: "tên",
      en: "name",
    }),
  },
  run: async (call) => {
    const named = findString(call, "dataset");
    if (named !== undefined && findDataset(named) === undefined)
      throw new HpError("argument-invalid", { name: "--dataset", reason: personalDatasets.join(", ") });
    const day = localDay(systemClock.now());
    if (named === undefined) {
      if (call.json) {
        call.print(JSON.stringify({ purposes }));
        return 0;
      }
      const head = [
        call.say({ vi: "Mã", en: "Id" }),
        call.say({ vi: "Mục đích", en: "Purpose" }),
        call.say({ vi: "Cơ sở", en: "Ground" }),
        call.say({ vi: "Độ chắc", en: "Tag" }),
      ];
      const rows = purposes.map(({ id, title, basis, tag }) => [
        id,
        call.say(title),
        basis === "consent"
          ? call.say({ vi: "đồng ý", en: "consent" })
          : call.say({ vi: "luật định", en: "statutory" }),
        tag,
      ]);
      for (const line of textTable(head, rows)) call.print(line);
      return 0;
    }
    const fields = personalFieldsOf(named).map((field) => {
      const rule = findKeepRule(named, field, day);
      return {
        field,
        purposes: purposeOf(named, field).map(({ id }) => id),
        kept: isKept(named, field),
        rule: rule?.ruleId ?? null,
        period: rule === null ? null : periodWords(rule.params),
      };
    });
    if (call.json) call.print(JSON.stringify({ dataset: named, fields }));
    else {
      const head = [
        call.say({ vi: "Trường", en: "Field" }),
        call.say({ vi: "Mục đích", en: "Purposes" }),
        call.say({ vi: "Giữ", en: "Kept" }),
      ];
      const none = call.say({ vi: "không giữ", en: "not kept" });
      for (const line of textTable(
        head,
        fields.map(({ field, purposes: ids, period }) => [field, ids.join(", "), period ?? none]),
      ))
        call.print(line);
    }
    return 0;
  },
};
