import { codeSets, datasets, findCodeSet } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Command, findString } from "../command.ts";
import { describeCodeSet, describeDataset } from "../dictionary/describe.ts";
import { catalogueLines, codeSetLines, datasetLines } from "../dictionary/print.ts";

export const dictionaryCommand: Command = {
  name: "dictionary",
  summary: {
    vi: "từ điển dữ liệu: tập, trường, danh mục mã",
    en: "the data dictionary: datasets, fields, code sets",
  },
  operands: { vi: "[tập dữ liệu]", en: "[dataset]" },
  details: {
    vi: "Không cần cơ sở dữ liệu: in thẳng từ khai báo. Kiểu có dấu ? là trường được để trống.",
    en: "Needs no database: prints the declarations. A type with ? may be empty.",
  },
  examples: [
    "hp dictionary",
    "hp dictionary learner",
    "hp dictionary --code-set ethnicity",
    "hp dictionary --json",
  ],
  options: {
    "code-set": {
      type: "string",
      value: { vi: "mã danh mục", en: "id" },
      help: { vi: "in một danh mục mã", en: "print one code set" },
    },
  },
  run: async (call) => {
    const setId = findString(call, "code-set");
    if (setId !== undefined) {
      const set = findCodeSet(setId);
      if (set === undefined)
        throw new HpError("argument-invalid", {
          name: "--code-set",
          reason: `${setId}; ${codeSets.map((one) => one.id).join(", ")}`,
        });
      if (call.json) call.print(JSON.stringify(describeCodeSet(set)));
      else for (const line of codeSetLines(set, call.language)) call.print(line);
      return 0;
    }
    const id = call.operands[0];
    if (id === undefined) {
      if (call.json)
        call.print(
          JSON.stringify({
            datasets: datasets.map(describeDataset),
            codeSets: codeSets.map(describeCodeSet),
          }),
        );
      else for (const line of catalogueLines(datasets, codeSets, call.language)) call.print(line);
      return 0;
    }
    const dataset = datasets.find((one) => one.id === id || one.table === id);
    if (dataset === undefined)
      throw new HpError("argument-invalid", {
        name: "<dataset>",
        reason: `${id}; ${datasets.map((one) => one.id).join(", ")}`,
      });
    if (call.json) call.print(JSON.stringify(describeDataset(dataset)));
    else for (const line of datasetLines(dataset, call.language)) call.print(line);
    return 0;
  },
};
