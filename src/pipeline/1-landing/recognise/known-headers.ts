import type { Intake } from "#src/domains/dictionary/intake.ts";
import { getLexicon } from "./lexicon.ts";
import { HEADER_JOINT, type SheetRow } from "./types.ts";
import type { VendorProfile } from "./vendor-profile.ts";

const LONGEST_NAME = 80;

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

/** Cells of the row that are names of columns as they stand, and filled cells. */
function countNames(
  row: SheetRow,
  intakes: readonly Intake[],
  vendor: VendorProfile | undefined,
): { names: number; filled: number } {
  const ofIntakes = intakeKeys(intakes);
  const ofVendor = vendor === undefined ? undefined : vendorKeys(vendor);
  let names = 0;
  let filled = 0;
  for (const cell of row.cells) {
    if (cell === null || cell.trim() === "") continue;
    filled += 1;
    if (cell.length > LONGEST_NAME) continue;
    const key = toKey(cell);
    if (key !== "" && (ofIntakes.has(key) || ofVendor?.has(key) === true)) names += 1;
  }
  return { names, filled };
}

/** A row of which three cells and most are names of columns. */
export function isPlainHeader(
  row: SheetRow,
  intakes: readonly Intake[],
  vendor: VendorProfile | undefined,
): boolean {
  const { names, filled } = countNames(row, intakes, vendor);
  return names >= 3 && names >= filled * 0.6;
}
