import { foldText } from "../dictionary/fold.ts";
import { remembered } from "../dictionary/remembered.ts";
import { readAdminUnits } from "./admin-units.ts";
import { provinceCode } from "./province.ts";

/** Short forms of a unit's kind as letterheads and addresses have them. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ubnd|uy ban nhan dan|phong (?:gd|gd&dt|gd-dt|gddt|giao duc(?: va dao tao)?|vh-xh|van hoa - xa hoi))\s+/,
    "",
  ],
  [/^(?:p\.?\s+|p\.)(?=\D)/, "phuong "],
  [/^(?:x\.?\s+|x\.)/, "xa "],
  [/^(?:tt\.?\s+|tt\.)/, "thi tran "],
  [/^(?:q\.?\s+|q\.)/, "quan "],
  [/^(?:h\.?\s+|h\.)/, "huyen "],
  [/^(?:tx\.?\s+|tx\.)/, "thi xa "],
  [/^(?:tp\.?\s*)/, "thanh pho "],
];

/** `P. Hải An` → `phuong hai an`. */
function normal(text: string): string {
  const folded = foldText(text).replace(/[()]/g, " ").replace(/\s+/g, " ").trim();
  return kinds.reduce((sql, [pattern, kind]) => sql.replace(pattern, kind), folded).trim();
}

/** Folded name of a unit, with its kind and without → codes of the communes that stand there today. */
const places: () => ReadonlyMap<string, ReadonlySet<string>> = once(() => {
  const found = new Map<string, Set<string>>();
  const add = (name: string | null | undefined, code: string) => {
    const folded = foldText(name ?? "");
    if (folded !== "") found.set(folded, (found.get(folded) ?? new Set()).add(code));
  };
  const bare = (fullName: string) =>
    fullName.replace(/^(?:Phường|Xã|Thị trấn|Đặc khu|Quận|Huyện|Thị xã|Thành phố) /u, "");
  const { units, mappings } = readAdminUnits();
  for (const unit of units.filter(
    ({ parentCode, validTo }) => parentCode === provinceCode && validTo === null,
  )) {
    for (const name of [unit.fullName, unit.name, unit.code]) add(name, unit.code);
  }
  for (const { oldCode, oldName, oldDistrictName, newCode } of mappings) {
    add(oldCode, newCode);
    for (const name of [oldName, oldDistrictName].filter((one) => one !== null && one !== undefined)) {
      add(name, newCode);
      add(bare(name), newCode);
    }
  }
  // Two whole provinces, and a city: they tell no school from another. A bare "Hải Dương" may be either.
  for (const name of ["hai phong", "thanh pho hai phong", "tinh hai duong", "hai duong"]) found.delete(name);
  return found;
});

/**
 * Codes of the communes of today that a text may name: by code, by today's name, by the name of a commune or district
 * that was merged on 1/7/2025. Sorted; empty when it names none of ours, several when the old unit was split or the
 * name stands twice.
 *
 * @param text one unit with or without its kind, or an address whose last parts are units
 */
export const findCommunes: (text: string) => readonly string[] = remembered((text) => {
  const parts = text
    .split(/[,;|]| [-–] /)
    .map(normal)
    .filter((part) => part !== "");
  const known = parts.flatMap((part) => places().get(part) ?? []);
  // Commune and district together mean the communes of that name in that district.
  const [first, ...others] = known.sort((a, b) => a.size - b.size);
  if (first === undefined) return [];
  const narrowed = others.reduce<ReadonlySet<string>>((left, right) => {
    const both = left.intersection(right);
    return both.size === 0 ? left : both;
  }, first);
  return [...narrowed].sort();
});

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
