import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { intakes } from "#src/domains/catalogue.ts";
import { findExplanation } from "#src/pipeline/3-identity/linkage/explain.ts";
import { columnKinds } from "#src/pipeline/3-identity/linkage/lists/column-kind.ts";
import { namesOf } from "#src/pipeline/3-identity/linkage/lists/column-names.ts";
import { type LinkedLists, linkLists } from "#src/pipeline/3-identity/linkage/lists/link-lists.ts";
import { foldersOf } from "#src/platform/config.ts";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString } from "../command.ts";
import { explanationLines } from "../link/print-explanation.ts";
import { linkedJson, linkedLines } from "../link/print-linked.ts";
import { readListConfig } from "../link/read-config.ts";
import { findRow, writeClusters, writePairs } from "../link/write-results.ts";

/** Intakes whose names people give to columns of persons. */
const personIntakes = ["learnerRow", "staffRow"];

export const linkCommand: Command = {
  name: "link",
  summary: {
    vi: "tìm các dòng cùng một người, một trường trong danh sách bất kỳ",
    en: "find the rows of any list that are one person, or one school",
  },
  operands: { vi: "<danh sách> [danh sách khác]", en: "<list> [other list]" },
  details: {
    vi: `Một tệp: tìm dòng trùng. Hai tệp: tìm người (hoặc trường) của tệp sau trong tệp trước (và trùng trong từng tệp, trừ khi within là false).
Cột được nhận ra theo tiêu đề và giá trị; trọng số học từ chính dữ liệu. Cột tên cluster, truth, label không bao giờ được xem.

Tệp --config (mọi khóa đều không bắt buộc):
  columns      {"tiêu đề": loại hoặc "ignore"}: cột nào là gì
  comparisons  [{"columns": ["Họ đệm", "Tên"], "kind": "fullName", "title": "…", "levels": ["same", "accentsLost"]}]:
               chỉ so đúng những điều này; các cột của một mục là một điều, dù hai tệp gọi tên khác nhau hay viết thành nhiều phần
  blocks       [["Ngày sinh"], ["Tên", "Năm sinh"]]: hai dòng chỉ được so khi giống nhau ở mọi cột của ít nhất một nhóm
  parameters   {"lambda": 0.0001, "comparisons": {"tiêu đề": {"m": […], "u": […]}}}: thay cho điều học được; mức cuối là “khác”
  threshold    0,5: xác suất từ đó hai dòng là một;  within  false: không tìm trùng trong từng tệp
  Các loại: ${columnKinds.join(", ")}`,
    en: `One file: rows that are one. Two files: who (or which school) of the second is in the first (and within each, unless within is false).
Columns are recognised by header and values, weights learnt from the data. Columns called cluster, truth, label are never looked at.

The --config file (no key is needed):
  columns      {"header": kind or "ignore"}: which column is what
  comparisons  [{"columns": ["Family", "Given"], "kind": "fullName", "title": "…", "levels": ["same", "accentsLost"]}]:
               exactly this is compared; the columns of an entry are one thing, whatever two files call it or in how many parts
  blocks       [["Birth date"], ["Name", "Birth year"]]: two rows are compared only if they agree in all columns of one group
  parameters   {"lambda": 0.0001, "comparisons": {"header": {"m": […], "u": […]}}}: instead of what is learnt; the last level is "else"
  threshold    0.5: probability from which two rows are one;  within  false: no list is searched in itself
  Kinds: ${columnKinds.join(", ")}`,
  },
  examples: [
    "hp link khao-sat.csv --out nhom.csv",
    "hp link hoc-sinh.xlsx khao-sat.csv --out nhom.csv --pairs cap.csv --json",
    "hp link danh-muc-truong.xlsx truong-theo-phan-mem.csv --out truong.csv",
    "hp link khao-sat.csv --explain 2 17",
  ],
  options: {
    config: {
      type: "string",
      value: { vi: "tệp JSON", en: "JSON file" },
      help: {
        vi: "loại của cột, điều cần so, khóa chặn, tham số, ngưỡng; không bắt buộc",
        en: "kinds of columns, comparisons, blocks, parameters, threshold; not needed",
      },
    },
    out: {
      type: "string",
      value: { vi: "tệp csv", en: "csv file" },
      help: { vi: "ghi nhóm của từng dòng", en: "write each row's cluster" },
    },
    pairs: {
      type: "string",
      value: { vi: "tệp csv", en: "csv file" },
      help: { vi: "ghi từng cặp với trọng số", en: "write each pair with its weight" },
    },
    threshold: {
      type: "string",
      value: { vi: "xác suất", en: "probability" },
      help: { vi: "từ đâu coi là một (mặc định 0,5)", en: "from where on two are one (default 0.5)" },
    },
    explain: {
      type: "string",
      value: { vi: "dòng dòng", en: "row row" },
      help: {
        vi: "vì sao hai dòng là, hay không là, một: số dòng trong tệp (2:17 là dòng 17 tệp thứ hai) hoặc mã của dòng",
        en: "why two rows are, or are not, one: the row in the file (2:17 is row 17 of the second) or the row's own id",
      },
    },
  },
  run: async (call) => {
    const { paths, explain } = operandsOf(call);
    const config = readListConfig(findString(call, "config"), findString(call, "threshold"), call.language);
    const temporary = foldersOf(call.config.dataDir).temporary;
    mkdirSync(temporary, { recursive: true });
    const workDir = mkdtempSync(join(temporary, "link-"));
    const startedMs = performance.now();
    const lake = await openLake({
      memoryMb: call.config.lakeMemoryMb,
      threads: call.config.threads,
      temporaryDir: workDir,
    });
    try {
      const linked = await namingConfig(findString(call, "config"), () =>
        linkLists({
          lake,
          paths,
          config,
          dictionary: new Map(
            intakes
              .filter(({ id }) => personIntakes.includes(id))
              .flatMap(({ columns }) => [...namesOf(columns)]),
          ),
          workDir,
          language: call.language,
        }),
      );
      const files = await writeFiles(call, lake, linked);
      const explained = explain === undefined ? undefined : await explainRows(lake, linked, explain);
      const seconds = Math.round(performance.now() - startedMs) / 1000;
      if (call.json)
        call.print(
          JSON.stringify({
            ...linkedJson(linked),
            ...files,
            threshold: config.threshold,
            seconds,
            ...(explained === undefined ? {} : { explained }),
          }),
        );
      else {
        for (const line of linkedLines(call, linked, seconds)) call.print(line);
        if (explained !== undefined)
          for (const line of ["", ...explanationLines(call, explained)]) call.print(line);
      }
      return 0;
    } finally {
      lake.close();
      rmSync(workDir, { recursive: true, force: true });
    }
  },
};

/** What the lists show to be wrong in the configuration is told with the file it stands in. */
async function namingConfig<T>(path: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HpError) || error.facts.name !== "--config" || path === undefined) throw error;
    throw new HpError(
      "argument-invalid",
      { name: "--config", reason: `${path}: ${error.facts.reason}` },
      error,
    );
  }
}

/** One or two lists, and the two rows to explain: the second stands after the option, among the lists. */
function operandsOf(call: Call): { paths: readonly string[]; explain?: readonly [string, string] } {
  const first = findString(call, "explain");
  const together = first?.split(/[\s,]+/).filter((part) => part !== "") ?? [];
  const takesOperand = first !== undefined && together.length < 2;
  const second = takesOperand ? call.operands.at(-1) : together[1];
  const paths = takesOperand ? call.operands.slice(0, -1) : call.operands;
  if (paths.length === 0)
    throw new HpError("argument-missing", { name: call.language === "vi" ? "<danh sách>" : "<list>" });
  if (paths.length > 2)
    throw new HpError("argument-invalid", {
      name: call.say({ vi: "<danh sách>", en: "<list>" }),
      reason: call.say({ vi: "nhiều nhất hai", en: "two at most" }),
    });
  if (first === undefined) return { paths };
  if (together[0] === undefined || second === undefined)
    throw new HpError("argument-missing", { name: "--explain" });
  return { paths, explain: [together[0], second] };
}

async function writeFiles(call: Call, lake: Lake, linked: LinkedLists) {
  const written: { out?: string; pairs?: string } = {};
  for (const [option, write] of [
    ["out", writeClusters],
    ["pairs", writePairs],
  ] as const) {
    const given = findString(call, option);
    if (given === undefined) continue;
    const path = resolve(given);
    mkdirSync(dirname(path), { recursive: true });
    await write(lake, linked, path);
    written[option] = path;
  }
  return written;
}

async function explainRows(lake: Lake, linked: LinkedLists, rows: readonly [string, string]) {
  const found: string[] = [];
  for (const row of rows) {
    const id = await findRow(lake, linked, row);
    if (id === undefined) throw new HpError("argument-invalid", { name: "--explain", reason: row });
    found.push(id);
  }
  const [left = "", right = ""] = found;
  const explained = await findExplanation(lake, linked.spec, linked.linked.model, left, right);
  if (explained === undefined)
    throw new HpError("argument-invalid", { name: "--explain", reason: rows.join(" = ") });
  return explained;
}
