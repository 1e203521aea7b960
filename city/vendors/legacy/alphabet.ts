const VIETNAMESE = new Set(
  ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
    .flatMap((vowel) => ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"].map((tone) => vowel + tone))
    .concat("đ")
    .flatMap((letter) => [letter.normalize("NFC"), letter.normalize("NFC").toUpperCase()]),
);

/**
 * The text as an old program's keyboard could type it: letters of other alphabets lose their marks
 * ("Ayŭn", a name of the highlands, becomes "Ayun").
 */
export function inVietnameseLetters(text: string): string {
  let out = "";
  for (const letter of text.normalize("NFC")) {
    out += letter < "\u0080" || VIETNAMESE.has(letter) ? letter : letter.normalize("NFD").charAt(0);
  }
  return out;
}
