/**
 * Is a word a possible Vietnamese syllable? Onset and rhyme after Đoàn Thiện Thuật's inventory (Ngữ âm
 * tiếng Việt), tones taken off. Bytes read in the wrong encoding hardly ever give one: that is what the
 * detection counts.
 */
const onsets = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x|";
const rhymes =
  "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây " +
  "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu " +
  "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong " +
  "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uê uênh uêch uơ uôc uôi uôm uôn uông uôt " +
  "uân uâng uât uây uy uya uyên uyêt uynh uych uyt uyu ư ưa ưc ươc ươi ươm ươn ương ươp ươt ươu ưi ưm ưn ưng ưt ưu " +
  "y yên yêt yêm yêng yêu ynh ych yt ê ên ông";

const syllable = new RegExp(`^(?:${onsets})(?:${rhymes.split(" ").join("|")})$`);
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

export function isVietnameseSyllable(word: string): boolean {
  const plain = word.normalize("NFD").replace(toneMarks, "").normalize("NFC").toLowerCase();
  return plain.length <= 7 && (syllable.test(plain) || plain === "gi");
}

/** At most one tone and not two diacritics piled up by a wrong reading. */
export function toneCount(word: string): number {
  return word.normalize("NFD").match(toneMarks)?.length ?? 0;
}
