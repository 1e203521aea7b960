import type { Intake } from "#src/domains/dictionary/intake.ts";
import { getLexicon } from "./lexicon.ts";
import { HEADER_JOINT, type SheetRow } from "./types.ts";
import type { VendorProfile } from "./vendor-profile.ts";

const longestName = 80;

/** The form in which cells are looked up: cheap, as every cell near the top of every sheet is. */
function toKey(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
}

const keysOfIntakes = new WeakMap<readonly Intake[], ReadonlySet<string>>();
const keysOfVendor = new WeakMap<VendorProfile, ReadonlySet<string>>();

function intakeKeys(intakes: readonly Intake[]): ReadonlySet<string> {
  let keys = keysOfIntakes.get(intakes);
  if (keys === undefined) {
    keys = new Set(
      intakes.flatMap((intake) => [
        ...getLexicon(intake).byPlain.keys(),
        ...getLexicon(intake).byFolded.keys(),
      ]),
    );
    keysOfIntakes.set(intakes, keys);
  }
  return keys;
}

function vendorKeys(vendor: VendorProfile): ReadonlySet<string> {
  let keys = keysOfVendor.get(vendor);
  if (keys === undefined) {
    const headers = vendor.tables.flatMap((table) => Object.keys(table.columns));
    keys = new Set(headers.flatMap((header) => header.split(HEADER_JOINT)).map(toKey));
    keysOfVendor.set(vendor, keys);
  }
  return keys;
}

/**
 * A row of which three cells and most are names of columns. Most rows are records, and are left as soon as too many of
 * their cells are none.
 */
export function isPlainHeader(
  row: SheetRow,
  intakes: readonly Intake[],
  vendor: VendorProfile | undefined,
): boolean {
  const ofIntakes = intakeKeys(intakes);
  const ofVendor = vendor === undefined ? undefined : vendorKeys(vendor);
  const isName = (cell: string): boolean => {
    if (cell.length > longestName) return false;
    const key = toKey(cell);
    return key !== "" && (ofIntakes.has(key) || ofVendor?.has(key) === true);
  };
  const filled = row.cells.filter((cell) => cell !== null && cell.trim() !== "");
  const needed = Math.max(3, filled.length * 0.6);
  let possible = filled.length;
  for (const cell of filled) {
    if (possible < needed) return false;
    if (cell === null || !isName(cell)) possible -= 1;
  }
  return possible >= needed;
}
