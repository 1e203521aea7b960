import { DuckDBInstance } from "@duckdb/node-api";
import { parseJob } from "./parse-batch.ts";
import type { ChildMessage, ParentMessage } from "./protocol.ts";
import { RawParquetWriter } from "./raw-parquet.ts";

/**
 * Entry of the child process that opens vendor files: started by `pool.ts` with a heap limit, without
 * the right to start programs or to write anywhere but its own folder, and killed when a file takes too
 * long. Whatever a hostile file does to it, the parent goes on with the next one.
 */
async function main(): Promise<void> {
  const folder = process.argv[2];
  if (folder === undefined || process.send === undefined) throw new Error("to be started by pool.ts");
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "768MB" });
  const connection = await instance.connect();
  const quoted = folder.replaceAll("'", "''");
  await connection.run(`
    set temp_directory = '${quoted}/spill';
    set allowed_directories = ['${quoted}'];
    set enable_external_access = false;
    set lock_configuration = true;`);
  const writer = await RawParquetWriter.open(connection);
  process.on("message", (message: ParentMessage) => {
    runBatch(message, writer).catch(async (error: unknown) => {
      await send({
        kind: "failed",
        message: error instanceof Error ? error.message.slice(0, 500) : "unknown",
      });
      process.exit(1);
    });
  });
  process.on("disconnect", () => process.exit(0));
  await send({ kind: "ready" });
}

async function runBatch(batch: ParentMessage, writer: RawParquetWriter): Promise<void> {
  const refused: number[] = [];
  for (const job of batch.jobs) {
    await send({ kind: "started", fileSeq: job.fileSeq });
    const result = await parseJob(job, writer, batch.limits);
    if (result.status === "refused") refused.push(job.fileSeq);
    await send({ kind: "file", result });
  }
  const rows = await writer.write(batch.partPath, refused);
  await send({ kind: "written", rows });
}

/** Waits until the message is in the pipe: the parent's clock for a file must start before its parsing does. */
function send(message: ChildMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

await main();
