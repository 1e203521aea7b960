import { describe, expect, test } from "vitest";
import { encodeTcvn3 } from "./tcvn3.ts";
import { encodeVni } from "./vni.ts";
import { encodeWindows1258 } from "./windows-1258.ts";

const VOWELS = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"];
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
const SMALL = [...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize("NFC"))), "đ"];
const CAPITALS = SMALL.map((letter) => letter.toUpperCase());

function latin1(bytes: Buffer): string {
  return bytes.toString("latin1");
}

describe("Windows-1258", () => {
  test("ICU's decoder gives every Vietnamese letter back", () => {
    const text = [...SMALL, ...CAPITALS].join(" ");
    expect(new TextDecoder("windows-1258").decode(encodeWindows1258(text)).normalize("NFC")).toBe(text);
  });
  test("uses combining tones where there is no ready letter", () => {
    expect(encodeWindows1258("Nguyễn")).toEqual(Buffer.from([0x4e, 0x67, 0x75, 0x79, 0xea, 0xde, 0x6e]));
  });
});

describe("VNI", () => {
  // Spellings everybody has seen who opened a VNI text with a Latin font.
  test.each([
    ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"],
    ["Đường Nguyễn Đức Cảnh", "Ñöôøng Nguyeãn Ñöùc Caûnh"],
    ["ỷ lại, kỳ lạ, Mỹ, ý, kỵ", "yû laïi, kyø laï, Myõ, yù, kî"],
    ["ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC"],
  ])("%s", (text, seen) => {
    expect(latin1(encodeVni(text))).toBe(seen);
  });
});

describe("TCVN3", () => {
  test.each([
    ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Céng hßa x· héi chñ nghÜa ViÖt Nam"],
    ["Đường Nguyễn Đức Cảnh", "§­êng NguyÔn §øc C¶nh"],
  ])("%s", (text, seen) => {
    expect(latin1(encodeTcvn3(text))).toBe(seen);
  });
  test("capitals with tone travel as small letters", () => {
    expect(encodeTcvn3("Ánh")).toEqual(encodeTcvn3("ánh"));
    expect(encodeTcvn3("Ăn")).not.toEqual(encodeTcvn3("ăn"));
  });
});

test.each([
  ["TCVN3", encodeTcvn3, SMALL],
  ["VNI", encodeVni, [...SMALL, ...CAPITALS]],
  ["Windows-1258", encodeWindows1258, [...SMALL, ...CAPITALS]],
] as const)("%s: no two letters share bytes, ASCII stays, strangers are refused", (_, encode, letters) => {
  expect(new Set(letters.map((letter) => encode(letter).toString("hex"))).size).toBe(letters.length);
  expect(encode("Lop 5A; 01/02/2015").toString("ascii")).toBe("Lop 5A; 01/02/2015");
  expect(() => encode("中")).toThrow(RangeError);
});

test("decomposed text is encoded like composed", () => {
  for (const encode of [encodeTcvn3, encodeVni, encodeWindows1258]) {
    expect(encode("Hòa Đễ".normalize("NFD"))).toEqual(encode("Hòa Đễ"));
  }
});
