/**
 * Windows-1258. Some toned vowels exist ready-made, the others are a base vowel followed by a combining tone.
 * Follows what Windows' own keyboard writes: shape (â ă ê ô ơ ư) in one byte, tone as a byte after it.
 */
const READY: Readonly<Record<string, number>> = {
  À: 0xc0,
  Á: 0xc1,
  Â: 0xc2,
  Ă: 0xc3,
  È: 0xc8,
  É: 0xc9,
  Ê: 0xca,
  Í: 0xcd,
  Đ: 0xd0,
  Ó: 0xd3,
  Ô: 0xd4,
  Ơ: 0xd5,
  Ù: 0xd9,
  Ú: 0xda,
  Ư: 0xdd,
  à: 0xe0,
  á: 0xe1,
  â: 0xe2,
  ă: 0xe3,
  è: 0xe8,
  é: 0xe9,
  ê: 0xea,
  í: 0xed,
  đ: 0xf0,
  ó: 0xf3,
  ô: 0xf4,
  ơ: 0xf5,
  ù: 0xf9,
  ú: 0xfa,
  ư: 0xfd,
};
const TONES: Readonly<Record<string, number>> = {
  "\u0300": 0xcc,
  "\u0309": 0xd2,
  "\u0303": 0xde,
  "\u0301": 0xec,
  "\u0323": 0xf2,
};
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;

const cache = new Map<string, readonly number[]>();

/** Bytes of `text` in Windows-1258; throws on a letter the encoding cannot carry. */
export function encodeWindows1258(text: string): Buffer {
  const out: number[] = [];
  for (const letter of text.normalize("NFC")) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) {
      out.push(code);
      continue;
    }
    let bytes = cache.get(letter);
    if (bytes === undefined) {
      bytes = letterBytes(letter);
      cache.set(letter, bytes);
    }
    out.push(...bytes);
  }
  return Buffer.from(out);
}

function letterBytes(letter: string): readonly number[] {
  const ready = READY[letter];
  if (ready !== undefined) return [ready];
  const parts = letter.normalize("NFD");
  const tone = TONE.exec(parts)?.[0] ?? "";
  const base = parts.replace(tone, "").normalize("NFC");
  const baseByte = base.length === 1 && base.charCodeAt(0) < 0x80 ? base.charCodeAt(0) : READY[base];
  const toneByte = TONES[tone];
  if (baseByte === undefined || toneByte === undefined) throw new RangeError(`Windows-1258 has no ${letter}`);
  return [baseByte, toneByte];
}
