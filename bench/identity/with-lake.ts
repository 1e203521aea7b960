import { mkdirSync } from "node:fs";
import { type Lake, openLake } from "#src/platform/duckdb.ts";

/** A DuckDB for measuring: 1.2 M rows and their groups stay below a gigabyte. */
export async function withLake<T>(workDir: string, work: (lake: Lake) => Promise<T>): Promise<T> {
  mkdirSync(workDir, { recursive: true });
  const lake = await openLake({ memoryMb: 1024, threads: 2, temporaryDir: workDir });
  try {
    return await work(lake);
  } finally {
    lake.close();
  }
}
