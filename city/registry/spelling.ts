/**
 * A name as the registry compares it: NFC, small letters, single spaces, and the tone of oa, oe, uy on one place
 * (hòa and hoà are one spelling; handbook §2). Nothing looser: another tone, a lost mark, another order is another name.
 */
export function comparable(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replace(misplaced, (pair) => placed.get(pair) ?? pair)
    .replace(/\s+/gu, " ")
    .trim();
}

const tones = ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const placed = new Map(
  ["oa", "oe", "uy"].flatMap(([first = "", second = ""]) =>
    tones.map((tone) => [(first + tone + second).normalize("NFC"), (first + second + tone).normalize("NFC")]),
  ) as [string, string][],
);
const misplaced = new RegExp([...placed.keys()].join("|"), "gu");
