/**
 * VNI for Windows: a base letter followed by a mark byte; capital letters take the capital mark, which is the
 * small one minus 0x20. Letters ơ, ư, đ, ỵ and the toned i have single bytes. Table written from VNI's chart.
 */
const TONES_PLAIN = { "\u0301": 0xf9, "\u0300": 0xf8, "\u0309": 0xfb, "\u0303": 0xf5, "\u0323": 0xef };
const TONES_CIRCUMFLEX = {
  "": 0xe2,
  "\u0301": 0xe1,
  "\u0300": 0xe0,
  "\u0309": 0xe5,
  "\u0303": 0xe3,
  "\u0323": 0xe4,
};
const TONES_BREVE = {
  "": 0xea,
  "\u0301": 0xe9,
  "\u0300": 0xe8,
  "\u0309": 0xfa,
  "\u0303": 0xfc,
  "\u0323": 0xeb,
};
const I_WITH_TONE = { "\u0301": 0xed, "\u0300": 0xec, "\u0309": 0xe6, "\u0303": 0xf3, "\u0323": 0xf2 };
const O_HORN = 0xf4;
const U_HORN = 0xf6;
const D_BAR = 0xf1;
const Y_DOT_BELOW = 0xee;

type Tones = Readonly<Record<string, number>>;

const CIRCUMFLEX = "\u0302";
const BREVE = "\u0306";
const HORN = "\u031b";

const cache = new Map<string, readonly number[]>();

/** Bytes of `text` in VNI-Windows; throws on a letter the encoding cannot carry. */
export function encodeVni(text: string): Buffer {
  const composed = text.normalize("NFC");
  const out: number[] = [];
  for (const letter of composed) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) {
      out.push(code);
      continue;
    }
    let bytes = cache.get(letter);
    if (bytes === undefined) {
      bytes = lettersBytes(letter);
      cache.set(letter, bytes);
    }
    out.push(...bytes);
  }
  return Buffer.from(out);
}

function lettersBytes(letter: string): readonly number[] {
  const small = letter.toLowerCase();
  const capital = small !== letter;
  const shift = capital ? 0x20 : 0;
  const fail = () => new RangeError(`VNI has no ${letter}`);
  if (small === "đ") return [D_BAR - shift];
  const [base = "", ...marks] = small.normalize("NFD");
  const shape = marks.find((mark) => mark === CIRCUMFLEX || mark === BREVE || mark === HORN) ?? "";
  const tone = marks.find((mark) => mark !== shape) ?? "";
  const baseByte = base.charCodeAt(0) - shift;
  const from = (tones: Tones): number => {
    const byte = tones[tone];
    if (byte === undefined) throw fail();
    return byte - shift;
  };
  if (!/^[aeiouy]$/.test(base)) throw fail();
  if (shape === CIRCUMFLEX) return [baseByte, from(TONES_CIRCUMFLEX)];
  if (shape === BREVE) return [baseByte, from(TONES_BREVE)];
  if (shape === HORN) {
    const horn = (base === "o" ? O_HORN : U_HORN) - shift;
    return tone === "" ? [horn] : [horn, from(TONES_PLAIN)];
  }
  if (base === "i") return [from(I_WITH_TONE)];
  if (base === "y" && tone === "\u0323") return [Y_DOT_BELOW - shift];
  return [baseByte, from(TONES_PLAIN)];
}
