import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAdminUnits } from "#src/domains/reference/admin-units.ts";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { buildXlsx } from "#tests/corpus/build/xlsx-builder.ts";
import { findExplanation } from "../explain.ts";
import { type LinkedLists, linkLists } from "./link-lists.ts";
import { listConfigSchema } from "./list-config.ts";

let lake: Lake;
const folder = mkdtempSync(join(tmpdir(), "hp-lists-"));
beforeAll(async () => {
  lake = await openLake({ memoryMb: 512, threads: 1, temporaryDir: folder });
});
afterAll(() => {
  lake.close();
  rmSync(folder, { recursive: true, force: true });
});

const families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi"];
const middles = ["Văn", "Thị", "Minh", "Ngọc", "Đức", "Thu", "Gia"];
const givens = ["An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Linh", "Mai", "Nam", "Oanh", "Phúc"];
/** The nth person of this test; no two have the same name and birthday. */
function person(n: number) {
  const at = (list: readonly string[], step: number) => list[Math.floor(n / step) % list.length] ?? "";
  const day = String((n % 28) + 1).padStart(2, "0");
  const month = String((Math.floor(n / 28) % 12) + 1).padStart(2, "0");
  const year = String(2008 + (n % 11));
  return {
    name: `${at(families, 1)} ${at(middles, 8)} ${at(givens, 56)}`,
    day,
    month,
    year,
    mother: `${at(families, 3)} Thị ${at(givens, 5)} ${at(givens, 2)}`,
  };
}

function write(name: string, header: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${[header, ...rows].join("\n")}\n`);
  return path;
}

async function link(paths: readonly string[], config: object = {}): Promise<LinkedLists> {
  return linkLists({
    lake,
    paths,
    config: listConfigSchema.parse(config),
    dictionary: new Map(),
    workDir: mkdtempSync(join(folder, "work-")),
    language: "vi",
  });
}

/** Clusters of several rows as `list:record`, records from 0. */
async function found(): Promise<readonly string[]> {
  const rows = await lake.rows<{ members: string }>(
    `select string_agg(list_no || ':' || (row_no - 2), ' ' order by list_no, row_no) as members
     from row_cluster group by cluster having count(*) > 1 order by 1`,
  );
  return rows.map(({ members }) => members);
}

const unaccented = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");

test("a survey with names, years and mothers finds its learners, whatever the columns are called", async () => {
  const learners = Array.from({ length: 240 }, (_, n) => person(n));
  const list = write(
    "learners.csv",
    "STT,Họ và tên,Ngày sinh,Họ tên mẹ",
    learners.map(
      ({ name, day, month, year, mother }, n) => `${n + 1},${name},${day}/${month}/${year},${mother}`,
    ),
  );
  const asked = Array.from({ length: 60 }, (_, n) => n * 4);
  const survey = write(
    "survey.csv",
    "Tên người trong hộ;Sinh năm;Mẹ",
    asked.map((n, at) => {
      const { name, year, mother } = person(n);
      return `${at % 2 === 0 ? unaccented(name) : name};${year};${mother}`;
    }),
  );
  const linked = await link([list, survey]);
  const kinds = linked.lists.map(({ columns }) => columns.map(({ leftOut, kind }) => leftOut ?? kind));
  expect(kinds).toEqual([
    ["rowId", "fullName", "date", "fullName"],
    ["fullName", "year", "fullName"],
  ]);
  expect(await found()).toEqual(asked.map((n, at) => `1:${n} 2:${at}`).sort());
});

test("a column called cluster is never looked at: with other values in it the result is the same", async () => {
  const rows = Array.from({ length: 150 }, (_, n) => person(Math.floor(n / 3) * 5));
  const results: (readonly string[])[] = [];
  for (const answer of [(n: number) => n % 50, (n: number) => n]) {
    const list = write(
      "answer.csv",
      "id,cluster,full_name,dob",
      rows.map(({ name, day, month, year }, n) => `${n},${answer(n)},${name},${year}-${month}-${day}`),
    );
    const linked = await link([list]);
    expect(linked.lists[0]?.columns.map(({ leftOut }) => leftOut)).toEqual([
      "rowId",
      "truth",
      undefined,
      undefined,
    ]);
    results.push(await found());
  }
  expect(results[0]).toHaveLength(50);
  expect(results[1]).toEqual(results[0]);
});

test("what the configuration says of columns, blocks and parameters holds; a name it gets wrong is told", async () => {
  const list = write(
    "configured.csv",
    "a,b,c",
    Array.from({ length: 90 }, (_, n) => person(Math.floor(n / 2) * 3)).map(
      ({ name, day, month, year }, n) => `${name},${day}/${month}/${year},${n % 7}`,
    ),
  );
  const { linked, lists, spec } = await link([list], {
    columns: { a: "fullName", b: "date", c: "ignore" },
    blocks: [["b"]],
    parameters: { lambda: 0.01 },
  });
  expect(lists[0]?.columns.map(({ kind, leftOut }) => leftOut ?? kind)).toEqual([
    "fullName",
    "date",
    "config",
  ]);
  expect(spec.blocks).toHaveLength(1);
  expect(linked.model.lambda).toBe(0.01);
  await expect(link([list], { columns: { d: "date" } })).rejects.toMatchObject({ code: "argument-invalid" });
  await expect(link([list], { parameters: { comparisons: { a: { m: [0.5, 0.5] } } } })).rejects.toMatchObject(
    {
      code: "argument-invalid",
    },
  );
});

test("an explained pair weighs what linking gave it", async () => {
  const list = write(
    "explained.csv",
    "full_name,dob",
    Array.from({ length: 120 }, (_, n) => person(Math.floor(n / 2) * 7)).map(
      ({ name, day, month, year }, n) => `${n % 4 === 0 ? unaccented(name) : name},${year}-${month}-${day}`,
    ),
  );
  const { spec, linked } = await link([list]);
  const [pair] = await lake.rows<{ left: string; right: string; weight: number }>(
    `select l.row_id as "left", r.row_id as "right", weight from scored_pair p
     join feature l on l.rowid = p.left_node join feature r on r.rowid = p.right_node where p.g_${spec.comparisons[0]?.name} = 1 limit 1`,
  );
  for (const [one = "", other = ""] of [
    [pair?.left, pair?.right],
    [pair?.right, pair?.left],
  ]) {
    const explained = await findExplanation(lake, spec, linked.model, one, other);
    expect(explained?.weight).toBeCloseTo(pair?.weight ?? 0, 3);
    expect(explained?.comparisons[0]?.level).toBe("accentsLost");
    expect(explained?.blocks.length).toBeGreaterThan(0);
  }
});

test("a file that is no list, and one without rows, are told by name", async () => {
  await expect(link([join(folder, "none.csv")])).rejects.toMatchObject({ code: "path-not-found" });
  const empty = write("empty.csv", "full_name,dob", []);
  await expect(link([empty])).rejects.toMatchObject({ facts: { file: "empty.csv" } });
});

test("two workbooks with title rows, a header in two rows and signatures below: parts of names meet whole ones", async () => {
  const asText = (n: number) => {
    const { name, day, month, year, mother } = person(n);
    const words = name.split(" ");
    return {
      name,
      before: words.slice(0, -1).join(" "),
      given: words.at(-1) ?? "",
      date: `${day}/${month}/${year}`,
      mother,
    };
  };
  const book = (file: string, rows: readonly (readonly string[])[]) => {
    const path = join(folder, file);
    const cells = rows.map((row) => row.map((cell) => (cell === "" ? null : cell)));
    writeFileSync(path, buildXlsx({ sheets: [{ name: "DS", rows: cells }] }));
    return path;
  };
  const school = book("hoc-sinh.xlsx", [
    ["TRƯỜNG TIỂU HỌC HẢI AN"],
    ["DANH SÁCH HỌC SINH"],
    [""],
    ["STT", "Họ và tên", "", "Ngày sinh", "Mẹ", "", "Ghi chú"],
    ["", "Họ đệm", "Tên", "", "Họ tên", "Nghề nghiệp", ""],
    ...Array.from({ length: 200 }, (_, n) => {
      const { before, given, date, mother } = asText(n);
      return [String(n + 1), before, given, date, mother, "", ""];
    }),
    [""],
    ["", "Tổng số: 200 học sinh"],
    ["", "", "", "Hải Phòng, ngày 20 tháng 10 năm 2026"],
    ["", "Người lập biểu", "", "", "Hiệu trưởng"],
  ]);
  const survey = book("khao-sat.xlsx", [
    ["UBND PHƯỜNG HẢI AN"],
    ["TT", "Họ và tên trẻ", "Sinh ngày", "Họ tên mẹ"],
    ...Array.from({ length: 50 }, (_, at) => {
      const { name, date, mother } = asText(at * 4);
      return [String(at + 1), at % 3 === 0 ? unaccented(name).toUpperCase() : name, date, mother];
    }),
  ]);
  const linked = await link([school, survey], { within: false });
  expect(linked.lists.map(({ rows }) => rows)).toEqual([200, 50]);
  expect(linked.lists[0]?.issues).toHaveLength(3);
  const pairs = await lake.rows<{ a: number; b: number }>(
    `select min(row_no) filter (list_no = 1) as a, min(row_no) filter (list_no = 2) as b from row_cluster group by cluster having count(*) > 1 order by b`,
  );
  expect(pairs).toEqual(Array.from({ length: 50 }, (_, at) => ({ a: 6 + at * 4, b: 3 + at })));
});

test("comparisons of the configuration are the only ones; a column, kind or level that isn't there is told", async () => {
  const list = write(
    "said.csv",
    "Họ đệm,Tên,Sinh,Xóm",
    Array.from({ length: 90 }, (_, n) => person(Math.floor(n / 2) * 3)).map(
      ({ name, day, month, year }, n) => {
        const words = name.split(" ");
        return `${words.slice(0, -1).join(" ")},${words.at(-1)},${day}/${month}/${year},${n % 7}`;
      },
    ),
  );
  const comparisons = [
    { columns: ["Họ đệm", "Tên"], title: "Tên đầy đủ", levels: ["same", "swapped"] },
    { columns: ["sinh"], kind: "date" },
  ];
  const { spec, lists } = await link([list], { comparisons });
  expect(spec.comparisons.map(({ title, levels }) => [title.vi, levels.length])).toEqual([
    ["Tên đầy đủ", 2],
    ["sinh", 7],
  ]);
  expect(lists[0]?.columns.map(({ leftOut }) => leftOut)).toEqual([
    undefined,
    undefined,
    undefined,
    "config",
  ]);
  expect(await found()).toHaveLength(45);
  for (const [wrong, told] of [
    [{ columns: ["Quê"] }, "comparisons[0].columns: không tệp nào có cột “Quê”"],
    [{ columns: ["Sinh"], levels: ["exact"] }, "exact"],
  ] as const)
    await expect(link([list], { comparisons: [wrong] })).rejects.toMatchObject({
      code: "argument-invalid",
      facts: { name: "--config", reason: expect.stringContaining(told) },
    });
});

test("a list of schools against the register: types, places of before the merger and codes of others' making", async () => {
  const { units } = readAdminUnits();
  const communes = units.filter(({ parentCode, validTo }) => parentCode === "31" && validTo === null);
  const kinds = ["Mầm non", "Tiểu học", "THCS"] as const;
  const short = { "Mầm non": "MN", "Tiểu học": "TH", THCS: "Trung học cơ sở" } as const;
  const schools = communes.flatMap(({ code, name, fullName }, at) =>
    kinds.map((kind, level) => ({ kind, name, fullName, code: `31${code}0${level + 1}00${(at % 3) + 1}` })),
  );
  const registered = write(
    "danh-muc.csv",
    "STT,Mã trường,Tên trường,Xã/Phường",
    schools.map(({ kind, name, fullName, code }, n) => `${n + 1},${code},Trường ${kind} ${name},${fullName}`),
  );
  const asked = schools.filter((_, n) => n % 3 === Math.floor(n / 3) % 3);
  const vendor = write(
    "phan-mem.csv",
    "Đơn vị,Địa bàn,Mã đơn vị",
    asked.map(({ kind, name, fullName }, n) => {
      const said = `${short[kind]} ${name}`;
      return `${n % 2 === 0 ? unaccented(said).toUpperCase() : said},${n % 3 === 0 ? "" : fullName},${n % 5 === 0 ? `x-${n * 37}` : ""}`;
    }),
  );
  const linked = await link([registered, vendor], { within: false });
  expect(linked.fields.map(({ kind }) => kind)).toEqual(["number", "schoolName", "place"]);
  const truth = asked.map((school, at) => `1:${schools.indexOf(school)} 2:${at}`).sort();
  const right = (await found()).filter((pair) => truth.includes(pair)).length;
  const all = (await found()).length;
  console.log(
    JSON.stringify({
      schools: truth.length,
      linked: all,
      precision: right / all,
      recall: right / truth.length,
    }),
  );
  expect(right / all).toBeGreaterThanOrEqual(0.97);
  expect(right / truth.length).toBeGreaterThanOrEqual(0.9);
});
