import { expect, test } from "vitest";
import { type CommuneShape, drawMosaic, mosaicWidth } from "./mosaic-shapes.ts";

const square = (id: string, west: number, south: number, size: number): CommuneShape => ({
  id,
  properties: { title: id, centre: [west + size / 2, south + size / 2] },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
});
const numbersOf = (path: string): readonly number[] => path.match(/-?[\d.]+/g)?.map(Number) ?? [];

test("the mainland fills the drawing's width; a far island stands in its frame and shrinks nothing", () => {
  const near = [square("a", 106, 20.5, 0.5), square("b", 106.5, 20.5, 0.5)];
  const alone = drawMosaic(near);
  const { pieces, height, inset } = drawMosaic([...near, square("far", 107.7, 20.1, 0.05)]);
  expect(pieces.slice(0, 2)).toEqual(alone.pieces);
  expect(alone.inset).toBeUndefined();
  const xs = numbersOf(pieces.map(({ path }) => path).join("")).filter((_, at) => at % 2 === 0);
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([0, mosaicWidth]);
  const far = numbersOf(pieces[2]?.path ?? "");
  for (const [at, value] of far.entries()) {
    const from = at % 2 === 0 ? (inset?.x ?? 0) : (inset?.y ?? 0);
    expect(value).toBeGreaterThanOrEqual(from);
    expect(value).toBeLessThanOrEqual(from + (inset?.size ?? 0));
  }
  expect(height).toBeLessThan(mosaicWidth);
});

test("nothing to draw is nothing", () => {
  expect(drawMosaic([]).pieces).toEqual([]);
});
