import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString } from "../command.ts";
import { progressLines } from "../progress-lines.ts";

/** The city is the world outside the product: a program of its own that we start, never import. */
const program = join(import.meta.dirname, "../../../city/cli.ts");

const passedOn = ["scale", "seed", "out", "day", "change"] as const;

/** What the generator says on a line of its output: progress while it works, the report last. */
interface CityLine {
  readonly schools: number;
  readonly ofSchools?: number;
  readonly learners?: number;
  readonly staff?: number;
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly out?: string;
}

export const cityGenerateCommand: Command = {
  name: "city generate",
  summary: { vi: "sinh tệp của thành phố giả lập", en: "generate the synthetic city's files" },
  details: {
    vi: "Ghi vào <thư mục>/inbox những tệp mà phần mềm của các trường sẽ gửi, và <thư mục>/truth là sự thật để đối chiếu.\nCùng tỉ lệ và hạt giống cho cùng từng byte. Ngày 2 ghi vào <thư mục>/day-2.",
    en: "Writes into <folder>/inbox what the schools' systems would send, and into <folder>/truth the truth to compare with.\nSame scale and seed, same bytes. Day 2 goes into <folder>/day-2.",
  },
  examples: [
    "hp city generate --scale 0.02 --seed 1 --out city",
    "hp city generate --scale 0.02 --seed 1 --out city --day 2 --change 0.01",
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
    out: {
      type: "string",
      value: { vi: "thư mục", en: "folder" },
      help: { vi: "nơi ghi, chưa chứa thành phố nào", en: "where to write; must not hold a city yet" },
    },
    day: {
      type: "string",
      value: { vi: "1|2", en: "1|2" },
      help: { vi: "2: tệp gửi ngày hôm sau", en: "2: the next day's delivery" },
    },
    change: {
      type: "string",
      value: { vi: "phần", en: "share" },
      help: {
        vi: "phần hồ sơ đổi ở ngày 2 (mặc định 0.01)",
        en: "share of records changed on day 2 (default 0.01)",
      },
    },
  },
  run: generate,
};

async function generate(call: Call): Promise<number> {
  if (findString(call, "out") === undefined) throw new HpError("argument-missing", { name: "--out" });
  const args = passedOn.flatMap((name) => {
    const value = findString(call, name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  const child = spawn(process.execPath, [program, "generate", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const progress = progressLines(call.language);
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    const { schools, ofSchools } = JSON.parse(line) as CityLine;
    if (ofSchools === undefined) continue;
    progress({
      step: "city",
      title: { vi: "Sinh thành phố giả lập", en: "Generating the city" },
      done: schools,
      total: ofSchools,
    });
  }
  const [code] = await ended;
  if (code !== 0) return code ?? 1;
  if (call.json) call.print(last);
  else printReport(call, JSON.parse(last) as CityLine);
  return 0;
}

function printReport(call: Call, report: CityLine): void {
  const format = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB", {
    maximumFractionDigits: 1,
  });
  const n = (value = 0) => format.format(value);
  call.print(
    call.say({
      vi: `\n${n(report.schools)} trường, ${n(report.learners)} người học, ${n(report.staff)} cán bộ; ${n(report.files)} tệp, ${n(report.bytes / 2 ** 20)} MB, ${n(report.seconds)} giây\nTệp của các trường: ${report.out}/inbox   Đưa vào hồ sơ: hp ingest ${report.out}/inbox`,
      en: `\n${n(report.schools)} schools, ${n(report.learners)} learners, ${n(report.staff)} staff; ${n(report.files)} files, ${n(report.bytes / 2 ** 20)} MB, ${n(report.seconds)} s\nThe schools' files: ${report.out}/inbox   Take them in: hp ingest ${report.out}/inbox`,
    }),
  );
}
