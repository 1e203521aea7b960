import type { ExplainedPair } from "#src/pipeline/3-identity/linkage/explain.ts";
import type { Call } from "../command.ts";
import { textTable } from "../text-table.ts";

/** A pair's evidence for a person: what agrees, how often that is so of true and of random pairs, and the sum. */
export function explanationLines(call: Call, explained: ExplainedPair): readonly string[] {
  const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
    maximumSignificantDigits: 3,
  });
  const n = (value: number | undefined) => (value === undefined ? "–" : format.format(value));
  const bits = (value: number) => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(1)}`;
  const table = textTable(
    [
      call.say({ vi: "So", en: "Compared" }),
      call.say({ vi: "Mức", en: "Level" }),
      call.say({ vi: "Cùng người", en: "True pairs" }),
      call.say({ vi: "Người lạ", en: "Strangers" }),
      call.say({ vi: "Trọng số", en: "Weight" }),
      call.say({ vi: "Giá trị hiếm", en: "Rare value" }),
    ],
    explained.comparisons.map((one) => [
      call.say(one.title),
      call.say(one.levelTitle),
      n(one.m),
      n(one.u),
      one.level === undefined ? "" : bits(one.weight),
      one.frequencyGain === 0 ? "" : bits(one.frequencyGain),
    ]),
    { right: [2, 3, 4, 5] },
  );
  const blocks = explained.blocks.join("; ");
  return [
    ...table,
    call.say({
      vi: `Trước khi so: ${bits(explained.priorWeight)}. Tổng: ${bits(explained.weight)}; xác suất là một: ${n(explained.probability)}`,
      en: `Before comparing: ${bits(explained.priorWeight)}. Sum: ${bits(explained.weight)}; probability of one: ${n(explained.probability)}`,
    }),
    blocks === ""
      ? call.say({
          vi: "Không khóa chặn nào đưa hai dòng này lại để so: chúng không được so với nhau.",
          en: "No block brings these two rows together: they were not compared.",
        })
      : call.say({ vi: `Được đưa lại so nhờ: ${blocks}`, en: `Brought together by: ${blocks}` }),
    ...explained.vetoes.map((veto) =>
      call.say({ vi: `Không gộp bằng độ giống: ${veto.vi}`, en: `Never linked by likeness: ${veto.en}` }),
    ),
  ];
}
