import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { Checkpoint } from "./checkpoint.ts";

/**
 * The checkpoints beside the database, one JSON line each, a file a month: who can do everything in the database can't
 * reach them. They are only ever appended to, by who holds the sealer's lock.
 */
const pattern = /^checkpoints-\d{4}-\d{2}\.jsonl$/;

async function filesOf(dir: string): Promise<readonly string[]> {
  if (!existsSync(dir)) return [];
  return (await readdir(dir)).filter((name) => pattern.test(name)).sort();
}

export async function appendCheckpoints(dir: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const byFile = Map.groupBy(checkpoints, ({ madeAt }) => `checkpoints-${madeAt.slice(0, 7)}.jsonl`);
  for (const [name, lines] of byFile) {
    const path = join(dir, name);
    await dropTornEnd(path);
    const file = await open(path, "a", 0o600);
    try {
      await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

/** What a crash in the middle of a write left: a line without its end was never told to anybody. */
async function dropTornEnd(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const { text, from } = await readTail(path);
  const end = text.lastIndexOf("\n") + 1;
  if (end < text.length) await truncate(path, from + end);
}

/** Longer than any line: a checkpoint has some hundred bytes, and twenty for each transaction under way. */
const tailBytes = 2 ** 18;

async function readTail(path: string): Promise<{ readonly text: Buffer; readonly from: number }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const text = Buffer.alloc(size - from);
    const { bytesRead } = await file.read(text, 0, text.length, from);
    return { text: text.subarray(0, bytesRead), from };
  } finally {
    await file.close();
  }
}

/** The newest checkpoint of the files; undefined when there is none. */
export async function findLastInFiles(dir: string): Promise<Checkpoint | undefined> {
  for (const name of (await filesOf(dir)).toReversed()) {
    const { text } = await readTail(join(dir, name));
    for (const line of text.toString().split("\n").slice(0, -1).toReversed()) {
      const checkpoint = parseLine(line);
      if (checkpoint !== undefined) return checkpoint;
    }
  }
  return undefined;
}

/** Every line in order; a line that is no checkpoint says where it stands. */
export async function* readCheckpointFiles(
  dir: string,
): AsyncGenerator<Checkpoint | { readonly damaged: string }> {
  for (const name of await filesOf(dir)) {
    for (const [index, line] of (await linesOf(join(dir, name))).entries())
      yield parseLine(line) ?? { damaged: `${name}:${index + 1}` };
  }
}

async function linesOf(path: string): Promise<readonly string[]> {
  const lines = (await readFile(path, "utf8")).split("\n");
  // After the last newline stands nothing, or a line that a crash cut off.
  return lines.slice(0, -1);
}

function parseLine(line: string): Checkpoint | undefined {
  try {
    const value = JSON.parse(line) as Partial<Checkpoint> | null;
    return Number.isInteger(value?.no) && typeof value?.signature === "string"
      ? (value as Checkpoint)
      : undefined;
  } catch {
    return undefined;
  }
}
