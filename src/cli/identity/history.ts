import { readIdentityHistory } from "#src/pipeline/3-identity/decide/history.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Command } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { placeWords, readFileNames } from "../show/place-words.ts";
import { textTable } from "../text-table.ts";
import { getOperand, uuidOperand } from "./operands.ts";

export const identityHistoryCommand: Command = {
  name: "identity history",
  summary: {
    vi: "vì sao một hồ sơ là một người: khóa, mã cũ, quyết định",
    en: "why a record is one person: keys, former ids, decisions",
  },
  operands: { vi: "<mã hồ sơ>", en: "<record id>" },
  examples: ["hp identity history b3654aab-900c-894e-8e31-cee99220127f"],
  options: {},
  run: async (call) => {
    const recordId = uuidOperand(getOperand(call, 0, { vi: "<mã hồ sơ>", en: "<record id>" }));
    const database = await openDatabase(call.config);
    try {
      const history = await readIdentityHistory(database.pool, recordId);
      await recordOnMachine(call.config, database.pool, {
        action: "link.history",
        object: `${history.entity}/${history.recordId}`,
      });
      if (call.json) {
        call.print(JSON.stringify(history));
        return 0;
      }
      const names = await readFileNames(
        database.pool,
        history.keys.map((key) => key.sourceRowId),
      );
      call.print(
        `${history.entity} ${history.recordId}${history.recordId === recordId ? "" : call.say({ vi: ` (mã cũ ${recordId})`, en: ` (former id ${recordId})` })}`,
      );
      const run = call.say({ vi: "Lượt", en: "Run" });
      call.print(`\n${call.say({ vi: "Khóa", en: "Keys" })}`);
      for (const line of textTable(
        [
          call.say({ vi: "Khóa", en: "Key" }),
          call.say({ vi: "Loại", en: "Kind" }),
          call.say({ vi: "Quy tắc", en: "Rule" }),
          run,
          call.say({ vi: "Hồ sơ trước", en: "Record before" }),
          call.say({ vi: "Dòng đầu tiên", en: "First row" }),
        ],
        history.keys.map((key) => [
          key.linkKey,
          key.keyKind,
          key.rule,
          String(key.runSeq),
          key.previousRecordId ?? "-",
          placeWords(key.sourceRowId, names, call.language),
        ]),
        { right: [3], indent: "  " },
      ))
        call.print(line);
      if (history.formerIds.length > 0) call.print(`\n${call.say({ vi: "Mã cũ", en: "Former ids" })}`);
      for (const alias of history.formerIds)
        call.print(`  ${alias.recordId}  ${alias.reason}  ${run} ${alias.runSeq}  ${alias.aliasedAt}`);
      if (history.decisions.length > 0) call.print(`\n${call.say({ vi: "Quyết định", en: "Decisions" })}`);
      for (const one of history.decisions) {
        const undone =
          one.undoneAt === null
            ? ""
            : call.say({
                vi: ` (rút bởi ${one.undoneBy}: ${one.undoReason})`,
                en: ` (undone by ${one.undoneBy}: ${one.undoReason})`,
              });
        call.print(
          `  ${one.decisionId}  ${one.verdict}  ${one.leftKey} ~ ${one.rightKey}  ${one.decidedAt}  ${one.decidedBy}: ${one.reason}${undone}`,
        );
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};
