import { foldHeader, foldText } from "#src/domains/dictionary/fold.ts";
import type { TableContext } from "./types.ts";
import type { VendorProfile } from "./vendor-profile.ts";

/** Where a piece of context was read; earlier places win over later ones. */
export interface ContextClue {
  readonly key: keyof TableContext;
  readonly value: string;
  readonly place: "title" | "sheet" | "file" | "path" | "vendor";
}

/** School codes as issued: department, commune, level, running number. */
const SCHOOL_CODE = /(?<!\d)31\d{5}0[1-5]\d{3}(?!\d)/;
/** A code that is called one by its label may have any form. */
const LABELLED_CODE = /m[ãa]\s*(?:s[ốo]\s*)?tr[ưu][ờo]ng\s*[:：]?\s*\(?([A-Za-z0-9_.-]*\d[A-Za-z0-9_.-]*)/iu;
const SCHOOL_YEAR = /(?<!\d)(20\d{2})\s*[-–—_/]\s*(20\d{2}(?!\d)|\d{2}(?![\d/-]))/;
const DAY = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](20\d{2})(?!\d)/;
const SPELT_DAY = /ngay (\d{1,2}) thang (\d{1,2}) nam (20\d{2})/;
const AS_OF_WORDS = /(ngay xuat|xuat ngay|thoi diem|tinh den|den ngay|ngay lap|as of|exported|ngay ket xuat)/;

function pad(text: string): string {
  return text.padStart(2, "0");
}

function isoDay(day: string, month: string, year: string): string | undefined {
  const iso = `${year}-${pad(month)}-${pad(day)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

/** `2026-2027`, also from `26-27` after its century; undefined when the second year isn't the next one. */
export function findSchoolYear(text: string): string | undefined {
  const found = SCHOOL_YEAR.exec(text);
  const short = found === null ? /(?<!\d)(\d{2})\s*[-–_]\s*(\d{2})(?!\d|[-/]\d)/.exec(text) : null;
  const first = found?.[1] ?? (short?.[1] === undefined ? undefined : `20${short[1]}`);
  const second = found?.[2] ?? short?.[2];
  if (first === undefined || second === undefined) return undefined;
  const next = Number(first) + 1;
  const isNext = second.length === 2 ? Number(second) === next % 100 : Number(second) === next;
  return isNext ? `${first}-${next}` : undefined;
}

function findTerm(folded: string): string | undefined {
  if (/\b(hoc (ky|ki) (ii|2|hai)|hk ?(ii|2))\b/.test(folded)) return "HK2";
  if (/\b(hoc (ky|ki) (i|1|mot)|hk ?(i|1))\b/.test(folded)) return "HK1";
  if (/\b(ca nam|cuoi nam)\b/.test(folded)) return "CN";
  return undefined;
}

/** `7A2`, `10 A1`, `10 Toán 1`, `Lá 2`; `lớp 6 năm học …` names a grade, no class. */
const CLASS_NAME =
  /(?:^|[\s:_-])[Ll](?:ớp|ỚP)\s*:?\s*(\d{1,2}(?:[A-ZĐa-eđ]{1,2}\d{0,2}|\s\p{Lu}\d{0,2}(?!\p{L})|\s(?:Toán|Văn|Anh|Lý|Lí|Hóa|Hoá|Sinh|Sử|Địa|Tin|Nga|Pháp|Trung|Nhật|Hàn)\s?\d{0,2})|(?:Lá|Chồi|Mầm|Nhà trẻ)\s?\p{Lu}?\d{0,2})(?=$|[\s,.;)(-])/u;
const BARE_CLASS = /^(\d{1,2}\s?\p{Lu}{1,4}\d{0,2})$/u;

function findClass(text: string): string | undefined {
  const name = CLASS_NAME.exec(text)?.[1]?.trim();
  return name === undefined || /^\d{1,2}$/.test(name) ? undefined : name;
}

const SCHOOL_WORDS =
  /^(truong|tr\.? |tieu hoc|thcs|thpt|ptth|ptcs|mam non|mau giao|nha tre|trung tam (gd|giao duc)|tt ?gd|(th|mn|mg)( |&|-)|pho thong|trung hoc|lien cap)/;
const SCHOOL_LABEL = /^(tên trường|ten truong|trường|đơn vị|tên đơn vị|cơ sở|cơ sở giáo dục)\s*:\s*/iu;

function findSchoolName(text: string): string | undefined {
  const parts = text.split(/\s[-–—]\s|[;|()·]/).map((part) => part.replace(SCHOOL_LABEL, "").trim());
  return parts.find((part) => {
    const folded = foldText(part);
    return SCHOOL_WORDS.test(folded) && folded.includes(" ") && part.length <= 120;
  });
}

/** A school named inside a file's name: `DS HS Trường TH Hải An 2026-2027`. Folders and files say it in many ways. */
const NAMED_INSIDE =
  /(?<![\p{L}\d])((?:trường|truong|mầm non|mam non|tiểu học|tieu hoc|mn|th|thcs|thpt|gdtx)(?![\p{L}\d]).*)$/iu;
const AFTER_NAME =
  /\s+(?:năm học|nam hoc|học k[ỳì]|hoc k[yi]|hk\s?\d|lớp|lop|khối|khoi|ngày|ngay|\(\d+\)|\d{1,2}[./-]\d{1,2}|(?:20)?\d\d\s?-\s?\d\d|20\d\d).*$/iu;

function findNameInside(text: string): string | undefined {
  const named = NAMED_INSIDE.exec(text.replace(/_+/g, " "))?.[1]?.replace(AFTER_NAME, "").trim();
  return named === undefined ? undefined : findSchoolName(named);
}

/** Who heads the letter, or where it says that the school stands. A whole city or province tells no school from another. */
const PLACE_WORDS =
  /^(ubnd|uy ban nhan dan|phong (gd|giao duc|vh|van hoa)|phuong |xa |dac khu |thi tran |quan |huyen |thi xa |thanh pho )/;
const WHOLE_CITY = /(thanh pho|tp\.?|tinh) ?(hai phong|hai duong)$/;
const PLACE_LABEL = /^(?:xã|phường|xã\/phường|phường\/xã|địa bàn|địa chỉ)\s*:\s*/iu;

function findPlace(text: string): string | undefined {
  const parts = text.split(/\s[-–—]\s|[;|·]/).map((part) => part.trim());
  return parts
    .filter((part) => PLACE_LABEL.test(part) || PLACE_WORDS.test(foldText(part)))
    .map((part) => part.replace(PLACE_LABEL, ""))
    .find((part) => part.length <= 150 && !WHOLE_CITY.test(foldText(part)));
}

function findDelivery(folded: string): "full" | "delta" | undefined {
  const said = /kieu ?gui\s*:?\s*(thay doi|toan bo|bo sung|day du|delta|full)/.exec(folded)?.[1];
  if (said === undefined) return undefined;
  return said === "thay doi" || said === "bo sung" || said === "delta" ? "delta" : "full";
}

/** Clues of one text. Titles name more than folders do: a folder called `26-27` says nothing of a school. */
function cluesOf(text: string, place: ContextClue["place"]): ContextClue[] {
  const clues: ContextClue[] = [];
  const add = (key: keyof TableContext, value: string | undefined) => {
    if (value !== undefined && value !== "") clues.push({ key, value, place });
  };
  const normal = text.normalize("NFC").replace(/\s+/g, " ").trim();
  const folded = foldText(normal);
  const words = foldHeader(normal);
  add(
    "schoolCode",
    SCHOOL_CODE.exec(normal)?.[0] ?? (place === "title" ? LABELLED_CODE.exec(normal)?.[1] : undefined),
  );
  add(
    "schoolYear",
    place === "path" && !/\d{4}/.test(normal) ? undefined : findSchoolYear(normal.replace(/_/g, "-")),
  );
  add("delivery", findDelivery(folded) ?? (place === "file" && /thay doi/.test(words) ? "delta" : undefined));
  if (place === "path") {
    // A folder is often called after the school, and as often after anything else: only a whole name counts.
    if (SCHOOL_WORDS.test(folded)) add("schoolName", findNameInside(normal));
    return clues;
  }
  if (place === "file") add("schoolName", findNameInside(normal));
  add("term", findTerm(words));
  add("className", findClass(normal) ?? (place === "sheet" ? BARE_CLASS.exec(normal)?.[1] : undefined));
  if (place === "title") {
    add("gradeLevel", /^khoi (lop )?(\d{1,2})$/.exec(words)?.[2]);
    add("schoolName", findSchoolName(normal));
    add("place", findPlace(normal));
    const day = DAY.exec(normal);
    const spelt = SPELT_DAY.exec(folded);
    if (day !== null && AS_OF_WORDS.test(folded))
      add("asOf", isoDay(day[1] ?? "", day[2] ?? "", day[3] ?? ""));
    else if (spelt !== null) add("asOf", isoDay(spelt[1] ?? "", spelt[2] ?? "", spelt[3] ?? ""));
  }
  return clues;
}

export interface ContextPlaces {
  readonly titles: readonly string[];
  readonly sheetName: string;
  readonly fileName: string;
  readonly pathSegments: readonly string[];
  readonly vendor?: VendorProfile;
}

function vendorClues(places: ContextPlaces): ContextClue[] {
  const { vendor } = places;
  if (vendor === undefined) return [];
  const contexts: TableContext[] = [];
  for (const rule of vendor.fileNames ?? []) {
    const found = rule.pattern.exec(places.fileName);
    if (found === null) continue;
    const filled = Object.entries(rule.context).map(([key, template]) => [
      key,
      String(template).replace(/\{(\w+)\}/g, (_, name: string) => found.groups?.[name] ?? ""),
    ]);
    contexts.push(Object.fromEntries(filled));
  }
  contexts.push(vendor.context ?? {});
  return contexts.flatMap((context) =>
    Object.entries(context).map(([key, value]) => ({
      key: key as keyof TableContext,
      value,
      place: "vendor" as const,
    })),
  );
}

/** All clues about a table's context, the most trustworthy first. */
export function findClues(places: ContextPlaces): ContextClue[] {
  const stem = places.fileName.replace(/\.[a-z0-9]{2,4}$/i, "");
  return [
    ...places.titles.flatMap((title) => cluesOf(title, "title")),
    ...cluesOf(places.sheetName, "sheet"),
    ...cluesOf(stem, "file"),
    ...[...places.pathSegments].reverse().flatMap((segment) => cluesOf(segment, "path")),
    ...vendorClues(places),
  ];
}

/** Keys whose clues must agree: rows of one school never go to another in silence. */
const MUST_AGREE: ReadonlySet<keyof TableContext> = new Set(["schoolCode", "schoolYear"]);

export interface ReadContext {
  readonly context: TableContext;
  readonly conflicts: readonly { readonly key: keyof TableContext; readonly values: readonly string[] }[];
}

/** The first clue of each key wins; contradicting school codes or years leave the key empty and are reported. */
export function settleContext(clues: readonly ContextClue[]): ReadContext {
  const context: TableContext = {};
  const conflicts: { key: keyof TableContext; values: string[] }[] = [];
  for (const [key, ofKey] of Map.groupBy(clues, (clue) => clue.key)) {
    const values = [...new Set(ofKey.filter((clue) => clue.place !== "vendor").map((clue) => clue.value))];
    if (MUST_AGREE.has(key) && values.length > 1) {
      conflicts.push({ key, values });
      continue;
    }
    Object.assign(context, { [key]: ofKey[0]?.value });
  }
  return { context, conflicts };
}
