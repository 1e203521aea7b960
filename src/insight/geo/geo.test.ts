import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HpError } from "#src/platform/errors.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { importBoundaries, readOutlines, removeBoundaries } from "./boundaries.ts";
import { clipConvex, doubleArea, type Position } from "./geometry.ts";
import { readBoundaryFile } from "./read-boundary-file.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
let db: TestDatabase;
beforeAll(async () => {
  console.log(`geo.test: seed ${seed}`);
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const by = { name: "thử", at: new Date("2026-11-23T00:00:00Z"), record: async () => undefined };
const square = ([lon, lat]: Position, half = 0.01): Position[] => [
  [lon - half, lat - half],
  [lon + half, lat - half],
  [lon + half, lat + half],
  [lon - half, lat + half],
  [lon - half, lat - half],
];

describe("approximate outlines", () => {
  test("every commune has one, closed, and its own centre lies in it and in no other", async () => {
    const { isApproximate, communes } = await readOutlines(db.pool);
    expect([isApproximate, communes.length]).toEqual([true, 114]);
    for (const { geometry, centre } of communes) {
      const ring = geometry.coordinates[0] as Position[];
      expect(ring.length).toBeGreaterThan(3);
      expect(ring[0]).toEqual(ring.at(-1));
      expect(isInside(centre, ring)).toBe(true);
    }
    const strangers = communes.flatMap(({ centre, code }) =>
      communes.filter(
        (other) => other.code !== code && isInside(centre, other.geometry.coordinates[0] as Position[]),
      ),
    );
    expect(strangers).toEqual([]);
  });

  test("what is cut out of two convex polygons lies in both and is none bigger", () => {
    const disc = (x: number, y: number, r: number) =>
      Array.from(
        { length: 12 },
        (_, i) => [x + r * Math.cos((i * Math.PI) / 6), y + r * Math.sin((i * Math.PI) / 6)] as const,
      );
    const place = fc.record({
      x: fc.integer({ min: -9, max: 9 }),
      y: fc.integer({ min: -9, max: 9 }),
      r: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [left, right] = [disc(a.x, a.y, a.r), disc(b.x, b.y, b.r)];
        const cut = doubleArea(clipConvex(left, right));
        expect(cut).toBeLessThanOrEqual(Math.min(doubleArea(left), doubleArea(right)) + 1e-6);
        expect(cut).toBeCloseTo(doubleArea(clipConvex(right, left)), 6);
        if (Math.hypot(a.x - b.x, a.y - b.y) > a.r + b.r) expect(cut).toBe(0);
      }),
      { seed },
    );
  });
});

describe("import of the city's outlines", () => {
  const file = async (
    change: (features: { properties: Record<string, unknown>; geometry: unknown }[]) => unknown = (f) => f,
  ) => {
    const { communes } = await readOutlines(db.pool);
    const features = communes.map(({ code, centre }) => ({
      type: "Feature",
      properties: { ward_code: code },
      geometry: { type: "Polygon", coordinates: [square(centre)] },
    }));
    return JSON.stringify({ type: "FeatureCollection", features: change(features) });
  };

  test("replaces the cells, and can be taken back", async () => {
    expect(
      await importBoundaries(db.pool, { text: await file(), name: "a.geojson", title: "Sở NNMT" }, by),
    ).toBe(114);
    expect(await readOutlines(db.pool)).toMatchObject({ isApproximate: false, source: "Sở NNMT" });
    await removeBoundaries(db.pool, by.record);
    expect(await readOutlines(db.pool)).toMatchObject({ isApproximate: true });
  });

  test("a file that is wrong says where, and changes nothing", async () => {
    const { communes } = await readOutlines(db.pool);
    const first = communes[0];
    const swap = ([lon, lat]: Position): Position => [lat, lon];
    const set = (geometry: unknown) => (features: { geometry: unknown }[]) => [
      { ...features[0], geometry },
      ...features.slice(1),
    ];
    const wrong: readonly (readonly [text: string, says: RegExp])[] = [
      ["{", /không phải JSON/],
      ['{"type":"Feature"}', /FeatureCollection/],
      [await file((f) => f.slice(2)), /thiếu ranh giới của 2 đơn vị: .+\(\d{5}\)/],
      [await file((f) => [...f, f[3]]), /có hai ranh giới/],
      [
        await file((f) => [{ ...f[0], properties: { ward_code: "99999" } }, ...f.slice(1)]),
        /thứ 1 mang mã “99999”/,
      ],
      [await file(set({ type: "Point", coordinates: [106, 20] })), /không phải Polygon/],
      [
        await file(set({ type: "Polygon", coordinates: [square(first?.centre ?? [0, 0]).slice(1)] })),
        /chưa khép kín/,
      ],
      [
        await file(set({ type: "Polygon", coordinates: [square(first?.centre ?? [0, 0]).map(swap)] })),
        /vĩ độ trước kinh độ/,
      ],
      [await file(set({ type: "Polygon", coordinates: [square([108, 16])] })), /cách tâm đã biết \d+ km/],
    ];
    const places = communes.map(({ code, title, centre }) => ({ code, title, centre }));
    for (const [text, says] of wrong) {
      try {
        readBoundaryFile(text, places);
        expect.fail(`${says} was not said`);
      } catch (error) {
        expect(error).toBeInstanceOf(HpError);
        expect((error as HpError).sentence()).toMatch(says);
      }
    }
    await expect(importBoundaries(db.pool, { text: "{", name: "b.geojson", title: "b" }, by)).rejects.toThrow(
      HpError,
    );
    expect(await readOutlines(db.pool)).toMatchObject({ isApproximate: true });
  });
});

/** Ray casting. */
function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (const [at, [ax, ay]] of ring.entries()) {
    const [bx, by2] = ring[(at + 1) % ring.length] ?? [ax, ay];
    if (ay > y !== by2 > y && x < ((bx - ax) * (y - ay)) / (by2 - ay) + ax) inside = !inside;
  }
  return inside;
}
