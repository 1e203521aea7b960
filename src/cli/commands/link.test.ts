import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readConfig } from "#src/platform/config.ts";
import { callCommand } from "../test-call.test-support.ts";
import { linkCommand } from "./link.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-link-"));
const config = readConfig({ HP_DATA: join(scratch, "data"), HP_THREADS: "1", HP_MEMORY_MB: "512" });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const list = join(scratch, "survey.csv");
const names = ["An Bình", "Gia Bảo", "Minh Châu", "Thu Hà", "Đức Duy", "Ngọc Linh", "Quang Huy", "Mai Chi"];
const families = ["Nguyễn", "Trần", "Lê", "Phạm", "Vũ"];
writeFileSync(
  list,
  [
    "Mã phiếu,Họ tên,Ngày sinh,SĐT",
    ...Array.from({ length: 80 }, (_, n) => {
      const who = Math.floor(n / 2);
      const day = `${String((who % 28) + 1).padStart(2, "0")}/0${(who % 9) + 1}/201${who % 10}`;
      return `P-${n + 100},${families[who % 5]} ${names[Math.floor(who / 5)]},${day},09${String(10000000 + who * 7919)}`;
    }),
  ].join("\n"),
);

describe("hp link", () => {
  test("writes each row's cluster and each pair, and tells machines what it did in the last line", async () => {
    const [out, pairs] = [join(scratch, "out/clusters.csv"), join(scratch, "out/pairs.csv")];
    const answer = await callCommand(linkCommand, config, [list, "--out", out, "--pairs", pairs, "--json"]);
    expect(answer.code).toBe(0);
    expect(answer.json).toMatchObject({ rows: 80, clusters: 40, linkedRows: 80, threshold: 0.5, out, pairs });
    const rows = readFileSync(out, "utf8").trim().split("\n");
    expect(rows.slice(0, 3)).toEqual([
      "file,row,record,id,cluster",
      "survey.csv,2,1,P-100,1",
      "survey.csv,3,2,P-101,1",
    ]);
    expect(rows).toHaveLength(81);
    const [head = "", first = ""] = readFileSync(pairs, "utf8").split("\n");
    expect(head).toContain(
      "left_row,left_id,right_file,right_row,right_id,weight,probability,one_cluster,Họ tên",
    );
    expect(first).toContain(",true,same,same,same");
    expect(readdirSync(join(config.dataDir, "tmp"))).toEqual([]);
  });

  test("explains two rows, named by place or by their own number", async () => {
    for (const rows of [
      ["--explain", "2", "3"],
      ["--explain", "P-100", "P-101"],
      ["--explain", "2,3"],
    ]) {
      const answer = await callCommand(linkCommand, config, [list, ...rows, "--json"]);
      expect(answer.json).toMatchObject({
        explained: { comparisons: [{ level: "same" }, { level: "same" }, { level: "same" }], vetoes: [] },
      });
    }
    const { lines } = await callCommand(linkCommand, config, [list, "--explain", "2", "40"]);
    expect(lines.join("\n")).toContain("Không khóa chặn nào");
    await expect(callCommand(linkCommand, config, [list, "--explain", "2", "999"])).rejects.toMatchObject({
      code: "argument-invalid",
    });
  });

  test("says which part of a configuration it can't use", async () => {
    const wrong = join(scratch, "wrong.json");
    writeFileSync(wrong, JSON.stringify({ columns: { "Họ tên": "nickname" } }));
    await expect(callCommand(linkCommand, config, [list, "--config", wrong])).rejects.toMatchObject({
      code: "argument-invalid",
      facts: { name: "--config", reason: expect.stringContaining("columns.Họ tên") },
    });
    await expect(callCommand(linkCommand, config, [list, "--threshold", "2"])).rejects.toMatchObject({
      code: "argument-invalid",
    });
    await expect(callCommand(linkCommand, config, [])).rejects.toMatchObject({ code: "argument-missing" });
  });
});
