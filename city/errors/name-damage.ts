import type { Rng } from "../world/random.ts";

/**
 * Mistakes in names. Each returns the damaged text, or undefined when this name cannot carry that mistake
 * (no đ to confuse, no tone to lose).
 */
export function loseAccents(name: string): string | undefined {
  const bare = name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
  return changed(name, bare);
}

/** `latin1` allows the look-alikes ð and Ð (U+00F0, U+00D0), which legacy encodings do not have. */
export function confuseStroke(name: string, rng: Rng, latin1: boolean): string | undefined {
  if (!/[đĐ]/.test(name)) return undefined;
  if (latin1 && rng.chance(0.5)) return name.replaceAll("đ", "ð").replaceAll("Đ", "Ð");
  return name.replaceAll("đ", "d").replaceAll("Đ", "D");
}

export function swapParts(name: string, rng: Rng): string | undefined {
  const parts = name.split(" ");
  if (parts.length < 2) return undefined;
  const given = parts.pop() ?? "";
  if (parts.length === 1 || rng.chance(0.6)) return changed(name, [given, ...parts].join(" "));
  const middle = parts.pop() ?? "";
  return changed(name, [...parts, given, middle].join(" "));
}

const TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"] as const;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;
/** A toned vowel, decomposed: the shape stands after the tone when the tone is a dot below. */
const TONED_VOWEL = /([aeiouy][\u0302\u0306\u031b]?)([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306]?)/iu;

/** Another tone, or none, on one toned syllable: Hải → Hãi, Hai. */
export function changeTone(name: string, rng: Rng): string | undefined {
  const parts = name.split(" ");
  const toned = parts
    .map((_, index) => index)
    .filter((index) => TONE.test((parts[index] ?? "").normalize("NFD")));
  if (toned.length === 0) return undefined;
  const at = rng.pick(toned);
  const syllable = (parts[at] ?? "").normalize("NFD");
  const old = TONE.exec(syllable)?.[0] ?? "";
  const tone = rng.pick(TONES.filter((candidate) => candidate !== old));
  parts[at] = syllable.replace(TONED_VOWEL, `$1$3${tone}`).normalize("NFC");
  return changed(name, parts.join(" "));
}

/** Old style òa, òe, ùy against new style oà, oè, uỳ, at the end of a syllable. */
export function movePlaceOfTone(name: string): string | undefined {
  const moved = name
    .split(" ")
    .map((part) => moveTone(part.normalize("NFD")).normalize("NFC"))
    .join(" ");
  return changed(name, moved);
}

function moveTone(syllable: string): string {
  const pattern = /([ou])([\u0300\u0301\u0303\u0309\u0323]?)([aey])([\u0300\u0301\u0303\u0309\u0323]?)$/iu;
  const match = pattern.exec(syllable);
  if (match === null) return syllable;
  const [, first = "", toneOfFirst = "", second = "", toneOfSecond = ""] = match;
  const pair = (first + second).toLowerCase();
  if (pair !== "oa" && pair !== "oe" && pair !== "uy") return syllable;
  // In "qu" the u belongs to the consonant: quý has one place for its tone.
  if (pair === "uy" && /q$/i.test(syllable.slice(0, match.index))) return syllable;
  if (toneOfFirst === "" && toneOfSecond === "") return syllable;
  return syllable.slice(0, match.index) + first + toneOfSecond + second + toneOfFirst;
}

export function decompose(name: string): string | undefined {
  return changed(name, name.normalize("NFD"));
}

export function addSpaceAtEnd(name: string, rng: Rng): string {
  return name + " ".repeat(rng.between(1, 2));
}

export function doubleSpace(name: string): string | undefined {
  return changed(name, name.replace(" ", "  "));
}

export function upperCase(name: string): string | undefined {
  return changed(name, name.toUpperCase());
}

function changed(before: string, after: string): string | undefined {
  return after === before ? undefined : after;
}
