import { lookAtPairs } from "#src/api/identity/pair-look.ts";
import {
  type ComparedField,
  getPairStory,
  type PairSide,
  type PairStory,
  pairJson,
} from "#src/api/identity/pair-story.ts";
import { evidenceWords, surroundingWords, valueWords, weightWords } from "#src/api/identity/value-words.ts";
import { findCode } from "#src/domains/catalogue.ts";
import { foldersOf } from "#src/platform/config.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import type { Call, Command } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";
import { placeWords, readFileNames } from "../show/place-words.ts";
import { textTable } from "../text-table.ts";
import { getOperand, uuidOperand } from "./operands.ts";

export const identityShowCommand: Command = {
  name: "identity show",
  summary: { vi: "một cặp hồ sơ: chứng cứ đặt cạnh nhau", en: "one pair of records, evidence side by side" },
  operands: { vi: "<mã việc>", en: "<review id>" },
  details: {
    vi: "Hai hồ sơ cạnh nhau (≠ là chỗ khác), trường, lớp, người giám hộ, nguồn, đối soát dân cư, và từng so sánh nặng bao nhiêu. Không cho biết người khác đã trả lời gì.",
    en: "Both records (≠ where they differ), schools, classes, guardians, sources, standing with the registry, and what each comparison weighs. Never says how somebody else answered.",
  },
  examples: ["hp identity show 5b0c…"],
  options: {},
  run: async (call) => {
    const reviewId = uuidOperand(getOperand(call, 0, { vi: "<mã việc>", en: "<review id>" }));
    const database = await openDatabase(call.config);
    try {
      const story = await getPairStory(
        database.pool,
        openKeyring(foldersOf(call.config.dataDir).keys),
        reviewId,
      );
      await recordOnMachine(call.config, database.pool, lookAtPairs([story.pair], "read"));
      if (call.json) {
        call.print(JSON.stringify(pairJson(story)));
        return 0;
      }
      const names = await readFileNames(
        database.pool,
        [...story.left.sources, ...story.right.sources].map((source) => source.sourceRowId),
      );
      for (const line of pairLines(call, story, names)) call.print(line);
      return 0;
    } finally {
      await database.close();
    }
  },
};

function pairLines(call: Call, story: PairStory, names: ReadonlyMap<number, string>): readonly string[] {
  const { pair } = story;
  const left = call.say({ vi: "Bên trái", en: "Left" });
  const right = call.say({ vi: "Bên phải", en: "Right" });
  return [
    `${pair.entity}  ${story.left.recordId}  |  ${story.right.recordId}`,
    call.say({
      vi: `xác suất ${pair.probability}, trọng số ${pair.weight} bit, ưu tiên ${pair.priority}${story.isOpen ? "" : "; không còn chờ quyết"}`,
      en: `probability ${pair.probability}, weight ${pair.weight} bits, priority ${pair.priority}${story.isOpen ? "" : "; no longer waiting"}`,
    }),
    ...(story.isMerged
      ? [
          call.say({
            vi: "Hai mã nay là một hồ sơ; giá trị bên dưới là lúc trước khi gộp.",
            en: "Both ids are one record now; the values below are from before.",
          }),
        ]
      : []),
    "",
    ...textTable(
      ["", call.say({ vi: "Trường", en: "Field" }), left, right],
      story.fields.map((field) => fieldCells(call, field)),
    ),
    "",
    call.say({ vi: "So sánh", en: "Comparisons" }),
    ...textTable(
      ["", ""],
      pair.evidence.map((item) => [
        `  ${evidenceWords(item, call.language)}`,
        weightWords(item.weight, call.language),
      ]),
      { right: [1] },
    ).slice(1),
    ...sideLines(call, left, story.left, names),
    ...sideLines(call, right, story.right, names),
  ];
}

function fieldCells(call: Call, { title, field, left, right, differs }: ComparedField): readonly string[] {
  return [
    differs ? "≠" : "",
    call.say(title),
    valueWords(field, left, call.language),
    valueWords(field, right, call.language),
  ];
}

function sideLines(
  call: Call,
  title: string,
  side: PairSide,
  names: ReadonlyMap<number, string>,
): readonly string[] {
  const standing =
    side.verification === null
      ? undefined
      : (findCode("reconciliationStatus", side.verification)?.title[call.language] ?? side.verification);
  return [
    "",
    `${title}: ${side.recordId}`,
    ...(standing === undefined
      ? []
      : [`  ${call.say({ vi: "đối soát dân cư", en: "population registry" })}: ${standing}`]),
    ...side.around.map((item) => `  ${surroundingWords(item, call.language)}`),
    ...side.sources.map(
      (source) =>
        `  ${source.sourceSystem}  ${source.schoolId ?? "-"}  ${placeWords(source.sourceRowId, names, call.language)}  (${source.rule})`,
    ),
  ];
}
