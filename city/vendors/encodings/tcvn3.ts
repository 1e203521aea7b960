/**
 * TCVN 5712:1993 VN3 ("ABC"). Table written from the standard, independent of the product's decoder.
 * VN3 has no codes for capital vowels with tone: people typed the small code and chose an all-capitals font,
 * so "ÁNH" travels as the bytes of "áNH" and "Ánh" as those of "ánh".
 */
const TABLE: Readonly<Record<string, number>> = {
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
  à: 0xb5,
  ả: 0xb6,
  ã: 0xb7,
  á: 0xb8,
  ạ: 0xb9,
  ằ: 0xbb,
  ẳ: 0xbc,
  ẵ: 0xbd,
  ắ: 0xbe,
  ặ: 0xc6,
  ầ: 0xc7,
  ẩ: 0xc8,
  ẫ: 0xc9,
  ấ: 0xca,
  ậ: 0xcb,
  è: 0xcc,
  ẻ: 0xce,
  ẽ: 0xcf,
  é: 0xd0,
  ẹ: 0xd1,
  ề: 0xd2,
  ể: 0xd3,
  ễ: 0xd4,
  ế: 0xd5,
  ệ: 0xd6,
  ì: 0xd7,
  ỉ: 0xd8,
  ĩ: 0xdc,
  í: 0xdd,
  ị: 0xde,
  ò: 0xdf,
  ỏ: 0xe1,
  õ: 0xe2,
  ó: 0xe3,
  ọ: 0xe4,
  ồ: 0xe5,
  ổ: 0xe6,
  ỗ: 0xe7,
  ố: 0xe8,
  ộ: 0xe9,
  ờ: 0xea,
  ở: 0xeb,
  ỡ: 0xec,
  ớ: 0xed,
  ợ: 0xee,
  ù: 0xef,
  ủ: 0xf1,
  ũ: 0xf2,
  ú: 0xf3,
  ụ: 0xf4,
  ừ: 0xf5,
  ử: 0xf6,
  ữ: 0xf7,
  ứ: 0xf8,
  ự: 0xf9,
  ỳ: 0xfa,
  ỷ: 0xfb,
  ỹ: 0xfc,
  ý: 0xfd,
  ỵ: 0xfe,
};

/** Bytes of `text` in TCVN3; throws on a letter the encoding cannot carry. */
export function encodeTcvn3(text: string): Buffer {
  const composed = text.normalize("NFC");
  const out = Buffer.allocUnsafe(composed.length);
  for (let index = 0; index < composed.length; index += 1) {
    const code = composed.charCodeAt(index);
    if (code < 0x80) {
      out[index] = code;
      continue;
    }
    const letter = composed.charAt(index);
    const byte = TABLE[letter] ?? TABLE[letter.toLowerCase()];
    if (byte === undefined) throw new RangeError(`TCVN3 has no ${letter} (U+${code.toString(16)})`);
    out[index] = byte;
  }
  return out;
}
