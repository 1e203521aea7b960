import { type CodeSet, codeSet } from "../dictionary/code-set.ts";

export type Row = readonly [code: string, vi: string, en: string];

/** The program's own words for its states; no law numbers them. */
export function own(id: string, vi: string, en: string, rows: readonly Row[]): CodeSet {
  return codeSet(id, {
    title: { vi, en },
    codeSystem: "hoa-phuong",
    tag: "design",
    effectiveFrom: "2026-01-01",
    entries: rows.map(([code, viTitle, enTitle]) => ({ code, title: { vi: viTitle, en: enTitle } })),
  });
}
