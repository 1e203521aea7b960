import type { ParseLimits } from "./types.ts";

/**
 * Limits of one file. Sized on the city's largest real feed (one school year of marks of the largest
 * school: 60 MB of sheet XML, 5,000 rows) with room for a department's export of the whole city.
 */
export const defaultParseLimits: ParseLimits = {
  maxFileBytes: 512 * 1024 * 1024,
  maxInflatedBytes: 4 * 1024 * 1024 * 1024,
  // Sheet XML deflates 10-60 times; deflate itself can't pass 1032.
  maxInflationRatio: 300,
  ratioFreeBytes: 16 * 1024 * 1024,
  maxZipEntries: 10_000,
  maxZipEntryBytes: 512 * 1024 * 1024,
  maxRows: 5_000_000,
  // Excel's own limits, kept for every format so that a file can always be opened by its sender.
  maxColumns: 16_384,
  maxCellChars: 32_767,
  maxSheets: 256,
  maxSharedStringChars: 200_000_000,
  maxDepth: 64,
  maxIssues: 100_000,
  timeoutMs: 120_000,
  childHeapMb: 1024,
};
