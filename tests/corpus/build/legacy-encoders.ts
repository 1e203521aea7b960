/**
 * Unicode → the three legacy encodings, written from a description of each (not from the decoder's
 * tables): the vowel groups in the order of TCVN 5712, the mark bytes of VNI, the composition of 1258.
 */
export type LegacyName = "windows-1258" | "tcvn3" | "vni";

const tones = ["\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];

/** A letter as shape ("ơ", "a") and index into `tones`, -1 without a tone. */
function takeApart(letter: string): { shape: string; tone: number } {
  const parts = letter.normalize("NFD");
  const tone = tones.findIndex((mark) => parts.includes(mark));
  return {
    shape: tone < 0 ? letter.normalize("NFC") : parts.replace(tones[tone] ?? "", "").normalize("NFC"),
    tone,
  };
}

/** TCVN 5712: huyền, hỏi, ngã, sắc, nặng of each vowel. Capitals with tones do not exist in TCVN3. */
const tcvn3Toned: Record<string, number[]> = {
  a: [0xb5, 0xb6, 0xb7, 0xb8, 0xb9],
  ă: [0xbb, 0xbc, 0xbd, 0xbe, 0xc6],
  â: [0xc7, 0xc8, 0xc9, 0xca, 0xcb],
  e: [0xcc, 0xce, 0xcf, 0xd0, 0xd1],
  ê: [0xd2, 0xd3, 0xd4, 0xd5, 0xd6],
  i: [0xd7, 0xd8, 0xdc, 0xdd, 0xde],
  o: [0xdf, 0xe1, 0xe2, 0xe3, 0xe4],
  ô: [0xe5, 0xe6, 0xe7, 0xe8, 0xe9],
  ơ: [0xea, 0xeb, 0xec, 0xed, 0xee],
  u: [0xef, 0xf1, 0xf2, 0xf3, 0xf4],
  ư: [0xf5, 0xf6, 0xf7, 0xf8, 0xf9],
  y: [0xfa, 0xfb, 0xfc, 0xfd, 0xfe],
};
const tcvn3Plain: Record<string, number> = {
  Ă: 0xa1,
  Â: 0xa2,
  Ê: 0xa3,
  Ô: 0xa4,
  Ơ: 0xa5,
  Ư: 0xa6,
  Đ: 0xa7,
  ă: 0xa8,
  â: 0xa9,
  ê: 0xaa,
  ô: 0xab,
  ơ: 0xac,
  ư: 0xad,
  đ: 0xae,
};

/** VNI: bytes behind the letter, by what stands on it; again huyền, hỏi, ngã, sắc, nặng, then no tone. */
const vniOnPlain = [0xf8, 0xfb, 0xf5, 0xf9, 0xef];
const vniOnHat = [0xe0, 0xe5, 0xe3, 0xe1, 0xe4, 0xe2];
const vniOnBreve = [0xe8, 0xfa, 0xfc, 0xe9, 0xeb, 0xea];
const vniI = [0xec, 0xe6, 0xf3, 0xed, 0xf2];

const in1258: Record<string, number> = {
  Ă: 0xc3,
  ă: 0xe3,
  Â: 0xc2,
  â: 0xe2,
  Ê: 0xca,
  ê: 0xea,
  Ô: 0xd4,
  ô: 0xf4,
  Ơ: 0xd5,
  ơ: 0xf5,
  Ư: 0xdd,
  ư: 0xfd,
  Đ: 0xd0,
  đ: 0xf0,
  "₫": 0xfe,
};
const tones1258 = [0xcc, 0xd2, 0xde, 0xec, 0xf2];

/** @throws when the text has a character the encoding can't write */
export function encodeLegacy(text: string, encoding: LegacyName): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text.normalize("NFC")) bytes.push(...encodeLetter(letter, encoding));
  return Uint8Array.from(bytes);
}

function encodeLetter(letter: string, encoding: LegacyName): number[] {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return [code];
  const found =
    encoding === "tcvn3" ? inTcvn3(letter) : encoding === "vni" ? inVni(letter) : inWindows1258(letter);
  if (found === undefined) throw new Error(`${letter} can't be written in ${encoding}`);
  return found;
}

function inTcvn3(letter: string): number[] | undefined {
  const { shape, tone } = takeApart(letter);
  const byte = tone < 0 ? tcvn3Plain[letter] : tcvn3Toned[shape]?.[tone];
  return byte === undefined ? undefined : [byte];
}

function inWindows1258(letter: string): number[] | undefined {
  const { shape, tone } = takeApart(letter);
  const base = in1258[shape] ?? (shape.charCodeAt(0) < 0x80 ? shape.charCodeAt(0) : undefined);
  if (base === undefined) return undefined;
  return tone < 0 ? [base] : [base, tones1258[tone] ?? 0];
}

function inVni(letter: string): number[] | undefined {
  const lower = letter.toLowerCase();
  const shift = lower === letter ? 0 : 0x20;
  if (lower === "đ") return [0xf1 - shift];
  const { shape, tone } = takeApart(lower);
  if (shape === "i") return tone < 0 ? undefined : [(vniI[tone] ?? 0) - shift];
  if (shape === "y" && tone === 4) return [0xee - shift];
  const at = tone < 0 ? 5 : tone;
  const of = (base: number, marks: number[]) => [
    base - shift,
    ...(marks[at] === undefined ? [] : [(marks[at] ?? 0) - shift]),
  ];
  const hat = "âêô".indexOf(shape);
  if (hat >= 0) return of("aeo".charCodeAt(hat), vniOnHat);
  if (shape === "ă") return of(0x61, vniOnBreve);
  if (shape === "ơ") return of(0xf4, vniOnPlain);
  if (shape === "ư") return of(0xf6, vniOnPlain);
  return shape.length === 1 && "aeouy".includes(shape) ? of(shape.charCodeAt(0), vniOnPlain) : undefined;
}
