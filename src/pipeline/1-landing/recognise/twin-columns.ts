import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { CandidateColumn } from "./column-candidates.ts";
import type { HeaderBlock } from "./header-paths.ts";
import { SPLIT_HEADERS } from "./header-words.ts";
import { foldPath } from "./saved-mapping.ts";
import { ACCEPT_CONFIDENCE } from "./types.ts";
import type { ValueProfile } from "./value-profile.ts";

/** `Họ và tên` written over two columns: family and middle names left, given name right. */
export function splitSharedHeaders(
  columns: CandidateColumn[],
  intake: Intake,
  header: HeaderBlock,
  profiles: readonly ValueProfile[],
): CandidateColumn[] {
  const changed = [...columns];
  for (const { whole, parts } of SPLIT_HEADERS) {
    if (!parts.every((part) => part in intake.columns)) continue;
    const at = columns.findIndex(
      (column, index) =>
        column.candidates[0]?.column === whole &&
        column.candidates[0].confidence >= ACCEPT_CONFIDENCE &&
        (header.sharedHeaders.some(([first, last]) => first === index + 1 && last === index + 2) ||
          columns[index + 1]?.path.length === 0),
    );
    const left = columns[at];
    const right = columns[at + 1];
    const lastNames = profiles[at + 1];
    if (left === undefined || right === undefined || lastNames === undefined) continue;
    // One syllable to the right of the name's other parts: nothing else is written so.
    if (lastNames.count < 4 || lastNames.singleWord < 0.8) continue;
    const [familyMiddle, given] = parts;
    changed[at] = { ...left, candidates: [{ column: familyMiddle, confidence: 0.92, by: "alias" }] };
    changed[at + 1] = { ...right, candidates: [{ column: given, confidence: 0.92, by: "value" }] };
  }
  return changed;
}

/** A column without any value never competes with a twin that has some. */
export function demoteEmptyTwins(
  columns: CandidateColumn[],
  profiles: readonly ValueProfile[],
): CandidateColumn[] {
  const keys = columns.map((column) => foldPath(column.path));
  return columns.map((column, at) => {
    if (profiles[at]?.count !== 0 || keys[at] === "") return column;
    const twin = keys.some((key, other) => key === keys[at] && (profiles[other]?.count ?? 0) > 0);
    return twin ? { ...column, candidates: [], ignoredBy: "alias" as const } : column;
  });
}
