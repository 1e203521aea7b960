import { foldText } from "../dictionary/fold.ts";
import { remembered } from "../dictionary/remembered.ts";
import { findCommunes } from "./find-communes.ts";

/** A school's name taken apart, as vendors, letterheads and registers write it. */
export interface SchoolNameReading {
  /** What tells the school from others of its kind, folded: `nguyen binh khiem`, without type, place and number. */
  readonly base: string;
  /** The same as it is spelt, lower case. */
  readonly spelt: string;
  /** First letters of its words: a school's own short name. */
  readonly initials: string;
  /** `2` of `Hoa Sen 2`, `số 2`, `II`; the first of several often goes without, so it is `1` when none is written. */
  readonly number: string;
  /** Codes of code set schoolLevel that the type names; empty when it names none. */
  readonly levels: readonly string[];
  /** Communes of today that a place beside the name may be. */
  readonly communes: readonly string[];
}

/** Words before the name proper, folded, longest first: what they say of the level. */
const typeWords: readonly (readonly [words: string, levels: readonly string[]])[] = [
  ["trung tam giao duc nghe nghiep giao duc thuong xuyen", ["05"]],
  ["giao duc nghe nghiep", ["05"]],
  ["giao duc thuong xuyen", ["05"]],
  ["trung tam gdnn gdtx", ["05"]],
  ["huong nghiep", ["05"]],
  ["ttgdnn", ["05"]],
  ["ttgdtx", ["05"]],
  ["gdnn", ["05"]],
  ["gdtx", ["05"]],
  ["trung hoc pho thong", ["04"]],
  ["ptth", ["04"]],
  ["thpt", ["04"]],
  ["cap 3", ["04"]],
  ["c3", ["04"]],
  ["trung hoc co so", ["03"]],
  ["thcs", ["03"]],
  ["cap 2", ["03"]],
  ["c2", ["03"]],
  ["pho thong co so", ["02", "03"]],
  ["ptcs", ["02", "03"]],
  ["tieu hoc", ["02"]],
  ["cap 1", ["02"]],
  ["c1", ["02"]],
  ["th", ["02"]],
  ["mam non", ["01"]],
  ["mau giao", ["01"]],
  ["nha tre", ["01"]],
  ["mntt", ["01"]],
  ["mntthuc", ["01"]],
  ["mn", ["01"]],
  ["mg", ["01"]],
  ...[
    "truong",
    "tr",
    "trung tam",
    "tt",
    "ttam",
    "lien cap",
    "pho thong",
    "pt",
    "co so",
    "va",
    "cong lap",
    "ngoai cong lap",
    "tu thuc",
    "tuthuc",
    "dan lap",
  ].map((words): readonly [string, readonly string[]] => [words, []]),
];

/** A unit named inside the name without a comma; only with its accents, or Hoa Phượng Đỏ would stand in a ward. */
const unitInside =
  /\s(phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tp\.|p\.|q\.|h\.)\s*(?=\p{L})/gu;
const separator = /\s*(?:[,;()|\n]|\s[-–—]\s)\s*/u;
const romans: Readonly<Record<string, string>> = { i: "1", ii: "2", iii: "3", iv: "4" };

interface Word {
  readonly spelt: string;
  readonly folded: string;
}

const wordsOf = (text: string): readonly Word[] =>
  text
    .replace(/(\p{L}{3,})(\d+)$/u, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((spelt) => ({ spelt, folded: foldText(spelt) }));

/** Words at the start that only say what kind of school it is, and the levels they name. */
function readType(words: readonly Word[]): { readonly length: number; readonly levels: readonly string[] } {
  const levels = new Set<string>();
  let at = 0;
  for (;;) {
    const here = words.slice(at).map(({ folded }) => folded);
    const found = typeWords.find(([type]) => {
      const parts = type.split(" ");
      return parts.every((part, index) => here[index] === part);
    });
    if (found === undefined) return { length: at, levels: [...levels].sort() };
    for (const level of found[1]) levels.add(level);
    at += found[0].split(" ").length;
  }
}

/** `Tr. TH&THCS Minh Tân (H. Kiến Thụy)` → base `minh tan`, levels 02 and 03, the communes of old Kiến Thụy. */
export const readSchoolName: (text: string) => SchoolNameReading = remembered((text) => {
  const clean = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  const pieces = clean
    .replace(unitInside, " | $1 ")
    .split(separator)
    .filter((piece) => wordsOf(piece).length > 0);
  const levels = new Set<string>();
  let words: readonly Word[] = [];
  const places: string[] = [];
  for (const piece of pieces) {
    const all = wordsOf(piece);
    // Type words may fill a piece of their own: "Trung tâm GDNN - GDTX Nam Triệu".
    const type = words.length === 0 ? readType(all) : { length: 0, levels: [] };
    for (const level of type.levels) levels.add(level);
    if (words.length === 0 && type.length < all.length && !isPlaceAlone(piece, levels))
      words = all.slice(type.length);
    else if (type.length < all.length) places.push(piece);
  }
  // "Trường Tiểu học xã Tân Dân" is called after the place it stands in.
  if (words.length === 0)
    words = wordsOf((places[0] ?? "").replace(/^(?:phường|xã|thị trấn|phuong|xa|thi tran)\s/u, ""));
  const { name, number } = takeNumber(words);
  return {
    base: name.map(({ folded }) => folded).join(" "),
    spelt: name.map(({ spelt }) => spelt).join(" "),
    initials: name.map(({ folded }) => folded[0] ?? "").join(""),
    number,
    levels: [...levels].sort(),
    communes: findCommunes(places.join(", ")),
  };
});

/** A first piece with the type in it is the name, whatever place it is called after. */
function isPlaceAlone(piece: string, levels: ReadonlySet<string>): boolean {
  return levels.size > 0 && /^(?:phường|xã|thị trấn|đặc khu|quận|huyện|p\.|q\.|h\.)\s/u.test(piece);
}

function takeNumber(words: readonly Word[]): { readonly name: readonly Word[]; readonly number: string } {
  const last = words.at(-1)?.folded ?? "";
  const written = /^\d+$/.test(last) ? String(Number(last)) : romans[last];
  if (written === undefined || words.length < 2) return { name: words, number: "1" };
  const rest = words.slice(0, -1);
  return {
    name: rest.at(-1)?.folded === "so" && rest.length > 1 ? rest.slice(0, -1) : rest,
    number: written,
  };
}
