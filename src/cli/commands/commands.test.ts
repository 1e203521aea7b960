import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { codeSets, datasets } from "#src/domains/catalogue.ts";
import { readConfig } from "#src/platform/config.ts";
import { commandHelp, overview } from "../help.ts";
import { callCommand } from "../test-call.test-support.ts";
import { cityGenerateCommand } from "./city-generate.ts";
import { dictionaryCommand } from "./dictionary.ts";
import { commands } from "./index.ts";
import { templateCommand } from "./template.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-commands-"));
const config = readConfig({ HP_DATA: join(scratch, "data") });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("every command file is registered, and help names it in both languages", () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.includes(".test") && name !== "index.ts")
    .map((name) => name.replace(".ts", ""));
  // A file is called by its command, or by the first word of a family of them (`identity queue`, `identity merge`).
  const fileOf = ({ name }: (typeof commands)[number]) => {
    const whole = name.replaceAll(" ", "-");
    return files.includes(whole) ? whole : (name.split(" ")[0] ?? "");
  };
  expect([...new Set(commands.map(fileOf))].sort()).toEqual([...files].sort());
  for (const language of ["vi", "en"] as const) {
    const list = overview(commands, language);
    for (const command of commands) {
      expect(list).toContain(command.name);
      const help = commandHelp(command, language);
      for (const option of [...Object.keys(command.options), "json", "lang", "help"])
        expect(help, command.name).toContain(`--${option}`);
    }
  }
});

describe("hp dictionary", () => {
  test("prints all that is declared, and each dataset and code set", async () => {
    const all = await callCommand(dictionaryCommand, config, ["--json"]);
    const { datasets: shown, codeSets: sets } = all.json as {
      datasets: { id: string; fields: { name: string; masking: string }[] }[];
      codeSets: { id: string }[];
    };
    expect(shown.map(({ id }) => id)).toEqual(datasets.map(({ id }) => id));
    expect(sets.map(({ id }) => id)).toEqual(codeSets.map(({ id }) => id));
    for (const dataset of datasets) {
      const { lines } = await callCommand(dictionaryCommand, config, [dataset.id, "--lang", "en"]);
      for (const name of Object.keys(dataset.fields)) expect(lines.join("\n")).toContain(name);
    }
    for (const set of codeSets) {
      const { lines } = await callCommand(dictionaryCommand, config, ["--code-set", set.id]);
      expect(lines.length).toBeGreaterThan(set.entries.length);
    }
    expect(existsSync(config.dataDir)).toBe(false);
  });

  test("refuses what is not declared", async () => {
    await expect(callCommand(dictionaryCommand, config, ["pupil"])).rejects.toMatchObject({
      code: "argument-invalid",
    });
    await expect(callCommand(dictionaryCommand, config, ["--code-set", "x"])).rejects.toMatchObject({
      code: "argument-invalid",
    });
  });
});

describe("hp template", () => {
  test("takes an intake or a dataset, and never overwrites a file", async () => {
    const out = join(scratch, "phong.xlsx");
    const { json } = await callCommand(templateCommand, config, ["room", "--out", out, "--json"]);
    expect(json).toMatchObject({ intake: "roomRow", file: out });
    await expect(callCommand(templateCommand, config, ["roomRow", "--out", out])).rejects.toMatchObject({
      code: "argument-invalid",
    });
    await expect(
      callCommand(templateCommand, config, ["adminUnitRow", "--out", join(scratch, "x.xlsx")]),
    ).rejects.toMatchObject({ code: "argument-invalid" });
    await expect(callCommand(templateCommand, config, ["roomRow"])).rejects.toMatchObject({
      code: "argument-missing",
    });
  });
});

describe("hp city generate", () => {
  test("writes the inbox and reports it; a wrong scale is a wrong call, a taken folder a failure", async () => {
    const out = join(scratch, "city");
    const made = await callCommand(cityGenerateCommand, config, ["--scale", "0.001", "--out", out, "--json"]);
    expect(made.code).toBe(0);
    expect(made.json).toMatchObject({ schools: 2, seed: 1, out });
    expect(readdirSync(join(out, "inbox"))).toContain("so-gd");
    expect(
      (await callCommand(cityGenerateCommand, config, ["--scale", "3", "--out", join(scratch, "b")])).code,
    ).toBe(2);
    expect((await callCommand(cityGenerateCommand, config, ["--scale", "0.001", "--out", out])).code).toBe(1);
  });
});
