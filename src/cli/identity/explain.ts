import { linkages } from "#src/domains/catalogue.ts";
import { explainRecords } from "#src/pipeline/3-identity/explain-records.ts";
import { foldersOf } from "#src/platform/config.ts";
import { openLake } from "#src/platform/duckdb.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Command } from "../command.ts";
import { explanationLines } from "../link/print-explanation.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { getOperand, uuidOperand } from "./operands.ts";

const left = { vi: "<hồ sơ>", en: "<record>" };
const right = { vi: "<hồ sơ kia>", en: "<other record>" };

export const identityExplainCommand: Command = {
  name: "identity explain",
  summary: {
    vi: "vì sao hai hồ sơ là, hoặc không là, một người: từng so sánh và trọng số",
    en: "why two records are, or are not, one person: each comparison and its weight",
  },
  operands: { vi: `${left.vi} ${right.vi}`, en: `${left.en} ${right.en}` },
  examples: ["hp identity explain b3654aab-900c-894e-8e31-cee99220127f 0f4c1d7e-4a3b-8c5d-9e21-7d2f3b1a9c44"],
  options: {},
  run: async (call) => {
    const records = [
      uuidOperand(getOperand(call, 0, left)),
      uuidOperand(getOperand(call, 1, right)),
    ] as const;
    const folders = foldersOf(call.config.dataDir);
    const database = await openDatabase(call.config);
    const lake = await openLake({
      memoryMb: call.config.lakeMemoryMb,
      threads: call.config.threads,
      temporaryDir: folders.temporary,
    });
    try {
      const explained = await explainRecords({ lake, pool: database.pool, folders, linkages }, ...records);
      await recordOnMachine(call.config, database.pool, {
        action: "link.explain",
        object: "link",
        subjects: records,
      });
      if (call.json) {
        call.print(JSON.stringify(explained));
        return 0;
      }
      const lines =
        explained.pair === undefined
          ? [
              call.say({
                vi: "Không còn dòng nào của hai hồ sơ để so: chưa lượt nhập nào so chúng.",
                en: "No rows of the two records are kept to compare: no run compared them yet.",
              }),
            ]
          : explanationLines(call, explained.pair);
      for (const line of [...lines, ...explained.guards.map((guard) => call.say(guard))]) call.print(line);
      return 0;
    } finally {
      lake.close();
      await database.close();
    }
  },
};
