import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_KINDS, type ErrorKind } from "../errors/kinds.ts";
import { CsvWriter } from "../vendors/formats/csv-writer.ts";
import { TRUTH_DIALECT, TRUTH_TABLES, type TruthPart, type TruthTable } from "./truth-part.ts";

const TABLES = Object.keys(TRUTH_TABLES) as TruthTable[];

function partPath(folder: string, chunk: number, table: TruthTable): string {
  return join(folder, ".parts", `${String(chunk).padStart(5, "0")}-${table}.csv`);
}

/** Writes the truth of one chunk beside the others, until `joinParts` makes whole tables of them. */
export function writePart(folder: string, chunk: number, truth: TruthPart): void {
  mkdirSync(join(folder, ".parts"), { recursive: true });
  for (const table of TABLES) writeFileSync(partPath(folder, chunk, table), truth.tables[table].toText());
}

/**
 * Joins the parts in chunk order (so that the number of threads cannot show) and removes them. A person who
 * departed from one school and studies at another is told once, as the learner they are.
 * @param learners of the run, for the shares in error-summary.csv
 */
export function joinParts(folder: string, chunks: number, learners: number, day: 1 | 2): void {
  for (const table of TABLES) {
    const path = join(folder, `${table}.csv`);
    if (table === "changes" && day === 1) continue;
    writeFileSync(path, `${TRUTH_TABLES[table].join(",")}\n`);
    if (table === "persons" || table === "guardians") continue;
    for (let chunk = 0; chunk < chunks; chunk += 1)
      appendFileSync(path, readFileSync(partPath(folder, chunk, table)));
  }
  joinPersons(folder, chunks);
  joinGuardians(folder, chunks);
  writeErrorSummary(folder, chunks, learners);
  rmSync(join(folder, ".parts"), { recursive: true });
}

/** Brothers and sisters in schools of several parts have the same parents. */
function joinGuardians(folder: string, chunks: number): void {
  const told = new Set<string>();
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const lines = readFileSync(partPath(folder, chunk, "guardians"), "utf8")
      .split("\n")
      .slice(0, -1);
    const fresh = lines.filter((line) => {
      const id = line.slice(0, line.indexOf(","));
      return !told.has(id) && told.add(id);
    });
    if (fresh.length > 0) appendFileSync(join(folder, "guardians.csv"), `${fresh.join("\n")}\n`);
  }
}

function joinPersons(folder: string, chunks: number): void {
  const path = join(folder, "persons.csv");
  const told = new Set<string>();
  const linesOf = (chunk: number): string[] =>
    readFileSync(partPath(folder, chunk, "persons"), "utf8")
      .split("\n")
      .slice(0, -1);
  const idOf = (line: string): string => line.slice(0, line.indexOf(","));
  const departed = (line: string): boolean => line.startsWith(",departed,", line.indexOf(","));
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    for (const line of linesOf(chunk)) if (!departed(line)) told.add(idOf(line));
  }
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const kept = linesOf(chunk).filter((line) => {
      if (!departed(line)) return true;
      const id = idOf(line);
      if (told.has(id)) return false;
      told.add(id);
      return true;
    });
    if (kept.length > 0) appendFileSync(path, `${kept.join("\n")}\n`);
  }
}

const KIND_COLUMN = TRUTH_TABLES.errors.indexOf("kind");
const INTAKE_COLUMN = TRUTH_TABLES.errors.indexOf("intake");

/** How often each kind was planted, by intake; columns before `kind` hold no quotes, so a split will do. */
function writeErrorSummary(folder: string, chunks: number, learners: number): void {
  const rows = new Map<string, number>();
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    for (const line of readFileSync(partPath(folder, chunk, "errors"), "utf8").split("\n")) {
      if (line === "") continue;
      const cells = line.split(",", KIND_COLUMN + 1);
      const key = `${cells[INTAKE_COLUMN]},${cells[KIND_COLUMN]}`;
      rows.set(key, (rows.get(key) ?? 0) + 1);
    }
  }
  const csv = new CsvWriter(TRUTH_DIALECT);
  csv.addRow(["intake", "kind", "group", "rows", "perLearner", "note"]);
  for (const [key, count] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [intake = "", kind = ""] = key.split(",");
    const { group, note } = ERROR_KINDS[kind as ErrorKind];
    csv.addRow([intake, kind, group, count, (count / learners).toFixed(6), note]);
  }
  writeFileSync(join(folder, "error-summary.csv"), csv.toText());
}
