import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
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
