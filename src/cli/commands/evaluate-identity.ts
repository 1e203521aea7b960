import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString } from "../command.ts";
import { progressLines } from "../progress-lines.ts";

/**
 * Whoever measures knows the truth, so the measuring is a program of its own beside the product, like the city: the
 * product starts it and never imports it, and the ingest that it starts in turn is told the inbox alone.
 */
const program = join(import.meta.dirname, "../../../bench/identity.ts");

const passedOn = ["scale", "seed", "keep", "examples"] as const;

interface Measured {
  readonly rows: number;
  readonly persons: number;
  readonly records: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly wrongMerges: number;
  readonly missedPairs: number;
}

/** What the printed report needs of the answer; the whole of it goes to `--json`. */
interface Evaluation extends Measured {
  readonly pairsCompared: number | null;
  readonly seconds: number;
  readonly entities: Readonly<Record<"learner" | "staff" | "guardian", Measured>>;
  readonly byErrorKind: Readonly<
    Record<string, { truthPairs: number; missedPairs: number; recall: number; wrongPairs: number }>
  >;
}

export const evaluateIdentityCommand: Command = {
  name: "evaluate identity",
  summary: {
    vi: "đo độ đúng của nhận diện trên thành phố giả lập",
    en: "measure identity on a synthetic city",
  },
  details: {
    vi: "Sinh một thành phố có sự thật biết trước, đưa tệp của nó qua toàn bộ quy trình trong thư mục tạm, rồi so từng cặp dòng:\nđộ chính xác (cặp đã gộp đúng là một người), độ phủ (cặp của một người đã được gộp), F1, theo từng loại lỗi. Dữ liệu đang có không bị động đến.",
    en: "Generates a city whose truth is known, takes its files through the whole pipeline in a scratch folder, and compares pairs of rows:\nprecision (joined pairs that are one person), recall (pairs of one person that were joined), F1, by kind of mistake. Your own data are not touched.",
  },
  examples: [
    "hp evaluate identity --scale 0.02 --seed 1 --json",
    "hp evaluate identity --scale 0.1 --seed 2 --examples 10",
  ],
  options: {
    scale: {
      type: "string",
      value: { vi: "tỉ lệ", en: "scale" },
      help: {
        vi: "0.001 đến 1 của 1.608 trường (mặc định 0.02)",
        en: "0.001 to 1 of the 1,608 schools (default 0.02)",
      },
    },
    seed: {
      type: "string",
      value: { vi: "số", en: "number" },
      help: { vi: "hạt giống ngẫu nhiên (mặc định 1)", en: "random seed (default 1)" },
    },
    keep: {
      type: "string",
      value: { vi: "thư mục", en: "folder" },
      help: {
        vi: "giữ lại thành phố và dữ liệu ở đây; có sẵn thì dùng lại, chỉ đo",
        en: "keep city and data here; what stands there is used again and only measured",
      },
    },
    examples: {
      type: "string",
      value: { vi: "số", en: "number" },
      help: {
        vi: "kèm các cặp sót và các cặp gộp nhầm điển hình, mỗi loại chừng ấy (người trong đó là hư cấu)",
        en: "also typical missed and wrongly joined pairs, so many of each (the people in them are made up)",
      },
    },
  },
  run: evaluate,
};

async function evaluate(call: Call): Promise<number> {
  refuseNumber(call, "scale", (value) => value >= 0.001 && value <= 1, "0.001 … 1");
  refuseNumber(call, "seed", (value) => Number.isSafeInteger(value) && value >= 0, "0, 1, 2 …");
  refuseNumber(call, "examples", (value) => Number.isSafeInteger(value) && value >= 0, "0, 1, 2 …");
  const args = passedOn.flatMap((name) => {
    const value = findString(call, name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close") as Promise<[number | null]>;
  const progress = progressLines(call.language);
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    const event = JSON.parse(line) as Partial<ProgressEvent>;
    if (event.step !== undefined) progress(event as ProgressEvent);
  }
  const [code] = await ended;
  if (code !== 0) return code ?? 1;
  if (call.json) call.print(last);
  else printReport(call, JSON.parse(last) as Evaluation);
  return 0;
}

function refuseNumber(call: Call, name: string, fits: (value: number) => boolean, reason: string): void {
  const text = findString(call, name);
  if (text === undefined || (text.trim() !== "" && fits(Number(text)))) return;
  throw new HpError("argument-invalid", { name: `--${name}`, reason: `${text}; ${reason}` });
}

function printReport(call: Call, result: Evaluation): void {
  const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
    maximumFractionDigits: 4,
  });
  const n = (value: number) => format.format(value);
  const line = (name: string, of: Measured) =>
    call.say({
      vi: `${name}: độ chính xác ${n(of.precision)}, độ phủ ${n(of.recall)}, F1 ${n(of.f1)}; ${n(of.rows)} dòng, ${n(of.persons)} người, ${n(of.records)} hồ sơ; ${n(of.wrongMerges)} hồ sơ gộp nhầm, ${n(of.missedPairs)} cặp sót`,
      en: `${name}: precision ${n(of.precision)}, recall ${n(of.recall)}, F1 ${n(of.f1)}; ${n(of.rows)} rows, ${n(of.persons)} people, ${n(of.records)} records; ${n(of.wrongMerges)} records of several people, ${n(of.missedPairs)} pairs missed`,
    });
  call.print("");
  call.print(line(call.say({ vi: "Người học", en: "Learners" }), result.entities.learner));
  call.print(line(call.say({ vi: "Cán bộ", en: "Staff" }), result.entities.staff));
  call.print(line(call.say({ vi: "Phụ huynh", en: "Guardians" }), result.entities.guardian));
  call.print(
    call.say({
      vi: `Người học và cán bộ: độ chính xác ${n(result.precision)}, độ phủ ${n(result.recall)}, F1 ${n(result.f1)}; ${result.pairsCompared === null ? "không so cặp nào theo xác suất" : `${n(result.pairsCompared)} cặp đã so`}; ${n(result.seconds)} giây`,
      en: `Learners and staff: precision ${n(result.precision)}, recall ${n(result.recall)}, F1 ${n(result.f1)}; ${result.pairsCompared === null ? "no pairs compared by likeness" : `${n(result.pairsCompared)} pairs compared`}; ${n(result.seconds)} s`,
    }),
  );
  for (const [kind, of] of Object.entries(result.byErrorKind)) {
    if (of.missedPairs === 0 && of.wrongPairs === 0) continue;
    call.print(
      call.say({
        vi: `  ${kind}: sót ${n(of.missedPairs)} trên ${n(of.truthPairs)} cặp, ${n(of.wrongPairs)} cặp gộp nhầm`,
        en: `  ${kind}: ${n(of.missedPairs)} of ${n(of.truthPairs)} pairs missed, ${n(of.wrongPairs)} wrongly joined`,
      }),
    );
  }
}
