import { periodWords } from "#src/access/privacy/dpia/assessment.ts";
import { planRetention, type RetentionLine, runRetention } from "#src/access/privacy/retention/job.ts";
import { countErasures, syncErasureFile } from "#src/access/privacy/retention/ledger.ts";
import { type Call, type Command, findString } from "../command.ts";
import { textTable } from "../text-table.ts";
import { eraseAgain } from "./erase-again.ts";
import { type PrivacyTools, textOption, unknownAction, withPrivacy } from "./open-privacy.ts";

export const privacyRetentionCommand: Command = {
  name: "privacy retention",
  summary: {
    vi: "thời hạn lưu: xem thử, xóa những gì hết hạn, sổ xóa, áp lại sau khôi phục",
    en: "times of keeping: dry run, erase what is over, ledger, replay after a restore",
  },
  operands: { vi: "[run | ledger | replay]", en: "[run | ledger | replay]" },
  details: {
    vi: "Không có gì theo sau: chạy thử, chỉ đếm. run xóa thật, ngừng giữa chừng thì gọi lại. replay áp lại sổ xóa (erasures.jsonl, hoặc tệp --from) lên dữ liệu vừa khôi phục.",
    en: "Nothing after it: a dry run that only counts. run erases; interrupted, call it again. replay applies the ledger (erasures.jsonl, or the file of --from) to restored data.",
  },
  examples: [
    "hp privacy retention",
    "hp privacy retention run",
    "hp privacy retention replay --from /backup/erasures.jsonl",
  ],
  options: {
    from: textOption("tệp sổ xóa giữ nơi khác", "a ledger file kept elsewhere", { vi: "tệp", en: "file" }),
  },
  run: (call) =>
    withPrivacy(call, async (tools) => {
      const [action] = call.operands;
      if (action === undefined) return dryRun(call, tools);
      if (action === "run") return run(call, tools);
      if (action === "ledger") return ledger(call, tools);
      if (action === "replay") return replay(call, tools);
      throw unknownAction(call, ["run", "ledger", "replay"]);
    }),
};

async function dryRun(call: Call, { pool, today }: PrivacyTools): Promise<number> {
  const lines = await planRetention(pool, today);
  if (call.json) {
    call.print(JSON.stringify({ day: today, lines: lines.map(asJson) }));
    return 0;
  }
  const head = [
    call.say({ vi: "Tập dữ liệu", en: "Dataset" }),
    call.say({ vi: "Trường", en: "Fields" }),
    call.say({ vi: "Giữ", en: "Kept" }),
    call.say({ vi: "Hết hạn", en: "Due" }),
  ];
  const none = call.say({ vi: "không mục đích nào cần", en: "no purpose" });
  const rows = lines.map(({ group, due }) => [
    group.dataset.id,
    group.fields.length > 4
      ? `${group.fields.slice(0, 3).join(", ")} … (${group.fields.length})`
      : group.fields.join(", "),
    group.rule === null ? none : periodWords(group.rule.params),
    due === undefined ? "" : String(due),
  ]);
  for (const line of textTable(head, rows, { right: [3] })) call.print(line);
  call.print(
    call.say({
      vi: "Đây là chạy thử, chưa xóa gì. Xóa thật: hp privacy retention run",
      en: "A dry run: nothing was erased. To erase: hp privacy retention run",
    }),
  );
  return 0;
}

const asJson = ({ group, due }: RetentionLine) => ({
  dataset: group.dataset.id,
  fields: group.fields,
  rule: group.rule?.ruleId ?? null,
  erases: group.ends === undefined ? null : group.erases,
  due: due ?? null,
});

async function run(call: Call, { pool, erasureKey, ledgerFile, act }: PrivacyTools): Promise<number> {
  const erased = await runRetention(pool, { key: erasureKey, ledgerFile }, act);
  return printErased(call, erased);
}

function printErased(call: Call, erased: Readonly<Record<string, number>>): number {
  if (call.json) call.print(JSON.stringify({ erased }));
  else if (Object.keys(erased).length === 0)
    call.print(call.say({ vi: "Không có gì phải xóa.", en: "Nothing to erase." }));
  else for (const [dataset, rows] of Object.entries(erased)) call.print(`${dataset}: ${rows}`);
  return 0;
}

async function ledger(call: Call, { pool, ledgerFile }: PrivacyTools): Promise<number> {
  const synced = await syncErasureFile(pool, ledgerFile);
  const counts = await countErasures(pool);
  if (call.json) call.print(JSON.stringify({ file: ledgerFile, ...synced, counts }));
  else {
    call.print(ledgerFile);
    for (const { dataset, reason, records } of counts) call.print(`${dataset}  ${reason}  ${records}`);
  }
  return 0;
}

async function replay(call: Call, { pool }: PrivacyTools): Promise<number> {
  return printErased(call, await eraseAgain(call.config, pool, findString(call, "from")));
}
