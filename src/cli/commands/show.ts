import { foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import type { Command } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { findFormerId, findRecords, getShownDataset, recordKeyOf } from "../show/find-record.ts";
import { storyLines } from "../show/print-story.ts";
import { tellStory } from "../show/story.ts";
import { storyJson } from "../show/story-json.ts";

export const showCommand: Command = {
  name: "show",
  summary: {
    vi: "một hồ sơ: từng giá trị lấy từ đâu, vì sao, đã đổi thế nào",
    en: "one record: where each value came from, why, how it changed",
  },
  operands: { vi: "<tập dữ liệu> <mã>", en: "<dataset> <id>" },
  details: {
    vi: "Mã là mã bản ghi, số định danh cá nhân, hoặc mã học sinh, mã cán bộ, mã trường (cả mã cũ). Khóa nhiều phần viết nối bằng |.\nIn giá trị chuẩn kèm tệp, trang, dòng, cột như người gửi gọi; nội dung gốc của mọi dòng nguồn; dữ liệu liên quan; lịch sử; liên kết; lỗi chất lượng.",
    en: "The id is the record's id, a national id, or the code of a learner, staff member or school (old codes too). Parts of a longer key are joined by |.\nPrints golden values with file, sheet, row and the sender's column; the text of every source row; related data; history; links; open quality issues.",
  },
  examples: [
    "hp show learner 031215000123",
    "hp show school 311194802001 --json",
    "hp show subjectResult '5b0c…|2025-2026|TOAN'",
  ],
  options: {},
  run: async (call) => {
    const [name, id] = call.operands;
    if (name === undefined || id === undefined) {
      throw new HpError("argument-missing", {
        name:
          name === undefined
            ? call.say({ vi: "<tập dữ liệu>", en: "<dataset>" })
            : call.say({ vi: "<mã>", en: "<id>" }),
      });
    }
    const dataset = getShownDataset(name);
    const database = await openDatabase(call.config);
    const keyring = openKeyring(foldersOf(call.config.dataDir).keys);
    try {
      const found = await findRecords(database.pool, keyring, dataset, id);
      const inUse = found.length > 0 ? undefined : await findFormerId(database.pool, dataset, id);
      const records = inUse === undefined ? found : await findRecords(database.pool, keyring, dataset, inUse);
      const [first, second] = records;
      if (first === undefined)
        throw new HpError("record-not-found", { id: shownBack(id), dataset: dataset.id });
      if (second !== undefined) {
        const keys = records.map((row) => recordKeyOf(dataset, row));
        if (call.json) call.print(JSON.stringify({ dataset: dataset.id, matches: keys }));
        else {
          call.print(
            call.say({
              vi: `${records.length} hồ sơ mang mã ${id}; chọn một:`,
              en: `${records.length} records carry ${id}; choose one:`,
            }),
          );
          for (const key of keys) call.print(`  hp show ${dataset.id} '${key}'`);
        }
        return 1;
      }
      const story = await tellStory(database.pool, call.config, dataset, first);
      await recordOnMachine(call.config, database.pool, {
        action: `${dataset.id}.show`,
        object: `${dataset.id}/${recordKeyOf(dataset, first)}`,
      });
      if (call.json)
        call.print(JSON.stringify({ ...storyJson(story), ...(inUse === undefined ? {} : { formerId: id }) }));
      else {
        if (inUse !== undefined)
          call.print(
            call.say({ vi: `${id} là mã cũ của hồ sơ này.`, en: `${id} is a former id of this record.` }),
          );
        for (const line of storyLines(story, call.language)) call.print(line);
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};
