import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { datasets } from "./catalogue.ts";
import { type Dataset, fieldTitle, rowValidator } from "./dictionary/dataset.ts";
import { addColumnSql, createTableSql } from "./dictionary/ddl.ts";
import { protectionOf } from "./dictionary/field.ts";
import { findSchemaDifferences } from "./dictionary/schema-difference.ts";

/** Performs the example of README.md word for word: what the README teaches is what works. */
const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");

function block(heading: string, language: "ts" | "sql"): string {
  const section = readme.split(/^## /m).find((part) => part.startsWith(heading));
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(section ?? "")?.[1];
  if (found === undefined) throw new Error(`README.md has no ${language} block under "${heading}"`);
  return found;
}

const declaration = block("Add a dataset", "ts");
const migration = block("Add a dataset", "sql");
const fieldLine = block("Add a field", "ts");
const fieldMigration = block("Add a field", "sql");

const widened = declaration
  .replace("import { id, integer, reference", "import { id, integer, personName, reference")
  .replace("  },\n});", `${fieldLine}  },\n});`);

const row = {
  learnerId: "7b9f5c1e-1f53-4c35-9a53-1d2f6f0a9a11",
  schoolId: "311194802001",
  schoolYear: "2026-2027",
  clubName: "Câu lạc bộ cờ vua",
  meetingsAttended: 0,
};

const dir = mkdtempSync(join(tmpdir(), "hp-add-dataset-"));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(dir, { recursive: true });
});

/** Writes the code outside the source tree, with its imports pointing back into it. */
function write(name: string, code: string): string {
  const path = join(dir, name);
  writeFileSync(path, code.replaceAll('"../dictionary/', `"${root}src/domains/dictionary/`));
  return path;
}

async function load(name: string, code: string): Promise<Dataset> {
  const module: { ClubMembership: Dataset } = await import(
    /* @vite-ignore */ pathToFileURL(write(name, code)).href
  );
  return module.ClubMembership;
}

test("one declaration and one migration make a dataset", async () => {
  const club = await load("schema-club.ts", declaration);
  expect(createTableSql(club)).toBe(migration);
  await database.pool.query(migration);
  expect(await findSchemaDifferences(database.pool, [...datasets, club])).toEqual([]);
});

test("API schema, validator, titles and spellings come with it", async () => {
  const club = await load("schema-club.ts", declaration);
  expect(z.toJSONSchema(rowValidator(club))).toMatchObject({
    type: "object",
    required: Object.keys(club.fields),
    properties: {
      schoolId: { type: "string" },
      meetingsAttended: { anyOf: [{ type: "integer", minimum: 0, maximum: 200 }, { type: "null" }] },
    },
  });
  expect(rowValidator(club).safeParse(row).success).toBe(true);
  expect(rowValidator(club).safeParse({ ...row, meetingsAttended: null }).success).toBe(true);
  expect(rowValidator(club).safeParse({ ...row, schoolYear: "2026-2028" }).success).toBe(false);
  expect(rowValidator(club).safeParse({ ...row, meetingsAttended: 201 }).success).toBe(false);
  const titles = Object.entries(club.fields).map(([name, field]) => fieldTitle(name, field).vi);
  expect(titles).toContain("Tên câu lạc bộ");
});

test("one line and one line of migration make a field", async () => {
  const club = await load("schema-club-2.ts", widened);
  expect(addColumnSql(club, "coachName")).toBe(fieldMigration);
  expect(await findSchemaDifferences(database.pool, [...datasets, club])).toEqual([
    "club_membership.coach_name is missing",
  ]);
  await database.pool.query(fieldMigration);
  expect(await findSchemaDifferences(database.pool, [...datasets, club])).toEqual([]);
  const coach = club.fields.coachName;
  expect(coach === undefined ? undefined : protectionOf(coach)).toEqual({
    masking: "partial",
    encryption: "none",
  });
});

test("the type follows the declaration", async () => {
  write("schema-club-3.ts", widened);
  write(
    "use.ts",
    `import type { ClubMembership } from "./schema-club-3.ts";
     export const right: ClubMembership = ${JSON.stringify({ ...row, coachName: null })};
     // @ts-expect-error a number, not a word
     export const word: ClubMembership = ${JSON.stringify({ ...row, coachName: null, meetingsAttended: "two" })};
     // @ts-expect-error the key may not be empty
     export const keyless: ClubMembership = ${JSON.stringify({ ...row, coachName: null, clubName: null })};
     // @ts-expect-error no such field
     export const more: ClubMembership = ${JSON.stringify({ ...row, coachName: null, clubNane: "x" })};`,
  );
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(dir, "tsconfig.json"),
    JSON.stringify({
      extends: `${root}tsconfig.json`,
      compilerOptions: { types: [] },
      include: [],
      files: ["use.ts"],
    }),
  );
  const tsc = join(root, "node_modules/.bin/tsc");
  const { stdout } = await promisify(execFile)(tsc, ["--noEmit", "-p", dir]).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(stdout).toBe("");
});
