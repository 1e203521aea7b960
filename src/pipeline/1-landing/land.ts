import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { RunContext } from "../context.ts";
import { describeFile } from "./describe-file.ts";
import type { LandedFile } from "./landed-file.ts";
import { parseBatches } from "./parse/pool.ts";
import { landedPath, type ReceivedFile } from "./receive.ts";
import { joinPackages } from "./recognise/join-packages.ts";
import type { SavedMapping } from "./recognise/saved-mapping.ts";

export interface FileToLand extends ReceivedFile {
  readonly fileSeq: number;
}

/**
 * Parses files in killable children and recognises their tables. Yields the results of a batch; its raw rows are in
 * a Parquet part under the lake by then. Packages of several tables (OneRoster) are joined within their batch.
 */
export async function* landFiles(
  context: RunContext,
  files: readonly FileToLand[],
  savedMappings: readonly SavedMapping[],
): AsyncGenerator<LandedFile[]> {
  const rawDir = join(context.folders.lake, "raw", `run-${String(context.runSeq).padStart(6, "0")}`);
  mkdirSync(rawDir, { recursive: true });
  const { codeSets, vendors } = context.declarations;
  // What people mend in the program comes by a door of its own: no file may pass for it, whatever it is called.
  const intakes = context.declarations.intakes.filter(({ signature }) => signature.length > 0);
  const knowledge = { intakes, codeSets, vendors, savedMappings };
  const bySeq = new Map(files.map((file) => [file.fileSeq, file]));
  const getFile = (fileSeq: number): FileToLand => {
    const file = bySeq.get(fileSeq);
    if (file === undefined) throw new Error(`the parser answered for a file it was not given: ${fileSeq}`);
    return file;
  };
  const jobs = files.map((file) => ({
    fileSeq: file.fileSeq,
    path: landedPath(context.folders.landing, file.fileId),
    options: { fileName: file.fileName, ...file.answers },
  }));
  for await (const batch of parseBatches(jobs, { rawDir, workers: Math.min(2, context.config.threads) })) {
    const sheets = batch.files.flatMap((result) => {
      const { fileName, pathSegments } = getFile(result.fileSeq);
      return result.sheets.map((sheet) => ({
        ...sheet,
        fileSeq: result.fileSeq,
        fileName,
        pathSegments,
        rawPart: batch.partPath,
      }));
    });
    const packages = await joinPackages(context.lake, vendors, sheets, rawDir);
    const rawPart = relative(context.folders.lake, batch.partPath);
    const landed: LandedFile[] = [];
    for (const result of batch.files) {
      landed.push(describeFile(context, getFile(result.fileSeq), result, { rawPart, packages, knowledge }));
      // The children speak through this thread: a batch described in one go would keep them waiting.
      await setImmediate();
    }
    yield landed;
  }
}
