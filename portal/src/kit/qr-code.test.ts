import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr-code.tsx";

test("every dark module is drawn once in its place, with the quiet zone that readers need", () => {
  const text = "otpauth://totp/Hoa%20Ph%C6%B0%E1%BB%A3ng:thu?secret=JBSWY3DPEHPK3PXP&issuer=Hoa";
  const drawn = [...qrPath(text).matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`);
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x},${y}`] : [])));
  expect(drawn).toEqual(dark);
  expect(new Set(drawn).size).toBe(drawn.length);
  const edge = drawn.flatMap((at) => at.split(",").map(Number)).filter((n) => n < 4 || n >= size - 4);
  expect(edge).toEqual([]);
});
