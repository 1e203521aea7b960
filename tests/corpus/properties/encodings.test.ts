import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeLegacy } from "#src/pipeline/1-landing/parse/encoding/decode-legacy.ts";
import { detectEncoding, sureConfidence } from "#src/pipeline/1-landing/parse/encoding/detect.ts";
import { isVietnameseSyllable } from "#src/pipeline/1-landing/parse/encoding/syllables.ts";
import { encodeLegacy } from "../build/legacy-encoders.ts";
import { cutAt, places } from "./arbitraries.ts";

const lower = [
  ..."aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ",
];
const capitals = lower.map((letter) => letter.toUpperCase());
const others = [..." 0123456789;,.-/()\r\n\"'"];
const plainCapitals = [..."ABCDEGHIKLMNOPQRSTUVXYĂÂÊÔƠƯĐ"];

const words =
  "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý văn thị đức hữu ngọc quang minh thành hải phòng dũng hường tuấn khánh quỳnh thủy tiên bảo châu mỹ linh phượng trường tiểu học sở giáo dục phường xã huyện tỉnh đường tổ dân phố nghề nghiệp ruộng nông công nhân viên giới tính nữ kinh tày thái mường khơ me".split(
    " ",
  );

const letters = {
  tcvn3: [...lower, ...plainCapitals, ...others],
  vni: [...lower, ...capitals, ...others],
  "windows-1258": [...lower, ...capitals, ...others],
};

describe.each(["tcvn3", "vni", "windows-1258"] as const)("%s", (encoding) => {
  test("every Vietnamese text is read back as it was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters[encoding]), maxLength: 80 }), (text) => {
        expect(decodeLegacy(encodeLegacy(text, encoding), encoding)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("enough words are recognised, few are asked about, none is taken for another encoding", () => {
    const sample = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sample, places, (chosen, cuts) => {
        const bytes = encodeLegacy(`ma;ten\n${chosen.join(";")}\n`, encoding);
        const found = detectEncoding(cutAt(bytes, cuts));
        expect(found).toEqual(detectEncoding([bytes]));
        const accented = chosen.filter((word) => /\P{ASCII}/u.test(word)).length;
        if (accented === 0) expect(found.guess.encoding).toBe("utf-8");
        else if (found.guess.confidence >= sureConfidence) expect(found.guess.encoding).toBe(encoding);
        else expect(accented).toBeLessThan(25);
      }),
      { numRuns: 300 },
    );
  });
});

test("Windows-1258 reads as the platform's own decoder does, composed", () => {
  const platform = new TextDecoder("windows-1258");
  const all = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
  for (const byte of all) {
    // The platform maps unassigned bytes to control characters; for us they are damage.
    const expected = platform
      .decode(Uint8Array.of(0x61, byte))
      .normalize("NFC")
      .replace(/[\x80-\x9f]/, "\ufffd");
    expect(decodeLegacy(Uint8Array.of(0x61, byte), "windows-1258"), byte.toString(16)).toBe(expected);
  }
});

test("UTF-8 is never taken for anything else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), places, (text, cuts) => {
      fc.pre(!text.includes("\0"));
      expect(detectEncoding(cutAt(Buffer.from(text), cuts)).guess.encoding).toBe("utf-8");
    }),
    { numRuns: 300 },
  );
});

test("syllables", () => {
  for (const word of words) expect(isVietnameseSyllable(word), word).toBe(true);
  for (const word of ["nguyôn", "v¨n", "school", "vaên", "thµnh", "æng", "école"])
    expect(isVietnameseSyllable(word), word).toBe(false);
});
