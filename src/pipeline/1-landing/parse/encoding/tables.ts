/**
 * The three 8-bit ways old Vietnamese files were written in. `�` marks a byte the encoding does not use.
 * High halves only (0x80-0xff); the low half is ASCII in all three.
 */

/** Windows-1258 (Microsoft code page 1258): base letters plus five combining tones; composed afterwards. */
export const windows1258High =
  "€�‚ƒ„…†‡ˆ‰�‹Œ���" +
  "�‘’“”•–—˜™�›œ��Ÿ" +
  "\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯" +
  "°±²³´µ¶·¸¹º»¼½¾¿" +
  "ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏ" +
  "ĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß" +
  "àáâăäåæçèéêë\u0301íîï" +
  "đñ\u0323óôơö÷øùúûüư₫ÿ";

/**
 * TCVN 5712:1993 VN2, of which TCVN3 (the ABC fonts .VnTime, .VnArial) is the part in use: small letters
 * with tones, capitals without. A capital with a tone is a small letter in a capitals font (.VnTimeH),
 * which only the font knew: bytes say "NGUYễN" and so do we; casing is for the next step.
 */
export const tcvn3High =
  "����������������" +
  "����������������" +
  "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ" +
  "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ" +
  "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ" +
  "éẹềểễếệìỉỄẾỒĩíịò" +
  "Ổỏõóọồổỗốộờởỡớợù" +
  "Ỗủũúụừửữứựỳỷỹýỵ�";

/**
 * VNI-Windows (fonts VNI-Times and so on): a plain letter followed by one mark byte, shown here as the
 * Windows-1252 character of the byte. Row by row: what the mark makes of the letters it may follow.
 */
export const vniMarks: { mark: string; on: string; gives: string }[] = [
  { mark: "ù", on: "aeouyôö", gives: "áéóúýớứ" },
  { mark: "ø", on: "aeouyôö", gives: "àèòùỳờừ" },
  { mark: "û", on: "aeouyôö", gives: "ảẻỏủỷởử" },
  { mark: "õ", on: "aeouyôö", gives: "ãẽõũỹỡữ" },
  { mark: "ï", on: "aeouôö", gives: "ạẹọụợự" },
  { mark: "â", on: "aeo", gives: "âêô" },
  { mark: "á", on: "aeo", gives: "ấếố" },
  { mark: "à", on: "aeo", gives: "ầềồ" },
  { mark: "å", on: "aeo", gives: "ẩểổ" },
  { mark: "ã", on: "aeo", gives: "ẫễỗ" },
  { mark: "ä", on: "aeo", gives: "ậệộ" },
  { mark: "ê", on: "a", gives: "ă" },
  { mark: "é", on: "a", gives: "ắ" },
  { mark: "è", on: "a", gives: "ằ" },
  { mark: "ú", on: "a", gives: "ẳ" },
  { mark: "ü", on: "a", gives: "ẵ" },
  { mark: "ë", on: "a", gives: "ặ" },
];

/** VNI letters of one byte: the base letters ơ ư, the toned i, ỵ and đ. */
export const vniSingles = { from: "ôöíìæóòîñ", gives: "ơưíìỉĩịỵđ" };
