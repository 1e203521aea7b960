import { Rng } from "#city/world/random.ts";
import { readAdminUnits } from "#src/domains/reference/admin-units.ts";

/** A school of the register, and how files call one. */
export interface Entry {
  readonly code: string;
  readonly name: string;
  readonly commune: string;
  readonly communeName: string;
  readonly phone: string;
}

export interface Mention {
  readonly school_name: string;
  readonly school_code: string | null;
  readonly place: string | null;
  readonly phone: string | null;
  /** Truth, never given to the engine: the code meant; null for a school that isn't in the register. */
  readonly means: string | null;
  /** Whether place or code was said, without which one name may be ten schools'. */
  readonly isPlaced: boolean;
}

const types: readonly (readonly [full: string, ways: readonly string[]])[] = [
  ["Trường Mầm non", ["MN", "Trường MN", "Tr. Mầm non", "Mầm non", "Trường mẫu giáo"]],
  ["Trường Tiểu học", ["TH", "Trường TH", "Tr. TH", "Tiểu học", "Trường tiểu học"]],
  ["Trường THCS", ["THCS", "Trường Trung học cơ sở", "Tr. THCS", "Trung học cơ sở"]],
  ["Trường THPT", ["THPT", "Trường Trung học phổ thông", "Trường PTTH", "Tr. THPT"]],
  [
    "Trung tâm GDNN-GDTX",
    [
      "TT GDNN-GDTX",
      "Trung tâm GDNN - GDTX",
      "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên",
      "TTGDTX",
    ],
  ],
];

const { mappings } = readAdminUnits();

/** How some vendor or clerk calls a school of the register; every slip is drawn from the seed. */
export function mentionOf(seed: number, entry: Entry, nth: number): Mention {
  const rng = Rng.of(seed, "mention", entry.code, nth);
  const [type, ways] = types.find(([full]) => entry.name.startsWith(full)) ?? ["", []];
  let base = entry.name.slice(type.length + 1);
  const number = / (\d)$/.exec(base)?.[1];
  if (number !== undefined && rng.chance(0.5))
    base = base.replace(
      / \d$/,
      rng.chance(0.5) ? ` số ${number}` : ` ${["", "I", "II", "III", "IV"][Number(number)] ?? number}`,
    );
  else if (type === "Trường THPT" && rng.chance(0.06))
    base = base
      .split(" ")
      .map((word) => word[0])
      .join("");
  else if (rng.chance(0.05)) base = slip(rng, base);
  let name = `${rng.chance(0.35) ? type : rng.pick(ways)} ${base}`;
  let place: string | null = null;
  const said = rng.float();
  const old = mappings.filter(({ newCode }) => newCode === entry.commune);
  const former =
    old.find(({ oldName }) => oldName?.endsWith(` ${base}`)) ??
    (old.length === 0 ? undefined : rng.pick(old));
  if (said < 0.25) place = `${rng.chance(0.5) ? "UBND " : ""}${entry.communeName}`;
  else if (said < 0.4 && former !== undefined) place = former.oldName ?? null;
  else if (said < 0.55 && former !== undefined) place = `PHÒNG GD&ĐT ${former.oldDistrictName}`;
  else if (said < 0.65)
    name = `${name} - ${rng.chance(0.5) ? entry.communeName : entry.communeName.replace("Phường", "P.").replace("Xã", "X.")}`;
  else if (said < 0.72) name = `${name} (${entry.communeName})`;
  const code = codeAs(rng, entry.code);
  const style = rng.float();
  if (style < 0.2) name = unaccented(name);
  else if (style < 0.4) name = name.toUpperCase();
  else if (style < 0.5) name = name.normalize("NFD");
  return {
    school_name: name,
    school_code: code,
    place: place !== null && rng.chance(0.2) ? unaccented(place) : place,
    phone: rng.chance(0.1) ? entry.phone : null,
    means: entry.code,
    isPlaced: place !== null || said < 0.72,
  };
}

/** A code that is missing, a vendor's own, mistyped, or of the time before the merger. */
function codeAs(rng: Rng, code: string): string | null {
  const way = rng.float();
  if (way < 0.6) return null;
  if (way < 0.8) return `org-${rng.next().toString(16)}`;
  if (way < 0.92) return `30${rng.between(100, 999)}${code.slice(7)}`;
  const at = rng.between(2, 11);
  return `${code.slice(0, at)}${(Number(code[at]) + rng.between(1, 9)) % 10}${code.slice(at + 1)}`;
}

const unaccented = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");

/** One letter left out, doubled, or two swapped. */
function slip(rng: Rng, text: string): string {
  const at = rng.between(1, text.length - 2);
  const way = rng.int(3);
  if (way === 0) return text.slice(0, at) + text.slice(at + 1);
  if (way === 1) return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);
  return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
}

const elsewhere = ["tỉnh Quảng Ninh", "TP Hà Nội", "huyện Kim Sơn, tỉnh Ninh Bình", "tỉnh Hưng Yên"];

/** A school of another province, some of which bear the name of one of ours. */
export function outsider(seed: number, nth: number): Mention {
  const rng = Rng.of(seed, "outside", nth);
  const names = [
    "Trần Phú",
    "Lê Lợi",
    "Quang Trung",
    "Hạ Long",
    "Đông Triều",
    "Ba Đình",
    "Cẩm Phả",
    "Hoàng Văn Thụ",
    "Kim Sơn",
    "Yên Mỹ",
  ];
  const type = rng.pick(["TH", "THCS", "Trường Mầm non", "Trường THPT"]);
  return {
    school_name: `${type} ${rng.pick(names)} - ${rng.pick(elsewhere)}`,
    school_code: null,
    place: null,
    phone: null,
    means: null,
    isPlaced: false,
  };
}
