import { lookAtPairs } from "#src/api/identity/pair-look.ts";
import { type QueuePlace, readQueue } from "#src/pipeline/3-identity/decide/queue.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { type Command, findString } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { textTable } from "../text-table.ts";

const pageSize = 500;

export const identityQueueCommand: Command = {
  name: "identity queue",
  summary: {
    vi: "các cặp hồ sơ nghi là một người, đáng xét nhất trước",
    en: "pairs of records that may be one person, most valuable first",
  },
  details: {
    vi: "In 50 cặp đầu, hoặc --limit; với --json mỗi cặp một dòng, dòng cuối là số cặp đã in.\n--second <tên>: các cặp chờ người thứ hai xét lại, không kèm câu trả lời của người thứ nhất.",
    en: "Prints the first 50 pairs, or --limit; with --json one pair a line, then how many were printed.\n--second <name>: pairs that wait for a second person, without the first one's answer.",
  },
  examples: ["hp identity queue", "hp identity queue --school 311194802001 --entity learner --limit 10"],
  options: {
    school: {
      type: "string",
      value: { vi: "mã trường", en: "school" },
      help: { vi: "của một trường", en: "of one school" },
    },
    entity: {
      type: "string",
      value: { vi: "loại", en: "entity" },
      help: { vi: "learner, guardian hoặc staffMember", en: "learner, guardian or staffMember" },
    },
    second: {
      type: "string",
      value: { vi: "tên", en: "name" },
      help: { vi: "cặp mà người này có thể xét lại", en: "pairs this person may review a second time" },
    },
    limit: {
      type: "string",
      value: { vi: "số", en: "number" },
      help: { vi: "số cặp in ra", en: "pairs to print" },
    },
  },
  run: async (call) => {
    const schoolId = findString(call, "school");
    const entity = findString(call, "entity");
    const secondFor = findString(call, "second");
    const limit = limitOf(findString(call, "limit") ?? "50");
    const database = await openDatabase(call.config);
    try {
      let printed = 0;
      let after: QueuePlace | undefined;
      const rows: string[][] = [];
      do {
        const page = await readQueue(database.pool, {
          limit: Math.min(pageSize, limit - printed),
          ...(schoolId === undefined ? {} : { schoolId }),
          ...(entity === undefined ? {} : { entity }),
          ...(secondFor === undefined ? {} : { secondFor }),
          ...(after === undefined ? {} : { after }),
        });
        await recordOnMachine(call.config, database.pool, lookAtPairs(page.pairs, "list"));
        for (const pair of page.pairs) {
          if (call.json) call.print(JSON.stringify(pair));
          else
            rows.push([
              pair.reviewId,
              pair.entity,
              pair.schoolId ?? "-",
              String(pair.probability),
              String(pair.weight),
              String(pair.priority),
            ]);
        }
        printed += page.pairs.length;
        after = printed < limit ? page.next : undefined;
      } while (after !== undefined);
      if (call.json) call.print(JSON.stringify({ pairs: printed }));
      else if (rows.length === 0) call.print(call.say({ vi: "Không có cặp nào chờ.", en: "No pair waits." }));
      else {
        const head = [
          call.say({ vi: "Mã việc", en: "Review" }),
          call.say({ vi: "Loại", en: "Entity" }),
          call.say({ vi: "Trường", en: "School" }),
          call.say({ vi: "Xác suất", en: "Probability" }),
          call.say({ vi: "Trọng số", en: "Weight" }),
          call.say({ vi: "Ưu tiên", en: "Priority" }),
        ];
        for (const line of textTable(head, rows, { right: [3, 4, 5] })) call.print(line);
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};

function limitOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new HpError("argument-invalid", { name: "--limit", reason: text });
  return Number(text);
}
